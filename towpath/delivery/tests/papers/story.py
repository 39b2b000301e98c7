"""A programme of seven sites in two phases with a past, for tests of its progress report; practices are invented."""

from datetime import UTC, date, datetime
from decimal import Decimal

import time_machine

from towpath.access.roles import Role
from towpath.accounts.models import User
from towpath.delivery.papers.gathering import gather
from towpath.documents.blocks import PaperContents
from towpath.foundation.clock import now
from towpath.foundation.periods import Quarter
from towpath.foundation.staff import StaffGroup
from towpath.partners.tests.builders import agency_of, partnership_named, person_with
from towpath.practices.tests.builders import practice_named, signed_up
from towpath.programmes.models import Finding, Measure, Mode, PostKind, Programme, Site
from towpath.programmes.services import assessing, contracts, milestones, periods, posts, programmes, sites, targets
from towpath.programmes.tests.builders import manager_of
from towpath.training.kinds import SessionKind, SessionMode
from towpath.training.models import Answer, Question, Session
from towpath.training.services.support import record_support
from towpath.training.tests.session_builders import fully_trained, planned, rule_of, session_for

QUARTER = Quarter.parse("2020/21 Q2")
LAST, NEXT = QUARTER.previous(), QUARTER.next()
ASKED_ON = datetime(2020, 10, 8, 8, 5, tzinfo=UTC)
FIRST_WAVE = ("Tower Hamlets", "Croydon", "Barking and Dagenham")
SECOND_WAVE = ("Brent", "Ealing", "Hammersmith and Fulham", "Westminster")
PROSE = {
    "summary": "Three sites train their practices online.\n\nFour more sites are getting ready.",
    "status": "Every first-wave site has both of its posts filled.",
    "next_steps": "The second wave begins to mobilise in October.",
}


def on(moment: datetime = ASKED_ON):
    """Let it be another moment, for the programme, the audit record and the database alike."""
    return time_machine.travel(moment, tick=False)


def bare() -> Programme:
    """A programme with its funder, a contract varied once, two phases and seven sites with their periods."""
    with on():
        partnership = partnership_named()
        actor = manager_of(partnership)
        unit, network = agency_of(partnership, "Violence Reduction Unit"), agency_of(partnership, "IRISi")
        programme = programmes.open_programme(
            actor=actor, partnership=partnership, name="Seven boroughs", model="IRIS", starts_on=date(2020, 1, 6),
            funder=unit, commissioner=unit, national_provider=network,
        )  # fmt: skip
        _agree(actor, programme)
        first = programmes.add_phase(actor=actor, programme=programme, name="Phase 1", starts_on=date(2020, 1, 6))
        second = programmes.add_phase(actor=actor, programme=programme, name="Phase 2", starts_on=date(2020, 10, 1))
        for number, area in enumerate((*FIRST_WAVE, *SECOND_WAVE), start=1):
            phase = first if area in FIRST_WAVE else second
            site = sites.add_site(actor=actor, programme=programme, phase=phase, area=area, number=number,
                                  partners=[agency_of(partnership, f"{area} Advice")])  # fmt: skip
            _periods(actor, site, is_first=phase == first)
    return programme


def _agree(actor: User, programme: Programme) -> None:
    contract = contracts.agree_contract(
        actor=actor, programme=programme, title="Grant", starts_on=date(2020, 1, 6), agreed_on=date(2020, 1, 6),
        delivery_ends_on=date(2021, 3, 31), work_ends_on=date(2021, 6, 30), budget=Decimal(500_000),
    )  # fmt: skip
    contracts.vary_contract(
        actor=actor, contract=contract, agreed_on=date(2020, 9, 14), reason="Lockdown paused the second wave.",
        delivery_ends_on=date(2022, 1, 31), work_ends_on=date(2022, 3, 31), budget=Decimal(560_000),
    )  # fmt: skip


def _periods(actor: User, site: Site, *, is_first: bool) -> None:
    spans = (
        (
            (Mode.MOBILISING, date(2020, 1, 6), date(2020, 3, 31), ""),
            (Mode.ADAPTED, date(2020, 4, 1), date(2020, 9, 30), "Meetings in person were not allowed."),
            (Mode.BLENDED, date(2020, 10, 1), date(2021, 9, 30), ""),
        )
        if is_first
        else (
            (Mode.PAUSED, date(2020, 4, 1), date(2020, 9, 30), "Recruiting waits until services open again."),
            (Mode.MOBILISING, date(2020, 10, 1), date(2020, 12, 31), ""),
            (Mode.BLENDED, date(2021, 1, 1), date(2022, 1, 31), ""),
        )
    )
    for mode, started_on, ended_on, reason in spans:
        periods.record_period(
            actor=actor, site=site, mode=mode, started_on=started_on, ended_on=ended_on, reason=reason
        )


