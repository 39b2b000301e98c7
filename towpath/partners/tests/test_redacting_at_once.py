"""Words are removed while colleagues save: two connections to one PostgreSQL, each with a transaction of its own."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

from tests.journeys.databases import fresh_database
from towpath.records.words import MARK

ROOT = Path(__file__).parents[3]


@pytest.mark.django_db
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer at a time as it is.")
def test_what_a_colleague_saved_meanwhile_stays_without_the_words(tmp_path: Path) -> None:
    with fresh_database(tmp_path) as address:
        run = subprocess.run(
            [sys.executable, "-m", "towpath.partners.tests.removing_at_once"],
            env=os.environ | {"DATABASE_URL": address, "DJANGO_SETTINGS_MODULE": "towpath.settings.testing"},
            cwd=ROOT, capture_output=True, text=True, timeout=300, check=False,
        )  # fmt: skip
    assert run.returncode == 0, run.stderr
    assert json.loads(run.stdout) == {
        "adds": {
            "champion": f"Kim after {MARK}", "version": 3, "before": f"{MARK}, GP", "after": f"Kim after {MARK}",
        },
        "takes_out": {"champion": "Kim", "version": 2, "before": f"{MARK}, GP", "after": "Kim"},
    }  # fmt: skip
