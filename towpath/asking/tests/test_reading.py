"""A file that takes longer than its page waits: the bar, the way on, and nothing left of it within the hour."""

import subprocess
import sys
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.urls import reverse

from towpath.access.roles import Role
from towpath.accounts import file_readings
from towpath.accounts.drafts import draft_for
from towpath.accounts.file_readings import READ_FILE, StillReadingError
from towpath.accounts.models import FileReading, User
from towpath.accounts.redacting import FileReadings
from towpath.documents.readers import apart
from towpath.foundation.clock import at, now
from towpath.jobs.models import Job, JobState
from towpath.jobs.rounds import ask_for
from towpath.jobs.tests.running import run_jobs
from towpath.partners.tests.builders import person_with
from towpath.plans.models import Action, ProgressUpdate
from towpath.plans.tests.builders import action_draft, plan_with
from towpath.records.files_read import ReadInTransactionError
from towpath.records.words import matching
from towpath.serving.daily import REGULAR
from towpath.sources.models import Reading, SourceDocument
from towpath.sources.services import drafting
from towpath.sources.tests.trackers import coordinator_of, tracker, uploaded

pytestmark = pytest.mark.django_db
READ = "/sources/read/"
NOT_ONE = b"We met and agreed to meet again."
ACCOUNT = "Half of them are trained."


