"""The report's first table: the sites of each phase, what happens there when, and who delivers it."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from towpath.delivery.papers.programme_facts import ProgrammeFacts
from towpath.delivery.papers.rows import text_table
from towpath.documents.blocks import Block, Heading, TableBlock, TableRow, plain_lines, strong
from towpath.programmes.models import Mode, Site, SitePartner, SitePeriod, Terms
from towpath.programmes.presenters.contracts import in_pounds
from towpath.programmes.presenters.timeline import timeline_of
from towpath.ui.timeline import timeline_for_paper
from towpath.ui.words import as_day

DAY = timedelta(days=1)
AGREED_HEADINGS = ("Terms", "Agreed on", "Delivery ends", "All other work ends", "Budget", "Why")


def overview(facts: ProgrammeFacts) -> TableBlock:
    """Every site, phase by phase."""
    headings = ("Area", "Phase and site", "What happens when", "Delivered by", f"On {as_day(facts.day)}")
    rows = tuple(_row(facts, site) for site in facts.sites)
    return TableBlock("Overview", headings, (2.2, 1.7, 6.3, 3.2, 1.8), rows, "No site is recorded yet.", level=1)


def _row(facts: ProgrammeFacts, site: Site) -> TableRow:
    happening = [happens(one, facts.day) for one in site.periods.all()]
    return TableRow((
        strong(site.area),
        plain_lines([site.phase.name, f"Site {site.number}"]),
        plain_lines(happening or ["Nothing recorded"]),
        plain_lines(list(_partners(site, facts.day)) or ["None recorded"]),
        mode_now(facts, site),
    ))  # fmt: skip


def mode_now(facts: ProgrammeFacts, site: Site) -> str:
    """How a site works on the report's day."""
    standing = facts.standing(site)
    if standing.mode:
        return str(standing.mode.label)
    return "Nothing recorded" if standing.has_begun else "Not begun"


def _partners(site: Site, day: date) -> Iterator[str]:
    """The agencies that deliver, each with its last day where that has passed."""
    begun: list[SitePartner] = list(site.partners.all())
    for one in begun:
        left = f" (until {as_day(one.ended_on)})" if one.ended_on and one.ended_on < day else ""
        coming = f" (from {as_day(one.started_on)})" if one.started_on > day else ""
        yield f"{one.agency.name}{left}{coming}"


def happens(period: SitePeriod, day: date) -> str:
    """A period as the table says it, with why: Paused May to June 2020: The post is vacant."""
    return ": ".join(filter(None, (_in_days(period, day), period.reason)))


def _in_days(period: SitePeriod, day: date) -> str:
    """A period with its days: mobilised by 31 March 2020; Blended October 2020 to September 2021."""
    mode = Mode(period.mode)
    if mode is Mode.MOBILISING:
        return _mobilising(period, day)
    if mode is Mode.CLOSED:
        return f"{'To close' if period.started_on > day else 'Closed'} on {as_day(period.started_on)}"
    return f"{mode.label} {span_of(period.started_on, period.ended_on, day)}"


def _mobilising(period: SitePeriod, day: date) -> str:
    if period.ended_on and period.ended_on <= day:
        return f"Mobilised by {as_day(period.ended_on)}"
    verb = "To mobilise" if period.started_on > day else "Mobilising"
    return f"{verb} {span_of(period.started_on, period.ended_on, day)}"


def span_of(first: date, last: date | None, day: date) -> str:
    """From a day to a day, by months alone where both are whole: October 2020 to September 2021."""
    if last is None:
        return f"{'from' if first > day else 'since'} {as_day(first)}"
    if first.day != 1 or (last + DAY).day != 1:
        return f"{as_day(first)} to {as_day(last)}"
    if (first.year, first.month) == (last.year, last.month):
        return f"{first:%B %Y}"
    return f"{first:%B} to {last:%B %Y}" if first.year == last.year else f"{first:%B %Y} to {last:%B %Y}"


def over_time(facts: ProgrammeFacts) -> Iterator[Block]:
    """The programme as a picture, with its facts; none where there is nothing to draw."""
    timeline = timeline_of(facts.programme, facts.day, facts.rows)
    if timeline.lanes:
        yield Heading("The programme over time", 2)
        yield timeline_for_paper(replace(timeline, day_called="As at"))


def ends(facts: ProgrammeFacts) -> Iterator[str]:
    """When delivery and when all other work ends: the latest of all contracts, with what was agreed before."""
    contracts = facts.rows.contracts
    for words, field in (("All delivery ends on", "delivery_ends_on"), ("All other work ends on", "work_ends_on")):
        if contracts:
            yield f"{words} {_end(contracts, field)}."


def _end(contracts: Sequence[Sequence[Terms]], field: str) -> str:
    last = max(contracts, key=lambda terms: getattr(terms[-1], field))
    in_force = getattr(last[-1], field)
    moved = dict.fromkeys(getattr(terms, field) for terms in last[:-1])
    earlier = ", then ".join(as_day(one) for one in moved if one != in_force)
    return f"{as_day(in_force)} (agreed earlier: {earlier})" if earlier else as_day(in_force)


def agreed(facts: ProgrammeFacts) -> TableBlock:
    """What was agreed, each variation beside what it varied."""
    contracts = facts.rows.contracts
    rows = tuple(_agreed(terms, number, len(contracts) > 1) for terms in contracts for number in range(len(terms)))
    return text_table(
        "What was agreed", AGREED_HEADINGS, (2.6, 2.3, 2.3, 2.3, 2, 5), rows, "No contract is recorded by this day."
    )


def _agreed(terms: Sequence[Terms], number: int, is_one_of_several: bool) -> tuple[str, ...]:
    one = terms[number]
    named = f"{one.contract.title}: {str(one).lower()}" if is_one_of_several else str(one)
    ends_on = (as_day(one.delivery_ends_on), as_day(one.work_ends_on))
    return (named, as_day(one.agreed_on), *ends_on, _budget(terms[: number + 1]), one.reason or "As signed")


def _budget(so_far: Sequence[Terms]) -> str:
    """The budget in force: that of the terms, else the one agreed before them."""
    known = [one.budget for one in so_far if one.budget is not None]
    if not known:
        return "Not stated"
    budget = in_pounds(known[-1])
    return budget if so_far[-1].budget is not None else f"{budget}, as before"
