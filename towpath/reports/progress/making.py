"""Making a progress report, and setting it as files step by step, so that whoever waits sees how far it is."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from towpath.delivery.facts.figure_rows import figure_rows, in_key
from towpath.foundation.periods import Quarter
from towpath.programmes.models import Programme
from towpath.reports.models import Section
from towpath.reports.progress import sentences
from towpath.reports.progress.contents import ProgressContents, SiteFigure, Written
from towpath.reports.progress.delivery import core_elements, delivery
from towpath.reports.progress.feedback import feedback
from towpath.reports.progress.found import Found, find
from towpath.reports.progress.overview import agreed, ends, overview
from towpath.reports.progress.picture import drawn
from towpath.reports.progress.tables import AUDIENCE, rule_words, tables
from towpath.ui.words import as_day, as_moment

STEPS = ("Setting the PDF", "Writing the Word file")


@dataclass(frozen=True)
class Made:
    """The files of a progress report."""

    pdf: bytes
    word: bytes


def progress_report(
    programme: Programme,
    quarter: Quarter,
    known_at: datetime,
    *,
    prose: Mapping[str, str] | None = None,
    issue_note: str = "",
) -> ProgressContents:
    """A programme in a quarter, as known at a moment, with what people wrote of it."""
    found = find(programme, quarter, known_at)
    figures = tables(found)
    delivery_ends, work_ends = ends(found)
    return ProgressContents(
        programme=programme.name,
        model=programme.model,
        partnership=programme.partnership.name,
        parties=_parties(programme),
        quarter=f"Quarter {quarter.number} {quarter.financial_year}",
        months=quarter.months,
        window=f"{as_day(quarter.start)} to {as_day(quarter.end)}",
        stands_note=sentences.stands_note(found),
        day=as_day(found.day),
        known_at=as_moment(known_at),
        issue_note=issue_note,
        headline=sentences.headline(found),
        overview=overview(found),
        delivery_ends=delivery_ends,
        work_ends=work_ends,
        agreed=agreed(found),
        picture=drawn(found),
        prose=tuple(written(prose or {})),
        rule=rule_words(found),
        tables=(*figures, feedback(found), core_elements(found)),
        figures=tuple(site_figures(found)),
        delivery=delivery(found),
        notes=tuple(sentences.notes(found)),
    )


def site_figures(found: Found) -> Iterator[SiteFigure]:
    """The quarter's figures of every site, for programs."""
    answers = {found.quarter: found.feedback} if found.feedback else {}
    for row in figure_rows(found.counts.values(), [found.quarter], AUDIENCE, answers):
        yield SiteFigure(row.site, row.fact.value, in_key(row.quarter), row.figure)


def written(prose: Mapping[str, str]) -> Iterator[Written]:
    """Each section with its paragraphs; a blank line begins another."""
    for section in Section:
        parts = prose.get(section, "").replace("\r\n", "\n").split("\n\n")
        yield Written(section.value, section.label, tuple(part.strip() for part in parts if part.strip()))


def _parties(programme: Programme) -> str:
    """Who pays, who asked for it and who delivers it, as far as it is recorded; one agency is named once."""
    roles: dict[str, list[str]] = {}
    for role, agency in (
        ("funded", programme.funder),
        ("commissioned", programme.commissioner),
        ("provided", programme.national_provider),
    ):
        if agency:
            roles.setdefault(agency.name, []).append(role)
    said = ", ".join(f"{' and '.join(parts)} by {name}" for name, parts in roles.items())
    return f"{said[:1].upper()}{said[1:]}." if said else ""


def make(contents: ProgressContents, made_at: datetime, *, tell: Callable[[int, str], None]) -> Made:
    """The files; `tell` hears how many steps are done and which one begins.

    What sets them is loaded here, as only the job and the terminal need it.
    """
    from towpath.reports.progress.printed import pdf_of
    from towpath.reports.progress.word import word_of

    tell(0, STEPS[0])
    pdf = pdf_of(contents, made_at)
    tell(1, STEPS[1])
    return Made(pdf, word_of(contents, made_at))
