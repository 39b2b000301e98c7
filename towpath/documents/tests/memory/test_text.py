"""Texts, pages and cells that go on without end are refused in a sentence, and read where people are not served."""

import zlib

import pytest

from towpath.documents.readers import apart
from towpath.documents.readers.counted_markup import parsed
from towpath.documents.reading import read_document
from towpath.documents.table import UnreadableFile
from towpath.documents.tests import made
from towpath.documents.tests.limited import outcome_of
from towpath.documents.tests.memory.made_to_swell import ROWS, SHEET, SMALL, packed, pdf_of, word_with


def test_where_a_process_has_no_limits_of_its_own_documents_are_read_all_the_same(monkeypatch):
    """Windows knows neither the limits nor the signal that ends what takes too long."""
    monkeypatch.setattr(apart, "_OUT_OF_TIME", 0)
    assert read_document(b"Action,Lead\nTrain,Police\n", "plan.csv").tables


@pytest.mark.parametrize("name", ["plan.txt", "plan.csv", "plan.html"])
def test_comments_before_a_text_are_looked_through_in_no_time(name):
    """Each might have ended in several places: of 24 there were millions of ways."""
    assert outcome_of(b"<!---->" * 3000 + b"Plan, of words", name, seconds=10).startswith("read: ")


@pytest.mark.parametrize("name", ["plan.xlsx", "plan.csv", "plan.docx", "plan.html"])
def test_a_cell_longer_than_any_is_refused_where_it_stands(name):
    words = "word " * 8_000
    rows = [["Action", "Lead"], ["Train", words]]
    markup = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    sheet = made.saved(made.workbook(ROWS))
    contents = {
        "plan.xlsx": packed(sheet, {SHEET: made.part_of(sheet, SHEET).replace(b"Council", words.encode())}),
        "plan.csv": "\n".join(map(",".join, rows)).encode(),
        "plan.docx": made.saved(made.word(rows)),
        "plan.html": f"<table>{markup}</table>".encode(),
    }
    assert "holds more than 32,767 letters, the most that Excel allows" in outcome_of(contents[name], name)


@pytest.mark.parametrize(
    ("page", "sentence"),
    [
        (b"<table>" + b'<b title="<">' * 50_000, "nests more than 200 tags"),
        (b"<table>" + b'<b title="<"></b>' * 350_000, "holds more than 300,000 tags"),
        (b"<table><tr>" + b"<td\ntitle='>'>" * 110_000, "hold more than 100,000 cells"),
    ],
    ids=["deep", "many", "cells"],
)
def test_a_page_is_counted_by_its_parser_however_its_tags_are_written(page, sentence):
    with pytest.raises(UnreadableFile, match=sentence):
        parsed(page.decode())


@pytest.mark.long
def test_files_within_every_limit_that_take_long_or_much_end_with_a_sentence():
    """That of a limit, or on a quick machine that of what they hold: no plan."""
    paragraph = f"<w:p><w:r><w:t>{'word ' * 12}</w:t></w:r></w:p>"
    operators = b"BT " + b"(a) Tj " * 2_800_000 + b" ET"
    lines = b"0 0 m 9 9 l S " * 1_400_000
    files = {
        "plan.docx": word_with(paragraph * (94_000_000 // len(paragraph))),
        "plan.pdf": pdf_of(SMALL, ("/FlateDecode", zlib.compress(operators, 9))),
        "lines.pdf": pdf_of(SMALL, ("/FlateDecode", zlib.compress(lines, 9))),
    }
    for name, content in files.items():
        assert len(content) < 1_000_000
        assert outcome_of(content, name).startswith("refused: "), name


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"a\n" * 5_000_000, "plan.txt"),
        (b"," * 10_000_000, "plan.csv"),
        (b"<table>" + b"<b></b>" * 1_000_000, "plan.html"),
        (b"Action\tLead\nTrain\t" + b"<b></b>" * 1_000_000, "plan.txt"),
    ],
    ids=["lines", "separators", "tags", "tags in a cell"],
)
def test_text_of_millions_of_pieces_is_refused(content, name):
    assert outcome_of(content, name).startswith("refused: ")


@pytest.mark.parametrize("name", ["plan.txt", "plan.md", "plan.html"])
def test_stars_that_never_end_are_looked_through_in_no_time(name):
    assert outcome_of(b"**a " * 60_000, name, seconds=20).startswith("read: 0 tables")


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (made.saved(made.workbook(ROWS)), "plan.xlsx"),
        (made.saved(made.word(ROWS)), "plan.docx"),
        (made.pdf_table(ROWS), "plan.pdf"),
    ],
    ids=["xlsx", "docx", "pdf"],
)
def test_no_library_reads_a_strangers_file_where_people_are_served(content, name):
    outcome = outcome_of(content, name)
    assert outcome.startswith("read: 1 tables")
    assert outcome.rstrip().endswith("loaded:")
