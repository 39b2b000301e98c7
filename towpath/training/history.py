"""Which records of training have a history, can be corrected and be taken back, and what follows from each."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from django.urls import reverse

from towpath.practices import derived, done_for
from towpath.practices.models import Practice, SignUp
from towpath.practices.policies import may_record_training
from towpath.practices.services.locking import lock_site, lock_site_of
from towpath.programmes import before_launch, done_by
from towpath.programmes.models import Programme, Site, SitePost
from towpath.programmes.services.locking import locked_programme
from towpath.records.history import value_in_words
from towpath.records.kinds import KINDS, RecordKind
from towpath.records.models import Change
from towpath.training import policies
from towpath.training.models import Attendance, Learner, Session, SessionState, Support, TrainingRule
from towpath.training.services import session_faults
from towpath.training.services.attaining import attain
from towpath.training.services.rules import faults_of_rule_put_back
from towpath.training.services.support import faults_of_support
from towpath.ui.words import as_day, count_of

NOT_TRAINED = "Whether its practices are fully trained is worked out anew."


def register() -> None:
    """Called once, when the room is ready."""
    KINDS.add(SUPPORT, SESSION, RULE)
    done_by.DONE_BY.add(_done_by)
    before_launch.DATED_BEFORE.add(_dated_before)
    done_for.DONE_FOR.add(_done_for)
    derived.DERIVED.add((attain, NOT_TRAINED))


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
    """Sessions that are not cancelled, and rules; support is never before its sign-up."""
    sessions = Session.objects.filter(site__programme=programme, held_on__lt=launch)
    for area, day in sessions.exclude(state=SessionState.CANCELLED).values_list("site__area", "held_on"):
        yield day, f"A session at {area} is recorded on"
    for day in programme.training_rules.filter(in_force_from__lt=launch).values_list("in_force_from", flat=True):
        yield day, "A rule for fully trained holds from"


def _done_for(sign_up: SignUp, is_held: bool) -> Iterator[tuple[date, str]]:
    """The sessions a practice was at, those still planned unless only what was held is asked for, and its support."""
    sessions = Session.objects.filter(practices=sign_up).exclude(state=SessionState.CANCELLED)
    listed = sessions.held() if is_held else sessions
    yield from ((day, "The practice was at a session") for day in listed.values_list("held_on", flat=True))
    yield from ((day, "The practice was given support") for day in sign_up.support.values_list("given_on", flat=True))


def _sign_up_of(record: Any) -> SignUp:
    return SignUp.objects.select_related("site__programme", "practice").get(pk=record.sign_up_id)


def _site_of(record: Any) -> Site:
    return Site.objects.select_related("programme").get(pk=record.site_id)


def _attain_its_practices(session: Session) -> Callable[[], None]:
    practices = list(session.practices.all())
    return lambda: attain(practices)


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
    return "practice_seen", _sign_up_of(record).practice


def _attendees_seen(session: Session) -> tuple[str, Session] | None:
    """Where its history names who came."""
    names_people = Change.objects.of(session).filter(field="attendance").exists()
    return ("attendees_seen", session) if names_people else None


def _learners_of_no_other(session: Session) -> list[Learner]:
    """People who came to this session alone: nobody is kept by name who is not recorded as having come."""
    came = Learner.objects.filter(attendances__session=session)
    elsewhere = Attendance.objects.exclude(session=session).values("learner")
    return list(came.exclude(pk__in=elsewhere))


SUPPORT = RecordKind(
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
    reading=_practice_seen,
)
SESSION = RecordKind(
    model=Session,
    noun="session",
    title=_session_title,
    owner=_site_of,
    visible=Site.objects.visible_to,
    may_change=may_record_training,
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
    reading=_attendees_seen,
)
RULE = RecordKind(
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
    reading=lambda one: ("programme_seen", one.programme),
)
