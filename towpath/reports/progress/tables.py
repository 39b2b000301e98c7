"""The report's tables of figures, each site's row under its phase, each total beside its parts."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from towpath.foundation.absence import Absence
from towpath.foundation.staff import StaffGroup
from towpath.programmes.models import Measure, Site
from towpath.reports.progress.contents import Figure, FigureRow, FigureTable, absent, number, total_of
from towpath.reports.progress.found import Found
from towpath.reports.progress.gathering import Counts, Training
from towpath.training.kinds import Kind, SessionMode
from towpath.training.models.support import SupportKind
from towpath.ui.words import as_number

Figures = tuple[Figure, ...]
COUNTED_TWICE = "Somebody at two sessions is counted at each."


def tables(found: Found, training: Training) -> tuple[FigureTable, ...]:
    return (
        practices(found, training),
        activity(found, training),
        sessions(training),
        people(training),
        support(training),
    )


def practices(found: Found, training: Training) -> FigureTable:
    """Practices signed up and fully trained, against the target, by site and phase."""

    def of_site(site: Site) -> Figures:
        signed, trained = training.signed_up[site.pk], training.trained[site.pk]
        target = _target(found, site, Measure.PRACTICES_TRAINED)
        reached = _trained(found, training, site, trained.since_start)
        joined = (_begun(found, site, signed.in_quarter), _begun(found, site, signed.since_start))
        return (*joined, _trained(found, training, site, trained.in_quarter), reached, target, share(reached, target))

    headings = ("Site", "Signed up in the quarter", "Signed up now", "Fully trained in the quarter",
                "Fully trained since the start", "Target by the quarter’s end", "Share of target")  # fmt: skip
    return FigureTable("Practices by site", headings, _by_phase(found, of_site, _with_share), rule_words(training))


def rule_words(training: Training) -> str:
    """The rule that a figure rests on, printed beside it."""
    if training.rule is None:
        return "No rule for “fully trained” was in force, so no practice can be counted as such."
    return training.rule.rule.words


def activity(found: Found, training: Training) -> FigureTable:
    """Sessions held, people at them and hours of support, by site and phase."""

    def of_site(site: Site) -> Figures:
        held, came, hours = training.sessions[site.pk], training.people[site.pk], training.support[site.pk]
        return (
            _in_quarter(found, training, site, held.in_quarter),
            _since(found, site, held.since_start),
            _in_quarter(found, training, site, came.in_quarter),
            _since(found, site, came.since_start),
            _in_quarter(found, training, site, hours.in_quarter, waits=False),
            _since(found, site, hours.since_start),
        )

    headings = ("Site", "Sessions in the quarter", "Sessions since the start", "People in the quarter",
                "People since the start", "Hours of support in the quarter", "Hours since the start")  # fmt: skip
    note = "Sessions are those held; people are attendances. " + COUNTED_TWICE
    return FigureTable("Sessions, people and support by site", headings, _by_phase(found, of_site, _summed), note)


def sessions(training: Training) -> FigureTable:
    """Sessions held in the quarter by kind and mode, and since the start."""

    def row(label: str, kinds: Iterable[str], level: str = "part") -> FigureRow:
        counts = {mode: _sum(training.by_kind[kind, mode] for kind in kinds) for mode in SessionMode}
        total = _sum(counts.values())
        figures = (*(number(counts[mode].in_quarter) for mode in SessionMode), number(total.in_quarter))
        return FigureRow(label, (*figures, number(total.since_start)), level)

    headings = ("Kind of session", *(mode.label for mode in SessionMode), "All in the quarter", "Since the start")
    rows = (*(row(kind.label, [kind]) for kind in Kind), row("All sessions", list(Kind), "total"))
    return FigureTable("Sessions held by kind and mode", headings, rows)


def people(training: Training) -> FigureTable:
    """People at sessions by staff group."""
    named = {group.label: training.by_group[group] for group in StaffGroup}
    return FigureTable(
        "People at sessions by staff group", ("Staff group", "In the quarter", "Since the start"),
        _listed(named, "All staff groups"), COUNTED_TWICE,
    )  # fmt: skip


def support(training: Training) -> FigureTable:
    """Hours of support to practices by kind."""
    named = {kind.label: training.support_by_kind[kind] for kind in SupportKind}
    return FigureTable(
        "Hours of support to practices", ("Kind of support", "In the quarter", "Since the start"),
        _listed(named, "All support"),
    )  # fmt: skip


def _listed(named: Mapping[str, Counts], total: str) -> tuple[FigureRow, ...]:
    rows = [FigureRow(label, _both(counts)) for label, counts in named.items()]
    return (*rows, FigureRow(total, _both(_sum(named.values())), "total"))


def _both(counts: Counts) -> Figures:
    return _number(counts.in_quarter), _number(counts.since_start)


def _number(value: float) -> Figure:
    """A count, or hours to the quarter of an hour, without digits that say nothing."""
    return number(value, as_number(int(value) if value == int(value) else round(value, 2)))


def _sum(counts: Iterable[Counts]) -> Counts:
    total = Counts()
    for one in counts:
        total.add(one.in_quarter, one.since_start)
    return total


def _by_phase(
    found: Found, of_site: Callable[[Site], Figures], totalled: Callable[[Sequence[Figures]], Figures]
) -> tuple[FigureRow, ...]:
    """Each site's figures under its phase, the phase's total after them, the programme's at the end."""
    by_phase: dict[str, list[FigureRow]] = defaultdict(list)
    for site in found.sites:
        by_phase[site.phase.name].append(FigureRow(site.area, of_site(site)))
    every = [row.figures for rows in by_phase.values() for row in rows]
    parts = [
        row
        for phase, rows in by_phase.items()
        for row in (*rows, FigureRow(phase, totalled([one.figures for one in rows]), "subtotal"))
    ]
    return (*parts, FigureRow("All sites", totalled(every), "total")) if every else ()


