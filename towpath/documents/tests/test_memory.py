"""A small file that swells when it is read is refused, and takes no more memory than an honest one."""

import subprocess
import zlib
from collections.abc import Callable
from functools import cache
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pypdf
import pytest
import xlsxwriter

from towpath.documents.kinds import DocumentKind
from towpath.documents.readers import apart
from towpath.documents.readers.apart import TOO_MUCH, read_apart
from towpath.documents.table import UnreadableFile
from towpath.documents.tests import made
from towpath.documents.tests.limited import outcome_of


@pytest.fixture(autouse=True)
def begun_as_the_product_begins_it(monkeypatch):
    """A process of its own from its first line, not one that tests keep warm."""
    monkeypatch.setattr(apart, "subprocess", subprocess)


ROWS = [["Action", "Lead"], ["Train staff", "Council"]]
SHEET = "xl/worksheets/sheet1.xml"
SWOLLEN = 120 * 1024 * 1024  # bytes: more than the 100 MB at which reading stops, however much more


def pdf_of(*streams: tuple[str, bytes]) -> bytes:
    """A PDF with a page for each stream, written by hand: its filters, and its bytes as they are."""
    count = len(streams)
    kids = " ".join(f"{3 + 2 * at} 0 R" for at in range(count))
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", f"<</Type/Pages/Kids[{kids}]/Count {count}>>".encode()]
    for at, (filters, stream) in enumerate(streams):
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Resources<<>>/Contents {4 + 2 * at} 0 R>>".encode()
        )
        objects.append(stream_of(f"/Filter[{filters}]", stream))
    return pdf_of_objects(objects)


def stream_of(says: str, stream: bytes) -> bytes:
    return f"<</Length {len(stream)}{says}>>stream\n".encode() + stream + b"\nendstream"


def pdf_of_objects(objects: list[bytes]) -> bytes:
    content, places = b"%PDF-1.5\n", []
    for number, one in enumerate(objects, start=1):
        places.append(len(content))
        content += f"{number} 0 obj\n".encode() + one + b"\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    tail = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer<</Size {len(objects) + 1}/Root 1 0 R>>"
    return content + f"{tail}\nstartxref\n{len(content)}\n%%EOF".encode()


def drawings_in_drawings(deep: int) -> bytes:
    """A page that draws a drawing, which draws the next ten times, and so on."""
    page = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Resources<</XObject<</X 5 0 R>>>>/Contents 4 0 R>>"
    tree = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>", page.encode()]
    form = "/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X {} 0 R>>>>"
    forms = [stream_of(form.format(6 + at), b"/X Do " * 10) for at in range(deep)]
    last = stream_of("/Subtype/Form/BBox[0 0 9 9]", b"0 0 m 9 9 l S")
    return pdf_of_objects([*tree, stream_of("", b"/X Do"), *forms, last])


