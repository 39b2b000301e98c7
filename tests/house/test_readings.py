"""Reading a person's record and taking a file out are recorded: by every page that did, and by every page to come."""

import ast
from collections.abc import Iterator
from itertools import islice
from typing import Any

import pytest
from django.test import Client

from tests.house.records import addresses, pages
from tests.house.source import calls, modules, say, tree_of
from tests.once import for_a_file
from towpath.access.roles import Role
from towpath.accounts.drafts import keep_file
from towpath.accounts.models import User
from towpath.audit.events import Event, EventKind
from towpath.audit.models import Entry
from towpath.demonstration.loading import load_demonstration
from towpath.demonstration.people import CHARACTERS
from towpath.jobs.tests.running import run_jobs
from towpath.partners.models import Partnership, ProposalKind
from towpath.partners.services.proposals import propose

pytestmark = [pytest.mark.django_db, pytest.mark.once]

ROLES = (Role.PROGRAMME_MANAGER, Role.COORDINATOR, Role.AUDITOR, Role.ADMINISTRATOR)
TRIES = 12  # records of a kind: the newest session may be planned, the newest report a draft
LIST = Event.DELIVERY_EXPORTED
# Every page that shows somebody's record or hands out a file, and what it records of that.
READINGS = {
    "audit": Event.AUDIT_SEEN,
    "export_audit": Event.AUDIT_EXPORTED,
    "history": Event.PRACTICE_SEEN,  # of support; other kinds say their own (`RecordKind.reading`)
    "people": Event.PEOPLE_SEEN,
    "person": Event.PERSON_SEEN,
    "close_account": Event.PERSON_SEEN,
    "correct_person": Event.PERSON_SEEN,
    "give_post": Event.PERSON_SEEN,
    "proposal": Event.PROPOSAL_SEEN,
    "propose_address": Event.PERSON_SEEN,
    "propose_removing_factor": Event.PERSON_SEEN,
    "plans:plan": Event.PLAN_SEEN,
    "plans:action": Event.ACTION_SEEN,
    "plans:evidence": Event.EVIDENCE_SEEN,
    "programmes:programme": Event.PROGRAMME_SEEN,
    "programmes:site": Event.SITE_SEEN,
    "programmes:site_record": Event.SITE_SEEN,
    "practices:practice": Event.PRACTICE_SEEN,
    "practices:practices_file": LIST,
    "practices:register": Event.MARKED_COPY_EXPORTED,  # of a file of rows, as on every page that takes one in
    "sources:original": Event.ORIGINAL_DOWNLOADED,
    "training:session": Event.ATTENDEES_SEEN,
    "training:record_attendance": Event.ATTENDEES_SEEN,
    "training:certificates": Event.ATTENDEES_SEEN,
    "training:support_list": Event.SUPPORT_SEEN,
    "training:correct_support": Event.SUPPORT_SEEN,
    "training:certificates_file": Event.CERTIFICATES_EXPORTED,
    "training:certificate_file": Event.CERTIFICATES_EXPORTED,
    "training:invitation": Event.INVITATION_EXPORTED,
    "training:sessions_file": LIST,
    "training:feedback_file": LIST,
    "training:support_file": LIST,
    "training:refreshers_file": LIST,
    "delivery:site": Event.SITE_SEEN,
    "delivery:site_csv": LIST,
    "delivery:board_csv": LIST,
    "delivery:figures_csv": LIST,
    "delivery:phases_csv": LIST,
    "reports:paper": Event.REPORT_SEEN,
    "reports:paper_file": Event.REPORT_EXPORTED,
    "plans:export_file": Event.PLAN_EXPORTED,
    "progress_reports:paper": Event.PROGRESS_REPORT_SEEN,
    "progress_reports:paper_file": Event.PROGRESS_REPORT_EXPORTED,
    "progress_reports:write": Event.PROGRESS_REPORT_SEEN,
}
BESIDE = {"proposal": {Event.PERSON_SEEN}}  # what such a page records too
IN_A_TERMINAL = {Event.BACKED_UP}  # by a command, and by no page
IN_ADDRESS = {
    "practices:register": ("/register/", "/register/?copy"),
    "reports:paper_file": ("csv", "pdf"),
    "progress_reports:paper_file": ("csv", "pdf"),
}


