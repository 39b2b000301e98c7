"""What cannot be taken is refused with a sentence, whatever it is called."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pypdf
import pytest
from PIL import Image

from towpath.documents import limits
from towpath.documents.reading import read_document
from towpath.documents.table import UnreadableFile
from towpath.documents.tests import made

ROWS = [["Action", "Lead"], ["Train staff", "Council"]]
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def word() -> bytes:
    return made.saved(made.word(ROWS))


def sheet() -> bytes:
    return made.saved(made.workbook(ROWS))


def named(stream: str) -> bytes:
    """The start of an Office 97 file that lists a part of this name."""
    return OLE + b"\0" * 600 + f"{stream}\0".encode("utf-16-le")


def locked_pdf() -> bytes:
    writer = pypdf.PdfWriter(BytesIO(made.pdf("A plan")))
    writer.encrypt("secret", algorithm="AES-256")
    stream = BytesIO()
    writer.write(stream)
    return stream.getvalue()


def scanned_pdf() -> bytes:
    stream = BytesIO()
    Image.new("RGB", (20, 20), "white").save(stream, "PDF")
    return stream.getvalue()


def locked_zip() -> bytes:
    content = bytearray(word())
    for signature, offset in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        content[content.index(signature) + offset] |= 1
    return bytes(content)


def zip_of(name: str, part: bytes) -> bytes:
    stream = BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED) as archive:
        archive.writestr(name, part)
    return stream.getvalue()


def bomb() -> bytes:
    return zip_of("word/document.xml", b" " * (limits.MAX_UNPACKED_BYTES + 1))


def many_parts() -> bytes:
    stream = BytesIO()
    with ZipFile(stream, "w") as archive:
        for number in range(limits.MAX_PARTS + 1):
            archive.writestr(f"word/{number}", b"")
    return stream.getvalue()


def with_entity(content: bytes, name: str, encoding: str = "utf-8") -> bytes:
    part = '<?xml version="1.0"?><!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/hostname">]><d>&x;</d>'
    return made.with_part(content, name, part.encode(encoding))


REFUSED = {
    "an empty file": (b"", "plan.docx", "empty"),
    "a file of white space": (b" \n\t \n", "plan.txt", "no words"),
    "a file over 20 MB": (b"a" * (limits.MAX_BYTES + 1), "plan.txt", "20 MB"),
    "an archive of many parts": (many_parts, "plan.docx", "more than 10,000 parts"),
    "an encrypted Office file": (named("EncryptedPackage"), "plan.docx", "password"),
    "an encrypted PDF": (locked_pdf, "plan.pdf", "password"),
    "an encrypted archive": (locked_zip, "plan.docx", "password"),
    "a workbook with macros": (lambda: made.with_part(sheet(), "xl/vbaProject.bin", b"x"), "plan.xlsm", "macros"),
    "macros under another name": (lambda: made.with_part(word(), "word/vbaProject.bin", b"x"), "plan.docx", "macros"),
    "an old workbook with macros": (named("_VBA_PROJECT"), "plan.xls", "macros"),
    "an old Word file": (named("WordDocument"), "plan.doc", "save it as .docx"),
    "a zip bomb": (bomb, "plan.docx", "100 MB"),
    "a Word file with an entity": (lambda: with_entity(word(), "word/document.xml"), "plan.docx", "refers to other"),
    "an entity in UTF-16": (lambda: with_entity(sheet(), "xl/workbook.xml", "utf-16"), "plan.xlsx", "refers to other"),
    "a drawing with an entity": (lambda: with_entity(word(), "word/media/a.svg"), "plan.docx", "refers to other"),
    "one in UTF-16": (lambda: with_entity(sheet(), "xl/media/a.SVG", "utf-16"), "plan.xlsx", "refers to other"),
    "a page with an entity": (b'<!DOCTYPE html [<!ENTITY a "b">]><html>&a;</html>', "plan.html", "entities"),
    "a Word file cut short": (lambda: word()[:-200], "plan.docx", "cut short"),
    "a workbook cut short": (lambda: sheet()[: len(sheet()) // 2], "plan.xlsx", "cut short"),
    "a PDF cut short": (lambda: made.pdf("A plan " * 400)[:3000], "plan.pdf", "cut short"),
    "a scanned PDF": (scanned_pdf, "plan.pdf", "pictures of pages"),
    "a blank PDF": (lambda: made.pdf("#pagebreak()"), "plan.pdf", "no text"),
    "a photograph": (b"\x89PNG\r\n\x1a\n" + b"\0" * 100, "plan.docx", "picture"),
    "a rich text file": (b"{\\rtf1 Plan}", "plan.doc", ".docx"),
    "a program": (b"\x7fELF\x02\x01\x01" + bytes(range(256)), "plan.txt", "no document"),
    "another archive": (lambda: zip_of("a.txt", b"words"), "a.zip", "another kind"),
    "an empty Word file": (lambda: made.saved(made.word()), "plan.docx", "no words"),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED)
def test_sender_is_told_in_a_sentence_why_the_file_is_refused(case):
    content, name, expected = REFUSED[case]
    with pytest.raises(UnreadableFile) as refusal:
        read_document(content() if callable(content) else content, name)
    sentence = str(refusal.value)
    assert expected in sentence
    assert sentence.endswith(".")


def test_a_drawing_that_declares_its_type_and_no_entity_is_taken():
    drawing = b'<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "svg11.dtd"><svg/>'
    content = made.with_part(word(), "word/media/a.svg", drawing)
    assert read_document(content, "plan.docx")


def test_pdf_of_more_than_two_hundred_pages_is_refused():
    writer = pypdf.PdfWriter()
    for _ in range(limits.MAX_PAGES + 1):
        writer.add_blank_page(100, 100)
    stream = BytesIO()
    writer.write(stream)
    with pytest.raises(UnreadableFile, match="201 pages"):
        read_document(stream.getvalue(), "plan.pdf")


@pytest.mark.parametrize(
    ("content", "name"),
    [
        ("a,b\n" * (limits.MAX_CELLS // 2 + 1), "plan.csv"),
        ("<table>" + "<tr><td>a</td></tr>" * (limits.MAX_CELLS + 1) + "</table>", "plan.html"),
        (f"<table><tr>{'<td colspan=1000 rowspan=1000>a' * 101}{'<tr><td>b' * 1000}</table>", "plan.html"),
    ],
    ids=["a vast CSV", "a vast page", "a small page of vast spans"],
)
def test_tables_of_more_than_a_hundred_thousand_cells_are_refused(content, name):
    with pytest.raises(UnreadableFile, match="100,000 cells"):
        read_document(content.encode(), name)


def test_word_table_of_vast_spans_is_refused():
    document = made.word(ROWS)
    document.tables[0].cell(0, 0)._tc.grid_span = limits.MAX_CELLS
    with pytest.raises(UnreadableFile, match="100,000 cells"):
        read_document(made.saved(document), "plan.docx")


def test_sheet_merged_to_its_edges_is_refused_without_being_laid_out():
    merged = made.workbook(ROWS)
    merged.active.merge_cells("A5:B6")
    content = made.saved(merged)
    name = "xl/worksheets/sheet1.xml"
    vast = made.part_of(content, name).replace(b"A5:B6", b"A5:XFD1048576")
    with pytest.raises(UnreadableFile, match="100,000 cells"):
        read_document(made.with_part(content, name, vast), "plan.xlsx")


def test_sheet_with_one_far_cell_is_read_quickly():
    book = made.workbook(ROWS)
    book.active["XFD1048576"] = "far"
    (table,) = read_document(made.saved(book), "plan.xlsx").tables
    assert table.headings[:2] == ("Action", "Lead")


def test_workbook_of_a_hidden_sheet_only_shows_what_a_person_sees():
    book = made.workbook(ROWS)
    hidden = book.create_sheet("Old")
    hidden.append(["Secret", "Sheet"])
    hidden.append(["of", "drafts"])
    hidden.sheet_state = "hidden"
    assert len(read_document(made.saved(book), "plan.xlsx").tables) == 1
