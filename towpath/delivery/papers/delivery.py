"""What the report says of delivery besides training: milestones, core elements, people in post, what is paused."""

from collections.abc import Iterable, Iterator

from towpath.delivery.papers.programme_facts import ProgrammeFacts
from towpath.delivery.papers.rows import figure_row, figure_table, text_table
from towpath.delivery.papers.tables import AUDIENCE
from towpath.delivery.presenters.linked import Links
from towpath.delivery.presenters.missing import missing_of
from towpath.delivery.sites.kept import not_shown
from towpath.documents.blocks import TableBlock
from towpath.foundation.deadlines import base_day
from towpath.foundation.figures import LABELS, Absence, Figure, ReleasedFigure, released
from towpath.programmes.missing import CheckRow
from towpath.programmes.models import Finding, Milestone, Mode, PostKind, Site
from towpath.programmes.models.milestones import bases_of
from towpath.ui.words import as_day, count_of

MILESTONE_HEADINGS = ("Milestone", "Where", "Deadline as written", "Working date")
MET, OVERDUE, DUE, DUE_NEXT, NO_BASE = "Met", "Overdue", "Due this quarter", "Due next quarter", "No base date recorded"


def delivery(facts: ProgrammeFacts) -> tuple[TableBlock, ...]:
    return (milestones(facts), reasons(facts), kept_without_record(facts), missing(facts), paused(facts), posts(facts))


def milestones(facts: ProgrammeFacts) -> TableBlock:
    """Milestones met in the quarter, overdue on its last day, due in the next, and those no date can be said of."""
    rows = (
        (one.name, one.site.area if one.site else "Whole programme", _deadline(facts, one),
         _working_date(facts, one), _said(facts, one, state))
        for one, state in milestones_by_state(facts)
    )  # fmt: skip
    empty = "No milestone was met in the quarter, is overdue, or is due next quarter."
    return text_table(
        "Milestones",
        (*MILESTONE_HEADINGS, f"Standing on {as_day(facts.day)}"),
        (4, 2.4, 2.8, 2.4, 3.2),
        tuple(rows),
        empty,
    )


def _deadline(facts: ProgrammeFacts, milestone: Milestone) -> str:
    """The deadline that held on the report's day, and to what it was moved since."""
    held, later = milestone.deadline_words or "None given", facts.moved_to.get(milestone.pk)
    return held if later is None else f"{held} (moved since, to: {later or 'none given'})"


def _working_date(facts: ProgrammeFacts, milestone: Milestone) -> str:
    """The working date, and what it is counted from where the words name it."""
    deadline = milestone.deadline
    bases = bases_of(milestone, facts.rows.terms)
    base = base_day(deadline, bases) if milestone.due_on and deadline.needs_base else None
    counted = f", counted from {base.called}, {as_day(base.on)}" if base and base.called else ""
    return (as_day(milestone.due_on) or "None") + counted


def milestones_by_state(facts: ProgrammeFacts) -> list[tuple[Milestone, str]]:
    """The milestones this quarter's report is about, with what makes them so."""
    states = (MET, OVERDUE, DUE, DUE_NEXT, NO_BASE)
    named = [(one, state) for one in facts.rows.milestones if (state := state_of(facts, one))]
    return sorted(named, key=lambda pair: states.index(pair[1]))


def state_of(facts: ProgrammeFacts, milestone: Milestone) -> str:
    """Why a milestone belongs in this quarter's report; nothing where it does not."""
    if milestone.met_on:
        return MET if milestone.met_on in facts.quarter else ""
    if milestone.overdue_after and milestone.overdue_after < facts.day:
        return OVERDUE
    if milestone.lacks_base:
        return NO_BASE
    if milestone.due_on is None:
        return ""
    if milestone.due_on in facts.quarter:
        return DUE
    return DUE_NEXT if milestone.due_on in facts.quarter.next() else ""


def _said(facts: ProgrammeFacts, milestone: Milestone, state: str) -> str:
    if milestone.met_on:
        return f"Met on {as_day(milestone.met_on)}"
    if state == OVERDUE and milestone.overdue_after:
        return f"Overdue: {count_of((facts.day - milestone.overdue_after).days, 'day')} late"
    return state


def core_elements(facts: ProgrammeFacts) -> TableBlock:
    """At how many sites each core element of the model was kept, varied or not kept, and where nobody checked."""
    due = [site for site in facts.sites if _delivers(facts, site) or facts.checks.get(site.pk)]
    rows = (figure_row(element, _found_at(facts, due, element)) for element in facts.elements)
    headings = ("Core element", "Kept", "Varied, with a reason", "Not kept", "Not checked")
    note = f"At the {count_of(len(due), 'site')} that delivered in the quarter." if due else ""
    return figure_table("Core elements of the model, by number of sites", headings, tuple(rows), note)