@pytest.fixture(scope="module")
def loaded(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The demonstration, loaded once for the tests here, with the files of its reports and a change proposed."""
    with for_a_file(django_db_blocker):
        load_demonstration()
        run_jobs()
        person = {one.role: User.objects.get(email=one.email) for one in CHARACTERS}
        propose(
            actor=person[Role.ADMINISTRATOR], partnership=Partnership.objects.get(is_demonstration=True),
            kind=ProposalKind.REMOVE_FACTOR, person=person[Role.AUDITOR], reason="Lost on a train.",
        )  # fmt: skip
        wrong = {"name": "wrong.csv", "content": b"A81001,A SURGERY\n"}
        keep_file(user=person[Role.PROGRAMME_MANAGER], path="/register/", **wrong)
        yield


def in_role(role: Role) -> Client:
    character = next(one for one in CHARACTERS if one.role is role)
    client = Client()
    client.force_login(
        User.objects.get(email=character.email), backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    return client


def readings(client: Client, page: str, where: str) -> set[Event]:
    """What opening the page records. A file that leaves without an entry is an error."""
    before = Entry.objects.count()
    answer = client.get(where.replace(*IN_ADDRESS.get(page, ("", ""))))
    found = {Event(event) for event in Entry.objects.filter(number__gt=before).values_list("event", flat=True)}
    if "attachment" in answer.get("Content-Disposition", ""):
        assert found, f"{page} hands out a file and records nothing."
    return found


def read_by(role: Role, expected: dict[str, Event]) -> dict[str, set[Event]]:
    """What each page records for somebody in the role; several records are tried where an entry is expected."""
    client, ours = in_role(role), Partnership.objects.get(is_demonstration=True)
    client.get("/")
    found = {}
    for page, pattern in pages():
        for where in islice(addresses(page, pattern, ours), TRIES if page in expected else 1):
            if events := readings(client, page, where):
                found[page] = events
                break
    return found


@pytest.mark.long
def test_every_page_that_shows_a_record_or_hands_out_a_file_records_it(loaded: None) -> None:
    found: dict[str, set[Event]] = {}
    for role in ROLES:
        for page, events in read_by(role, READINGS).items():
            found.setdefault(page, set()).update(events)
    assert found == {page: {event} | BESIDE.get(page, set()) for page, event in READINGS.items()}


def test_every_event_of_seeing_and_taking_out_is_recorded_by_a_page() -> None:
    assert IN_A_TERMINAL | set(READINGS.values()) == {
        event for event in Event if event.kind in {EventKind.SAW, EventKind.TOOK_OUT}
    }


@pytest.mark.long
def test_the_walk_finds_a_page_that_should_record_and_does_not(loaded: None) -> None:
    expected = READINGS | {"programmes:programmes": Event.PROGRAMME_SEEN}
    assert expected.keys() - read_by(Role.PROGRAMME_MANAGER, expected).keys() >= {"programmes:programmes"}


EXIT = "audit/reading.py"
FILES = {"FileResponse", "StreamingHttpResponse"}


def exits(tree: ast.Module) -> Iterator[ast.AST]:
    """Where a file may leave: a response made for files, one with a type of its own, or one that is named as a file."""
    for node in ast.walk(tree):
        is_file = isinstance(node, ast.Name) and node.id in FILES
        is_named = isinstance(node, ast.Constant) and node.value == "Content-Disposition"
        if is_file or is_named or (isinstance(node, ast.Call) and _has_a_type(node)):
            yield node


def _has_a_type(call: ast.Call) -> bool:
    return ast.unparse(call.func) == "HttpResponse" and any(one.arg == "content_type" for one in call.keywords)


def test_every_file_leaves_by_the_one_exit_that_records_it() -> None:
    found = [
        say(path, node.lineno)  # type: ignore[attr-defined]
        for path in modules()
        if not str(path).endswith(EXIT)
        for node in exits(tree_of(path))
    ]
    assert found == [], "Hand files out with audit.reading.hand_out, which records it."


@pytest.mark.parametrize(
    "view",
    [
        "return FileResponse(BytesIO(content), as_attachment=True)",
        "return StreamingHttpResponse(lines)",
        "return HttpResponse(pdf, content_type='application/pdf')",
        "response['Content-Disposition'] = 'attachment'",
    ],
)
def test_the_rule_finds_a_view_that_hands_out_a_file_without_recording(view: str) -> None:
    assert len(list(exits(ast.parse(view)))) == 1


def records_by_hand(tree: ast.Module) -> bool:
    """Whether a page writes entries itself, in a transaction it makes for them."""
    return "record" in calls(tree)


def test_pages_record_what_is_read_in_the_one_way() -> None:
    found = [say(path, 1) for path in modules("views", "management") if records_by_hand(tree_of(path))]
    assert found == [], "Call audit.reading.record_reading or hand_out: a change is recorded by its service."


def test_the_rule_finds_a_page_that_records_by_hand() -> None:
    assert records_by_hand(ast.parse("with transaction.atomic():\n    record(actor=user, event=Event.PLAN_SEEN)"))
