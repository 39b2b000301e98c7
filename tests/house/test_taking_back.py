"""Every kind of record that has a history: taken back, it leaves nothing; put back, all is there.

The whole database is compared, so that no figure, list, page or file can tell the difference.
"""

from collections.abc import Callable, Iterator
from copy import deepcopy
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse

from tests.once import for_a_file
from towpath.access.roles import Role
from towpath.asking.presenters import UNKNOWN_TIME
from towpath.audit.models import Entry
from towpath.foundation.periods import Quarter
from towpath.foundation.staff import StaffGroup
from towpath.partners.models import Duty
from towpath.partners.services import partnerships
from towpath.partners.services.posts import give_post
from towpath.partners.tests.builders import agency_of, person_with
from towpath.plans.services.outside import record_outside_step
from towpath.plans.services.progress import EvidenceInput, report_progress
from towpath.plans.tests.builders import action_with, plan_with
from towpath.practices.services import register, sign_ups
from towpath.practices.tests.builders import practice_named, signed_up
from towpath.programmes.models import Finding, Mode, RiskOutcome
from towpath.programmes.services import assessing, contracts, milestones, posts, programmes, sites
from towpath.programmes.services.assessing import Checked
from towpath.programmes.tests.builders import manager_of, period, post_at, programme_with, site_of
from towpath.records import services
from towpath.records.kinds import KINDS
from towpath.records.models import Act, Change
from towpath.training.kinds import SessionKind, SessionMode
from towpath.training.models import SupportKind
from towpath.training.rule import Requirement, Rule
from towpath.training.services import support
from towpath.training.services.attendance import Attendee, CameInGroup, record_attendance
from towpath.training.services.sessions import plan_session
from towpath.training.tests.session_builders import rule_of, session_for

pytestmark = pytest.mark.django_db
DAY = date(2021, 6, 1)
# What remembers, and what nothing counts from; and the index, whose contents tests/house/test_deriving.py compares.
REMEMBERS = ("records.", "audit.", "search.", "sessions.", "axes.", "django_tasks", "auth.", "contenttypes.")
STEPS = {"version"}  # of a record amended beside
EASY = Rule((Requirement(SessionKind.CLINICAL_1, (StaffGroup.GP,), 25),))


class World:
    """A site with one practice, an administrator, and something of everything that a new record may stand beside."""

    def __init__(self) -> None:
        self.programme = programme_with()
        self.partnership = self.programme.partnership
        self.manager = manager_of(self.partnership)
        self.administrator = person_with(Role.ADMINISTRATOR, partnership=self.partnership)
        self.site = site_of(self.programme)
        self.agency = agency_of(self.partnership, "Harbour Women’s Aid")
        rule_of(self.programme, EASY)
        self.sign_up = signed_up(self.site)
        self.post = post_at(self.site)
        self.reader = person_with(Role.BOARD_MEMBER, partnership=self.partnership)
        self.stranger = person_with(Role.PROGRAMME_MANAGER)
        self.other = practice_named("Weir Surgery")

    def acting(self, **more: Any) -> dict[str, Any]:
        return {"actor": self.manager, **more}


def _session(world: World) -> Any:
    session = plan_session(
        **world.acting(site=world.site), kind=SessionKind.CLINICAL_1, mode=SessionMode.FACE_TO_FACE, held_on=DAY,
        practices=[world.sign_up], trainers=[world.post], trainer_names=["Kim Lock"],
    )  # fmt: skip
    people, groups = [Attendee(world.sign_up, "Ann Lee", StaffGroup.GP)], [CameInGroup(world.sign_up, StaffGroup.GP, 1)]
    return record_attendance(**world.acting(session=session, version=1), people=people, groups=groups)


def _headcount(world: World) -> Any:
    sign_ups.record_headcount(**world.acting(sign_up=world.sign_up), as_of=DAY, people={StaffGroup.GP: 40})
    return world.sign_up.headcounts.get(as_of=DAY)


def _list_size(world: World) -> Any:
    sign_ups.record_list_size(**world.acting(sign_up=world.sign_up), as_of=DAY, patients=8_000)
    return world.sign_up.list_sizes.get(as_of=DAY)


def _variation(world: World) -> Any:
    ends = {"delivery_ends_on": date(2024, 1, 1), "work_ends_on": date(2024, 6, 1)}
    contract = world.programme.contracts.get()
    return contracts.vary_contract(**world.acting(contract=contract), agreed_on=DAY, reason="Extended.", **ends)


