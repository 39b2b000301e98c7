"""Nothing of a programme is dated before its launch, whichever way it comes to be so.

What adding refuses to date before the launch also holds the launch where it is, and does not come back before a launch
that was moved meanwhile. A session that comes back in any way passes the checks of planning it.
"""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from towpath.foundation.periods import Quarter
from towpath.partners.tests.builders import agency_of, partnership_named
from towpath.practices.models import SignUp
from towpath.practices.tests.builders import practice_named, signed_up
from towpath.programmes.models import Finding, Measure, Mode, Programme, SitePost
from towpath.programmes.services import assessing, milestones, programmes, sites, targets
from towpath.programmes.tests.builders import LAUNCHED, manager_of, period, post_at, site_of
from towpath.records import services
from towpath.records.kinds import KINDS
from towpath.training.kinds import SessionKind
from towpath.training.models import Session, SessionState
from towpath.training.services.sessions import amend_session, move_session
from towpath.training.tests.session_builders import planned, rule_of, session_for

pytestmark = pytest.mark.django_db
DAY = date(2021, 6, 1)
ONE = timedelta(days=1)
QUARTER = Quarter.containing(DAY)
ENDS = QUARTER.end


class World:
    """A programme with one site, of which nothing is recorded yet but a phase that is still to come."""

    def __init__(self) -> None:
        partnership = partnership_named()
        self.manager = manager_of(partnership)
        self.programme = programmes.open_programme(
            actor=self.manager, partnership=partnership, name="IRIS", model="IRIS", starts_on=LAUNCHED
        )
        given = {"actor": self.manager, "programme": self.programme}
        self.phase = programmes.add_phase(**given, name="Phase 1", starts_on=date(2025, 1, 1))
        programmes.set_core_elements(**given, elements=[("Clinical lead", "")])
        self.site = site_of(self.programme, "Weir")

    def acting(self, **more: Any) -> dict[str, Any]:
        return {"actor": self.manager, **more}

    def launch(self, day: date) -> Programme:
        programme = Programme.objects.get(pk=self.programme.pk)
        names = ("name", "model", "summary", "funder", "commissioner", "national_provider", "version")
        kept = {name: getattr(programme, name) for name in names}
        return programmes.amend_programme(**self.acting(programme=programme), starts_on=day, **kept)

    def practice(self, day: date = DAY) -> SignUp:
        return signed_up(self.site, practice_named("Lock Surgery"), headcounts={}, signed_up_on=day)


def _milestone(world: World) -> Any:
    milestone = milestones.set_milestone(
        **world.acting(programme=world.programme), name="First session", deadline_words="by March 2027"
    )
    return milestones.meet_milestone(**world.acting(milestone=milestone), met_on=DAY)


def _check(world: World) -> Any:
    found = [assessing.Checked(world.programme.core_elements.get(), Finding.KEPT)]
    return assessing.check_core_elements(**world.acting(site=world.site), quarter=QUARTER, findings=found)[0]


def _site(world: World) -> Any:
    """Another site with a target, a period and a partner agency."""
    site = site_of(world.programme, "Lock")
    period(site, Mode.ADAPTED, DAY)
    _set_targets(world, site)
    return site


def _set_targets(world: World, site: Any) -> Any:
    targets.set_targets(**world.acting(site=site), quarter=QUARTER, numbers={Measure.SESSIONS: 4, Measure.PEOPLE: 40})
    return site


