"""What a session must be. Each fault is a sentence beside the field it is about."""

from collections.abc import Sequence
from datetime import date, timedelta

from towpath.foundation.clock import today
from towpath.practices.models import SignUp
from towpath.practices.services.sign_up_faults import if_not_signed_up
from towpath.programmes.models import Mode, Site, SitePost
from towpath.programmes.rules import if_before_launch, if_not_in_post
from towpath.training.kinds import SessionKind
from towpath.training.models import Session, SessionState
from towpath.ui.words import as_day

LONGEST = 600  # minutes: a day's training with its breaks
FARTHEST = timedelta(days=731)
COUNTS_AS = tuple(kind for kind in SessionKind if kind is not SessionKind.CATCH_UP)


def usual_minutes(kind: SessionKind) -> int:
    """How long a session of a kind usually is: clinical ones two hours (domain facts 1.2), reception about one.

    No public source states the hour of the reception session: it is this product's own default.
    """
    return 60 if kind is SessionKind.RECEPTION else 120


def of_session(
    session: Session, practices: Sequence[SignUp], trainers: Sequence[SitePost], state: str = ""
) -> dict[str, str]:
    """What speaks against a session for these practices and by these trainers, in a state it may not be in yet."""
    site, held_on = session.site, session.held_on
    kind, counts_as = SessionKind(session.kind), session.counts_as and SessionKind(session.counts_as)
    found = {
        "counts_as": fault_of_kind(kind, counts_as or None),
        "held_on": fault_of_day(site, held_on, state or session.state),
        "practices": fault_of_practices(site, practices, held_on),
        "trainers": fault_of_trainers(site, trainers, held_on),
        "minutes": fault_of_minutes(session.minutes),
    }
    return {name: sentence for name, sentence in found.items() if sentence}


def of_session_kept(session: Session, state: str = "") -> dict[str, str]:
    """The same of a session that stands in its table, with the practices and trainers that stand there."""
    practices = list(session.practices.all())
    trainers = list(SitePost.objects.filter(sessions__session=session).order_by("pk"))
    return of_session(session, practices, trainers, state)


def fault_of_kind(kind: SessionKind, counts_as: SessionKind | None) -> str:
    """A catch-up says which session it repeats; every other kind is itself."""
    if kind is SessionKind.CATCH_UP:
        return "" if counts_as in COUNTS_AS else "Choose which session this catch-up counts as."
    return "" if counts_as in (None, kind) else "Only a catch-up counts as another kind of session."


def fault_of_day(site: Site, held_on: date, state: str) -> str:
    """Nothing happened before the programme was launched, and nothing was held that is still to come."""
    if fault := if_before_launch(site.programme, held_on):
        return fault
    if held_on > today() + FARTHEST:
        return f"{as_day(held_on)} is more than two years ahead: check the year."
    if state == SessionState.HELD and held_on > today():
        return f"{as_day(held_on)} is still to come: the session cannot have been held."
    return ""


def fault_of_practices(site: Site, practices: Sequence[SignUp], held_on: date) -> str:
    """At least one practice, each of this site and signed up on the day. They are read anew: the site is locked."""
    if not practices:
        return "Choose at least one practice."
    chosen = SignUp.objects.filter(pk__in=[one.pk for one in practices]).select_related("practice").order_by("pk")
    return next((fault for one in chosen if (fault := _fault_of_practice(site, one, held_on))), "")


def _fault_of_practice(site: Site, sign_up: SignUp, held_on: date) -> str:
    if sign_up.site_id != site.pk:
        return f"{sign_up.practice} is not signed up at {site.area}."
    return if_not_signed_up(sign_up, held_on, otherwise=", or leave the practice out")


def fault_of_trainers(site: Site, trainers: Sequence[SitePost], held_on: date) -> str:
    """Trainers chosen from the site were in post that day; anybody else is named."""
    named = "write the name under other trainers"
    return next((fault for one in trainers if (fault := if_not_in_post(one, site, held_on, otherwise=named))), "")


def fault_of_minutes(minutes: int) -> str:
    return "" if 1 <= minutes <= LONGEST else f"The length must be from 1 to {LONGEST} minutes."


def warning_of_period(site: Site, held_on: date) -> str:
    """A session on a day on which the site was paused or closed is kept, and its recorder told."""
    period = site.periods.filter(started_on__lte=held_on).order_by("-started_on").first()
    if period is None or period.is_over_on(held_on):
        return ""
    if period.mode not in (Mode.PAUSED, Mode.CLOSED):
        return ""
    mode = period.get_mode_display().lower()
    return f"{site.area} was {mode} on {as_day(held_on)}. The session is kept as you wrote it."
