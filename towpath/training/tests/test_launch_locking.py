"""A launch that is moved and what is recorded meanwhile: what is checked is what stands there, whoever comes first."""

import json
import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from tests.journeys.databases import fresh_database
from towpath.practices.models import SignUp
from towpath.practices.tests.builders import signed_up
from towpath.programmes.models import Site
from towpath.programmes.tests.builders import post_at
from towpath.training.tests.launch_builders import LATER, RECORDED, launch, site_without_dates
from towpath.training.tests.session_builders import planned

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).parents[3]
LAUNCH_STAYS = "1 April 2020: the launch cannot come after it."
IT_STAYS_OUT = "IRIS was launched on 1 May 2020: choose that day or a later one."


@pytest.mark.parametrize("what", RECORDED)
def test_page_that_was_opened_before_the_launch_was_moved_is_checked_against_the_new_one(what):
    opened = Site.objects.select_related("programme__partnership").get(pk=site_without_dates().pk)
    launch(opened.programme, LATER)
    with pytest.raises(ValidationError, match=IT_STAYS_OUT):
        RECORDED[what](opened)


def test_session_whose_page_was_opened_before_its_practice_left_or_its_trainer_did_is_refused():
    sign_up = signed_up(headcounts={})
    post, day = post_at(sign_up.site, name="Sam Okoro"), LATER + timedelta(days=1)
    SignUp.objects.update(left_on=LATER)
    with pytest.raises(ValidationError, match="left on 1 May 2020"):
        planned(sign_up, held_on=day)
    SignUp.objects.update(left_on=None)
    sign_up.site.posts.update(ended_on=LATER)
    with pytest.raises(ValidationError, match="Sam Okoro was not in post on 2 May 2020"):
        planned(sign_up, held_on=day, trainers=[post])


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer at a time as it is.")
def test_of_a_launch_that_is_moved_and_what_is_recorded_at_once_the_second_is_told(tmp_path):
    with fresh_database(tmp_path) as address:
        run = subprocess.run(
            [sys.executable, "-m", "towpath.training.tests.launching_at_once"],
            env=os.environ | {"DATABASE_URL": address, "DJANGO_SETTINGS_MODULE": "towpath.settings.testing"},
            cwd=ROOT, capture_output=True, text=True, timeout=300, check=False,
        )  # fmt: skip
    assert run.returncode == 0, run.stderr
    told = json.loads(run.stdout)
    assert all(LAUNCH_STAYS in told[f"{what}, then launch"] for what in RECORDED), told
    assert {what: told[f"launch, then {what}"] for what in RECORDED} == dict.fromkeys(RECORDED, IT_STAYS_OUT)
