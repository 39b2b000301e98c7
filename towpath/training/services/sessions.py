"""Planning training sessions, amending them, and saying that they were held or are off."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Any, NotRequired, TypedDict, Unpack

from django.db import transaction

from towpath.accounts.models import User
from towpath.audit.events import Event
from towpath.audit.record import record
from towpath.documents.wording import normalised
from towpath.practices import policies
from towpath.practices.models import SignUp
from towpath.practices.services.locking import lock_site
from towpath.programmes.models import Site, SitePost
from towpath.records.history import Difference, require_reason, save_with_history
from towpath.records.holding import hold
from towpath.records.refusing import Refused
from towpath.training.kinds import SessionKind, SessionMode
from towpath.training.models import Session, SessionState
from towpath.training.models.sessions import STATES
from towpath.training.services import session_faults as faults
from towpath.training.services.attaining import attain


class Said(TypedDict):
    """What a person says of a session, as services take it."""

    kind: SessionKind
    mode: SessionMode
    held_on: date
    practices: Sequence[SignUp]
    counts_as: NotRequired[SessionKind | None]
    starts_at: NotRequired[time | None]
    minutes: NotRequired[int | None]
    place: NotRequired[str]
    trainers: NotRequired[Sequence[SitePost]]
    trainer_names: NotRequired[Sequence[str]]
    note: NotRequired[str]


@dataclass(frozen=True)
class About:
    """The same with everything filled in: `counts_as` is the kind itself where nothing else was said.

    Without `minutes` it lasts as long as its kind usually does.
    """

    kind: SessionKind
    mode: SessionMode
    held_on: date
    practices: Sequence[SignUp]
    counts_as: SessionKind | None = None
    starts_at: time | None = None
    minutes: int | None = None
    place: str = ""
    trainers: Sequence[SitePost] = ()
    trainer_names: Sequence[str] = ()
    note: str = ""

    def keep_on(self, session: Session) -> Session:
        """Set what the session itself keeps."""
        for name in ("kind", "mode", "held_on", "starts_at"):
            setattr(session, name, getattr(self, name))
        session.minutes = faults.usual_minutes(self.kind) if self.minutes is None else self.minutes
        session.counts_as = self.counts_as or self.kind
        session.place, session.note = self.place.strip(), self.note.strip()
        return session


@transaction.atomic
def plan_session(*, actor: User, site: Site, **said: Unpack[Said]) -> Session:
    """Plan a session for practices of a site. Raises Refused, by field, for what cannot be one."""
    policies.may_record_training(actor, site).require()
    about = About(**said)
    session = about.keep_on(Session(site=lock_site(site.pk)))
    _check(session, about)
    save_with_history(session, actor=actor)
    _keep_people_of(session, about)
    record(actor=actor, event=Event.SESSION_PLANNED, subject=session, **_details(about))
    return session


@transaction.atomic
def amend_session(
    *, actor: User, session: Session, version: int, reason: str = "", **said: Unpack[Said]
) -> Session:  # fmt: skip
    """Correct a session. Raises ChangedMeanwhile, and Refused by field for what cannot be one.

    Where it was held, figures rest on its kind, its day and its practices: who changes those says why.
    """
    policies.may_record_training(actor, session.site).require()
    held = held_for_change(session, version)
    about = About(**said)
    before, was = list(held.practices.all()), people_of(held)
    counted = _counted(held)
    _check(about.keep_on(held), about)
    _keep_those_who_came(held, about.practices)
    require_reason(reason, changes=held.state == SessionState.HELD and counted != _counted(held, about.practices))
    _keep_people_of(held, about)
    save_with_history(held, actor=actor, reason=reason, beside=_moved(was, people_of(held)))
    attain(one for one in before if one not in about.practices)
    record(actor=actor, event=Event.SESSION_AMENDED, subject=held, **_details(about))
    return held


@transaction.atomic
def move_session(*, actor: User, session: Session, version: int, state: SessionState) -> Session:
    """Record a session as held, cancelled, or planned again. Raises ChangedMeanwhile, or Refused with why not."""
    policies.may_record_training(actor, session.site).require()
    held = held_for_change(session, version)
    fault = STATES.fault(SessionState(held.state), state)
    if fault := fault or _fault_of_moving(held, state) or _fault_of_taking_back(held, state):
        raise Refused(fault)
    save_with_history(held, actor=actor, state=state, is_counted=False)
    record(actor=actor, event=Event.SESSION_MOVED_ON, subject=held, state=state)
    return held


def held_for_change(session: Session, version: int) -> Session:
    """The session and its site locked, as its page showed it. Raises ChangedMeanwhile where it was changed since."""
    lock_site(session.site_id)
    return hold(Session.objects.select_related("site__programme"), session.pk, version=version)


def people_of(session: Session) -> dict[str, str]:
    """Whose session it is and who delivered it, in words."""
    practices = session.practices.select_related("practice").order_by("practice__name", "pk")
    return {
        "Practices": ", ".join(str(one.practice) for one in practices),
        "Trainers": ", ".join(session.trainers.order_by("name").values_list("name", flat=True)),
    }


def _moved(was: dict[str, str], now: dict[str, str]) -> list[Difference]:
    return [Difference(name.lower(), name, was[name], now[name]) for name in was if was[name] != now[name]]


def _counted(session: Session, practices: Sequence[SignUp] | None = None) -> tuple[Any, ...]:
    """What figures count of a session, but for who came."""
    whose = session.practices.all() if practices is None else practices
    return session.kind, session.counts_as, session.held_on, session.mode, frozenset(one.pk for one in whose)


def _check(session: Session, about: About) -> None:
    if found := faults.of_session(session, about.practices, about.trainers):
        raise Refused(**found)


def _fault_of_moving(session: Session, state: SessionState) -> str:
    """What is held or planned again passes every check of planning it; what cannot be held may be cancelled."""
    if state == SessionState.CANCELLED:
        return ""
    return next(iter(faults.of_session_kept(session, state).values()), "")


def _keep_those_who_came(session: Session, practices: Sequence[SignUp]) -> None:
    """A practice whose people came stays on the session."""
    came = SignUp.objects.filter(group_attendances__session=session) | SignUp.objects.filter(
        learners__attendances__session=session
    )
    lost = came.exclude(pk__in=[one.pk for one in practices]).select_related("practice").distinct().first()
    if lost:
        sentence = f"People of {lost.practice} are recorded as having come: take them out of the attendance first."
        raise Refused(practices=sentence)


def _fault_of_taking_back(session: Session, state: SessionState) -> str:
    if state != SessionState.HELD and session.people:
        return "People are recorded as having come: take them out of the attendance first."
    return ""


def _keep_people_of(session: Session, about: About) -> None:
    """Write anew whose session it is and who delivered it, each person once."""
    session.practices.set(about.practices)
    session.trainers.all().delete()
    posts = {post.name: post for post in about.trainers}
    others = [plain for name in about.trainer_names if (plain := normalised(name)) and plain not in posts]
    for name in dict.fromkeys([*posts, *others]):
        session.trainers.create(post=posts.get(name), name=name)


def _details(about: About) -> dict[str, str]:
    return {"kind": about.kind, "held_on": about.held_on.isoformat()}