# How each is recorded, the last day on which the launch may be, and what is said of a later one.
DATED: dict[str, tuple[Callable[[World], Any], date, str]] = {
    "programmes.phase": (
        lambda world: programmes.add_phase(**world.acting(programme=world.programme), name="Phase 2", starts_on=DAY),
        DAY, "Phase 2 begins on 1 June 2021: the launch",
    ),
    "programmes.siteperiod": (
        lambda world: period(world.site, Mode.ADAPTED, DAY), DAY,
        "Work is recorded at Weir from 1 June 2021: the launch",
    ),
    "programmes.sitepartner": (
        lambda world: sites.add_partner(
            **world.acting(site=world.site), agency=agency_of(world.programme.partnership, "Weir Aid"), started_on=DAY
        ),
        DAY, "Weir Aid delivers at Weir from 1 June 2021: the launch",
    ),
    "programmes.milestone": (_milestone, DAY, "“First session” was met on 1 June 2021: the launch"),
    "programmes.corecheck": (
        _check, ENDS, "Core elements were checked at Weir for 2021/22 Q1, which ends on 30 June 2021: the launch",
    ),
    "programmes.site": (
        _site, DAY, "Work is recorded at Lock from 1 June 2021, and 2 more entries are dated before 1 July 2021",
    ),
    "practices.signup": (World.practice, DAY, "Lock Surgery signed up on 1 June 2021: the launch"),
    "training.session": (
        lambda world: planned(world.practice(), held_on=DAY), DAY,
        "A session at Weir is recorded on 1 June 2021, and 1 more entry is dated before 1 July 2021: the launch",
    ),
    "training.trainingrule": (
        lambda world: rule_of(world.programme, in_force_from=DAY), DAY,
        "A rule for fully trained holds from 1 June 2021: the launch",
    ),
}  # fmt: skip
# What may be dated before the launch, or is never before something that may not.
NOT_DATED = {
    "programmes.programme", "programmes.sitepost", "programmes.riskassessment", "programmes.contract",
    "programmes.terms", "training.support", "practices.headcount", "practices.listsize", "practices.practicechange",
}  # fmt: skip


@pytest.fixture
def world() -> World:
    return World()


def test_every_kind_of_these_rooms_is_told_of_here():
    tried = {kind.label for kind in KINDS if kind.label.startswith(("programmes.", "practices.", "training."))}
    assert tried == set(DATED) | NOT_DATED


@pytest.mark.parametrize("label", DATED)
def test_the_launch_does_not_come_after_it_and_the_page_names_it(client, world, label):
    record, last, sentence = DATED[label]
    record(world)
    with pytest.raises(ValidationError) as refused:
        world.launch(date(2021, 7, 1))
    assert refused.value.message_dict["starts_on"][0].startswith(sentence)
    client.force_login(world.manager)
    asked = {"name": "IRIS", "model": "IRIS", "version": world.programme.version, "starts_on_0": "1"}
    asked |= {"starts_on_day": "1", "starts_on_month": "7", "starts_on_year": "2021"}
    answer = client.post(reverse("programmes:amend_programme", args=[world.programme.pk]), asked)
    assert (answer.status_code, sentence in answer.content.decode()) == (422, True)
    assert world.launch(last).starts_on == last


def test_targets_hold_the_launch_by_the_last_day_of_their_quarter(world):
    _set_targets(world, world.site)
    with pytest.raises(ValidationError, match="Targets are set at Weir for 2021/22 Q1, which ends on 30 June 2021"):
        world.launch(ENDS + ONE)
    assert world.launch(ENDS).starts_on == ENDS


@pytest.mark.parametrize("label", DATED)
def test_it_does_not_come_back_before_a_launch_that_was_moved_meanwhile(world, label):
    subject = DATED[label][0](world)
    taken = services.take_back(**world.acting(subject=subject), reason="By mistake.")
    SignUp.objects.update(signed_up_on=date(2021, 7, 1))  # of the session that was taken back
    world.launch(date(2021, 7, 1))
    with pytest.raises(ValidationError, match="IRIS was launched on 1 July 2021"):
        services.put_back(**world.acting(taken=taken), reason="It was right.")


def test_targets_do_not_come_back_with_their_site_before_a_launch_that_was_moved_meanwhile(world):
    site = _set_targets(world, site_of(world.programme, "Lock"))
    taken = services.take_back(**world.acting(subject=site), reason="By mistake.")
    world.launch(ENDS + ONE)
    with pytest.raises(ValidationError, match="Targets for 2021/22 Q1: IRIS was launched on 1 July 2021"):
        services.put_back(**world.acting(taken=taken), reason="It was right.")


def test_a_launch_that_stays_or_is_moved_to_an_earlier_day_is_not_held_by_anything(world):
    period(world.site, Mode.ADAPTED, DAY)
    Programme.objects.filter(pk=world.programme.pk).update(starts_on=DAY + 9 * ONE)  # as an older version let it be
    assert world.launch(DAY + 9 * ONE)
    assert world.launch(DAY + 5 * ONE).starts_on == DAY + 5 * ONE