def _contract(world: World) -> Any:
    ends = {"delivery_ends_on": date(2024, 1, 1), "work_ends_on": date(2024, 6, 1)}
    return contracts.agree_contract(
        **world.acting(programme=world.programme), title="Second", starts_on=DAY, agreed_on=DAY, **ends
    )


def _check(world: World) -> Any:
    found = [Checked(world.programme.core_elements.first(), Finding.VARIED, "By video.", "")]
    quarter = Quarter.containing(DAY)
    return assessing.check_core_elements(**world.acting(site=world.site), quarter=quarter, findings=found)[0]


RECORDERS: dict[str, Callable[[World], Any]] = {
    "training.support": lambda world: support.record_support(
        **world.acting(sign_up=world.sign_up), kind=SupportKind.VISIT, given_on=DAY, hours=Decimal(15),
        given_by=world.post, note="First visit.",
    ),
    "training.session": _session,
    "practices.signup": lambda world: sign_ups.sign_up(
        **world.acting(site=world.site), practice=world.other, signed_up_on=DAY, champion="Kim Lock",
        headcounts={StaffGroup.GP: 3}, patients=5_000,
    ),
    "practices.headcount": _headcount,
    "practices.listsize": _list_size,
    "practices.practicechange": lambda world: register.merge_practices(
        **world.acting(practice=world.sign_up.practice), into=world.other, happened_on=DAY
    ),
    "training.trainingrule": lambda world: rule_of(world.programme, in_force_from=DAY, reason="A new model."),
    "programmes.siteperiod": lambda world: period(world.site, Mode.ADAPTED, DAY),
    "programmes.sitepost": lambda world: post_at(world.site),
    "programmes.sitepartner": lambda world: sites.add_partner(
        **world.acting(site=world.site), agency=world.agency, started_on=DAY
    ),
    "programmes.riskassessment": lambda world: assessing.assess_risk(
        **world.acting(site=world.site), made_on=DAY, made_by="Service manager", outcome=RiskOutcome.MAY_GO_AHEAD
    ),
    "programmes.corecheck": _check,
    "programmes.phase": lambda world: programmes.add_phase(
        **world.acting(programme=world.programme), name="Phase 2", starts_on=DAY
    ),
    "programmes.contract": _contract,
    "programmes.terms": _variation,
    "programmes.milestone": lambda world: milestones.set_milestone(
        **world.acting(programme=world.programme), name="Evaluated", deadline_words="by March 2027", site=world.site
    ),
    "programmes.site": lambda world: site_of(world.programme, "Weir", partners=[world.agency]),
    "programmes.programme": lambda world: programme_with(world.partnership, name="A second one"),
    "partners.agency": lambda world: partnerships.add_agency(
        actor=world.administrator, partnership=world.partnership, name="Weir Trust", duty=Duty.NEITHER
    ),
    "partners.post": lambda world: give_post(
        actor=world.administrator, user=world.manager, partnership=world.partnership, role=Role.BOARD_MEMBER,
        started_on=DAY,
    ),
}  # fmt: skip


