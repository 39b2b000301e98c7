"""Reporting progress: a rating set by a person with the account of why, and the figures found in it."""

import hashlib
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from towpath.accounts.models import User
from towpath.audit.events import Event
from towpath.audit.record import record
from towpath.documents.plan.figures import figures
from towpath.foundation.clock import now, today
from towpath.foundation.deadlines import standing
from towpath.foundation.ratings import Suggestion, suggest
from towpath.plans import policies
from towpath.plans.models import Action, Evidence, OutsideStep, ProgressUpdate, UpdateFigure
from towpath.plans.models.history import FigureState
from towpath.plans.services.rating import RATED, rate_again
from towpath.records.examining import ExaminedFile
from towpath.records.fitting import fit, fitted
from towpath.records.history import add_history, save_with_history
from towpath.records.holding import ChangedMeanwhile, hold
from towpath.records.models import Act


@dataclass(frozen=True)
class EvidenceInput:
    """Evidence a person attached: a link, or an uploaded file; both where both were given."""

    link: str = ""
    file: ExaminedFile | None = None

    def __post_init__(self) -> None:
        if self.file is not None and not isinstance(self.file, ExaminedFile):
            raise TypeError("A file is attached once it was examined (records.examining).")

    def __bool__(self) -> bool:
        return bool(self.link or self.file)


NOTHING_SHOWN = EvidenceInput()


@transaction.atomic
def report_progress(
    *,
    actor: User,
    action: Action,
    version: int,
    rating: str,
    account: str,
    as_of: date,
    evidence: EvidenceInput = NOTHING_SHOWN,
) -> ProgressUpdate:
    """Add an account of an action, which then carries the rating true of the latest date.

    Raises ChangedMeanwhile when somebody else reported first.
    """
    policies.may_report_progress(actor, action).require()
    held = hold(Action.objects.select_related("plan"), action.pk, version=version)
    update = _add_update(held, actor=actor, rating=rating, account=account, as_of=as_of)
    add_history(update, actor=actor, act=Act.RECORDED)
    attach(evidence, update=update)
    offer_figures(update)
    rate_again(held)
    held.version += 1
    held.save(update_fields=[*RATED, "version"])
    record(actor=actor, event=Event.PROGRESS_REPORTED, subject=held, rating=rating, update=update.pk)
    return update


def suggestion_for(action: Action, day: date | None = None) -> Suggestion:
    """What the plan's rule suggests for this action today, with the sentence that says why."""
    where = standing(action.deadline, action.plan.base_date, day or today(), is_done=action.is_done)
    return suggest(action.plan.scheme, where, action.rated)


def attach(shown: EvidenceInput, *, update: ProgressUpdate | None = None, step: OutsideStep | None = None) -> None:
    """Keep the evidence given with an update or a step, by whoever gave the account or recorded the step."""
    by = update.reported_by if update else step.recorded_by if step else None
    if shown.link:
        evidence = Evidence(update=update, step=step, name=fit(Evidence, "name", shown.link), link=shown.link)
        save_with_history(evidence, actor=by)
    if shown.file:
        digest = hashlib.sha256(b"".join(shown.file.chunks())).hexdigest()
        name = fit(Evidence, "name", shown.file.name or "file")
        save_with_history(Evidence(update=update, step=step, name=name, file=shown.file, sha256=digest), actor=by)


def _add_update(action: Action, *, actor: User, rating: str, account: str, as_of: date) -> ProgressUpdate:
    return ProgressUpdate.objects.create(
        action=action,
        as_of=as_of,
        rating=rating,
        rating_before=action.rating,
        suggested=suggestion_for(action).rating.slug,
        account=account,
        reported_by=actor,
        recorded_at=now(),
    )


@transaction.atomic
def decide_figure(*, actor: User, figure: UpdateFigure, is_right: bool, saw: str | None = None) -> UpdateFigure:
    """Say whether a figure found in an update is right. Deciding twice the same way changes nothing.

    `saw` is the state its page showed. Raises ChangedMeanwhile where somebody decided otherwise since.
    """
    policies.may_decide_figure(actor, figure.update.action).require()
    wanted = FigureState.ACCEPTED if is_right else FigureState.DECLINED
    held = hold(UpdateFigure.objects.select_related("update__action__plan", "decided_by"), figure.pk, version=None)
    if held.state == wanted:
        return held
    if saw is not None and saw != held.state:
        raise ChangedMeanwhile(held, held.state)
    save_with_history(held, actor=actor, state=wanted, decided_by=actor, decided_at=now())
    event = Event.FIGURE_ACCEPTED if is_right else Event.FIGURE_DECLINED
    record(actor=actor, event=event, subject=held)
    return held


def figures_in(account: str) -> Iterator[UpdateFigure]:
    """The figures found in an account, of no update yet."""
    return (
        UpdateFigure(
            sentence=found.sentence, **fitted(UpdateFigure, value=found.value, unit=found.label, period=found.period)
        )
        for found in figures(account)
    )


def offer_figures(*updates: ProgressUpdate, without: Collection[tuple[str, str]] = ()) -> None:
    """Offer the figures found in the accounts of updates; a person decides on each later.

    `without` are those offered before, by value and sentence.
    """
    offered = []
    for update in updates:
        for figure in figures_in(update.account):
            if (figure.value, figure.sentence) not in without:
                figure.update = update
                offered.append(figure)
    UpdateFigure.objects.bulk_create(offered, batch_size=500)
