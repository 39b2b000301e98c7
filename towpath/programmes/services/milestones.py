"""Setting, amending and meeting milestones."""

from datetime import date

from django.db import transaction

from towpath.accounts.models import User
from towpath.audit.events import Event
from towpath.audit.record import record
from towpath.foundation.clock import today
from towpath.foundation.deadlines import read_deadline
from towpath.programmes import policies
from towpath.programmes.models import Milestone, Programme, Site
from towpath.programmes.rules import if_before_launch, if_in_future
from towpath.programmes.services.locking import locked_programme
from towpath.records.history import require_reason, save_with_history
from towpath.records.holding import hold
from towpath.records.reckoning import set_deadline
from towpath.records.refusing import faults_by_field, refuse

WITH_SITE = Milestone.objects.select_related("programme__partnership", "site__phase")


@transaction.atomic
def set_milestone(
    *, actor: User, programme: Programme, name: str, deadline_words: str, site: Site | None = None, note: str = ""
) -> Milestone:  # fmt: skip
    """Set a milestone of a whole programme, or of one of its sites."""
    policies.may_edit_programme(actor, programme.partnership).require()
    milestone = Milestone(programme=locked_programme(programme), site=site, name=name, note=note)
    refuse(**faults_of_milestone(milestone))
    set_deadline(milestone, read_deadline(deadline_words, today()))
    save_with_history(milestone, actor=actor)
    record(actor=actor, event=Event.MILESTONE_SET, subject=milestone)
    return milestone


@transaction.atomic
def amend_milestone(
    *,
    actor: User,
    milestone: Milestone,
    name: str,
    deadline_words: str,
    note: str,
    why: str = "",
    version: int | None = None,
) -> Milestone:
    """Correct a milestone's name, deadline and note. Who moves a deadline says why, and earlier ones stay known.

    Raises ChangedMeanwhile.
    """
    policies.may_edit_programme(actor, milestone.programme.partnership).require()
    locked_programme(milestone.programme)
    held = hold(WITH_SITE, milestone.pk, version=version)
    is_moved = bool(held.deadline_words) and held.deadline_words != deadline_words
    require_reason(why, changes=is_moved, field="why")
    held.name, held.note = name, note
    if held.deadline_words != deadline_words:
        set_deadline(held, read_deadline(deadline_words, today()))
    save_with_history(held, actor=actor, reason=why)
    record(actor=actor, event=Event.MILESTONE_SET, subject=held)
    return held


@transaction.atomic
def meet_milestone(
    *,
    actor: User,
    milestone: Milestone,
    met_on: date,
    note: str = "",
    why: str = "",
    version: int | None = None,
) -> Milestone:
    """Record the day on which a milestone was met, and what is to be said of it; its earlier note stays before.

    Another day than the one recorded corrects it, and asks why. Raises ChangedMeanwhile.
    """
    policies.may_edit_programme(actor, milestone.programme.partnership).require()
    locked_programme(milestone.programme)
    held = hold(WITH_SITE, milestone.pk, version=version)
    is_other = held.met_on is not None and held.met_on != met_on
    held.met_on = met_on
    refuse(**faults_of_milestone(held))
    require_reason(why, changes=is_other, field="why")
    noted = "\n".join(words for words in (held.note, note.strip()) if words)
    save_with_history(held, actor=actor, reason=why, note=noted)
    record(actor=actor, event=Event.MILESTONE_MET, subject=held, met_on=met_on.isoformat())
    return held


@transaction.atomic
def take_back_met(*, actor: User, milestone: Milestone, reason: str, version: int | None = None) -> Milestone:
    """Record that a milestone was not met after all: that it was is taken back."""
    policies.may_edit_programme(actor, milestone.programme.partnership).require()
    locked_programme(milestone.programme)
    held = hold(WITH_SITE, milestone.pk, version=version)
    require_reason(reason, changes=True)
    refuse(reason="It is not recorded as met." if held.met_on is None else "")
    save_with_history(held, actor=actor, reason=reason, met_on=None)
    record(actor=actor, event=Event.MILESTONE_NOT_MET, subject=held)
    return held


def faults_of_milestone(milestone: Milestone) -> dict[str, str]:
    """A milestone is of its programme, and was met, where it was, by today and since the launch."""
    site, met_on = milestone.site, milestone.met_on
    is_foreign = site is not None and site.programme_id != milestone.programme_id
    return faults_by_field(
        site="Choose a site of this programme." if is_foreign else "",
        met_on=(if_in_future(met_on) or if_before_launch(milestone.programme, met_on)) if met_on else "",
    )
