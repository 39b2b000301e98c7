"""Small files that say they are vast, written by hand."""

import zlib
from functools import cache
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pypdf

from towpath.documents.tests import made

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


def slow_file(number: int = 0) -> bytes:
    """A PDF of 27 kB that takes all the processor's time that a reader has. The numbers make different files."""
    stream = zlib.compress(b"BT ET " * 3_000_000, 9)
    return pdf_of(SMALL, ("/FlateDecode", stream)) + b"\n%" + str(number).encode()


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
WORD = "word/document.xml"


def word_with(markup: str, name: str = WORD) -> bytes:
    content = made.saved(made.word(ROWS))
    part = made.part_of(content, WORD).replace(b"<w:body>", f"<w:body>{markup}".encode())
    return packed(content, {WORD: part}, {WORD: name} if name != WORD else {})