@pytest.fixture
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every file takes longer than a page waits."""
    monkeypatch.setattr(file_readings, "LONGEST_WAIT", -1)


@pytest.fixture
def user() -> Any:
    return coordinator_of()


@pytest.fixture
def browser(user: Any, client: Client) -> Client:
    client.force_login(user)
    return client


def chosen(content: bytes, name: str = "tracker.csv") -> dict[str, Any]:
    return {"file": SimpleUploadedFile(name, content)}


def go_on(browser: Client, bar: str, path: str) -> Any:
    """As the form on the page of the bar does, once the file is read."""
    run_jobs()
    page = browser.get(bar).content.decode()
    assert "Your file was read" in page
    assert f'action="{path}"' in page
    key = key_of(bar)
    assert f'name="file_reading" value="{key}"' in page
    return browser.post(path, {"file_reading": key})


def key_of(bar: str) -> str:
    return bar.strip("/").rpartition("/")[2]


def report(action: Action, file: dict[str, Any]) -> dict[str, Any]:
    return {
        "rating": "amber", "account": ACCOUNT, "version": action.version, "form_token": "a" * 20,
        "as_of_day": now().day, "as_of_month": now().month, "as_of_year": now().year, **file,
    }  # fmt: skip


def test_a_page_that_need_not_wait_answers_as_if_it_had_read_the_file_itself(browser: Client) -> None:
    answer = browser.post(READ, chosen(tracker()))
    assert answer["Location"].endswith("/columns/")
    assert {job.state for job in Job.objects.filter(kind=READ_FILE)} <= {JobState.DONE}
    assert not FileReading.objects.exists()


@pytest.mark.usefixtures("patient")
def test_one_that_takes_long_leads_to_the_bar_and_on_from_there(browser: Client) -> None:
    bar = browser.post(READ, chosen(tracker()))["Location"]
    page = browser.get(bar).content.decode()
    assert "Your file is being read" in page
    assert not SourceDocument.objects.exists()
    assert not browser.get(f"{bar}progress/").json()["finished"]
    run_jobs()
    assert browser.get(f"{bar}progress/").json()["finished"]
    second = go_on(browser, bar, READ)["Location"]  # the plan in the document takes long as well
    while second.startswith("/reading/"):
        second = go_on(browser, second, READ)["Location"]
    assert Reading.objects.get().document.name == "tracker.csv"
    assert second.endswith("/columns/")


@pytest.mark.usefixtures("patient")
def test_a_refusal_stands_beside_the_file_and_what_was_typed_is_there(client: Client) -> None:
    action = plan_with(action_draft()).actions.get()
    client.force_login(person_with(Role.COORDINATOR, partnership=action.plan.partnership))
    path = reverse("plans:report_progress", args=[action.pk])
    bar = client.post(path, report(action, chosen(b"no picture", "proof.png")))["Location"]
    answer = go_on(client, bar, path)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "holds something else" in page
    assert ACCOUNT in page
    assert not ProgressUpdate.objects.exists()
    assert not FileReading.objects.exists()


@pytest.mark.usefixtures("patient")
def test_evidence_is_attached_once_however_often_the_person_goes_on(client: Client) -> None:
    action = plan_with(action_draft()).actions.get()
    client.force_login(person_with(Role.COORDINATOR, partnership=action.plan.partnership))
    path = reverse("plans:report_progress", args=[action.pk])
    bar = client.post(path, report(action, chosen(b"agreed", "minutes.txt")))["Location"]
    assert draft_for(person(client), path).typed["account"] == [ACCOUNT]
    answer = go_on(client, bar, path)
    assert answer.status_code == 302
    again = client.post(path, report(action, chosen(b"agreed", "minutes.txt")))
    assert again["Location"] == answer["Location"]
    update = ProgressUpdate.objects.get()
    assert update.account == ACCOUNT
    with update.evidence.get().file.open() as kept:
        assert kept.read() == b"agreed"
    assert draft_for(person(client), path) is None
    assert not FileReading.objects.exists()


def person(client: Client) -> User:
    return User.objects.get(pk=client.session["_auth_user_id"])


@pytest.mark.usefixtures("patient")
def test_a_page_that_reads_when_it_is_opened_leads_back_to_itself(browser: Client, user: Any) -> None:
    reading = uploaded(user)
    path = reverse("sources:reading", args=[reading.pk])
    drafting._draft.cache_clear()  # as in a process that has not read it
    drafting._document.cache_clear()
    answer = browser.get(path)
    for _ in range(3):
        assert answer["Location"].startswith("/reading/")
        run_jobs()
        assert f'href="{path}" data-goes-on' in browser.get(answer["Location"]).content.decode()
        answer = browser.get(path)
        if answer.status_code == 200:
            break
    assert "Train reception staff" in answer.content.decode()


@pytest.mark.usefixtures("patient")
def test_nobody_else_sees_what_somebody_sent_or_goes_on_with_it(browser: Client) -> None:
    bar = browser.post(READ, chosen(tracker()))["Location"]
    run_jobs()
    other = Client()
    other.force_login(coordinator_of())
    assert other.get(bar).status_code == 404
    assert other.get(f"{bar}progress/").json()["sentence"] == "The file is read."
    answer = other.post(READ, {"file_reading": key_of(bar)})
    assert answer["Location"] == READ
    assert not SourceDocument.objects.exists()


@pytest.mark.usefixtures("patient")
def test_what_was_sent_to_one_page_goes_on_at_no_other(browser: Client) -> None:
    bar = browser.post(READ, chosen(tracker()))["Location"]
    run_jobs()
    answer = browser.post("/register/", {"file_reading": key_of(bar)})
    assert answer.status_code in (302, 403)


@pytest.mark.usefixtures("patient")
def test_nothing_of_a_file_stands_in_the_database_as_it_is(browser: Client) -> None:
    browser.post(READ, chosen(tracker(), "Names of people.csv"))
    run_jobs()
    reading = FileReading.objects.get()
    kept = b"".join(bytes(value) for value in (reading.content, reading.answer, reading.sent))
    assert reading.content == b""
    assert b"reception" not in kept
    assert b"Names" not in kept


@pytest.mark.usefixtures("patient")
def test_what_is_left_is_gone_within_the_hour(browser: Client) -> None:
    moment = now().replace(minute=59, second=59)
    with at(moment):
        browser.post(READ, chosen(tracker()))
        bar = browser.post(READ, chosen(NOT_ONE))["Location"]
        run_jobs()
    assert FileReading.objects.count() == 2
    for minutes in range(0, 60, 5):
        with at(moment + timedelta(minutes=minutes)):
            ask_for(REGULAR)
            run_jobs()
    assert not FileReading.objects.exists()
    assert not Job.objects.filter(kind=READ_FILE).exists()
    assert browser.get(bar).status_code == 404
    answer = browser.post(READ, {"file_reading": key_of(bar)}, follow=True)
    assert "The file is not kept any more: choose it again." in answer.content.decode()


@pytest.mark.usefixtures("patient")
def test_removing_words_that_must_not_stand_removes_what_waits_to_be_read(browser: Client, user: Any) -> None:
    waiting = browser.post(READ, chosen(tracker()))["Location"]
    with transaction.atomic():
        FileReadings().remove([user.pk], matching("reception"), [])
    run_jobs()
    assert not FileReading.objects.exists()
    assert browser.get(waiting).status_code == 404


@pytest.mark.usefixtures("patient")
def test_one_person_keeps_ten_files_waiting_at_most(browser: Client, user: Any) -> None:
    for number in range(file_readings.MOST_KEPT + 3):
        browser.post(READ, chosen(tracker() + str(number).encode()))
    assert FileReading.objects.filter(user=user).count() == file_readings.MOST_KEPT
    assert Job.objects.filter(kind=READ_FILE).count() == file_readings.MOST_KEPT
    run_jobs()


def test_a_fault_of_the_reader_is_told_beside_the_file(browser: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(request: object) -> bytes:
        raise RuntimeError("a planted fault")

    monkeypatch.setattr(file_readings, "answer_of", broken)
    answer = browser.post(READ, chosen(tracker()))
    assert answer.status_code == 422
    assert "because of a fault in Towpath" in answer.content.decode()
    monkeypatch.undo()
    assert not FileReading.objects.exists()


def test_a_refusal_is_not_remembered(browser: Client) -> None:
    for _ in range(2):
        answer = browser.post(READ, chosen(b"\x89PNG\r\n\x1a\n" + bytes(40), "scan.csv"))
        assert "This is a picture" in answer.content.decode()
        assert not FileReading.objects.exists()


SENT = """
from towpath.documents.plan import Mapping
from towpath.documents.readers import apart
from towpath.documents.readers.document import read_document
from towpath.documents.plan.guessing import guess_columns
from towpath.documents.plan.tables import choose_table
from towpath.foundation.ratings import RED_AMBER_GREEN
from towpath.sources.tests.trackers import long_tracker
import hashlib, pickle, sys
document = read_document(long_tracker(30), "tracker.csv")
mapping = guess_columns(choose_table(document))
if sys.argv[1] == "again":
    document = apart._built(pickle.dumps(document))
    mapping = Mapping.from_json(mapping.as_json())
