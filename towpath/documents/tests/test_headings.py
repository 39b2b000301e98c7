"""Letter-spaced headings beside the rows, whatever breaks them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from towpath.documents.reading import read_document
from towpath.documents.shaping.heading_words import NOUNS
from towpath.documents.shaping.spelling import is_spaced, spelt
from towpath.documents.table import Cell, Place


def fragments(*texts: str) -> list[Cell]:
    return [Cell(text=text, items=(text,), places=(Place(1, row, 1),)) for row, text in enumerate(texts, start=2)]


@pytest.mark.parametrize(
    ("written", "headings"),
    [
        (["P R E V E N T I O N A N D A W", "A R E N E S S"], {0: "PREVENTION AND AWARENESS"}),
        (
            ["E A R L Y", "I D E N T I F I C A T I O N", "A N D", "S U P P O R T"],
            {0: "EARLY IDENTIFICATION AND SUPPORT"},
        ),
        (["E N T", "P O R C E M E N T"], {0: "ENFORCEMENT"}),
        (["P R E V E N T I O N", "P R O T E C T I O N"], {0: "PREVENTION", 1: "PROTECTION"}),
        (["J U S", "T I C E", "H E A L T H"], {0: "JUSTICE", 2: "HEALTH"}),
        (["P a r t n e r s h i p s"], {0: "Partnerships"}),
        (["Z Y M U R G Y"], {0: "ZYMURGY"}),
        (["Z Y M U R G Y", "S U P P O R T"], {0: "ZYMURGY", 1: "SUPPORT"}),
    ],
)
def test_fragments_become_the_headings_they_spell(written, headings):
    assert {first: heading.text for first, heading in spelt(fragments(*written))} == headings


def test_guessed_heading_keeps_its_letters_and_both_places():
    ((_, heading),) = spelt(fragments("E N T", "P O R C E M E N T"))
    assert heading.is_guess
    assert heading.as_written == "ENT PORCEMENT"
    assert [place.row for place in heading.places] == [2, 3]


@pytest.mark.parametrize("letters", ["S U P P O R T", "Z Y M U R G Y"])
def test_heading_read_as_written_is_no_guess(letters):
    ((_, heading),) = spelt(fragments(letters))
    assert not heading.is_guess


@pytest.mark.parametrize(
    ("text", "expected"),
    [("A N D", True), ("A N D\nM O R E", True), ("AND", False), ("1 2 3", False), ("A B", False), ("A plan", False)],
)
def test_only_single_letters_are_spaced(text, expected):
    assert is_spaced(text) is expected


@given(st.sampled_from(sorted(NOUNS)), st.data())
def test_a_known_word_survives_a_break_anywhere(word, data):
    at = data.draw(st.integers(1, len(word) - 1))
    ((_, heading), *others) = spelt(fragments(" ".join(word[:at]), " ".join(word[at:])))
    assert "".join([heading.text, *(other.text for _, other in others)]).replace(" ", "") == word


def test_heading_carries_down_until_the_next_and_leaves_the_columns():
    text = "\tAction\tLead\nH E A L T H\tTrain\tCouncil\n\tVisit\tPolice\nJ U S T I C E\tAttend\tCourt\n"
    (table,) = read_document(text.encode(), "plan.txt").tables
    assert table.headings == ("Action", "Lead")
    assert [row.heading.text for row in table.rows] == ["HEALTH", "HEALTH", "JUSTICE"]
