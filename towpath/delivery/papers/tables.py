"""The report's tables of figures, each site's row under its phase, each total beside its parts."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from towpath.delivery.papers.programme_facts import ProgrammeFacts, QuarterAndSince
from towpath.delivery.papers.rows import figure_row, figure_table
from towpath.delivery.sites.counting import REACHES, SiteTally
from towpath.documents.blocks import TableBlock, TableRow
from towpath.facts.kinds import Fact
from towpath.foundation.figures import (
    Audience,
    Figure,
    ReleasedFigure,
    Style,
    released,
    released_target,
    share,
    total_of,
)
from towpath.foundation.staff import StaffGroup
from towpath.practices.facts import JOINED, SIGNED_UP
from towpath.programmes.models import Measure, Site
from towpath.training.facts.practices import BECAME_TRAINED, EVER_TRAINED, TRAINED
from towpath.training.facts.sessions import PEOPLE, SESSIONS, SUPPORT
from towpath.training.kinds import SessionKind, SessionMode
from towpath.training.models.support import SupportKind
from towpath.training.rule import NO_RULE
from towpath.ui.words import as_day, count_of

AUDIENCE = Audience.READING  # a report is for whoever pays for the programme
COUNTED_TWICE = "Somebody at two sessions is counted at each."
NONE = QuarterAndSince()
Cells = tuple[ReleasedFigure, ...]
Part = TypeVar("Part")


def tables(facts: ProgrammeFacts) -> tuple[TableBlock, ...]:
    return (practices(facts), activity(facts), targets(facts), sessions(facts), people(facts), support(facts))


@dataclass(frozen=True)
class Practices:
    """What a site, a phase or the programme has of practices, and the sites it is of, by their keys."""

    sites: tuple[int, ...]
    counted: tuple[Figure, ...]

    def cells(self, tally: SiteTally) -> Cells:
        """The share is of the sites that have a target, and of which it is known how many are trained."""
        ratio = tally.reached_of_target(Measure.PRACTICES_TRAINED, self.sites)
        targets = tally.targets_of(Measure.PRACTICES_TRAINED)
        set_here = [targets[site] for site in self.sites if site in targets]
        reached = share(ratio.part, int(ratio.whole.number or 0))
        return (
            *released(self.counted, AUDIENCE),
            released_target(sum(set_here) if set_here else None),
            *released([reached], AUDIENCE, style=Style.SHARE),
        )


PRACTICES = (JOINED, SIGNED_UP, BECAME_TRAINED, EVER_TRAINED, TRAINED)


def practices(facts: ProgrammeFacts) -> TableBlock:
    """Practices signed up and fully trained, against the target, by site and phase."""

    def of_site(site: Site) -> Practices:
        return Practices((site.pk,), tuple(facts.tally.figure(fact, site.pk) for fact in PRACTICES))

    day = as_day(facts.day)
    headings = ("Site", "Signed up in the quarter", f"Signed up on {day}", "Became fully trained in the quarter",
                "Ever fully trained", f"Fully trained on {day}", "Target by the quarter’s end",
                "Share of target")  # fmt: skip
    rows = _by_phase(facts, of_site, _all_practices, lambda one: one.cells(facts.tally))
    return figure_table(f"Practices by site on {day}", headings, rows, practices_note(facts))


def _all_practices(parts: Sequence[Practices]) -> Practices:
    return Practices(
        tuple(site for part in parts for site in part.sites), _sums([part.counted for part in parts])
    )  # fmt: skip


def practices_note(facts: ProgrammeFacts) -> str:
    """The rule that the figures rest on, and of which practices they speak."""
    of_whom = (
        f"“Fully trained on {as_day(facts.day)}” is of the practices signed up on that day; “ever fully trained” "
        "counts those that left since as well."
    )
    return f"{rule_words(facts)} {of_whom}" if facts.rule else NO_RULE


def rule_words(facts: ProgrammeFacts) -> str:
    """The rule in force on the report's day."""
    return facts.rule.rule.words if facts.rule else NO_RULE


ACTIVITY = (SESSIONS, PEOPLE, SUPPORT)


def activity(facts: ProgrammeFacts) -> TableBlock:
    """Sessions held, people at them and hours of support, by site and phase: in the quarter and since the start."""

    def of_site(site: Site) -> tuple[Figure, ...]:
        count = facts.tally.at(site.pk)
        return tuple(one for fact in ACTIVITY for one in (count.figure(fact), count.since_start(fact)))

    headings = ("Site", "Sessions in the quarter", "Sessions since the start", "People in the quarter",
                "People since the start", "Hours of support in the quarter", "Hours since the start")  # fmt: skip
    note = "Sessions are those held; people are attendances. " + COUNTED_TWICE
    rows = _by_phase(facts, of_site, _sums, lambda figures: tuple(released(figures, AUDIENCE)))
    return figure_table("Sessions, people and support by site", headings, rows, note)


def _sums(rows: Sequence[tuple[Figure, ...]]) -> tuple[Figure, ...]:
    return tuple(total_of(column).figure for column in zip(*rows, strict=True))


