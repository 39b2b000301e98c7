"""No file from outside is read while a transaction is open."""

from contextlib import suppress

import pytest
from django.db import transaction

from tests.house.source import PACKAGE, modules
from towpath.documents.attendance import read_attendance, read_register, read_teams
from towpath.documents.evidence import check_evidence
from towpath.documents.plan import read_arriving, read_plan
from towpath.documents.plan.door import compare_plans
from towpath.documents.practices import practice_sheets, read_practice_file
from towpath.documents.reading import read_document
from towpath.documents.rows import FileColumn, marked_copy, read_rows, sheets_of
from towpath.documents.table import Document, UnreadableFile
from towpath.records.files_read import ReadInTransactionError, files_of_our_own

pytestmark = pytest.mark.django_db

COLUMNS = [FileColumn("lead")]
DOCUMENT = Document("csv", ())
DOORS = {
    "document": lambda: read_document(b"Action,Lead\nTrain,Police\n", "plan.csv"),
    "plan": lambda: read_plan(DOCUMENT),
    "columns": lambda: read_arriving(b"Action,Lead\nTrain,Police\n", "plan.csv"),
    "comparison": lambda: compare_plans([], [], []),
    "evidence": lambda: check_evidence(b"agreed", "minutes.txt") or True,
    "rows": lambda: read_rows(b"Lead\nPolice\n", "plan.csv", COLUMNS, none="None."),
    "sheets": lambda: sheets_of(b"Lead,Action\nPolice,Train\n", "plan.csv"),
    "marked copy": lambda: marked_copy(b"Lead,Action\nPolice,Train\n", "plan.csv", []),
    "attendance": lambda: read_attendance(b"Name,Role\nAda,GP\n", "register.csv"),
    "meeting": lambda: read_teams(b"Name,Role\nAda,GP\n", "register.csv"),
    "register": lambda: read_register(b"Name,Role\nAda,GP\n", "register.csv"),
    "practices": lambda: read_practice_file(b"Y00001\n"),
    "practice rows": lambda: practice_sheets(b"Y00001\n"),
}


@pytest.mark.parametrize("door", DOORS)
def test_nothing_is_read_inside_a_transaction(door):
    with transaction.atomic(), pytest.raises(ReadInTransactionError, match="before the transaction begins"):
        DOORS[door]()


@pytest.mark.parametrize("door", DOORS)
def test_outside_a_transaction_it_is_read_or_refused_for_what_it_is(door):
    with suppress(UnreadableFile):
        assert DOORS[door]()


def test_only_the_demonstration_reads_files_of_its_own_inside_one():
    users = {
        path.relative_to(PACKAGE).as_posix()
        for path in modules()
        if "files_of_our_own" in path.read_text(encoding="utf-8")
    }
    assert users == {"records/files_read.py", "demonstration/loading.py"}
    with transaction.atomic():
        with files_of_our_own():
            DOORS["sheets"]()
        with pytest.raises(ReadInTransactionError):
            DOORS["sheets"]()
