"""An action's own page: what was promised, where it stands, and its history as a timeline."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from towpath.access.verdicts import Verdict
from towpath.foundation.clock import today
from towpath.foundation.ratings import Rating, Suggestion
from towpath.foundation.ratings.history import Account, History
from towpath.plans import policies
from towpath.plans.models import Action, OutsideStep, ProgressUpdate, UpdateFigure
from towpath.plans.presenters.lines import ActionLine, present_line
from towpath.plans.services.progress import suggestion_for
from towpath.plans.services.rating import account_of, whole_history
from towpath.records.models import TakenBack
from towpath.records.moved_deadlines import Move, moves_of
from towpath.ui.words import as_day


@dataclass(frozen=True)
class EvidenceLink:
    """A piece of evidence: where it leads and what it is called."""

    pk: int
    name: str
    is_file: bool


@dataclass(frozen=True)
class TimelineEvent:
    """One entry of the timeline, newest first. `dated` is the date a document wrote over an account."""

    kind: str
    pk: int
    heading: str
    at: datetime
    by: str
    as_of: str
    dated: str
    note: str
    account: tuple[str, ...]
    rating: Rating | None
    before: Rating | None
    evidence: tuple[EvidenceLink, ...]
    figures: tuple[UpdateFigure, ...]

    @property
    def has_moved(self) -> bool:
        return bool(self.before and self.rating and self.before != self.rating)


@dataclass(frozen=True)
class ActionPage:
    """All that the page shows."""

    line: ActionLine
    recommendation: str
    output: str
    outcomes: tuple[str, ...]
    indicators: tuple[str, ...]
    cost: str
    extra: tuple[tuple[str, str], ...]
    doubts: tuple[str, ...]
    places: tuple[str, ...]
    suggestion: Suggestion
    events: tuple[TimelineEvent, ...]
    outside_state: str
    is_gone: bool
    moves: tuple[Move, ...]
    taken: tuple[TakenBack, ...]
    may_edit: Verdict
    may_report: Verdict
    may_step: Verdict
    may_amend: Verdict

    @property
    def suggests_another(self) -> bool:
        """Does the rule suggest a rating other than the one that stands?"""
        return self.suggestion.rating.is_stated and self.suggestion.rating != self.line.rating


def present_action(action: Action, user: Any, day: date) -> ActionPage:
    """An action fetched with its people and its newest updates and steps (plans.views.actions.with_history)."""
    return ActionPage(
        line=present_line(action, day),
        recommendation=action.recommendation.text,
        output=action.output,
        outcomes=tuple(action.outcomes),
        indicators=tuple(action.indicators),
        cost=action.cost,
        extra=tuple(action.extra.items()),
        doubts=tuple(action.doubts),
        places=rows_of(action.places),
        suggestion=suggestion_for(action, day),
        events=present_events(action),
        outside_state=action.outside_state,
        is_gone=action.is_gone,
        moves=moves_of(action),
        taken=tuple(TakenBack.objects.still_out().from_owner(action, user)),
        may_edit=policies.may_edit_plans(user, action.plan.partnership),
        may_report=policies.may_report_progress(user, action),
        may_step=policies.may_record_outside_step(user, action),
        may_amend=policies.may_amend_action(user, action),
    )


def rows_of(places: Iterable[str]) -> tuple[str, ...]:
    """Where in the document an action stood, each row once: "page 2, table 1, row 4"."""
    return tuple(dict.fromkeys(place.rpartition(", column ")[0] or place for place in places))


def present_events(action: Any) -> tuple[TimelineEvent, ...]:
    """Updates and outside steps together, newest first."""
    ratings = whole_history(action)
    events = [_update(update, action, ratings) for update in action.newest_updates]
    events += [_step(step) for step in action.newest_steps]
    return tuple(sorted(events, key=lambda event: event.at, reverse=True))


def _update(update: ProgressUpdate, action: Action, ratings: History) -> TimelineEvent:
    account = account_of(update, action.plan.scheme)
    return TimelineEvent(
        kind=update._meta.label_lower,
        pk=update.pk,
        heading=_came(update) if update.is_read_in else "Progress reported",
        at=update.recorded_at,
        by=str(update.reported_by) if update.reported_by else "",
        as_of=as_day(account.rating_day),
        dated=update.as_of_words,
        note=_note(account, ratings.rated_by(today())),
        account=_paragraphs(update.account),
        rating=account.rating,
        before=ratings.rating_before(account),
        evidence=_evidence(update),
        figures=tuple(update.figures.all()),
    )


def _came(update: ProgressUpdate) -> str:
    """As at what date the document stands that an account came with."""
    as_at = update.document.as_at if update.document else None
    return f"Read in with the plan, as at {as_day(as_at) or 'what date is not known'}"


def _note(account: Account, current: Account | None) -> str:
    """Said of a rating that was entered last and is not the one that stands."""
    if not account.rating or not current or current.place <= account.place:
        return ""
    is_entered_after = (account.recorded_at, account.order) > (current.recorded_at, current.order)
    return f"The rating of {as_day(current.rating_day)}, a later date, stands." if is_entered_after else ""


def _step(step: OutsideStep) -> TimelineEvent:
    return TimelineEvent(
        kind=step._meta.label_lower,
        pk=step.pk,
        heading=f"{step.get_kind_display()}: {step.body}",
        at=step.recorded_at,
        by=str(step.recorded_by),
        as_of=as_day(step.happened_on),
        dated="",
        note="",
        account=_paragraphs(step.account),
        rating=None,
        before=None,
        evidence=_evidence(step),
        figures=(),
    )


def _evidence(of: ProgressUpdate | OutsideStep) -> tuple[EvidenceLink, ...]:
    return tuple(EvidenceLink(piece.pk, piece.name, bool(piece.file)) for piece in of.evidence.all())


def _paragraphs(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())