@cache
def swollen() -> bytes:
    packer = zlib.compressobj(1)
    piece = b" " * (1024 * 1024)
    return b"".join(packer.compress(piece) for _ in range(SWOLLEN // len(piece))) + packer.flush()


def under_a_blank_password(content: bytes) -> bytes:
    writer = pypdf.PdfWriter(BytesIO(content))
    writer.encrypt("", algorithm="RC4-128")
    stream = BytesIO()
    writer.write(stream)
    return stream.getvalue()


def with_a_table_of_objects_that_swells() -> bytes:
    stream = swollen().hex().encode() + b">"
    head = f"<</Type/XRef/W[1 2 1]/Size 2/Root 1 0 R/Filter[/AHx/Fl]/Length {len(stream)}>>stream\n".encode()
    return b"%PDF-1.5\n1 0 obj\n" + head + stream + b"\nendstream\nendobj\nstartxref\n9\n%%EOF"


SMALL = ("/FlateDecode", zlib.compress(b"BT ET"))
PDFS: dict[str, Callable[[], bytes]] = {
    "the second stream swells": lambda: pdf_of(SMALL, ("/FlateDecode", swollen())),
    "many streams swell together": lambda: pdf_of(SMALL, *[("/FlateDecode", zlib.compress(b" " * 30_000_000))] * 4),
    "a stream swells twice": lambda: pdf_of(SMALL, ("/FlateDecode/FlateDecode", zlib.compress(swollen()))),
    "a stream is written in letters": lambda: pdf_of(SMALL, ("/ASCIIHexDecode/FlateDecode", swollen().hex().encode())),
    "a stream is hidden by a blank password": lambda: under_a_blank_password(
        pdf_of(SMALL, *[("/FlateDecode", zlib.compress(b" " * 30_000_000))] * 4)
    ),
    "the table of objects swells": with_a_table_of_objects_that_swells,
}


@pytest.mark.parametrize("case", PDFS)
def test_pdf_whose_streams_swell_is_refused_wherever_they_stand(case):
    content = PDFS[case]()
    assert len(content) < 4_000_000
    outcome = outcome_of(content, "plan.pdf")
    assert "refused: The file unpacks to more than 100 MB" in outcome or f"refused: {TOO_MUCH}" in outcome


def test_pdf_that_draws_drawings_in_drawings_without_end_is_refused():
    content = drawings_in_drawings(8)
    assert len(content) < 3_000
    assert "refused: The PDF holds more than 20,000 drawings" in outcome_of(content, "plan.pdf")


@pytest.mark.long
def test_pdf_of_millions_of_letters_ends_its_own_reading_only():
    letters = b"BT (" + b"a" * 20_000_000 + b") Tj ET"
    outcome = outcome_of(pdf_of(SMALL, ("/FlateDecode", zlib.compress(letters, 9))), "plan.pdf")
    assert outcome.startswith("refused: ")


def test_file_that_takes_too_long_is_refused_with_that_sentence():
    letters = b"BT (" + b"a" * 20_000_000 + b") Tj ET"
    with pytest.raises(UnreadableFile, match="takes longer than 30 seconds to read: save only the part that holds"):
        read_apart(DocumentKind.PDF, pdf_of(SMALL, ("/FlateDecode", zlib.compress(letters, 9))), seconds=1)


def test_where_a_process_has_no_limits_of_its_own_documents_are_read_all_the_same(monkeypatch):
    """Windows knows neither the limits nor the signal that ends what takes too long."""
    monkeypatch.setattr(apart, "_OUT_OF_TIME", 0)
    assert read_apart(DocumentKind.CSV, b"Action,Lead\nTrain,Police\n").blocks


def packed(content: bytes, changes: dict[str, bytes], renamed: dict[str, str] | None = None) -> bytes:
    """An Office file with parts changed, and parts under other names that the other parts know."""
    renamed = renamed or {}
    stream = BytesIO()
    with ZipFile(BytesIO(content)) as old, ZipFile(stream, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = changes.get(name, old.read(name))
            if name.endswith((".rels", "[Content_Types].xml")):
                for before, after in renamed.items():
                    part = part.replace(before.split("/")[-1].encode(), after.split("/")[-1].encode())
            new.writestr(renamed.get(name, name), part)
            if name in renamed:
                new.writestr(name, b"<nothing/>")
    return stream.getvalue()


def sheet_with(end: str, *, name: str = SHEET, encoding: str = "utf-8", rows: str = "") -> bytes:
    """A workbook whose sheet has more rows, and something after its rows, under a name and in an encoding."""
    content = made.saved(made.workbook(ROWS))
    markup = made.part_of(content, SHEET).decode().replace("</sheetData>", f"{rows}</sheetData>{end}")
    declared = f'<?xml version="1.0" encoding="{encoding}"?>{markup}'
    return packed(content, {SHEET: declared.encode(encoding)}, {SHEET: name} if name != SHEET else {})


VAST = "A1:XFD1048576"
MERGED = f'<mergeCells><mergeCell ref="{VAST}"/></mergeCells>'
CELLS = "".join(f'<row r="{row}">{"<c/>" * 1000}</row>' for row in range(10, 1100))
SHEETS: dict[str, Callable[[], bytes]] = {
    "a merge in a part of another name": lambda: sheet_with(MERGED, name="xl/worksheets/sheet1.dat"),
    "another attribute before the range": lambda: sheet_with(
        f'<mergeCells count="1"><mergeCell count="1" ref="{VAST}"/></mergeCells>'
    ),
    "a range that names its sheet": lambda: sheet_with(f'<mergeCells><mergeCell ref="Sheet!{VAST}"/></mergeCells>'),
    "the same range many times": lambda: sheet_with(
        "<mergeCells>" + '<mergeCell ref="A1:B2"/>' * 60_000 + "</mergeCells>"
    ),
    "a range in other signs": lambda: sheet_with("<mergeCells><mergeCell\n  ref = '&#65;1:XFD1048576'/></mergeCells>"),
    "a sheet in another encoding": lambda: sheet_with(MERGED, encoding="utf-16"),
    "a link over the whole sheet": lambda: sheet_with(
        f'<hyperlinks><hyperlink ref="{VAST}" location="A1"/></hyperlinks>'
    ),
    "cells in a part of another name": lambda: sheet_with("", name="xl/worksheets/sheet1.dat", rows=CELLS),
}


@pytest.mark.parametrize("case", SHEETS)
def test_workbook_that_swells_is_refused_whatever_its_parts_are_called(case):
    content = SHEETS[case]()
    assert len(content) < 100_000
    assert "refused: The tables hold more than 100,000 cells" in outcome_of(content, "plan.xlsx")


def test_workbook_that_says_it_is_vast_and_is_not_is_read():
    markup = made.part_of(made.saved(made.workbook(ROWS)), SHEET)
    wide = markup.replace(b'<dimension ref="A1:B2"', f'<dimension ref="{VAST}"'.encode())
    wide = wide.replace(b"<sheetData>", b'<cols><col min="1" max="16384" width="9"/></cols><sheetData>')
    assert wide.count(VAST.encode()) == 1
    content = made.with_part(made.saved(made.workbook(ROWS)), SHEET, wide)
    assert outcome_of(content, "plan.xlsx").startswith("read: 1 tables")


@pytest.mark.long
def test_many_merges_beside_many_rows_are_read_in_no_time():
    merged = "".join(f'<mergeCell ref="A{2 * at}:A{2 * at + 1}"/>' for at in range(10, 20_000))
    rows = "".join(f'<row r="{at}"><c r="A{at}"><v>1</v></c></row>' for at in range(9, 45_000))
    content = sheet_with(f"<mergeCells>{merged}</mergeCells>", rows=rows)
    assert outcome_of(content, "plan.xlsx", seconds=60).startswith("read: 1 tables")


def test_one_long_text_in_many_cells_is_refused():
    stream = BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        sheet = book.add_worksheet()
        for row in range(1000):
            sheet.write_string(row, 0, "a" * 30_000)
    assert "refused: The cells hold more than 20,000,000 letters" in outcome_of(stream.getvalue(), "plan.xlsx")


WORD = "word/document.xml"


def word_with(markup: str, name: str = WORD) -> bytes:
    content = made.saved(made.word(ROWS))
    part = made.part_of(content, WORD).replace(b"<w:body>", f"<w:body>{markup}".encode())
    return packed(content, {WORD: part}, {WORD: name} if name != WORD else {})


@pytest.mark.parametrize("name", [WORD, "word/document.dat"])
def test_word_file_of_millions_of_elements_is_refused_whatever_its_parts_are_called(name):
    outcome = outcome_of(word_with("<w:p/>" * 6_000_000, name), "plan.docx")
    assert "refused: The file holds more than 5,000,000 signs of mark-up" in outcome


def test_word_part_of_another_name_may_declare_no_entity_either():
    content = word_with("", "word/document.dat")
    part = b'<!DOCTYPE d [<!ENTITY x "y">]>' + made.part_of(content, "word/document.dat")
    assert "refers to other files" in outcome_of(made.with_part(content, "word/document.dat", part), "plan.docx")


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
