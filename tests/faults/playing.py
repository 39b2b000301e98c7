"""What the tests have done in the world that fails: `python -m tests.faults.playing`.

Each line that comes in names a function below; its answer goes out as JSON, or why there is none.
"""

import json
import sys
from contextlib import suppress
from datetime import date
from typing import Any

import django
from django.db import connections


def prepare() -> dict[str, Any]:
    """A plan with what is due and who leads it, an open reading, and an approved progress report."""
    from django.core.management import call_command

    from tests.record.world import record_what_builders_made
    from towpath.access.roles import Role
    from towpath.delivery.papers.kind import PROGRESS_REPORT
    from towpath.delivery.tests.papers.story import PROSE, QUARTER, bare
    from towpath.foundation.clock import today
    from towpath.papers import services
    from towpath.partners.tests.builders import person_with
    from towpath.plans.tests.builders import action_draft, agency_named, plan_with
    from towpath.programmes.tests.builders import manager_of
    from towpath.sources.tests.trackers import long_tracker, uploaded

    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    due = [action_draft(f"Action {n}", deadline=f"{today():%d/%m/%Y}", leads=("Housing",)) for n in range(3)]
    plan = plan_with(*due, base_date=date(2026, 1, 5))
    coordinator = person_with(Role.COORDINATOR, partnership=plan.partnership, email="coordinator@faults.example")
    person_with(Role.AGENCY_LEAD, agency=agency_named("Housing", plan.partnership), email="lead@faults.example")
    reading = uploaded(coordinator, long_tracker(60))
    programme = bare()
    manager = manager_of(programme.partnership)
    draft = services.begin(actor=manager, kind=PROGRESS_REPORT, subject=programme, quarter=QUARTER)
    draft = services.write(actor=manager, paper=draft, version=draft.version, prose=PROSE)
    approved = services.approve(actor=manager, paper=draft, version=draft.version)
    record_what_builders_made()
    return {"plan": plan.pk, "reading": reading.pk, "progress": approved.pk}


def save() -> int:
    """Report progress on an action, with a file as evidence."""
    from django.core.files.base import ContentFile

    from towpath.foundation.clock import today
    from towpath.plans.models import Action
    from towpath.plans.services.progress import EvidenceInput, report_progress
    from towpath.records.examining import examined

    action = Action.objects.select_related("plan").earliest("pk")
    update = report_progress(
        actor=_coordinator(), action=action, version=action.version, rating="amber", account="Half done.",
        as_of=today(), evidence=EvidenceInput(file=examined(ContentFile(b"proof " * 20_000, name="proof.txt"))),
    )  # fmt: skip
    return update.pk


def go_on_saving() -> int:
    """Save again and again until a file called `stop` is there. Each that was acknowledged is noted beside it."""
    from django.conf import settings

    from towpath.records.holding import ChangedMeanwhile

    acknowledged = 0
    with open(settings.FOLDER / "acknowledged", "a", buffering=1, encoding="utf-8") as noted:
        while not (settings.FOLDER / "stop").exists():
            with suppress(ChangedMeanwhile):  # the other process was first: nothing is acknowledged
                noted.write(f"{save()}\n")
                acknowledged += 1
    return acknowledged


def note() -> list[Any]:
    """Note the head of the audit record outside the database, as the daily round does."""
    from towpath.audit.models import Head
    from towpath.audit.noting import note_head
    from towpath.foundation.clock import today

    head = Head.objects.get()
    note_head(head, today())
    return [head.count, head.hash]


def bring_in() -> int:
    """Save the open reading as a plan."""
    from towpath.sources import services
    from towpath.sources.models import Reading
    from towpath.sources.tests.trackers import saved

    reading = Reading.objects.with_document().get()
    services.draft_of(reading)
    return saved(_coordinator(), reading).pk


def issue() -> int:
    """Issue the approved progress report."""
    from towpath.papers import services
    from towpath.papers.models import Paper
    from towpath.partners.models import Post

    paper = Paper.objects.get(kind="delivery.progress")
    manager = Post.objects.filter(partnership=paper.partnership, role="programme_manager").earliest("pk").user
    return services.issue(actor=manager, paper=paper, version=paper.version).pk


