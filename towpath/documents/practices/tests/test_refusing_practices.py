"""A file that is not the practice file, or no longer, is refused with a sentence that names the row."""

from io import BytesIO

import pytest

from towpath.documents.limits import MAX_BYTES, MAX_UNPACKED_BYTES
from towpath.documents.practices import Dialect, read_practice_file
from towpath.documents.practices.tests.making import practice, practice_file, written
from towpath.documents.practices.tests.test_reading_practices import packed
from towpath.documents.table import UnreadableFile
from towpath.documents.tests import made

OLD, NEW = Dialect.OLD, Dialect.NEW


def rows(*changed, dialect=NEW):
    """A file whose first row is sound and whose next are as given."""
    return written([practice(1, dialect), *changed])


def sound(dialect=NEW, **changed):
    return practice(2, dialect, **changed)


REFUSED = {
    "a column too few": (rows(sound()[:26]), "Row 2: This row has 26 columns and the file has 27"),
    "a column too many": (rows([*sound(), ""]), "Row 2: This row has 28 columns"),
    "a letter that is no status": (rows(sound(OLD, c13="X"), dialect=OLD), "Row 2, status: “X” cannot be taken: A, C"),
    "a blank status": (rows(sound(c13="")), "Row 2, status: It is blank"),
    "headings further down": (rows(["Heading"] * 27), "Row 2, status: “Heading” cannot be taken"),
    "old rows in a new file": (rows(sound(OLD)), "Row 2, status: “A” is of the old file, and row 1 is of the new"),
    "new rows in an old file": (rows(sound(), dialect=OLD), "Row 2, status: “ACTIVE” is of the new file, and row 1"),
    "an old setting in a new row": (rows(sound(c26="4")), "Row 2, setting: “4” is of the old file, and row 1"),
    "a first row of both": (written([practice(c26="4")]), "Row 1, setting: “4” is of the old file, and the status"),
    "a setting of neither": (rows(sound(c26="GP")), "Row 2, setting: “GP” cannot be taken"),
    "a day that never was": (rows(sound(c11="20230230")), "Row 2, opening date: “20230230”"),
    "a day written otherwise": (rows(sound(c12="01/04/2024")), "Row 2, closing date: “01/04/2024”"),
    "a word for a day": (rows(sound(c16="soon")), "Row 2, joining date: “soon”"),
    "no leaving day": (rows(sound(c17="0")), "Row 2, leaving date: “0”"),
    "no code": (rows(sound(c1=" ")), "Row 2, organisation code: Every practice needs a code"),
    "a code twice": (rows(sound(), sound(c1="z00001")), "Row 3, organisation code: Row 1 has the same, Z00001"),
    "a quotation that never ends": (rows(sound()) + b'"' + b"a" * 200_000, "Row 3 opens a quotation"),
    "UTF-16 with its mark": (practice_file(3, encoding="utf-16"), "UTF-16"),
    "UTF-16 without its mark": (practice_file(3, encoding="utf-16-le"), "UTF-16"),
    "a mark that lies": (b"\xef\xbb\xbf" + rows(sound()).replace(b"Z00002", b"Z\xff0002"), "Row 2 is not in UTF-8"),
    "a file of MS-DOS": (practice_file(3, encoding="cp850"), "another encoding"),
    "an empty file": (b"", "is empty"),
    "a file of line ends": (b"\r\n\r\n", "is empty"),
    "blank rows alone": (written([[""] * 27]), "holds no practices"),
    "headings alone": (written([["Heading"] * 27]), "holds no practices"),
    "a workbook": (lambda: made.saved(made.workbook([["Code"]])), "Excel"),
    "an old workbook": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "Excel"),
    "over 20 MB": (b"a" * (MAX_BYTES + 1), "larger than 20 MB"),
    "an archive over 20 MB": (b"PK\x03\x04" + b"a" * MAX_BYTES, "larger than 20 MB"),
    "a table over 20 MB in an archive": (lambda: packed(epraccur_csv=b"a" * (MAX_BYTES + 1)), "larger than 20 MB"),
    "an archive that swells": (lambda: packed(epraccur_csv=b"a" * (MAX_UNPACKED_BYTES + 1)), "100 MB"),
    "an archive of two tables": (lambda: packed(a_csv=b"a", b_csv=b"b"), "one practice file"),
    "an archive of none": (lambda: packed(a_pdf=b"a"), "one practice file"),
    "an archive cut short": (lambda: packed(epraccur_csv=practice_file(50))[:-40], "cut short"),
}  # fmt: skip


def told(content):
    """What the sender of a file that cannot be taken is told: one sentence, or one for each thing that is wrong."""
    try:
        errors = [str(error) for error in read_practice_file(content, "epraccur.csv").errors]
    except UnreadableFile as refusal:
        errors = [str(refusal)]
    assert all(sentence.endswith(".") for sentence in errors)
    return errors


@pytest.mark.parametrize("case", REFUSED)
def test_sender_is_told_in_a_sentence_which_row_is_wrong(case):
    content, expected = REFUSED[case]
    assert any(expected in sentence for sentence in told(content() if callable(content) else content))


def test_sender_is_told_all_that_is_wrong_at_once():
    content = rows(sound(c13="X", c26="GP", c11="soon"), practice(3), practice(4)[:20], practice(3, OLD))
    assert [sentence.partition(":")[0] for sentence in told(content)] == [
        "Row 2, opening date", "Row 2, status", "Row 2, setting", "Row 4",
        "Row 5, organisation code", "Row 5, status", "Row 5, setting",
    ]  # fmt: skip


@pytest.mark.parametrize("is_packed", [False, True])
def test_two_hundred_thousand_rows_are_refused(is_packed):
    one = b"A,B,C\r\n" * 200_000
    content = packed(epraccur_csv=one) if is_packed else one
    with pytest.raises(UnreadableFile, match="more than 100,000 rows"):
        read_practice_file(content)


def test_a_hundred_thousand_rows_are_taken():
    rows = (b",".join(cell.encode() for cell in practice(number)) for number in range(1, 100_001))
    content = BytesIO(b"\n".join(row.replace(b" CAF\xc3\x89 ROW PRACTICE", b"") for row in rows)).getvalue()
    assert len(read_practice_file(content).rows) == 100_000
