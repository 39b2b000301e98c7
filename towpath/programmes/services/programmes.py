"""Opening and amending programmes, their phases and the core elements of their model."""

from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Max

from towpath.audit.events import Event
from towpath.audit.record import record
from towpath.partners.models import Agency, Partnership
from towpath.partners.services import lock_partnership
from towpath.programmes import policies
from towpath.programmes.models import Phase, Programme, SitePeriod
from towpath.programmes.rules import if_before_launch, if_foreign, if_reversed, refuse
from towpath.programmes.services.core_elements import set_core_elements
from towpath.programmes.services.locking import locked_programme
from towpath.programmes.services.milestones import reckon_programme
from towpath.records.holding import hold
from towpath.ui.words import as_day

__all__ = ["add_phase", "amend_programme", "open_programme", "set_core_elements"]
AMENDED = ["name", "model", "starts_on", "summary", "funder", "commissioner", "national_provider", "version"]


@transaction.atomic
def open_programme(  # noqa: PLR0913 -- what the form asks, by name
    *,
    actor: Any,
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
    _refuse_faulty(programme)
    programme.save()
    record(actor=actor, event=Event.PROGRAMME_OPENED, subject=programme, starts_on=starts_on.isoformat())
    return programme


@transaction.atomic
def amend_programme(  # noqa: PLR0913 -- what the form asks, by name
    *,
    actor: Any,
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
    held.name, held.model, held.starts_on, held.summary = name, model, starts_on, summary
    held.funder, held.commissioner, held.national_provider = funder, commissioner, national_provider
    _refuse_faulty(held)
    held.version += 1
    held.save(update_fields=AMENDED)
    reckon_programme(held)
    record(actor=actor, event=Event.PROGRAMME_AMENDED, subject=held)
    return held


@transaction.atomic
def add_phase(
    *, actor: Any, programme: Programme, name: str, starts_on: date, ends_on: date | None = None
) -> Phase:  # fmt: skip
    """Add the next wave of sites."""
    policies.may_edit_programme(actor, programme.partnership).require()
    held = locked_programme(programme)
    is_taken = held.phases.filter(name__iexact=name).exists()
    refuse(
        name="This programme has a phase of that name already." if is_taken else "",
        starts_on=if_before_launch(held, starts_on),
        ends_on=if_reversed(starts_on, ends_on),
    )
    last = held.phases.aggregate(last=Max("position"))["last"] or 0
    phase = held.phases.create(name=name, starts_on=starts_on, ends_on=ends_on, position=last + 1)
    record(actor=actor, event=Event.PHASE_ADDED, subject=phase)
    return phase


def _refuse_faulty(programme: Programme) -> None:
    """Programmes have names of their own, name agencies of their partnership, and begin before what they hold."""
    named = programme.partnership.programmes.exclude(pk=programme.pk).filter(name__iexact=programme.name)
    refuse(
        name="This partnership has a programme of that name already." if named.exists() else "",
        funder=if_foreign(programme, programme.funder),
        commissioner=if_foreign(programme, programme.commissioner),
        national_provider=if_foreign(programme, programme.national_provider),
        starts_on=_if_later_than_its_history(programme),
    )


def _if_later_than_its_history(programme: Programme) -> str:
    periods = SitePeriod.objects.filter(site__programme_id=programme.pk, started_on__lt=programme.starts_on)
    first = periods.select_related("site").order_by("started_on").first() if programme.pk else None
    if first is None:
        return ""
    return f"Work is recorded at {first.site.area} from {as_day(first.started_on)}: the launch cannot come after it."