def ask() -> int:
    """Ask for the quarter's report of the plan."""
    from towpath.foundation.clock import today
    from towpath.foundation.periods import Quarter
    from towpath.papers.services import begin
    from towpath.plans.models import Plan
    from towpath.plans.papers.kind import QUARTER_REPORT

    plan, quarter = Plan.objects.earliest("pk"), Quarter.containing(today())
    return begin(actor=_coordinator(), kind=QUARTER_REPORT, subject=plan, quarter=quarter).pk


def ask_again() -> int:
    """Ask once more for the newest report."""
    from towpath.papers.models import Paper
    from towpath.papers.services import try_again

    return try_again(actor=_coordinator(), paper=Paper.objects.latest("pk")).job.attempt


def ask_for_code() -> int:
    """Ask for a code by e-mail, as the sign-in page does; how the page answered."""
    from django.test import Client

    return Client(headers={"host": "127.0.0.1"}).post("/sign-in/code/", {"email": _coordinator().email}).status_code


def sign_in() -> str:
    """Sign the coordinator in; the key of the session."""
    from django.test import Client

    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(_coordinator(), backend="allauth.account.auth_backends.AuthenticationBackend")
    return client.cookies["session"].value


def saved() -> list[int]:
    """The accounts of progress that are there with their evidence."""
    from towpath.plans.models import Evidence

    return list(Evidence.objects.order_by("update").values_list("update", flat=True))


def sign_in_by_password() -> int:
    """Open a session by a password, as the page does; how the page answered."""
    from django.test import Client

    from tests.record.world import record_what_builders_made

    person = _coordinator()
    person.set_password("a password for this test")
    person.save()
    record_what_builders_made()
    said = {"login": person.email, "password": "a password for this test"}
    return Client(headers={"host": "127.0.0.1"}).post("/sign-in/", said).status_code


def everything() -> dict[str, Any]:
    """How many rows each table of ours holds, and whether the audit record is whole."""
    from django.apps import apps

    from towpath.audit.chain import verify

    ours = [model for model in apps.get_models() if model.__module__.startswith("towpath.")]
    live = {"jobs.Worker"}
    return {
        "chain": bool(verify()),
        "rows": {m._meta.label: m._default_manager.count() for m in ours if m._meta.label not in live},
    }


def report() -> dict[str, Any]:
    """The newest report: its state, its files' fingerprints against the disk, and how often one was built."""
    import hashlib

    from towpath.audit.events import Event
    from towpath.audit.models import Entry
    from towpath.papers.models import Paper
    from towpath.papers.presenters.paper import failure_of

    newest = Paper.objects.latest("pk")
    files = list(newest.files.all())
    return {
        "state": newest.job.state,
        "attempt": newest.job.attempt,
        "failure": failure_of(newest),
        "whole": [hashlib.sha256(file.file.read()).hexdigest() == file.sha256 for file in files],
        "built": Entry.objects.filter(event=Event.REPORT_BUILT).count(),
    }


def sign_two_in() -> dict[str, Any]:
    """Sign a coordinator and a lead in: the keys of their sessions, and of an action that the lead reports on."""
    from django.conf import settings
    from django.test import Client

    from towpath.accounts.models import User
    from towpath.plans.models import Action

    found: dict[str, Any] = {"action": Action.objects.earliest("pk").pk, "cookie": settings.SESSION_COOKIE_NAME}
    for who in ("coordinator", "lead"):
        browser = Client()
        browser.force_login(User.objects.get(email=f"{who}@faults.example"))
        found[who] = browser.cookies[settings.SESSION_COOKIE_NAME].value
    return found


def clear_left_files() -> list[int]:
    """The part of the daily round that removes files no row names: how many it removed, and kept back."""
    from towpath.records.left_files import clear_left_files as clear

    cleared = clear()
    return [cleared.removed, cleared.kept_back]


def let_time_pass() -> int:
    """Every worker was last heard of an hour ago."""
    from datetime import timedelta

    from django.db.models import F

    from towpath.jobs.models import Worker

    return Worker.objects.update(beat_at=F("beat_at") - timedelta(hours=1))


def _coordinator() -> Any:
    from towpath.accounts.models import User

    return User.objects.get(email="coordinator@faults.example")


def main() -> None:
    django.setup()
    for line in sys.stdin:
        connections.close_all()  # each as if by a process of its own: the database may have been away meanwhile
        try:
            answer = {"answer": globals()[line.strip()]()}
        except Exception as error:
            answer = {"error": f"{type(error).__name__}: {error}"}
        connections.close_all()
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
