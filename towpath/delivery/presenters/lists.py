"""The list behind a figure in words: what it is of, and the rules by which its rows were counted."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from towpath.delivery.presenters.summary import RuleInForce, rule_in_words, rules_of_programmes
from towpath.delivery.sites.delivered import BEFORE
from towpath.documents.writers.sheet import Column, Sheet, Value
from towpath.facts.kinds import Fact, Flow
from towpath.facts.listing import FactList
from towpath.foundation.figures import Figure, released
from towpath.programmes.facts import TARGETS
from towpath.programmes.models import Measure, Programme
from towpath.training.facts.practices import BECAME_TRAINED, BY_RULE, Rules
from towpath.ui.words import as_day

WINDOW = ("From", "To", "As at")
SHOWS_RULE = BY_RULE | {TARGETS[Measure.PRACTICES_TRAINED]}


def heading_of(listed: FactList) -> str:
    """42 practices fully trained."""
    figure = released([Figure(listed.number)], listed.audience)[0]
    return f"{figure.label} {listed.fact.named(figure.number)}"


def scope_in_words(fact: Fact, day: date, first: date | None, last: date, nth: int | None) -> str:
    """From 1 April 2020 to 30 June 2020. As it stood on 30 June 2020, from what is recorded today."""
    stood = f"As it stood on {as_day(day)}."
    if not isinstance(fact, Flow):
        return stood
    return f"{_window(first, last, nth)} {stood if day != last else ''}".strip()


def _window(first: date | None, last: date, nth: int | None) -> str:
    if nth == BEFORE:
        return "Before each site’s first quarter of delivery."
    if nth is not None:
        return f"In quarter {nth} of delivery, counted at each site from its own first one."
    return f"From {as_day(first)} to {as_day(last)}." if first else f"Up to {as_day(last)}."


def rules_shown(listed: FactList, programmes: Sequence[Programme], rules: Rules) -> tuple[RuleInForce, ...]:
    """Every rule by which rows are listed, with its programmes: on the day, or at the ends of windows."""
    is_by_rule, day = listed.fact in SHOWS_RULE, listed.tally.day
    ends = {window.last for window in listed.windows} if listed.fact is BECAME_TRAINED else {day}
    shown = (
        rules_of_programmes(programmes, rules.in_force(end), is_by_rule=is_by_rule)
        for end in sorted(ends, reverse=True) or [day]
    )
    return tuple(dict.fromkeys(rule for of_day in shown for rule in of_day))


def list_sheet(
    listed: FactList, first: date | None, last: date, programmes: Mapping[int, int], rules: Rules
) -> Sheet:  # fmt: skip
    """Every row of a list, with the window it was asked for and the rule where one was used.

    `programmes` are those of the sites, by key.
    """
    fact, day = listed.fact, listed.tally.day
    is_by_rule = fact in SHOWS_RULE
    headings = (*(column.label for column in fact.columns), *WINDOW, *(("Rule",) if is_by_rule else ()))
    ends = {site: window.last for window in listed.windows for site in window.places}

    def lines() -> Iterator[Sequence[Value]]:
        for line in listed:
            until = ends.get(line.place, day) if fact is BECAME_TRAINED else day
            rule = (rule_in_words(rules.on(programmes[line.place], until)),) if is_by_rule else ()
            yield (*line.cells, first, last, day, *rule)

    return Sheet(fact.many, tuple(Column(one) for one in headings), lines(), len(listed))
