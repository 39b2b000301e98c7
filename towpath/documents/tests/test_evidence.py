"""Evidence is what its name says: told by what it holds."""

from io import BytesIO
from zipfile import ZipFile

import pytest
from PIL import Image

from towpath.documents.evidence import check_evidence
from towpath.documents.table import UnreadableFile
from towpath.documents.tests import made

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600


def picture(kind):
    stream = BytesIO()
    Image.new("RGB", (20, 20), "white").save(stream, kind)
    return stream.getvalue()


def archive(**parts):
    stream = BytesIO()
    with ZipFile(stream, "w") as packed:
        for name, part in parts.items():
            packed.writestr(name.replace("__", "/"), part)
    return stream.getvalue()


def open_document(kind, **parts):
    return archive(mimetype=f"application/vnd.oasis.opendocument.{kind}", content="<a/>", **parts)


LETTER = "From: ann@example.org\r\nSubject: Minutes\r\n\r\nAs agreed: café.\r\n".encode("latin-1")
FILES = {
    ".pdf": made.pdf("A plan"),
    ".docx": made.saved(made.word([["Action"], ["Train"]])),
    ".xlsx": made.saved(made.workbook([["Action"], ["Train"]])),
    ".pptx": archive(**{"ppt/presentation.xml": "<p/>"}),
    ".odt": open_document("text"),
    ".ods": open_document("spreadsheet"),
    ".csv": "Name,Café\n".encode("cp1252"),
    ".txt": "Agreed: “yes”.".encode("utf-16"),
    ".eml": LETTER,
    ".msg": OLE + "__properties_version1.0".encode("utf-16-le"),
    ".png": picture("PNG"),
    ".jpg": picture("JPEG"),
    ".jpeg": picture("JPEG"),
}
ALIKE = [{".jpg", ".jpeg"}, {".csv", ".txt", ".eml"}]  # a mail is text, and a text may be any of these


@pytest.mark.parametrize("suffix", FILES)
def test_a_file_that_is_what_its_name_says_is_taken(suffix):
    check_evidence(FILES[suffix], f"minutes{suffix.upper()}")


@pytest.mark.parametrize("suffix", FILES)
def test_a_file_under_the_name_of_any_other_kind_is_refused(suffix):
    others = [name for name in FILES if name != suffix and not any({name, suffix} <= alike for alike in ALIKE)]
    for other in others:
        with pytest.raises(UnreadableFile, match=f"is named “{suffix}” and holds something else"):
            check_evidence(FILES[other], f"minutes{suffix}")


@pytest.mark.parametrize(
    ("content", "name", "sentence"),
    [
        (b"", "minutes.txt", "is empty"),
        (OLE + "EncryptedPackage\0".encode("utf-16-le"), "minutes.docx", "protected by a password"),
        (archive(**{"word/document.xml": "<p/>", "word/vbaProject.bin": "x"}), "minutes.docx", "holds macros"),
        (open_document("text", Basic__script="x"), "minutes.odt", "holds macros"),
        (FILES[".docx"][:-200], "minutes.docx", "damaged or cut short"),
        (b"MZ" + b"\0" * 100, "minutes.pdf", "holds something else"),
        (b"\x7fELF" + b"\0" * 100, "minutes.txt", "holds something else"),
        (b"<html>Hello", "minutes.eml", "holds something else"),
        (b"x" * (20 * 1024 * 1024 + 1), "minutes.txt", "larger than 20 MB"),
        (b"%PDF-1.4", "minutes.exe", "holds something else"),
    ],
)
def test_what_nobody_should_open_is_refused_in_a_sentence(content, name, sentence):
    with pytest.raises(UnreadableFile, match=sentence):
        check_evidence(content, name)