def whole_story() -> Programme:
    """The seven sites with practices, sessions, support, feedback, milestones, targets and checks up to October."""
    programme = bare()
    with on():
        rule_of(programme)
        hamlets, croydon, barking = programme.sites.order_by("number")[:3]
        _train(hamlets, croydon, barking)
        _hold_to_account(programme, hamlets, croydon, barking)
    return programme


def _train(hamlets: Site, croydon: Site, barking: Site) -> None:
    """Two practices trained at Tower Hamlets, one in each quarter; Croydon half way; a session nobody recorded."""
    early, late = signed_up(hamlets, practice_named("Towpath Surgery")), signed_up(hamlets)
    fully_trained(early, date(2020, 5, 12))
    fully_trained(late, date(2020, 8, 20))
    half_way = signed_up(croydon, signed_up_on=date(2020, 7, 2))
    named = session_for(half_way, held_on=date(2020, 9, 3), names=["Alex Invented", "Robin Invented"],
                        staff_group=StaffGroup.NURSE, mode=SessionMode.VIRTUAL)  # fmt: skip
    _answered(named)
    waiting = signed_up(barking, signed_up_on=date(2020, 8, 1))
    planned(waiting, held_on=date(2020, 9, 10), kind=SessionKind.RECEPTION)
    actor = manager_of(hamlets.programme.partnership)
    for sign_up, day, hours in ((early, date(2020, 6, 2), "1.50"), (half_way, date(2020, 9, 8), "2.25")):
        record_support(actor=actor, sign_up=sign_up, kind="visit", given_on=day, hours=Decimal(hours))


def _answered(session: Session) -> None:
    """Six people before and after on one question, each a point more sure."""
    question = Question.objects.create(
        programme=session.site.programme, position=1, topic="Confidence", wording="How sure are you of asking?",
        minimum=1, maximum=10,
    )  # fmt: skip
    Answer.objects.bulk_create(
        Answer(session=session, question=question, respondent=str(number), moment=moment, value=4 + later)
        for number in range(6)
        for later, moment in enumerate(("before", "after"))
    )


def _hold_to_account(programme: Programme, hamlets: Site, croydon: Site, barking: Site) -> None:
    actor = manager_of(programme.partnership)
    for site, number in ((hamlets, 3), (croydon, 1)):
        targets.set_targets(actor=actor, site=site, quarter=QUARTER, numbers={Measure.PRACTICES_TRAINED: number})
    met = milestones.set_milestone(actor=actor, programme=programme, name="Oversight board meets",
                                   deadline_words="By 30 September 2020")  # fmt: skip
    milestones.meet_milestone(actor=actor, milestone=met, met_on=date(2020, 9, 24))
    milestones.set_milestone(actor=actor, programme=programme, site=croydon, name="Risk assessment agreed",
                             deadline_words="By 31 July 2020")  # fmt: skip
    milestones.set_milestone(actor=actor, programme=programme, name="Second wave mobilised",
                             deadline_words="By 31 December 2020")  # fmt: skip
    elements = programmes.set_core_elements(
        actor=actor, programme=programme,
        elements=[("Clinical lead", ""), ("Number of sessions", ""), ("Direct referral route", "")],
    )  # fmt: skip
    clinical, number, _ = programme.core_elements.order_by("position") if elements is None else elements
    assessing.check_core_elements(
        actor=actor, site=hamlets, quarter=QUARTER,
        findings=[
            assessing.Checked(clinical, Finding.KEPT),
            assessing.Checked(number, Finding.VARIED, "Sessions were split into shorter webinars.", "Session plans"),
        ],
    )  # fmt: skip
    for site, time in ((hamlets, "1.00"), (croydon, "0.60")):
        posts.give_site_post(actor=actor, site=site, kind=PostKind.ADVOCATE_EDUCATOR, name="Sam Postholder",
                             working_time=Decimal(time), started_on=date(2020, 4, 1))  # fmt: skip


def commissioner_of(programme: Programme) -> User:
    return person_with(Role.COMMISSIONER, partnership=programme.partnership, agency=programme.funder)


def report_of(programme: Programme, quarter: Quarter = QUARTER) -> PaperContents:
    """What the report of a quarter says, as known at this moment."""
    return gather(programme, quarter, now())
