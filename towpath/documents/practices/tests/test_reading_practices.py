"""The NHS practice file read: the same practices out of either dialect, in any of its alphabets."""

import hashlib
from collections import Counter
from dataclasses import replace
from datetime import date
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from towpath.documents.practices import Dialect, PracticeStatus, read_practice_file
from towpath.documents.practices.tests.making import practice, practice_file, written

ENCODINGS = ["latin-1", "utf-8", "utf-8-sig"]


def read(*rows):
    return read_practice_file(written(rows))


def packed(**parts: bytes) -> bytes:
    stream = BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name.replace("_", "."), part)
    return stream.getvalue()


@pytest.mark.parametrize("dialect", Dialect)
@pytest.mark.parametrize("encoding", ENCODINGS)
def test_whole_file_holds_as_many_practices_as_the_nhs_says(dialect, encoding):
    file = read_practice_file(practice_file(dialect=dialect, encoding=encoding))
    assert (file.dialect, file.encoding, file.doubts) == (dialect, encoding, ())
    assert len(file.rows) == 15_350
    active = [row for row in file.rows if row.status is PracticeStatus.ACTIVE]
    assert len(active) > sum(row.is_gp_practice for row in active) == 6_570


def test_both_dialects_tell_of_the_same_practices():
    old = read_practice_file(practice_file(dialect=Dialect.OLD, encoding="latin-1")).rows
    new = read_practice_file(practice_file(dialect=Dialect.NEW)).rows
    assert [replace(row, status=PracticeStatus.ACTIVE) for row in old] == [
        replace(row, status=PracticeStatus.ACTIVE) for row in new
    ]
    said = Counter((before.status, after.status) for before, after in zip(old, new, strict=True))
    assert set(said) == {("active", "active")} | {(word, "inactive") for word in ("closed", "dormant", "proposed")}


def test_every_column_finds_its_place():
    given = practice(7, c3="Y61", c4="QKK", c15="36L", c17="20240331", c12="20240401")
    (row,) = read(given).rows
    assert (row.code, row.national_grouping, row.health_geography, row.commissioner) == ("Z00007", "Y61", "QKK", "36L")
    assert row.address == ("7 CAFÉ ROW", "LOCKSIDE", "INVENTED TOWN")
    assert (row.town, row.postcode, row.telephone, row.network) == (
        "INVENTED TOWN",
        "ZZ8 8ZZ",
        "01632 960007",
        "U00007",
    )
    assert (row.opened_on, row.closed_on) == (date(1981, 4, 1), date(2024, 4, 1))
    assert (row.joined_on, row.left_on) == (date(2023, 4, 1), date(2024, 3, 31))
    assert (row.name, row.settings, row.row) == ("CAFÉ ROW PRACTICE 7 (INVENTED)", ("RO76",), 1)


@pytest.mark.parametrize(("written", "network"), [("U00007", "U00007"), ("u00007", "u00007"), ("36L", ""), ("", "")])
def test_column_24_is_a_network_only_where_its_code_says_so(written, network):
    (row,) = read(practice(7, c15="36L", c24=written)).rows
    assert (row.commissioner, row.network) == ("36L", network)


def test_blank_lines_of_an_address_and_blank_dates_are_nothing():
    (row,) = read(practice(c6="", c7="", c8="", c11="", c16="")).rows
    assert (row.address, row.town, row.opened_on, row.joined_on) == (("1 CAFÉ ROW",), None, None, None)


@pytest.mark.parametrize(
    ("number", "roles"),
    [
        ("0", ["RO72"]), ("1", ["RO87"]), ("2", ["RO80"]), ("3", ["RO80", "RO87"]), ("4", ["RO76"]), ("8", ["RO255"]),
        ("9", ["RO247"]), ("10", ["RO250"]), ("11", ["RO252"]), ("12", ["RO259"]), ("13", ["RO249"]),
        ("14", ["RO246"]), ("22", ["RO258"]), ("25", ["RO82"]), ("", []),
    ],
)  # fmt: skip
def test_a_setting_is_the_same_roles_in_both_dialects(number, roles):
    old = read(practice(dialect=Dialect.OLD, c26=number)).rows[0]
    new = read(practice(dialect=Dialect.NEW, c26="|".join(reversed(roles)))).rows[0]
    assert old.settings == new.settings == tuple(roles)
    assert old.is_gp_practice is (number == "4")


def test_a_setting_of_unknown_meaning_is_told_and_not_guessed():
    file = read(practice(1, Dialect.OLD, c26="15"), practice(2, Dialect.OLD, c26="15"), practice(3, Dialect.OLD))
    assert [row.settings for row in file.rows] == [(), (), ("RO76",)]
    assert file.doubts == ("The meaning of the prescribing setting 15 is not known: 2 rows came in without a setting.",)


def test_rows_keep_the_line_they_stand_on():
    content = written([practice(1, c5="1 LONG\nROW")]) + b"\r\n" + written([practice(2), practice(3)])
    assert [row.row for row in read_practice_file(content).rows] == [1, 4, 5]


def test_a_first_row_of_headings_is_passed_over():
    headings = ["Organisation Code", "Name", *["Address Line 1"] * 8, "Open Date", "Close Date", "Status Code"]
    file = read(headings + ["Null"] * 14, practice(1))
    assert [(row.code, row.row) for row in file.rows] == [("Z00001", 2)]


def test_the_archive_of_the_old_file_is_opened():
    plain = practice_file(20, Dialect.OLD, "latin-1")
    archive = packed(epraccur_csv=plain, epraccur_pdf=b"%PDF-1.4", other_csv=b"a,b")
    file = read_practice_file(archive, "epraccur.zip")
    assert file.rows == read_practice_file(plain).rows
    assert file.sha256 == hashlib.sha256(archive).hexdigest() != read_practice_file(plain).sha256
