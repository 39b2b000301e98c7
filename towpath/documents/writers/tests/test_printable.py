"""Words as they can be printed: those of every alphabet stay as they are, and what cannot be drawn is named."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from towpath.documents.writers.letters import clusters, starts_right_to_left
from towpath.documents.writers.printable import BREAK, LONGEST_SYLLABLE, PLAIN, drawable, printable
from towpath.documents.writers.tests.alphabets import PASTED, READ_OUT_BADLY, WORDS
from towpath.documents.writers.typefaces import families, families_with, family_of

RIGHT_TO_LEFT = ("Arabic", "Urdu", "Farsi", "Pashto", "Kurdish", "Hebrew", "Yiddish", "Syriac")


@pytest.mark.parametrize("alphabet", [*WORDS, *READ_OUT_BADLY])
def test_words_of_every_alphabet_of_the_boroughs_are_drawn_as_typed(alphabet):
    words = (WORDS | READ_OUT_BADLY)[alphabet]
    assert drawable(words) == words


@pytest.mark.parametrize(("pasted", "shown"), PASTED.items())
def test_what_no_font_draws_is_named_and_what_means_nothing_goes(pasted, shown):
    assert printable(pasted) == shown


def test_a_mark_that_no_font_draws_upon_its_letter_is_named_beside_it():
    assert drawable("⛒\u1dfd") == "⛒[U+1DFD]"


@pytest.mark.parametrize("alphabet", RIGHT_TO_LEFT)
def test_a_line_with_words_from_right_to_left_is_kept_to_itself(alphabet):
    assert printable(f"{WORDS[alphabet]}\nand on") == f"\u2068{WORDS[alphabet]}\u2069\nand on"


@pytest.mark.parametrize(
    ("line", "from_right"),
    [(WORDS["Arabic"], True), ("1. שלום Anna", True), ("Anna שלום", False), ("12 %", False), ("", False)],
)
def test_a_line_starts_where_its_first_letter_says(line, from_right):
    assert starts_right_to_left(line) is from_right


def test_a_word_longer_than_any_column_can_be_broken_and_a_usual_one_cannot():
    assert printable("a" * 30).split(BREAK) == ["a" * 12, "a" * 12, "a" * 6]
    assert BREAK not in printable("Antidisestablishmentarian Llanfairpwllgwyngyll")
    assert BREAK not in printable(WORDS["Chinese"] * 10)


def test_a_long_word_is_not_broken_beside_a_mark():
    pieces = printable("ที่" * 40).split(BREAK)
    assert len(pieces) > 1
    assert not any(piece.startswith(("ี", "่")) for piece in pieces)


@pytest.mark.parametrize("endless", ["ক্" * 400, "ক" + "্" * 400, "ക" + "ൄ" * 400, "a" + "\u0301" * 400])
def test_a_syllable_without_end_is_broken(endless):
    pieces = printable(endless).split(BREAK)
    assert "".join(pieces) == endless
    assert max(map(len, pieces)) <= LONGEST_SYLLABLE


def test_what_needs_no_second_look_is_drawn_by_the_first_family():
    plain = [chr(number) for number in range(0x250) if PLAIN.fullmatch(chr(number)) and chr(number) != "\n"]
    assert set(string.printable.strip()) <= set(plain)
    assert [each for each in plain if families()[0] not in families_with(each)] == []


def test_a_joined_emoji_and_a_letter_with_its_marks_are_one():
    assert list(clusters("e\u0301👩‍👧x")) == ["e\u0301", "👩‍👧", "x"]


def test_no_family_draws_a_letter_of_one_alphabet_with_a_mark_of_another():
    assert family_of("ক\u0bcd") is None


@given(st.text())
def test_only_what_can_be_drawn_is_left(typed):
    shown = drawable(typed)
    assert drawable(shown) == shown
    assert not any(0xE000 <= ord(each) <= 0xF8FF for each in shown)
