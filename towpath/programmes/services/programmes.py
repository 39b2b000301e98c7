"""Opening and amending programmes, their phases and the core elements of their model."""

from datetime import date

from django.db import transaction

from towpath.accounts.models import User
from towpath.audit.events import Event
from towpath.audit.record import record
from towpath.partners.models import Agency, Partnership
from towpath.partners.services.partnerships import lock_partnership
from towpath.programmes import policies
from towpath.programmes.before_launch import if_something_comes_before
from towpath.programmes.models import Phase, Programme
from towpath.programmes.rules import if_before_launch, if_foreign, if_reversed
from towpath.programmes.services.core_elements import set_core_elements
from towpath.programmes.services.locking import lock_sites_of, locked_programme
from towpath.records.history import require_reason, require_version, save_with_history
from towpath.records.holding import hold
from towpath.records.refusing import faults_by_field, refuse
from towpath.records.set_aside import kept_out

__all__ = ["add_phase", "amend_programme", "correct_phase", "open_programme", "set_core_elements"]


@transaction.atomic
def open_programme(  # noqa: PLR0913 -- what the form asks, by name
    *,
    actor: User,
    partnership: Partnership,
    name: str,
    model: str,
    starts_on: date,
    summary: str = "",
    funder: Agency | None = None,
    commissioner: Agency | None = None,
    national_provider: Agency | None = None,
) -> Programme:
    """Open a programme. Its phases, sites and contract follow."""
    policies.may_edit_programme(actor, partnership).require()
    lock_partnership(partnership)
    programme = Programme(
        partnership=partnership, name=name, model=model, starts_on=starts_on, summary=summary, funder=funder,
        commissioner=commissioner, national_provider=national_provider,
    )  # fmt: skip
    refuse(**faults_of_programme(programme))
    save_with_history(programme, actor=actor)
    record(actor=actor, event=Event.PROGRAMME_OPENED, subject=programme, starts_on=starts_on.isoformat())
    return programme


@transaction.atomic
def amend_programme(  # noqa: PLR0913 -- what the form asks, by name
    *,
    actor: User,
    programme: Programme,
    version: int,
    name: str,
    model: str,
    starts_on: date,
    summary: str,
    funder: Agency | None,
    commissioner: Agency | None,
    national_provider: Agency | None,
) -> Programme:
    """Correct what a programme is, who pays for it and when it began; what counts from its launch follows."""
    policies.may_edit_programme(actor, programme.partnership).require()
    lock_partnership(programme.partnership)
    held = hold(Programme.objects.select_related("partnership"), programme.pk, version=version)
    too_late = _if_moved_beyond_its_history(held, starts_on)
    held.name, held.model, held.starts_on, held.summary = name, model, starts_on, summary
    held.funder, held.commissioner, held.national_provider = funder, commissioner, national_provider
    refuse(**faults_of_programme(held), starts_on=too_late)
    save_with_history(held, actor=actor)
    record(actor=actor, event=Event.PROGRAMME_AMENDED, subject=held)
    return held


@transaction.atomic
def add_phase(
    *, actor: User, programme: Programme, name: str, starts_on: date, ends_on: date | None = None
) -> Phase:  # fmt: skip
    """Add the next wave of sites."""
    policies.may_edit_programme(actor, programme.partnership).require()
    held = locked_programme(programme)
    positions = [*held.phases.values_list("position", flat=True), *kept_out(Phase, "position", programme=held.pk)]
    place = max(positions, default=0) + 1
    phase = Phase(programme=held, name=name, starts_on=starts_on, ends_on=ends_on, position=place)
    refuse(**faults_of_phase(phase))
    save_with_history(phase, actor=actor)
    record(actor=actor, event=Event.PHASE_ADDED, subject=phase)
    return phase


@transaction.atomic
def correct_phase(
    *,
    actor: User,
    phase: Phase,
    why: str,
    name: str,
    starts_on: date,
    ends_on: date | None,
    version: int | None = None,
) -> Phase:
    """Correct a phase, and say why; the deadlines that count from its first day follow."""
    policies.may_edit_programme(actor, phase.programme.partnership).require()
    held = locked_programme(phase.programme).phases.get(pk=phase.pk)
    require_version(held, version)
    held.name, held.starts_on, held.ends_on = name, starts_on, ends_on
    refuse(**faults_of_phase(held))
    require_reason(why, changes=True, field="why")
    save_with_history(held, actor=actor, reason=why)
    record(actor=actor, event=Event.PHASE_CORRECTED, subject=held)
    return held


def faults_of_phase(phase: Phase) -> dict[str, str]:
    """A phase has a name of its own, and begins after the launch and before it ends."""
    others = phase.programme.phases.exclude(pk=phase.pk)
    is_taken = others.filter(name__iexact=phase.name).exists()
    return faults_by_field(
        name="This programme has a phase of that name already." if is_taken else "",
        starts_on=if_before_launch(phase.programme, phase.starts_on),
        ends_on=if_reversed(phase.starts_on, phase.ends_on),
    )


def faults_of_programme(programme: Programme) -> dict[str, str]:
    """Programmes have names of their own, and name agencies of their partnership."""
    named = programme.partnership.programmes.exclude(pk=programme.pk).filter(name__iexact=programme.name)
    return faults_by_field(
        name="This partnership has a programme of that name already." if named.exists() else "",
        funder=if_foreign(programme, programme.funder),
        commissioner=if_foreign(programme, programme.commissioner),
        national_provider=if_foreign(programme, programme.national_provider),
    )


def _if_moved_beyond_its_history(held: Programme, launch: date) -> str:
    """A launch that is moved to a later day does not come after anything recorded of the programme or of its sites."""
    if launch <= held.starts_on:
        return ""
    lock_sites_of(held)
    return if_something_comes_before(held, launch)
