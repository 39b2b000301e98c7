"""Which records of training have a history, can be corrected and be taken back, and what follows from each."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from django.urls import reverse

from towpath.programmes import before_launch, done_by
from towpath.programmes.models import Programme, Site, SitePost
from towpath.programmes.services.locking import locked_programme
from towpath.records import kinds
from towpath.records.history import value_in_words
from towpath.records.kinds import Kind
from towpath.records.models import Change
from towpath.training import policies
from towpath.training.models import (
    Attendance,
    ChangeKind,
    Headcount,
    Learner,
    ListSize,
    Practice,
    PracticeChange,
    Session,
    SessionState,
    SignUp,
    Support,
    TrainingRule,
)
from towpath.training.services import session_faults, sign_up_faults
from towpath.training.services.attaining import attain
from towpath.training.services.locking import lock_register, lock_sign_up, lock_site, lock_site_of
from towpath.training.services.mergers import successors_of
from towpath.training.services.register import faults_of_merger
from towpath.training.services.rules import faults_of_rule_put_back
from towpath.training.services.support import faults_of_support
from towpath.ui.words import as_day, count_of

NOT_TRAINED = "Whether its practices are fully trained is worked out anew."


def register() -> None:
    """Called once, when the room is ready."""
    kinds.register(SUPPORT, SESSION, SIGN_UP, HEADCOUNT, LIST_SIZE, MERGER, RULE)
    done_by.register(_done_by)
    before_launch.register(_dated_before)


def _done_by(post: SitePost) -> Iterator[tuple[date, str, str]]:
    """The sessions that somebody in post gave or is to give, and the support that they gave."""
    sessions = Session.objects.filter(trainers__post=post)
    for day in sessions.held().values_list("held_on", flat=True):
        yield day, "They gave a session on", ""
    for day in sessions.filter(state=SessionState.PLANNED).values_list("held_on", flat=True):
        yield day, "They are to give a session that is planned for", "first name another trainer for it"
    for day in post.support.values_list("given_on", flat=True):
        yield day, "They gave support on", ""


def _dated_before(programme: Programme, launch: date) -> Iterator[tuple[date, str]]:
    """Sign-ups, sessions that are not cancelled, and rules; support and counts are never before their sign-up."""
    sign_ups = SignUp.objects.filter(site__programme=programme, signed_up_on__lt=launch)
    for name, day in sign_ups.values_list("practice__name", "signed_up_on"):
        yield day, f"{name} signed up on"
    sessions = Session.objects.filter(site__programme=programme, held_on__lt=launch)
    for area, day in sessions.exclude(state=SessionState.CANCELLED).values_list("site__area", "held_on"):
        yield day, f"A session at {area} is recorded on"
    for day in programme.training_rules.filter(in_force_from__lt=launch).values_list("in_force_from", flat=True):
        yield day, "A rule for fully trained holds from"


def _sign_up_of(record: Any) -> SignUp:
    return SignUp.objects.select_related("site__programme", "practice").get(pk=record.sign_up_id)


def _site_of(record: Any) -> Site:
    return Site.objects.select_related("programme").get(pk=record.site_id)


def _counts_page(record: Any) -> str:
    return reverse("training:counts", args=[record.sign_up_id])


def _practice_page(practice: Practice) -> str:
    return reverse("training:practice", args=[practice.code])


def _attain_its_sign_up(count: Any) -> Callable[[], None]:
    sign_up = _sign_up_of(count)
    return lambda: attain([sign_up])


def _attain_it_and_those_after(sign_up: SignUp) -> Callable[[], None]:
    """Practices into which it merged follow: what it reached was handed on to them."""
    keys = [sign_up.pk, *successors_of([sign_up.pk])]
    return lambda: attain(SignUp.objects.filter(pk__in=keys))


def _attain_its_practices(session: Session) -> Callable[[], None]:
    practices = list(session.practices.all())
    return lambda: attain(practices)


def _attain_both(change: PracticeChange) -> Callable[[], None]:
    both = list(SignUp.objects.filter(practice__in=[change.practice_id, change.into_id]))
    return lambda: attain(both)


def _attain_all_of(rule: TrainingRule) -> Callable[[], None]:
    sign_ups = SignUp.objects.filter(site__programme=rule.programme_id)
    return lambda: attain(sign_ups)


def _session_title(session: Session) -> str:
    return f"{session.get_kind_display()} on {as_day(session.held_on)} at {_site_of(session).area}"


def _what_follows_of_session(session: Session) -> list[str]:
    if session.state != SessionState.HELD:
        return ["It is no longer in any list of sessions."]
    came = count_of(session.people, "person", "people")
    return [f"It no longer counts as held, nor the {came} as having come.", NOT_TRAINED]


def _practice_seen(record: Any) -> tuple[str, Practice]:
    return "practice_seen", (record if isinstance(record, SignUp) else _sign_up_of(record)).practice


def _attendees_seen(session: Session) -> tuple[str, Session] | None:
    """Where its history names who came."""
    names_people = Change.objects.of(session).filter(field="attendance").exists()
    return ("attendees_seen", session) if names_people else None


def _learners_of_no_other(session: Session) -> list[Learner]:
    """People who came to this session alone: nobody is kept by name who is not recorded as having come."""
    came = Learner.objects.filter(attendances__session=session)
    elsewhere = Attendance.objects.exclude(session=session).values("learner")
    return list(came.exclude(pk__in=elsewhere))


def _only_mergers(change: PracticeChange) -> str:
    return "" if change.kind == ChangeKind.MERGED else "The national register says so: it changes with the next file."


SUPPORT = Kind(
    model=Support,
    noun="piece of support",
    title=lambda one: (
        f"{one.get_kind_display()} on {as_day(one.given_on)} at {_sign_up_of(one).practice.name}, "
        f"{value_in_words(one.hours)} hours"
    ),
    owner=_sign_up_of,
    visible=SignUp.objects.visible_to,
    may_change=policies.may_record_support,
    page=lambda one: f"{reverse('training:support_list')}?practice={_sign_up_of(one).practice.code}",
    lock=lock_site_of,
    faults=faults_of_support,
    correct="training:correct_support",
    follows=lambda one: [f"The {value_in_words(one.hours)} hours are no longer in any sum of support."],
    seen=_practice_seen,
)
SESSION = Kind(
    model=Session,
    noun="session",
    title=_session_title,
    owner=_site_of,
    visible=Site.objects.visible_to,
    may_change=policies.may_record_training,
    page=lambda one: (
        reverse("training:session", args=[one.pk])
        if Session.objects.filter(pk=one.pk).exists()
        else f"{reverse('training:sessions')}?site={one.site_id}"
    ),
    correct="training:amend_session",
    follows=_what_follows_of_session,
    lock=lambda one: lock_site(one.site_id),
    faults=session_faults.of_session_kept,
    takes=("files",),
    also_takes=_learners_of_no_other,
    returns_as=(Learner,),
    derive=_attain_its_practices,
    seen=_attendees_seen,
)
SIGN_UP = Kind(
    model=SignUp,
    noun="sign-up",
    title=lambda one: f"{one.practice.name} signed up at {one.site.area} on {as_day(one.signed_up_on)}",
    owner=_site_of,
    visible=Site.objects.visible_to,
    may_change=policies.may_record_training,
    page=lambda one: _practice_page(one.practice),
    correct="training:amend_sign_up",
    follows=lambda one: ["The practice no longer counts as signed up.", "Its counts of staff and patients go with it."],
    lock=lock_sign_up,
    faults=sign_up_faults.of_sign_up,
    derive=_attain_it_and_those_after,
    seen=_practice_seen,
)
HEADCOUNT = Kind(
    model=Headcount,
    noun="count of staff",
    title=lambda one: f"{one.get_staff_group_display()} from {as_day(one.as_of)}: {one.people}",
    owner=_sign_up_of,
    visible=SignUp.objects.visible_to,
    may_change=policies.may_record_support,
    page=_counts_page,
    lock=lock_site_of,
    faults=sign_up_faults.of_headcount,
    follows=lambda one: ["The count before it holds again, where there is one.", NOT_TRAINED],
    derive=_attain_its_sign_up,
    seen=_practice_seen,
)
LIST_SIZE = Kind(
    model=ListSize,
    noun="count of patients",
    title=lambda one: f"Registered patients from {as_day(one.as_of)}: {one.patients:,}",
    owner=_sign_up_of,
    visible=SignUp.objects.visible_to,
    may_change=policies.may_record_support,
    page=_counts_page,
    lock=lock_site_of,
    faults=sign_up_faults.of_list_size,
    follows=lambda one: ["The count before it holds again, where there is one."],
    seen=_practice_seen,
)
MERGER = Kind(
    model=PracticeChange,
    noun="merger",
    title=lambda one: f"{one.practice.name} merged into {one.after} on {as_day(one.happened_on)}",
    owner=lambda one: one.practice,
    visible=Practice.objects.visible_to,
    may_change=policies.may_record_merger,
    page=lambda one: _practice_page(one.practice),
    keeps=_only_mergers,
    lock=lambda one: lock_register(),
    faults=faults_of_merger,
    follows=lambda one: ["The practice counts as it did before the merger."],
    derive=_attain_both,
    seen=lambda one: ("practice_seen", one.practice),
)
RULE = Kind(
    model=TrainingRule,
    noun="rule for fully trained",
    title=lambda one: f"Rule for fully trained from {as_day(one.in_force_from)}",
    owner=lambda one: one.programme,
    visible=Programme.objects.visible_to,
    may_change=policies.may_set_rule,
    page=lambda one: reverse("training:training_rules", args=[one.programme_id]),
    lock=lambda one: locked_programme(one.programme),
    faults=faults_of_rule_put_back,
    follows=lambda one: ["The rule before it holds again, where there is one.", NOT_TRAINED],
    takes=("attainments",),
    derive=_attain_all_of,
    seen=lambda one: ("programme_seen", one.programme),
)