def _summed(rows: Sequence[Figures]) -> Figures:
    return tuple(_rounded(total_of(column)) for column in zip(*rows, strict=True))


def _rounded(figure: Figure) -> Figure:
    return figure if figure.number is None else _number(figure.number)


def _with_share(rows: Sequence[Figures]) -> Figures:
    """Totals; the share is of those sites alone that have a target."""
    *sums, _ = _summed(rows)
    if sums[-2].number is None:
        return (*sums, sums[-2])
    held_to_one = [row for row in rows if row[-2].number is not None]
    reached, target = (total_of(row[at] for row in held_to_one) for at in (-3, -2))
    return (*sums, share(reached, target))


def share(reached: Figure, target: Figure) -> Figure:
    """What was reached as a share of the target; of a target of nought there is none."""
    if reached.number is None:
        return reached
    if not target.number:
        return absent(Absence.NOT_APPLICABLE)
    return number(reached.number / target.number, f"{100 * reached.number / target.number:.0f}%")


def _target(found: Found, site: Site, measure: Measure) -> Figure:
    wanted = found.targets.get((site.pk, measure))
    return absent(Absence.NO_TARGET) if wanted is None else number(wanted)


def _begun(found: Found, site: Site, count: float) -> Figure:
    """Nothing is due of a site before its first period begins."""
    return absent(Absence.NOT_DUE) if not count and not found.has_begun(site) else _number(count)


def _since(found: Found, site: Site, count: float) -> Figure:
    return absent(Absence.NOT_DUE) if not count and not found.has_delivered(site) else _number(count)


def _trained(found: Found, training: Training, site: Site, count: float) -> Figure:
    if training.rule is None:
        return absent(Absence.NOT_APPLICABLE)
    return _since(found, site, count)


def _in_quarter(found: Found, training: Training, site: Site, count: float, waits: bool = True) -> Figure:
    """Nought is said only where something could have been: the site delivered, and no session waits to be recorded."""
    if count or not found.has_delivered(site):
        return _since(found, site, count)
    if not found.delivers_in_quarter(site):
        return absent(Absence.NOT_APPLICABLE)
    return absent(Absence.NOT_REPORTED) if waits and training.unrecorded[site.pk] else number(0)


def unrecorded(found: Found, training: Training) -> Iterator[tuple[str, int]]:
    """Sites with sessions of the quarter whose day has passed and that nobody recorded as held or cancelled."""
    for site in found.sites:
        if training.unrecorded[site.pk]:
            yield site.area, training.unrecorded[site.pk]