def _delivers(facts: ProgrammeFacts, site: Site) -> bool:
    """Whether practices could be trained at the site on some day of the quarter."""
    return any(Mode(one.mode).delivers for one in facts.in_quarter(site))


def _found_at(facts: ProgrammeFacts, due: Iterable[Site], element: str) -> tuple[ReleasedFigure, ...]:
    sites = list(due)
    if not sites:
        return tuple(released([Figure(absence=Absence.NOT_DUE)] * 4, AUDIENCE))
    findings = [check.finding for site in sites for check in facts.checks.get(site.pk, ()) if check.name == element]
    counts = [*(findings.count(finding) for finding in Finding), len(sites) - len(findings)]
    return tuple(released(map(Figure, counts), AUDIENCE))


def reasons(facts: ProgrammeFacts) -> TableBlock:
    """Each core element that was varied or not kept, with the reason."""
    rows = tuple(
        (site.area, check.name, Finding(check.finding).label, check.reason, check.evidence or "None named")
        for site in facts.sites
        for check in _departures(facts, site)
    )
    headings = ("Site", "Core element", "Found", "Reason", "Evidence")
    empty = "No core element was found varied or not kept."
    return text_table("Core elements varied or not kept", headings, (2.4, 2.8, 2.2, 4.6, 2.6), rows, empty)


def kept_without_record(facts: ProgrammeFacts) -> TableBlock:
    """Core elements said to be kept of which the record shows nothing, so that somebody looks twice."""
    rows = tuple(
        (site.area, check.name, sentence)
        for site in facts.sites
        for check in facts.checks.get(site.pk, ())
        if check.finding == Finding.KEPT
        and (sentence := not_shown(facts.tally.at(site.pk), facts.quarter, [check.name]).get(check.name, ""))
    )
    headings = ("Site", "Core element", "What the record does not show")
    empty = "Of every core element found kept, the record shows something."
    return text_table("Core elements found kept of which the record shows nothing", headings, (2.6, 3, 6), rows, empty)


def missing(facts: ProgrammeFacts) -> TableBlock:
    """What is missing at each site on the report's day: the list that the board and the site's pages show."""
    rows = tuple(
        (site.area, one.text)
        for site in facts.sites
        for one in missing_of(facts.tally.at(site.pk), facts.last_checks[site.pk], Links({}))
    )
    caption = f"What is missing at the sites on {as_day(facts.day)}"
    return text_table(caption, ("Site", "What is missing"), (3, 9), rows, "Nothing is missing at any site.")


def _departures(facts: ProgrammeFacts, site: Site) -> Iterator[CheckRow]:
    in_order = sorted(facts.checks.get(site.pk, ()), key=lambda check: facts.elements.index(check.name))
    return (check for check in in_order if check.finding != Finding.KEPT)


def paused(facts: ProgrammeFacts) -> TableBlock:
    """Sites paused on some day of the quarter, and why."""
    rows = tuple(
        (site.area, as_day(one.started_on), as_day(one.ended_on) or "No end recorded", one.reason or "No reason given")
        for site in facts.sites
        for one in facts.in_quarter(site)
        if one.mode == Mode.PAUSED
    )
    headings = ("Site", "From", "Until", "Why, and what waits for it")
    return text_table("Paused in the quarter", headings, (2.6, 2.4, 2.4, 6), rows, "No site was paused in the quarter.")


def posts(facts: ProgrammeFacts) -> TableBlock:
    """Posts in place on the report's day, as parts of whole posts; whose they are is not said."""
    rows = tuple((site.area, *(_in_post(facts, site, kind) for kind in PostKind)) for site in facts.sites)
    headings = ("Site", *(kind.label for kind in PostKind))
    caption = f"Posts in place on {as_day(facts.day)}, as parts of a whole post"
    return text_table(caption, headings, (3, 3, 3, 3), rows, "No site is recorded yet.")


def _in_post(facts: ProgrammeFacts, site: Site, kind: PostKind) -> str:
    standing = facts.standing(site)
    people = sum(post.kind == kind for post in standing.posts)
    if people:
        time = f"{standing.working_time(kind).normalize():f}"
        return time if people == 1 else f"{time} ({count_of(people, 'person', 'people')})"
    if not standing.has_begun:
        return LABELS[Absence.NOT_DUE]
    return "None recorded" if kind is PostKind.SITE_MANAGER else "Nobody in post"
