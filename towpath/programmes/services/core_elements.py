"""What of a programme's model must stay the same wherever it is delivered."""

from collections.abc import Sequence

from django.db import transaction

from towpath.accounts.models import User
from towpath.audit.events import Event
from towpath.audit.record import record
from towpath.programmes import policies
from towpath.programmes.models import CoreElement, Programme
from towpath.programmes.services.locking import locked_programme
from towpath.records.history import Difference, add_history
from towpath.records.holding import require_unchanged
from towpath.records.models import Act
from towpath.records.refusing import Refused

OUT_OF_THE_WAY = 1000  # positions are unique, so all step aside before any takes its new place


@transaction.atomic
def set_core_elements(
    *, actor: User, programme: Programme, elements: Sequence[tuple[str, str]], version: str | None = None
) -> list[CoreElement]:
    """Name the core elements in their order, each with its description. One that was checked at a site stays.

    Raises ChangedMeanwhile.
    """
    policies.may_edit_programme(actor, programme.partnership).require()
    held = locked_programme(programme)
    require_unchanged(held, elements_of(held), version=version)
    _refuse_doubles(elements)
    before = _in_words(held)
    known = {element.name.casefold(): element for element in held.core_elements.all()}
    wanted = {name.casefold() for name, _ in elements}
    _drop([element for name, element in known.items() if name not in wanted])
    for element in known.values():
        element.position += OUT_OF_THE_WAY
    CoreElement.objects.bulk_update([one for name, one in known.items() if name in wanted], ["position"])
    kept = [_place(held, known, place, *one) for place, one in enumerate(elements, start=1)]
    if before != (after := _in_words(held)):
        changed = [Difference("core_elements", "Core elements", before, after)]
        add_history(held, actor=actor, act=Act.AMENDED, changed=changed)
    record(actor=actor, event=Event.CORE_ELEMENTS_SET, subject=held, elements=len(kept))
    return kept


def elements_of(programme: Programme) -> list[tuple[str, str]]:
    """The core elements in their order, each with its description."""
    return list(programme.core_elements.values_list("name", "description"))


def _in_words(programme: Programme) -> str:
    return "\n".join(f"{name}: {words}" if words else name for name, words in elements_of(programme))


def _refuse_doubles(elements: Sequence[tuple[str, str]]) -> None:
    names = [name.casefold() for name, _ in elements]
    double = next((name for name, _ in elements if names.count(name.casefold()) > 1), None)
    if double is not None:
        raise Refused(elements=f"“{double}” stands there twice.")


def _drop(elements: Sequence[CoreElement]) -> None:
    """Take out what is no longer named, unless a site was checked for it."""
    for element in elements:
        if element.checks.exists():
            stays = f"“{element.name}” has been checked at a site, so it stays: put it back under that name."
            raise Refused(elements=stays)
        element.delete()


def _place(
    programme: Programme, known: dict[str, CoreElement], position: int, name: str, description: str
) -> CoreElement:  # fmt: skip
    element = known.get(name.casefold()) or CoreElement(programme=programme)
    element.position, element.name, element.description = position, name, description
    element.save()
    return element
