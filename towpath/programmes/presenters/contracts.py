"""A contract as first agreed beside as it stands now, with each variation and why."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from towpath.foundation.periods import months_after
from towpath.programmes.models import Contract, Terms
from towpath.ui.words import as_day, count_of

SAME = "No change"


@dataclass(frozen=True)
class Compared:
    """One thing agreed: at first, now, and how the two differ."""

    what: str
    first: str
    now: str
    difference: str


@dataclass(frozen=True)
class ContractView:
    """A contract with its terms from the first agreed to those in force, and how these differ."""

    contract: Contract
    compared: tuple[Compared, ...]
    terms: Sequence[Terms]

    @property
    def is_varied(self) -> bool:
        return len(self.terms) > 1

    def budget_of(self, terms: Terms) -> str:
        """The budget that the terms name, or that they leave it unstated or as it was."""
        return in_pounds(terms.budget) or ("Not stated" if terms.number == 0 else "As before")


def present_contracts(contracts: Sequence[Sequence[Terms]]) -> tuple[ContractView, ...]:
    """Contracts from their terms, each from the first agreed to those in force."""
    return tuple(_contract(terms) for terms in contracts)


def budget_in_force(terms: Sequence[Terms]) -> Decimal | None:
    """The last budget that was agreed: a variation that names none leaves the earlier one."""
    return next((one.budget for one in reversed(terms) if one.budget is not None), None)


def in_pounds(amount: Decimal | None) -> str:
    """£300,000, with pence where there are any."""
    if amount is None:
        return ""
    return f"£{amount:,.0f}" if amount == amount.to_integral_value() else f"£{amount:,.2f}"


def _contract(terms: Sequence[Terms]) -> ContractView:
    first, now = terms[0], terms[-1]
    compared = (
        _days("End of delivery", first.delivery_ends_on, now.delivery_ends_on),
        _days("End of all work", first.work_ends_on, now.work_ends_on),
        _budgets(first.budget, budget_in_force(terms)),
    )
    return ContractView(first.contract, compared, terms)


def _days(what: str, first: date, now: date) -> Compared:
    return Compared(what, as_day(first), as_day(now), time_between(first, now))


def time_between(first: date, now: date) -> str:
    """6 months later, 12 days earlier: in years and months where they are whole ones."""
    if first == now:
        return SAME
    early, late = sorted((first, now))
    months = (late.year - early.year) * 12 + late.month - early.month
    is_whole = months_after(early, months) == late or (_ends_month(early) and _ends_month(late))
    length = _in_months(months) if months and is_whole else count_of((late - early).days, "day")
    return f"{length} {'later' if now > first else 'earlier'}"


def _in_months(months: int) -> str:
    """11 months, 1 year, 5 years and 2 months."""
    years, rest = divmod(months, 12)
    parts = [count_of(years, "year") if years else "", count_of(rest, "month") if rest else ""]
    return " and ".join(part for part in parts if part)


def _ends_month(day: date) -> bool:
    return date.fromordinal(day.toordinal() + 1).day == 1


def _budgets(first: Decimal | None, now: Decimal | None) -> Compared:
    amounts = in_pounds(first) or "Not stated", in_pounds(now) or "Not stated"
    if first is None or now is None or first == now:
        return Compared("Budget", *amounts, SAME if first == now else "")
    return Compared("Budget", *amounts, f"{in_pounds(abs(now - first))} {'more' if now > first else 'less'}")
