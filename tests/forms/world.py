"""One partnership in which every form has something to be about. Made through the services, as any other."""

from datetime import date, timedelta
from decimal import Decimal
from types import SimpleNamespace

from towpath.access.roles import Role
from towpath.accounts import services as accounts
from towpath.accounts.models import User
from towpath.delivery.papers.kind import PROGRESS_REPORT
from towpath.foundation.clock import now, today
from towpath.foundation.periods import Quarter
from towpath.jobs.models import Job, JobState
from towpath.jobs.services import ask
from towpath.papers.models import Paper
from towpath.papers.services import approve, begin, issue, write
from towpath.partners.models import Partnership, ProposalKind
from towpath.partners.services.accounts import close_account
from towpath.partners.services.proposals import propose
from towpath.partners.tests.builders import agency_of, also_holds, partnership_named, person_with
from towpath.plans.models import UpdateFigure
from towpath.plans.papers.kind import QUARTER_REPORT
from towpath.plans.services.amending import amend_action
from towpath.plans.services.outside import record_outside_step
from towpath.plans.services.progress import decide_figure, report_progress
from towpath.plans.tests.builders import action_draft, plan_with
from towpath.practices.services.sign_ups import leave
from towpath.practices.tests.builders import practice_named, signed_up
from towpath.programmes.models import Mode, PostKind
from towpath.programmes.services.assessing import assess_risk
from towpath.programmes.services.milestones import meet_milestone
from towpath.programmes.services.sites import add_partner
from towpath.programmes.tests.builders import milestone_of, period, post_at, programme_with, site_of
from towpath.records.services import take_back
from towpath.sources.models import Reading
from towpath.sources.services import arrive, pair_with, upload_document
from towpath.sources.tests.trackers import ROWS, saved, tracker, uploaded
from towpath.training.models import Support, SupportKind
from towpath.training.services.support import record_support
from towpath.training.tests.feedback_builders import CONFIDENCE, WORRY, asked_of
from towpath.training.tests.session_builders import planned, rule_of, session_for

TWO_OF_EACH = {
    "administrators": Role.ADMINISTRATOR,
    "coordinators": Role.COORDINATOR,
    "managers": Role.PROGRAMME_MANAGER,
}
PERIOD = date(2021, 1, 1)


def make_world() -> SimpleNamespace:
    """Two people in each role that fills in forms, and a record for each form."""
    world = SimpleNamespace(partnership=partnership_named("Lockwater"))
    for name, role in TWO_OF_EACH.items():
        setattr(world, name, [person_with(role, partnership=world.partnership, name=f"{role.label} {n}") for n in "AB"])
    _people(world)
    _plan(world)
    _programme(world)
    _practices(world)
    _reports(world)
    _readings(world)
    _corrections(world)
    world.job = _failed_job()
    return world


def _people(world: SimpleNamespace) -> None:
    partnership: Partnership = world.partnership
    world.agency = agency_of(partnership, "Haven Lockwater")
    world.other_agency = agency_of(partnership, "Lockwater Police")
    world.other_agency.other_names = ["Lockwater Pol."]
    world.other_agency.save()
    world.somebody = person_with(Role.BOARD_MEMBER, partnership=partnership, name="Bea Board")
    world.somebody.last_login = now()
    world.somebody.save(update_fields=["last_login"])
    world.post = world.somebody.posts.get()
    world.closed = person_with(Role.AUDITOR, partnership=partnership, name="Cy Closed")
    close_account(actor=world.administrators[0], person=world.closed)
    world.invited = accounts.invite_person(
        actor=world.administrators[0], email="newcomer@example.org", name="Nia Newcomer", sign_in_at="/sign-in/"
    )
    also_holds(world.invited, Role.AUDITOR, partnership=partnership)
    world.proposal = propose(
        actor=person_with(Role.ADMINISTRATOR, partnership=partnership, name="Pam Proposer"), partnership=partnership,
        kind=ProposalKind.REMOVE_FACTOR, person=world.invited, reason="Lost in the canal.",
    )  # fmt: skip


def _plan(world: SimpleNamespace) -> None:
    world.plan = plan_with(
        action_draft("Train reception staff"), action_draft("Ask the department"), partnership=world.partnership
    )
    world.action, world.outside = world.plan.actions.order_by("position")
    world.outside.is_outside_control = True
    world.outside.save(update_fields=["is_outside_control"])
    said = {"rating": "green", "account": "217 people came in 2026.", "as_of": today()}
    report_progress(actor=world.coordinators[0], action=world.action, version=world.action.version, **said)
    world.action.refresh_from_db()
    world.figure = UpdateFigure.objects.filter(update__action=world.action).order_by("pk")[0]


def _programme(world: SimpleNamespace) -> None:
    world.programme = programme_with(world.partnership, name="IRIS in Lockwater")
    world.contract = world.programme.contracts.get()
    world.site = site_of(world.programme, "Tower Hamlets")
    world.period = period(world.site, Mode.ADAPTED, world.programme.starts_on, date(2020, 12, 31))
    period(world.site, Mode.BLENDED, PERIOD)
    world.post_at_site = post_at(world.site, has_account=False, kind=PostKind.CLINICAL_LEAD, name="Dr Owen Hale")
    world.partner = add_partner(
        actor=world.managers[0], site=world.site, agency=world.agency, started_on=world.programme.starts_on
    )
    world.milestone = milestone_of(world.programme)
    world.met = meet_milestone(
        actor=world.managers[0], milestone=milestone_of(world.programme, name="Contract signed"), met_on=PERIOD
    )
    world.phase = world.programme.phases.get()
    world.terms = world.contract.terms.get()
    world.assessment = assess_risk(
        actor=world.managers[0], site=world.site, made_on=PERIOD, made_by="The manager", outcome="may_go_ahead"
    )