def targets(facts: ProgrammeFacts) -> TableBlock:
    """Every target of the quarter that somebody set, beside what was reached of it since the start."""
    rows = [
        _target_row(f"{site.area}: {measure.label}", target, facts.tally.at(site.pk).reached(measure))
        for site in facts.sites
        for measure in REACHES
        if (target := facts.tally.at(site.pk).targets.get(measure)) is not None
    ]
    headings = ("Target", "To be reached", f"Reached by {as_day(facts.day)}", "Share of target")
    note = "Counted from the programme’s start. No other target was set." if rows else "No target was set."
    return figure_table("Targets by the quarter’s end", headings, (*rows, *_targets_of_all(facts)), note)


def _targets_of_all(facts: ProgrammeFacts) -> Iterable[TableRow]:
    """Each kind of target over the sites that have one."""
    for measure in REACHES:
        ratio = facts.tally.reached_of_target(measure)
        if ratio.places + ratio.without > 1:
            known = " of which it is known what they reached" if ratio.without else ""
            label = f"{count_of(ratio.places, 'site')} with this target{known}: {measure.label}"
            yield _target_row(label, int(ratio.whole.number or 0), ratio.part, "total")


def _target_row(label: str, target: int, reached: Figure, level: str = "part") -> TableRow:
    part = released([share(reached, target)], AUDIENCE, style=Style.SHARE)
    return figure_row(label, (released_target(target), *released([reached], AUDIENCE), *part), level)


def sessions(facts: ProgrammeFacts) -> TableBlock:
    """Sessions held in the quarter by kind and mode, and since the start."""
    by_kind = facts.breakdowns.sessions
    now, ever = _now_and_ever(facts, SESSIONS)

    def in_modes(kinds: Sequence[str]) -> list[Figure]:
        return [Figure.of(_sum(by_kind.get((kind, mode), NONE) for kind in kinds).in_quarter, now.absence)
                for mode in SessionMode]  # fmt: skip

    def row(kind: SessionKind) -> TableRow:
        whole = _or_why(_sum(by_kind.get((kind, mode), NONE) for mode in SessionMode), now, ever)
        return _row(kind.label, [*in_modes([kind]), *whole])

    headings = ("Kind of session", *(mode.label for mode in SessionMode), "All in the quarter", "Since the start")
    rows = (*map(row, SessionKind), _row("All sessions", [*in_modes(list(SessionKind)), now, ever], "total"))
    return figure_table("Sessions held by kind and mode", headings, rows)


def people(facts: ProgrammeFacts) -> TableBlock:
    """People at sessions by staff group."""
    named = {group.label: facts.breakdowns.people.get((group,), NONE) for group in StaffGroup}
    return figure_table(
        "People at sessions by staff group", ("Staff group", "In the quarter", "Since the start"),
        _listed(facts, named, PEOPLE, "All staff groups"), COUNTED_TWICE,
    )  # fmt: skip


def support(facts: ProgrammeFacts) -> TableBlock:
    """Hours of support to practices by kind."""
    named = {kind.label: facts.breakdowns.support.get((kind,), NONE) for kind in SupportKind}
    return figure_table(
        "Hours of support to practices", ("Kind of support", "In the quarter", "Since the start"),
        _listed(facts, named, SUPPORT, "All support"),
    )  # fmt: skip


def _listed(
    facts: ProgrammeFacts, named: Mapping[str, QuarterAndSince], fact: Fact, label: str
) -> tuple[TableRow, ...]:
    """A row for each kind, and the figures of all sites, of which these are the parts."""
    whole = _now_and_ever(facts, fact)
    return (*(_row(name, _or_why(part, *whole)) for name, part in named.items()), _row(label, whole, "total"))


def _now_and_ever(facts: ProgrammeFacts, fact: Fact) -> tuple[Figure, Figure]:
    return facts.tally.total(fact).figure, facts.tally.total_since_start(fact).figure


def _or_why(part: QuarterAndSince, now: Figure, ever: Figure) -> tuple[Figure, Figure]:
    """In the quarter and since the start; a part of nought is the word for the whole, if that is no number."""
    return Figure.of(part.in_quarter, now.absence), Figure.of(part.since_start, ever.absence)


def _row(label: str, figures: Iterable[Figure], level: str = "part") -> TableRow:
    return figure_row(label, released(figures, AUDIENCE), level)


def _sum(counts: Iterable[QuarterAndSince]) -> QuarterAndSince:
    return sum(counts, NONE)


def _by_phase(
    facts: ProgrammeFacts, of_site: Callable[[Site], Part], total: Callable[[Sequence[Part]], Part],
    cells: Callable[[Part], Cells],
) -> tuple[TableRow, ...]:  # fmt: skip
    """Each site's figures under its phase, the phase's total after them, the programme's at the end."""
    by_phase: dict[str, list[tuple[str, Part]]] = defaultdict(list)
    for site in facts.sites:
        by_phase[site.phase.name].append((site.area, of_site(site)))
    rows = []
    for phase, listed in by_phase.items():
        rows += [figure_row(area, cells(part)) for area, part in listed]
        rows.append(figure_row(phase, cells(total([part for _, part in listed])), "subtotal"))
    every = [part for listed in by_phase.values() for _, part in listed]
    return (*rows, figure_row("All sites", cells(total(every)), "total")) if every else ()
