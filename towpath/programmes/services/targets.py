"""What a site is to reach by the end of a quarter, counted from the programme's start."""

from collections.abc import Mapping

from django.db import transaction

from towpath.accounts.models import User
from towpath.audit.events import Event
from towpath.audit.record import record
from towpath.foundation.periods import Quarter
from towpath.programmes import policies
from towpath.programmes.models import Measure, Site, Target
from towpath.programmes.rules import if_before_launch
from towpath.programmes.services.locking import locked_site
from towpath.records.history import Difference, add_history, value_in_words
from towpath.records.holding import require_unchanged
from towpath.records.models import Act
from towpath.records.quarters import columns_of
from towpath.records.refusing import faults_by_field, refuse


@transaction.atomic
def set_targets(
    *, actor: User, site: Site, quarter: Quarter, numbers: Mapping[Measure, int | None], version: str | None = None
) -> None:
    """Set a site's targets of a quarter; a measure with None has none any more, one left out stays as it is.

    Raises ChangedMeanwhile.
    """
    policies.may_edit_programme(actor, site.programme.partnership).require()
    held = locked_site(site)
    require_unchanged(held, targets_of(held, quarter), version=version)
    below = {str(measure): "A target is 0 or more." for measure, number in numbers.items() if number and number < 0}
    refuse(quarter=if_before_launch(held.programme, quarter.end), **below)
    of_quarter = held.targets.of(quarter)
    before = dict(of_quarter.values_list("measure", "number"))
    of_quarter.filter(measure__in=list(numbers)).delete()
    Target.objects.bulk_create(
        Target(site=held, measure=measure, number=number, **columns_of(quarter))
        for measure, number in numbers.items() if number is not None
    )  # fmt: skip
    changed = [_moved(quarter, measure, before.get(measure), number) for measure, number in numbers.items()
               if before.get(measure) != number]  # fmt: skip
    if changed:
        add_history(held, actor=actor, act=Act.AMENDED, changed=changed)
    set_to = {str(measure): number for measure, number in numbers.items()}
    record(actor=actor, event=Event.TARGET_SET, subject=held, quarter=quarter.label, **set_to)


def faults_of_targets(site: Site) -> dict[str, str]:
    """Targets that come back with their site are of quarters that end after the launch, as when they are set."""
    faults = {one.quarter: if_before_launch(site.programme, one.quarter.end) for one in site.targets.all()}
    sentences = (f"Targets for {quarter}: {fault}" for quarter, fault in faults.items() if fault)
    return faults_by_field(targets=next(sentences, ""))


def _moved(quarter: Quarter, measure: Measure, before: int | None, after: int | None) -> Difference:
    label = f"Target of {quarter.label}: {Measure(measure).label.lower()}"
    return Difference("targets", label, value_in_words(before), value_in_words(after), before, after)


def targets_of(site: Site, quarter: Quarter) -> dict[str, int]:
    """The numbers set for a quarter, by measure."""
    of_quarter = site.targets.of(quarter)
    return dict(of_quarter.values_list("measure", "number"))
