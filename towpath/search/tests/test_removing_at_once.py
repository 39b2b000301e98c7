"""Words leave the index even where a colleague's change puts them there meanwhile."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

from tests.journeys.databases import fresh_database

ROOT = Path(__file__).parents[3]


@pytest.mark.django_db
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer at a time as it is.")
def test_what_a_colleague_saves_meanwhile_brings_removed_words_into_no_entry(tmp_path: Path) -> None:
    with fresh_database(tmp_path) as address:
        run = subprocess.run(
            [sys.executable, "-m", "towpath.search.tests.removing_at_once"],
            env=os.environ | {"DATABASE_URL": address, "DJANGO_SETTINGS_MODULE": "towpath.settings.testing"},
            cwd=ROOT, capture_output=True, text=True, timeout=300, check=False,
        )  # fmt: skip
    assert run.returncode == 0, run.stderr
    assert json.loads(run.stdout) == " fit alarms homes for removed"
