"""`towpath status`: what is well and what is not, a sentence each, and the exit code that says so."""

import io
import json
import shutil
import socket
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command

from towpath.audit.events import Event
from towpath.audit.models import Verification
from towpath.audit.reading import record_reading
from towpath.foundation.clock import now
from towpath.jobs.models import Job, JobState
from towpath.jobs.services import ask
from towpath.jobs.workers import beat
from towpath.serving import well
from towpath.serving.daily import REGULAR

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def found(name: str) -> tuple[bool, str]:
    (one,) = [one for one in well.wellness() if one.name == name]
    return one.is_well, one.sentence


def verified(ago: timedelta = timedelta(), **more) -> None:
    about = {"made_at": now() - ago, "entries": 1, "head": "a" * 64, "is_noted_outside": True}
    Verification.objects.create(**about | more)


def test_a_worker_that_lives_is_well():
    assert found("Worker") == (False, "No worker does jobs, none was ever heard of.")
    beat("worker")
    is_well, sentence = found("Worker")
    assert is_well
    assert sentence.startswith("1 worker does jobs, last heard of on ")


def test_a_job_that_nobody_begins_is_not():
    assert found("Jobs that wait") == (True, "No job waits.")
    ask(REGULAR[0].name)
    is_well, sentence = found("Jobs that wait")
    assert (is_well, sentence) == (True, "The oldest job has waited for 0 minutes.")
    well.DBTaskResult.objects.update(enqueued_at=now() - timedelta(hours=3))
    assert found("Jobs that wait") == (False, "The oldest job has waited for 3 hours.")


def test_a_job_that_is_put_off_waits_from_when_it_is_due():
    ask(REGULAR[0].name)
    about = {"enqueued_at": now() - timedelta(hours=3), "run_after": now() + timedelta(hours=1)}
    well.DBTaskResult.objects.update(**about)
    assert found("Jobs that wait") == (True, "No job waits.")
    well.DBTaskResult.objects.update(run_after=now() - timedelta(minutes=20))
    assert found("Jobs that wait") == (False, "The oldest job has waited for 20 minutes.")


def test_failed_jobs_are_counted():
    assert found("Jobs that failed") == (True, "None.")
    ask(REGULAR[0].name)
    Job.objects.update(state=JobState.FAILED)
    assert found("Jobs that failed") == (False, "1 job failed: see “Jobs that failed”.")


def test_the_daily_round_its_findings_and_the_noted_head():
    verified()
    assert found("Daily round")[0]
    assert found("Verifying") == (True, "It found no fault.")
    assert found("Head of the audit record") == (True, "It is noted outside the database.")


def test_a_round_of_days_ago_that_found_faults_and_noted_nothing():
    verified(timedelta(days=3), faults=["Audit record: Entries are missing."], is_noted_outside=False)
    assert not found("Daily round")[0]
    assert found("Verifying") == (False, "It found 1 fault: see `towpath verify`.")
    assert not found("Head of the audit record")[0]


@pytest.fixture
def backed_up(monkeypatch):
    """Has an entry of another kind stand for that of a backup."""
    monkeypatch.setattr(well, "BACKED_UP", Event.AUDIT_EXPORTED.value)
    return lambda: record_reading(None, Event.AUDIT_EXPORTED)


def test_a_backup_is_known_by_its_entry(monkeypatch, backed_up):
    assert found("Backup") == (False, "None was ever made: see `towpath backup`.")
    backed_up()
    assert found("Backup")[0]
    monkeypatch.setattr(well, "BACKUP_WITHIN", timedelta())
    assert not found("Backup")[0]


def test_a_disk_that_is_nearly_full_and_a_folder_that_is_gone(settings, tmp_path, monkeypatch):
    is_well, sentence = found("Disk of kept files")
    assert is_well == (shutil.disk_usage(tmp_path).free >= well.LEAST_FREE)
    assert sentence.endswith(f" free at {tmp_path}.")
    monkeypatch.setattr(well, "LEAST_FREE", 10**18)
    assert not found("Disk of kept files")[0]
    settings.MEDIA_ROOT = tmp_path / "gone"
    assert found("Disk of kept files") == (False, f"{tmp_path / 'gone'} is missing or closed to this user.")


@pytest.mark.enable_socket
def test_a_mail_server_that_does_not_answer(settings):
    settings.TOWPATH_MAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    with socket.create_server(("127.0.0.1", 0)) as taken:
        settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", taken.getsockname()[1], 1
        silent = found("Mail server")
    assert not silent[0]
    assert "does not answer (SMTPServerDisconnected)" in silent[1]
    refused = found("Mail server")
    assert "does not answer (ConnectionRefusedError)" in refused[1]


def test_it_ends_with_1_where_something_is_not_well_and_says_the_same_as_json():
    words, data = io.StringIO(), io.StringIO()
    with pytest.raises(CommandError) as ended:
        call_command("status", stdout=words)
    with pytest.raises(CommandError):
        call_command("status", format="json", stdout=data)
    assert ended.value.returncode == 1
    assert "FAULT  Worker: No worker does jobs, none was ever heard of.\n" in words.getvalue()
    said = json.loads(data.getvalue())
    assert said["is_well"] is False
    assert {"name": "Jobs that wait", "is_well": True, "sentence": "No job waits."} in said["found"]


def test_it_ends_well_where_all_is(monkeypatch, backed_up):
    beat("worker")
    verified()
    backed_up()
    monkeypatch.setattr(well, "LEAST_FREE", 0)
    call_command("status", stdout=io.StringIO())