def test_a_cancelled_session_lets_the_launch_move_and_is_not_planned_again_before_it(world):
    sign_up = world.practice()
    session = move(planned(sign_up, held_on=DAY), SessionState.CANCELLED)
    SignUp.objects.filter(pk=sign_up.pk).update(signed_up_on=DAY + ONE)
    world.launch(DAY + ONE)
    with pytest.raises(ValidationError, match="IRIS was launched on 2 June 2021"):
        move(session, SessionState.PLANNED)


def move(session: Session, state: SessionState) -> Session:
    return move_session(
        actor=manager_of(session.site.programme.partnership), session=session, version=session.version, state=state
    )


def _amended(session: Session) -> Session:
    kept = {"kind": SessionKind(session.kind), "mode": session.mode, "held_on": session.held_on}
    return amend_session(
        actor=manager_of(session.site.programme.partnership), session=session, version=session.version,
        practices=list(session.practices.all()), reason="Typed wrongly.",
        trainers=list(SitePost.objects.filter(sessions__session=session)), **kept,
    )  # fmt: skip


def _cancelled(session: Session) -> Callable[[], Any]:
    cancelled = move(session, SessionState.CANCELLED)
    return lambda: move(cancelled, SessionState.PLANNED)


def _held(session: Session) -> Callable[[], Any]:
    held = move(session, SessionState.HELD)
    return lambda: move(held, SessionState.PLANNED)


def _taken_back(session: Session) -> Callable[[], Any]:
    manager = manager_of(session.site.programme.partnership)
    taken = services.take_back(actor=manager, subject=session, reason="By mistake.")
    return lambda: services.put_back(actor=manager, taken=taken, reason="It was right.")


# Each makes a session leave the plan and returns what brings it back into it.
WAYS_BACK = {
    "cancelled and planned again": _cancelled,
    "held and planned again": _held,
    "taken back and put back": _taken_back,
    "planned and amended": lambda session: lambda: _amended(session),
    "planned and held": lambda session: lambda: move(session, SessionState.HELD),
}
# What changes meanwhile, and what planning such a session is told then.
MEANWHILE: dict[str, tuple[Callable[[], Any], str]] = {
    "trainer left": (
        lambda: SitePost.objects.update(ended_on=DAY - ONE), "Sam Okoro was not in post on 1 June 2021",
    ),
    "practice left": (lambda: SignUp.objects.update(left_on=DAY - ONE), "left on 31 May 2021"),
    "practice signed up later": (lambda: SignUp.objects.update(signed_up_on=DAY + ONE), "signed up on 2 June 2021"),
    "launched later": (lambda: Programme.objects.update(starts_on=DAY + ONE), "was launched on 2 June 2021"),
}  # fmt: skip


@pytest.mark.parametrize("way", WAYS_BACK)
@pytest.mark.parametrize("what", MEANWHILE)
def test_a_session_comes_back_only_as_it_could_be_planned(way, what):
    sign_up = signed_up(headcounts={})
    post = post_at(sign_up.site, name="Sam Okoro")
    session = planned(sign_up, held_on=DAY, trainers=[post])
    bring_back = WAYS_BACK[way](session)
    change, sentence = MEANWHILE[what]
    change()
    with pytest.raises(ValidationError) as refused:
        bring_back()
    assert sentence in str(refused.value)


@pytest.mark.parametrize("what", MEANWHILE)
def test_a_session_that_can_no_longer_be_held_can_still_be_cancelled(what):
    sign_up = signed_up(headcounts={})
    session = planned(sign_up, held_on=DAY, trainers=[post_at(sign_up.site, name="Sam Okoro")])
    MEANWHILE[what][0]()
    assert move(session, SessionState.CANCELLED).state == SessionState.CANCELLED


def test_people_who_came_are_taken_out_before_a_session_is_planned_again():
    session = session_for(signed_up(headcounts={}), held_on=DAY)
    with pytest.raises(ValidationError, match="take them out of the attendance first"):
        move(session, SessionState.PLANNED)
