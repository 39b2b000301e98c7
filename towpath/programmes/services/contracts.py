"""What a commissioner and a provider agreed, and how they varied it. Terms are added, never overwritten."""

from datetime import date
from decimal import Decimal

from django.db import transaction

from towpath.accounts.models import User
from towpath.audit.events import Event
from towpath.audit.record import record
from towpath.programmes import policies
from towpath.programmes.models import Contract, Programme, Terms
from towpath.programmes.services.locking import locked_contract, locked_programme
from towpath.records.history import require_reason, require_version, save_with_history
from towpath.records.holding import ChangedMeanwhile
from towpath.records.reckoning import reckon_again
from towpath.records.refusing import faults_by_field, refuse
from towpath.ui.words import as_day


@transaction.atomic
def agree_contract(  # noqa: PLR0913 -- what the form asks, by name
    *,
    actor: User,
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
    held = locked_programme(programme)
    contract = Contract(programme=held, title=title, starts_on=starts_on)
    terms.contract = contract
    refuse(**faults_of_terms(terms))
    save_with_history(contract, actor=actor)
    terms.contract = contract
    save_with_history(terms, actor=actor)
    reckon_again(programme.milestones.all())
    record(actor=actor, event=Event.CONTRACT_AGREED, subject=contract)
    return contract


@transaction.atomic
def vary_contract(
    *,
    actor: User,
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
    refuse(**faults_of_terms(terms))
    save_with_history(terms, actor=actor)
    reckon_again(held.programme.milestones.all())
    record(actor=actor, event=Event.CONTRACT_VARIED, subject=held, number=terms.number)
    return terms


@transaction.atomic
def correct_contract(
    *, actor: User, contract: Contract, why: str, title: str, starts_on: date, version: int | None = None
) -> Contract:  # fmt: skip
    """Correct a contract's title or its start, and say why. Its terms are corrected by themselves."""
    policies.may_edit_programme(actor, contract.programme.partnership).require()
    held = locked_contract(contract)
    require_version(held, version)
    held.title, held.starts_on = title, starts_on
    refuse(**faults_of_contract(held))
    require_reason(why, changes=True, field="why")
    save_with_history(held, actor=actor, reason=why)
    record(actor=actor, event=Event.CONTRACT_CORRECTED, subject=held)
    return held


@transaction.atomic
def correct_terms(  # noqa: PLR0913 -- what the form asks, by name
    *,
    actor: User,
    terms: Terms,
    why: str,
    agreed_on: date,
    reason: str,
    delivery_ends_on: date,
    work_ends_on: date,
    budget: Decimal | None,
    version: int | None = None,
) -> Terms:
    """Correct what was typed wrongly of a contract's terms or of a variation. What was agreed anew is a variation."""
    policies.may_edit_programme(actor, terms.contract.programme.partnership).require()
    contract = locked_contract(terms.contract)
    held = contract.terms.get(pk=terms.pk)
    require_version(held, version)
    held.agreed_on, held.reason, held.budget = agreed_on, reason, budget
    held.delivery_ends_on, held.work_ends_on = delivery_ends_on, work_ends_on
    held.contract = contract
    refuse(**faults_of_terms(held))
    require_reason(why, changes=True, field="why")
    save_with_history(held, actor=actor, reason=why)
    record(actor=actor, event=Event.CONTRACT_CORRECTED, subject=contract, number=held.number)
    return held


def faults_of_contract(contract: Contract) -> dict[str, str]:
    """A contract starts before delivery ends, by any of its terms."""
    first_end = min(contract.terms.values_list("delivery_ends_on", flat=True), default=contract.starts_on)
    is_late = first_end < contract.starts_on
    fault = f"Delivery ends on {as_day(first_end)}: it cannot start after that."
    return faults_by_field(starts_on=fault if is_late else "")


def faults_of_terms(terms: Terms) -> dict[str, str]:
    """Variations are agreed one after the other, and each says why; delivery ends after the contract starts, all work
    no sooner than delivery, and no budget is below nought."""
    starts_on = terms.contract.starts_on
    is_short = terms.delivery_ends_on < starts_on
    is_early = terms.work_ends_on < terms.delivery_ends_on
    is_negative = terms.budget is not None and terms.budget < 0
    is_silent = terms.number > 0 and not terms.reason.strip()
    return faults_by_field(
        agreed_on=_if_out_of_order(terms),
        reason="Say why it was varied." if is_silent else "",
        delivery_ends_on=f"The contract starts on {as_day(starts_on)}: delivery cannot end before." if is_short else "",
        work_ends_on="All work ends on the day delivery ends, or later." if is_early else "",
        budget="A budget is 0 or more." if is_negative else "",
    )


def _if_out_of_order(terms: Terms) -> str:
    """A variation is agreed no sooner than what it varies, and no later than what varies it."""
    if terms.contract.pk is None:
        return ""
    others = terms.contract.terms.exclude(pk=terms.pk)
    before = others.filter(number__lt=terms.number).order_by("-number").first()
    after = others.filter(number__gt=terms.number).order_by("number").first()
    if before and terms.agreed_on < before.agreed_on:
        earlier = "The contract" if before.number == 0 else f"Variation {before.number}"
        return f"{earlier} was agreed on {as_day(before.agreed_on)}: a variation cannot have been agreed before it."
    if after and terms.agreed_on > after.agreed_on:
        return f"{after} was agreed on {as_day(after.agreed_on)}: this was agreed before it."
    return ""
