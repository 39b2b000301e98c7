"""Footnotes: tied to the marks that point at them, wherever they stand."""

import pytest

from towpath.documents.reading import read_document
from towpath.documents.table import Document


def read(cell: str, *notes: str) -> Document:
    lines = ["Action\tLead", f"{cell}\tCouncil", "", *notes]
    return read_document("\n".join(lines).encode(), "plan.txt")


@pytest.mark.parametrize("mark", ["*", "**", "†"])
def test_mark_is_taken_from_the_word_and_tied_to_its_note(mark):
    document = read(f"Train staff{mark}", f"{mark} Subject to funding.")
    cell = document.tables[0].rows[0].cells[0]
    assert cell.text == "Train staff"
    assert [(note.mark, note.text) for note in cell.notes] == [(mark, "Subject to funding.")]
    assert document.paragraphs == ()


def test_note_that_announces_a_list_takes_it_in():
    document = read("Train staff*", "* Counted as follows:", "- sessions held", "- people trained", "The end.")
    assert document.notes[0].text == "Counted as follows:\nsessions held\npeople trained"
    assert document.paragraphs == ("The end.",)


def test_note_printed_on_every_page_is_kept_once():
    document = read("Train staff*", "* Subject to funding.", "* Subject to funding.")
    assert [note.text for note in document.notes] == ["Subject to funding."]
    assert document.paragraphs == ()


def test_mark_without_a_note_is_seen_to_lack_it():
    (note,) = read("Train staff*").tables[0].rows[0].cells[0].notes
    assert (note.mark, note.text) == ("*", "")


@pytest.mark.parametrize("words", ["5 * 3 rooms", "Grade A* pupils", "Area of 20 m²"])
def test_sign_that_is_no_mark_stays(words):
    cell = read(words).tables[0].rows[0].cells[0]
    assert cell.text == words
    assert cell.notes == ()


def test_list_with_asterisks_is_prose_where_nothing_points_at_it():
    document = read("Train staff", "* first", "* second")
    assert document.notes == ()
    assert len(document.paragraphs) == 2


def test_notes_inlined_by_a_converter_are_lifted_out():
    text = "We agreed.[footnoteRef:1] [1: In May:\nby letter] Then we met.\n[bookmark: _Toc1]The end."
    document = read_document(text.encode(), "terms.txt")
    assert [(note.mark, note.text) for note in document.notes] == [("1", "In May: by letter")]
    assert document.paragraphs == ("We agreed.¹", "Then we met.", "The end.")