print(hashlib.sha256(apart._pickled((document, mapping, RED_AMBER_GREEN))).hexdigest())
"""


def test_the_same_is_found_again_by_another_process_and_from_values_made_another_way() -> None:
    """Or a page that has a document read, and then the plan in it, would be led to the bar for ever."""
    said = {
        subprocess.run(
            [sys.executable, "-c", "import django; django.setup()\n" + SENT, how],
            capture_output=True, text=True, check=True,
        ).stdout
        for how in ("first", "again")
    }  # fmt: skip
    assert len(said) == 1


def test_a_page_asks_for_no_reading_inside_a_transaction(user: Any) -> None:
    request = apart.ReadingRequest(apart.ReadingTask.DOCUMENT, 20, b'{"filename": "a.csv"}\nAction\nTrain\n')
    with transaction.atomic(), pytest.raises(ReadInTransactionError):
        file_readings.PageReader(user)(request)
    assert not FileReading.objects.exists()


def test_a_page_waits_for_all_its_files_together_no_longer_than_for_one(
    user: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    moments = iter(range(1000))
    monkeypatch.setattr(file_readings, "LONGEST_WAIT", 2)
    monkeypatch.setattr(file_readings.time, "monotonic", lambda: next(moments) / 4)
    monkeypatch.setattr(file_readings, "pause", lambda seconds: None)
    request = apart.ReadingRequest(apart.ReadingTask.DOCUMENT, 20, b'{"filename": "a.csv"}\nAction\nTrain\n')
    reader = file_readings.PageReader(user)
    with pytest.raises(StillReadingError):
        reader(request)
    assert next(moments) / 4 < 4
