"""Setting, amending and meeting milestones. Their deadlines are read as in plans.

What their words count from is what the record knows under that name: the launch, the contract's date, its ends.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import transaction

from towpath.audit.events import Event
from towpath.audit.record import record
from towpath.foundation.clock import today
from towpath.foundation.deadlines import Base, Bases, Day, read_deadline, working_dates
from towpath.programmes import policies
from towpath.programmes.models import Milestone, Programme, Site, Terms
from towpath.programmes.rules import if_before_launch, if_in_future
from towpath.programmes.services.locking import locked_programme
from towpath.records.history import require_reason, save_with_history
from towpath.records.holding import hold
from towpath.records.refusing import refuse, said

WITH_SITE = Milestone.objects.select_related("programme__partnership", "site__phase")
RECKONED = ["due_on", "overdue_after", "lacks_base"]


@transaction.atomic
def set_milestone(
    *, actor: Any, programme: Programme, name: str, deadline_words: str, site: Site | None = None, note: str = ""
) -> Milestone:  # fmt: skip
    """Set a milestone of a whole programme, or of one of its sites."""
    policies.may_edit_programme(actor, programme.partnership).require()
    milestone = Milestone(programme=locked_programme(programme), site=site, name=name, note=note)
    refuse(**faults_of_milestone(milestone))
    _say_when(milestone, deadline_words)
    save_with_history(milestone, actor=actor)
    record(actor=actor, event=Event.MILESTONE_SET, subject=milestone)
    return milestone


@transaction.atomic
def amend_milestone(
    *,
    actor: Any,
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
        _say_when(held, deadline_words)
    save_with_history(held, actor=actor, reason=why)
    record(actor=actor, event=Event.MILESTONE_SET, subject=held)
    return held


@transaction.atomic
def meet_milestone(
    *,
    actor: Any,
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
def take_back_met(*, actor: Any, milestone: Milestone, reason: str, version: int | None = None) -> Milestone:
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
    return said(
        site="Choose a site of this programme." if is_foreign else "",
        met_on=(if_in_future(met_on) or if_before_launch(milestone.programme, met_on)) if met_on else "",
    )


OF_CONTRACT = (Base.CONTRACT, Base.END_OF_DELIVERY, Base.END_OF_WORK)


def bases_of(milestone: Milestone, terms: Sequence[Terms] | None = None) -> Bases:
    """The days a milestone's words may count from: the launch of its site's phase, or of the programme, and what was
    agreed in the contract. Of several contracts none is meant for certain, so they give no day. `terms` are those to
    go by, in order of their number; all that were agreed where none are given."""
    launch = milestone.site.phase.starts_on if milestone.site else milestone.programme.starts_on
    known = {Base.UNNAMED: Day(launch), Base.LAUNCH: Day(launch, "the launch")}
    if any(part.base in OF_CONTRACT for part in milestone.deadline.parts or (milestone.deadline,)):
        agreed = Terms.objects.filter(contract__programme=milestone.programme).order_by("number")
        known |= _agreed(list(agreed if terms is None else terms))
    return Bases(known)


def _agreed(terms: Sequence[Terms]) -> dict[Base, Day]:
    """The days that a programme's one contract gives, its ends as last varied."""
    if len({one.contract_id for one in terms}) != 1:
        return {}
    return {
        Base.CONTRACT: Day(terms[0].agreed_on, "the contract’s date"),
        Base.END_OF_DELIVERY: Day(terms[-1].delivery_ends_on, "the end of delivery"),
        Base.END_OF_WORK: Day(terms[-1].work_ends_on, "the end of all work"),
    }


def reckon_programme(programme: Programme) -> None:
    """Work out the dates of every milestone of a programme anew, after its launch or what was agreed changed."""
    _reckon_all(list(programme.milestones.select_related("programme", "site__phase")))


def reckon_milestone(milestone: Milestone) -> None:
    """Work out the dates of one milestone anew, after its deadline changed or it was put back."""
    _reckon_all([milestone])


def reckon_site(site: Site) -> None:
    """Work out the dates of a site's milestones anew, after it moved to another phase."""
    _reckon_all(list(site.milestones.select_related("programme", "site__phase")))


def reckon_all() -> int:
    """The regular job: derive the dates of every milestone anew. Returns how many were not as they should be."""
    milestones = Milestone.objects.select_related("programme", "site__phase")
    wrong = [milestone.pk for milestone in milestones if _is_moved(milestone)]
    return _reckon_locked(wrong) if wrong else 0


@transaction.atomic
def _reckon_locked(keys: list[int]) -> int:
    """Derive the dates of these milestones anew. Locked first and read after, so that no change of theirs is lost."""
    list(Milestone.objects.select_for_update().filter(pk__in=keys).order_by("pk").values_list("pk"))
    return _reckon_all(list(Milestone.objects.filter(pk__in=keys).select_related("programme", "site__phase")))


def _reckon_all(milestones: list[Milestone]) -> int:
    """Save those of these milestones whose dates are others now. Returns how many."""
    moved = [milestone for milestone in milestones if _is_moved(milestone)]
    Milestone.objects.bulk_update(moved, RECKONED, batch_size=500)
    return len(moved)


def _is_moved(milestone: Milestone) -> bool:
    before = [getattr(milestone, name) for name in RECKONED]
    _reckon(milestone)
    return before != [getattr(milestone, name) for name in RECKONED]


def _say_when(milestone: Milestone, deadline_words: str) -> None:
    """Keep the words of a deadline with what they mean."""
    milestone.deadline_words = deadline_words
    milestone.deadline_kept = read_deadline(deadline_words, today()).as_json()
    milestone.__dict__.pop("deadline", None)
    _reckon(milestone)


def _reckon(milestone: Milestone) -> None:
    worked = working_dates(milestone.deadline, bases_of(milestone), today())
    milestone.due_on, milestone.overdue_after = worked.due_on, worked.overdue_after
    milestone.lacks_base = worked.lacks_base