def _practices(world: SimpleNamespace) -> None:
    world.practice = practice_named("Lock Cottage Surgery", code="Y90001")
    world.free_practice = practice_named("Weir House Surgery", code="Y90002")
    world.into_practice = practice_named("Basin Medical Centre", code="Y90003")
    world.sign_up = signed_up(world.site, world.practice)
    world.practice_managers = [
        person_with(Role.PRACTICE_MANAGER, partnership=world.partnership, name=f"Practice manager {n}") for n in "AB"
    ]
    asked_of(world.programme, CONFIDENCE, WORRY)
    rule_of(world.programme)
    left = signed_up(world.site, practice_named("Sluice Surgery", code="Y90004"))
    world.left = leave(actor=world.managers[0], sign_up=left, version=left.version, left_on=PERIOD, why_left="It shut.")
    world.support, taken = (_support(world, hours) for hours in ("1.5", "0.5"))
    world.taken_back = taken.pk
    take_back(actor=world.managers[0], subject=taken, reason="It was another practice.", version=taken.version)
    world.held = session_for(world.sign_up, held_on=date(2021, 3, 1))
    world.planned = planned(world.sign_up, held_on=date(2024, 4, 23), minutes=88)
    world.coming = planned(world.sign_up, held_on=today() + timedelta(days=7))


def _support(world: SimpleNamespace, hours: str) -> Support:
    return record_support(
        actor=world.managers[0], sign_up=world.sign_up, kind=SupportKind.VISIT, given_on=PERIOD, hours=Decimal(hours)
    )


def _reports(world: SimpleNamespace) -> None:
    quarter = Quarter.containing(today())
    world.quarter, world.last = quarter, quarter.previous()
    world.report = begin(actor=world.coordinators[0], kind=QUARTER_REPORT, subject=world.plan, quarter=quarter)
    Job.objects.filter(paper=world.report).update(state=JobState.FAILED)
    world.report.refresh_from_db()
    world.draft = _begun(world, world.last)
    world.approved = _approved(world, world.last.previous())
    world.issued = _issued(world, world.last.previous().previous())
    world.in_the_making = _issued(world, world.issued.quarter.previous())
    Job.objects.filter(paper=world.issued).update(state=JobState.FAILED)


def _begun(world: SimpleNamespace, quarter: Quarter) -> Paper:
    actor = world.managers[0]
    report = begin(actor=actor, kind=PROGRESS_REPORT, subject=world.programme, quarter=quarter)
    prose = {one.slug: f"What was done: {one.label.lower()}." for one in PROGRESS_REPORT.sections}
    return write(actor=actor, paper=report, version=report.version, prose=prose)


def _approved(world: SimpleNamespace, quarter: Quarter) -> Paper:
    begun = _begun(world, quarter)
    return approve(actor=world.managers[0], paper=begun, version=begun.version)


def _issued(world: SimpleNamespace, quarter: Quarter) -> Paper:
    approved = _approved(world, quarter)
    return issue(actor=world.managers[0], paper=approved, version=approved.version)


def _readings(world: SimpleNamespace) -> None:
    user: User = world.coordinators[0]
    world.reading = uploaded(user)
    plan = saved(user, uploaded(user, tracker(ROWS[:2]), "kept.csv"))
    world.newer = _compared(user, world)
    world.building = begin(actor=user, kind=QUARTER_REPORT, subject=plan, quarter=world.quarter)


def _failed_job() -> Job:
    """A job of no partnership that failed."""
    job = ask("records.forget_used_forms")
    Job.objects.filter(pk=job.pk).update(state=JobState.FAILED, ended_at=now())
    return Job.objects.get(pk=job.pk)


def _compared(user: User, world: SimpleNamespace) -> Reading:
    """A newer copy of the plan read in, with an action more."""
    plan = world.partnership.plans.order_by("-pk")[0]
    more = ("3", "Add", "Open a drop-in at the library", "Health", "By 2026/27", "", "", "")
    arrival = arrive(tracker([*ROWS[:2], more]), "newer.csv")
    reading = upload_document(actor=user, partnership=world.partnership, arrival=arrival, plan=plan)
    if reading.compares_with_id != plan.pk:
        reading = pair_with(actor=user, reading=reading, plan=plan, version=reading.version)
    return reading


def _corrections(world: SimpleNamespace) -> None:
    """What was said of an action, to be put right."""
    actor = world.coordinators[0]
    plan = plan_with(
        action_draft("Send a letter"), partnership=world.partnership, title="Letters", base_date=date(2021, 1, 1)
    )
    world.document = plan.documents.get()
    letter = plan.actions.get()
    said = {"rating": "amber", "account": "We trained 12 nurses.", "as_of": today()}
    world.update = report_progress(actor=actor, action=letter, version=letter.version, **said)
    world.decided = decide_figure(actor=actor, figure=world.update.figures.get(), is_right=True)
    letter.refresh_from_db()
    leads = {"agencies": [], "accountable": None, "is_outside_control": True}
    letter = amend_action(
        actor=actor, action=letter, version=letter.version, text=letter.text, deadline_words=letter.deadline_words,
        **leads,
    )  # fmt: skip
    world.step = record_outside_step(
        actor=actor, action=letter, version=letter.version, kind="sent", body="the council", happened_on=today()
    )
