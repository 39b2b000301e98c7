"""Words are found however they are typed, and taken out of what people wrote alone."""

import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as some

from towpath.foundation.deadlines import read_deadline
from towpath.foundation.deadlines.deadline import Deadline
from towpath.programmes.services.milestones import set_milestone
from towpath.programmes.tests.builders import manager_of, milestone_of, programme_with
from towpath.records.redacting import remove
from towpath.records.services import put_back, take_back
from towpath.records.words import CODE, MARK, fitting, is_in, matching, rewritten, texts_of, without

FOUND = {
    "O'Neil": ("O’Neil", "O‘NEIL", "o'neil"),
    "Anne Marie": ("Anne-Marie", "Anne\n  Marie", "ANNE–MARIE"),
    "Anne-Marie": ("Anne Marie",),
    "José": ("JOSÉ", unicodedata.normalize("NFD", "José")),
    unicodedata.normalize("NFD", "José"): ("José",),
    "straße": ("STRASSE", "Straße"),
    "Ann Lee": ("https://example.org/?name=Ann+Lee", "/people/Ann%20Lee.docx", "/?name=%20ann%2Dlee"),
    "O’Hara": ("O&#x27;Hara", "/?name=O%27Hara"),
    "Zoë": ("/?name=Zo%C3%AB", "/?name=ZO%C3%8B"),
    "Ann": ("Ann’s", "(Ann)", "Ann, Bob", "with Ann."),
    "Ann (Lee)": ("ann (lee)",),
}
NOT_FOUND = {"Ann": ("planned", "Anna", "Joann"), "Jose": ("Joseph", unicodedata.normalize("NFD", "José"))}


@pytest.mark.parametrize(("words", "text"), [(words, text) for words, texts in FOUND.items() for text in texts])
def test_words_are_found_however_they_are_typed(words, text):
    said = without(matching(words), f"Spoke to {text} today.")
    assert MARK in said
    assert not is_in(matching(words), said)


@pytest.mark.parametrize(("words", "text"), [(words, text) for words, texts in NOT_FOUND.items() for text in texts])
def test_words_inside_longer_ones_are_others(words, text):
    assert without(matching(words), text) == text


KEPT = some.recursive(
    some.none() | some.booleans() | some.integers() | some.text() | some.from_regex(CODE, fullmatch=True),
    lambda inside: some.lists(inside, max_size=4) | some.dictionaries(some.text(max_size=8), inside, max_size=4),
    max_leaves=12,
)


@given(KEPT)
def test_names_of_parts_codes_and_days_stay_whatever_is_rewritten(kept):
    assert shape_of(rewritten([kept], lambda text: "gone")) == shape_of([kept])
    assert rewritten([kept], lambda text: text) == [kept]


def shape_of(value):
    """All of a value but the words in it."""
    if isinstance(value, dict):
        return {name: shape_of(one) for name, one in value.items()}
    if isinstance(value, list):
        return [shape_of(one) for one in value]
    return "words" if isinstance(value, str) and (value == "gone" or not CODE.fullmatch(value)) else value


@pytest.mark.parametrize("written", ["Within 3 months of the launch", "By March 2027 and yearly", "When Ann is back"])
@pytest.mark.parametrize("words", ["within", "start", "text", "months", "base", "launch", "understood", "2027", "Ann"])
def test_a_kept_deadline_is_read_after_any_word_is_removed(words, written):
    kept = read_deadline(written)
    read = Deadline.from_json(without(matching(words), kept.as_json()))
    assert (read.meaning, read.within, read.end, read.base) == (kept.meaning, kept.within, kept.end, kept.base)


def test_of_a_picture_its_words_alone_are_rewritten():
    svg = '<svg aria-label="Ann &amp; Bob"><title>title of Ann</title><text class="title">Ann &lt;3</text></svg>'
    assert set(texts_of(svg)) == {"Ann & Bob", "title of Ann", "Ann <3"}
    changed = without(matching("Ann"), without(matching("title"), svg))
    assert changed == (
        f'<svg aria-label="{MARK} &amp; Bob"><title>{MARK} of {MARK}</title>'
        f'<text class="title">{MARK} &lt;3</text></svg>'
    )


@given(some.text(alphabet="ab [removd]", max_size=40), some.integers(min_value=len(MARK), max_value=40))
def test_a_text_cut_to_its_field_ends_with_the_whole_mark_and_starts_as_it_did(text, longest):
    cut = fitting(text, longest)
    assert len(cut) <= longest
    if cut != text:
        assert cut.endswith(MARK)
        assert text.startswith(cut.removesuffix(MARK))
        assert cut.count(MARK) <= text.count(MARK) + 1
    assert fitting(text, None) == text


@pytest.mark.parametrize("longest", range(len(MARK), 3 * len(MARK)))
def test_no_mark_is_cut(longest):
    assert fitting(f"Ann {MARK} {MARK} and others", longest).replace(MARK, "").strip() in {"", "A", "An", "Ann"}


@pytest.mark.django_db
@pytest.mark.parametrize("words", ["programmes", "milestone", "fields", "model", "2021", "name"])
def test_what_was_taken_back_is_put_back_after_any_word_is_removed(words):
    programme = programme_with(starts_on=date(2021, 4, 1))
    milestone, actor = milestone_of(programme, "by March 2027"), manager_of(programme.partnership)
    taken = take_back(actor=actor, subject=milestone, reason="It was another.")
    remove(actor=actor, partnership=programme.partnership_id, words=words, reason="It must go.")
    assert put_back(actor=actor, taken=taken, reason="It was right.").pk == milestone.pk


@pytest.mark.django_db
def test_words_of_a_row_taken_back_go_though_they_look_like_a_code():
    programme = programme_with()
    actor = manager_of(programme.partnership)
    milestone = set_milestone(actor=actor, programme=programme, name="lindqvist", deadline_words="by March 2027")
    taken = take_back(actor=actor, subject=milestone, reason="It was another.")
    remove(actor=actor, partnership=programme.partnership_id, words="lindqvist", reason="It must go.")
    assert taken.rows.get().contents["fields"]["name"] == MARK
