"""What holds for every file: no failure but a sentence, and no word that the file does not hold."""

from hypothesis import HealthCheck, example, given
from hypothesis import strategies as st

from tests.sizes import tried
from towpath.documents.reading import read_document
from towpath.documents.table import Document, Table, UnreadableFile
from towpath.documents.tests import made

SUFFIXES = ("docx", "doc", "pdf", "xlsx", "xls", "csv", "tsv", "txt", "md", "html", "htm", "zip")
NAMES = st.sampled_from([f"plan.{suffix}" for suffix in SUFFIXES])
HEADS = st.sampled_from([b"", b"%PDF-1.7\n", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"<html><table><tr>"])
TAILS = st.sampled_from([b"", b"\n%%EOF", "Workbook\0".encode("utf-16-le")])
WORDS = st.text("abcdefgh ÄßЖ中*-•|<>&;.,'\"0123456789", max_size=12)
ROWS = st.lists(st.lists(WORDS, min_size=1, max_size=5), min_size=1, max_size=6)

VALID = {
    "plan.docx": made.saved(made.word([["Action", "Lead"], ["Train", "Council"]])),
    "plan.xlsx": made.saved(made.workbook([["Action", "Lead"], ["Train", "Council"]])),
    "plan.pdf": made.pdf_table([["Action", "Lead"], ["Train", "Council"]]),
}


def outcome(content: bytes, name: str) -> Document | str:
    """The document, or the sentence that refuses it."""
    try:
        return read_document(content, name)
    except UnreadableFile as refusal:
        return str(refusal)


def tables_in(rows: list[list[str]], separator: str, name: str) -> tuple[Table, ...]:
    document = outcome("\n".join(separator.join(row) for row in rows).encode(), name)
    return document.tables if isinstance(document, Document) else ()


def is_answer(found: Document | str) -> bool:
    return isinstance(found, Document) or found.endswith(".")


@tried(40, 500)
@given(HEADS, st.binary(max_size=2000), TAILS, NAMES)
@example(b"", b'"' + b"x" * 200_000, b"", "plan.txt")
@example(b"", b"\xff\xfe\x00", b"", "plan.csv")
def test_any_bytes_are_read_or_refused_with_a_sentence(head, body, tail, name):
    assert is_answer(outcome(head + body + tail, name))


@tried(25, 300, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(sorted(VALID)), st.data())
def test_a_damaged_document_is_read_or_refused_with_a_sentence(name, data):
    content = bytearray(VALID[name])
    for _ in range(data.draw(st.integers(1, 8))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    assert is_answer(outcome(bytes(content), name))


@given(ROWS, st.sampled_from(["\t", ",", ";", "|"]), NAMES)
@example([["0", ""], ["", '"', '0"0']], "\t", "plan.csv")
def test_no_word_is_invented(rows, separator, name):
    """A quotation mark holds a cell together, so it may go where it stood inside a word."""
    cells = [cell for table in tables_in(rows, separator, name) for row in table.rows for cell in row.cells]
    typed = " ".join(map(" ".join, rows))
    known = {*letters(typed), *letters(typed.replace('"', ""))}
    assert {word for cell in cells for word in letters(cell.text)} <= known


@given(ROWS, NAMES)
def test_tables_are_rectangular_and_every_value_has_a_place(rows, name):
    for table in tables_in(rows, "\t", name):
        assert {len(row.cells) for row in table.rows} <= {len(table.header)}
        assert all(cell.places for row in table.rows for cell in row.cells if not cell.is_blank)


def letters(text: str) -> list[str]:
    """The words of a text, as runs of letters: signs around and between them may be bullets or mark-up."""
    return "".join(sign if sign.isalnum() else " " for sign in text).split()
