"""What a commissioner and a provider agreed, and how they varied it. Terms are added, never overwritten."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction

from towpath.audit.events import Event
from towpath.audit.record import record
from towpath.programmes import policies
from towpath.programmes.models import Contract, Programme, Terms
from towpath.programmes.rules import refuse
from towpath.programmes.services.locking import locked_contract
from towpath.records.holding import ChangedMeanwhile
from towpath.ui.words import as_day


@transaction.atomic
def agree_contract(  # noqa: PLR0913 -- what the form asks, by name
    *,
    actor: Any,
    programme: Programme,
    title: str,
    starts_on: date,
    agreed_on: date,
    delivery_ends_on: date,
    work_ends_on: date,
    budget: Decimal | None = None,
    reason: str = "",
) -> Contract:
    """Record a contract with its terms as first agreed."""
    policies.may_edit_programme(actor, programme.partnership).require()
    terms = Terms(
        number=0, agreed_on=agreed_on, reason=reason, delivery_ends_on=delivery_ends_on, work_ends_on=work_ends_on,
        budget=budget,
    )  # fmt: skip
    _refuse_faulty(terms, starts_on)
    contract = programme.contracts.create(title=title, starts_on=starts_on)
    terms.contract = contract
    terms.save()
    record(actor=actor, event=Event.CONTRACT_AGREED, subject=contract)
    return contract


@transaction.atomic
def vary_contract(
    *,
    actor: Any,
    contract: Contract,
    agreed_on: date,
    reason: str,
    delivery_ends_on: date,
    work_ends_on: date,
    budget: Decimal | None = None,
    version: int | None = None,
) -> Terms:
    """Record a variation beside what was agreed before; without a budget the earlier one goes on holding.

    `version` is the number of the newest terms the person saw. Raises ChangedMeanwhile where there are newer ones.
    """
    policies.may_edit_programme(actor, contract.programme.partnership).require()
    held = locked_contract(contract)
    before = held.terms.order_by("-number")[0]
    if version is not None and version != before.number:
        raise ChangedMeanwhile(held, before.number)
    terms = Terms(
        contract=held, number=before.number + 1, agreed_on=agreed_on, reason=reason,
        delivery_ends_on=delivery_ends_on, work_ends_on=work_ends_on, budget=budget,
    )  # fmt: skip
    refuse(agreed_on=_if_agreed_too_soon(agreed_on, before), reason="" if reason.strip() else "Say why it was varied.")
    _refuse_faulty(terms, held.starts_on)
    terms.save()
    record(actor=actor, event=Event.CONTRACT_VARIED, subject=held, number=terms.number)
    return terms


def _if_agreed_too_soon(agreed_on: date, before: Terms) -> str:
    """A variation is agreed no sooner than what it varies."""
    if agreed_on >= before.agreed_on:
        return ""
    earlier = "The contract" if before.number == 0 else f"Variation {before.number}"
    return f"{earlier} was agreed on {as_day(before.agreed_on)}: a variation cannot have been agreed before it."


def _refuse_faulty(terms: Terms, starts_on: date) -> None:
    """Delivery ends after it begins, all work no sooner than delivery, and no budget is below nought."""
    is_short = terms.delivery_ends_on < starts_on
    is_early = terms.work_ends_on < terms.delivery_ends_on
    is_negative = terms.budget is not None and terms.budget < 0
    refuse(
        delivery_ends_on=f"The contract starts on {as_day(starts_on)}: delivery cannot end before." if is_short else "",
        work_ends_on="All work ends on the day delivery ends, or later." if is_early else "",
        budget="A budget is 0 or more." if is_negative else "",
    )