@pytest.fixture(scope="module")
def made_once(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    with for_a_file(django_db_blocker):
        yield World()


@pytest.fixture
def world(made_once: World) -> World:
    """A copy, so that no test sees what another read into it."""
    return deepcopy(made_once)


def database() -> dict[str, list[str]]:
    """Every row of every table that anything is counted or shown from."""
    models = [model for model in apps.get_models(include_auto_created=True) if not _remembers(model._meta.label)]
    return {model._meta.label: sorted(map(str, _rows(model))) for model in models}


def _remembers(label: str) -> bool:
    return label.startswith(REMEMBERS)


def _rows(model: Any) -> Iterator[tuple[Any, ...]]:
    """Rows without their own keys where nobody names them: what is derived is derived anew under another."""
    left_out = STEPS | ({"id"} if model._meta.model_name == "attainment" or model._meta.auto_created else set())
    columns = [field.attname for field in model._meta.concrete_fields if field.name not in left_out]
    yield from model._base_manager.values_list(*columns)


@pytest.mark.once
@pytest.mark.parametrize("label", RECORDERS)
def test_its_history_begins_with_how_it_was_recorded(world, label):
    subject = RECORDERS[label](world)
    first = Change.objects.of(subject)[0]
    assert (first.act, first.field) == (Act.RECORDED, "")
    page = client_of(_who(world, label)).get(reverse("history", args=[label, subject.pk])).content.decode()
    assert "Recorded" in page
    assert UNKNOWN_TIME not in page


# What the audit record says of whoever opens a history; a history of rights is no reading of a record.
SEEN = {
    "training.session": "attendees_seen", "training.support": "practice_seen", "practices.signup": "practice_seen",
    "practices.headcount": "practice_seen", "practices.listsize": "practice_seen",
    "practices.practicechange": "practice_seen", "training.trainingrule": "programme_seen",
    "programmes.siteperiod": "site_seen", "programmes.sitepost": "site_seen", "programmes.sitepartner": "site_seen",
    "programmes.riskassessment": "site_seen", "programmes.corecheck": "site_seen", "programmes.phase": "programme_seen",
    "programmes.contract": "programme_seen", "programmes.terms": "programme_seen",
    "programmes.milestone": "programme_seen", "programmes.site": "programme_seen",
    "programmes.programme": "programme_seen", "partners.agency": None, "partners.post": None,
}  # fmt: skip


@pytest.mark.once
@pytest.mark.parametrize("label", RECORDERS)
def test_opening_its_history_is_recorded_as_opening_its_page_is(world, label):
    subject = RECORDERS[label](world)
    before = Entry.objects.count()
    client_of(_who(world, label)).get(reverse("history", args=[label, subject.pk]))
    seen = Entry.objects.order_by("number")[before:].values_list("event", "actor_key")
    expected = [(SEEN[label], str(_who(world, label).pk))] if SEEN[label] else []
    assert [one for one in seen if one[0].endswith("_seen")] == expected


def test_the_history_of_a_session_that_nobody_came_to_names_nobody(world):
    planned = plan_session(
        **world.acting(site=world.site), kind=SessionKind.CLINICAL_1, mode=SessionMode.FACE_TO_FACE, held_on=DAY,
        practices=[world.sign_up], trainers=[world.post], trainer_names=[],
    )  # fmt: skip
    client_of(world.manager).get(reverse("history", args=["training.session", planned.pk]))
    assert not Entry.objects.filter(event="attendees_seen").exists()


def test_every_kind_has_its_recorder_here():
    tried = {kind.label for kind in KINDS if not kind.label.startswith("plans.")}  # in plans/tests
    assert tried == set(RECORDERS), "Add how such a record is recorded."


# What recording one makes besides, which is a record of its own and stays.
MAKES_BESIDES = {"programmes.sitepost": {"accounts.User", "partners.Post", "partners.Agency"}}


@pytest.mark.parametrize("label", RECORDERS)
def test_taken_back_it_leaves_nothing_and_put_back_all_is_there(world, label):
    before = database()
    subject = RECORDERS[label](world)
    recorded = database()
    taken = services.take_back(actor=_who(world, label), subject=subject, reason="It was another.")
    assert _differences(database(), before) == MAKES_BESIDES.get(label, set())
    services.put_back(actor=_who(world, label), taken=taken, reason="It was this one.")
    assert _differences(database(), recorded) == set()


def _differences(one: dict[str, list[str]], other: dict[str, list[str]]) -> set[str]:
    return {name for name in one if one[name] != other[name]}


def _who(world: World, label: str) -> Any:
    return world.administrator if label.startswith("partners.") else world.manager


@pytest.mark.parametrize("label", RECORDERS)
def test_the_same_is_recorded_anew_once_it_is_taken_back(world, label):
    if label in {"programmes.programme", "training.trainingrule", "programmes.sitepost"}:
        pytest.skip("Its builder records something else on the way; the service itself is asked above.")
    first = RECORDERS[label](world)
    taken = services.take_back(actor=_who(world, label), subject=first, reason="Too early.")
    again = RECORDERS[label](world)
    assert again.pk != first.pk
    assert taken.rows.exists()


@pytest.mark.once
@pytest.mark.parametrize("label", RECORDERS)
def test_its_pages_are_for_those_who_work_with_it(world, label):
    subject = RECORDERS[label](world)
    for page in ("history", "take_back"):
        where = reverse(page, args=[label, subject.pk])
        assert client_of(_who(world, label)).get(where).status_code == 200
        for stranger in (world.reader, world.stranger):
            assert client_of(stranger).get(where).status_code in {403, 404}
    where = reverse("take_back", args=[label, subject.pk])
    answer = client_of(_who(world, label)).post(where, {"reason": "By mistake."})
    assert answer.status_code == 302
    assert client_of(_who(world, label)).get(answer.url).status_code == 200
    where = reverse("put_back", args=[label, subject.pk])
    assert client_of(_who(world, label)).get(where).status_code == 200
    assert client_of(_who(world, label)).post(where, {"reason": ""}).status_code == 422
    assert client_of(_who(world, label)).post(where, {"reason": "It was right."}).status_code == 302
    page = client_of(_who(world, label)).get(reverse("history", args=[label, subject.pk])).content.decode()
    for words in ("By mistake.", "It was right.", "Taken back", "Put back"):
        assert words in page


# Beside what was recorded anew these are one too many; of the others there may be several.
ONE_TOO_MANY = {
    "practices.signup", "practices.headcount", "practices.listsize", "practices.practicechange",
    "training.trainingrule", "programmes.siteperiod", "programmes.sitepost", "programmes.sitepartner",
    "programmes.corecheck",
    "programmes.phase", "programmes.terms", "programmes.site", "programmes.programme", "partners.agency",
    "partners.post", "plans.plan", "plans.outsidestep",
}  # fmt: skip


def _step(world: World) -> Any:
    action = world.outside
    action.refresh_from_db()
    return record_outside_step(
        actor=world.coordinator, action=action, version=action.version, kind="sent", body="the ministry",
        happened_on=DAY,
    )  # fmt: skip


def _account(world: World) -> Any:
    action = world.action
    action.refresh_from_db()
    return report_progress(
        actor=world.coordinator, action=action, version=action.version, rating="green", account="Done.", as_of=DAY,
        evidence=EvidenceInput(link="https://example.org/minutes"),
    )  # fmt: skip


ANEW: dict[str, Callable[[World], Any]] = RECORDERS | {
    "programmes.sitepost": lambda world: posts.give_site_post(
        **world.acting(site=world.site), kind="clinical_lead", name="Dr Owen Hale", working_time=Decimal("0.2"),
        started_on=DAY,
    ),
    "plans.plan": lambda world: plan_with(partnership=world.partnership, title="Letters"),
    "plans.progressupdate": _account,
    "plans.outsidestep": _step,
    "plans.evidence": lambda world: _account(world).evidence.get(),
}  # fmt: skip
STAYS = {"plans.plandocument", "plans.action", "plans.updatefigure"}  # with what they belong to: never taken back alone


def test_every_kind_is_recorded_anew_here_or_never_leaves_alone():
    assert {kind.label for kind in KINDS} == set(ANEW) | STAYS


@pytest.mark.parametrize("label", ANEW)
def test_beside_what_was_recorded_anew_it_comes_back_or_says_why_not(world, label):
    world.coordinator = person_with(Role.COORDINATOR, partnership=world.partnership)
    world.action, world.outside = (action_with(partnership=world.partnership, title=title) for title in "AB")
    world.outside.is_outside_control = True
    world.outside.save(update_fields=["is_outside_control"])
    who = world.coordinator if label.startswith("plans.") else _who(world, label)
    kind = KINDS.get(label)
    first = ANEW[label](world)
    services.take_back(actor=who, subject=first, reason="Too early.")
    ANEW[label](world)
    client = client_of(who)
    before = database()
    answer = client.post(reverse("put_back", args=[label, first.pk]), {"reason": "It was right."})
    assert answer.status_code == (422 if label in ONE_TOO_MANY else 302)
    if label in ONE_TOO_MANY:
        assert "govuk-error-summary" in answer.content.decode()
        assert _differences(database(), before) == set()
    else:
        assert not kind.faults(kind.model._base_manager.get(pk=first.pk))


def client_of(user: Any) -> Client:
    client = Client(raise_request_exception=True)
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def test_somebody_recorded_anew_meanwhile_is_the_same_person_once_the_session_is_put_back(world):
    first = _session(world)
    taken = services.take_back(actor=world.manager, subject=first, reason="Wrong day.")
    session_for(world.sign_up, held_on=date(2021, 6, 8), names=["Ann Lee"])
    services.put_back(actor=world.manager, taken=taken, reason="The day was right.")
    (learner,) = world.sign_up.learners.all()
    assert learner.attendances.count() == 2


def test_what_must_stay_says_why_and_the_page_offers_no_way(world):
    client = client_of(world.manager)
    contract = world.programme.contracts.get()
    _variation(world)
    for label, subject, sentence in (
        ("programmes.contract", contract, "take back its variations first"),
        ("programmes.terms", contract.terms.get(number=0), "It is what was first agreed"),
        ("practices.signup", _session(world).practices.get(), "1 session depends on it"),
        ("programmes.phase", world.programme.phases.get(), "1 site depends on it"),
    ):
        page = client.get(reverse("history", args=[label, subject.pk])).content.decode()
        assert "It cannot be taken back" in page
        page = client.get(reverse("take_back", args=[label, subject.pk])).content.decode()
        assert (sentence in page, "textarea" in page) == (True, False)
        answer = client.post(reverse("take_back", args=[label, subject.pk]), {"reason": "By mistake."})
        assert (answer.status_code, sentence in answer.content.decode()) == (422, True), sentence
