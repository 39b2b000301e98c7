"""From the facts of a programme to what the progress report says, part by part."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from towpath.delivery.papers import sentences
from towpath.delivery.papers.delivery import core_elements, delivery
from towpath.delivery.papers.feedback import feedback
from towpath.delivery.papers.overview import agreed, over_time, overview
from towpath.delivery.papers.programme_facts import ProgrammeFacts, facts_of_programme
from towpath.delivery.papers.tables import AUDIENCE, tables
from towpath.delivery.sites.figure_rows import figure_rows, in_key
from towpath.documents.blocks import Block, Bullets, Heading, NoteBlock, PaperContents, Prose, SiteFigure, Title
from towpath.foundation.periods import Quarter
from towpath.papers.kinds import Section
from towpath.programmes.models import Programme
from towpath.ui.words import as_day, as_moment

NAMELESS = "Name nobody who came to training, and nobody who was helped."
SECTIONS = (
    Section(
        "summary",
        "Summary of progress",
        f"What was done since the last report, and what changed. Leave a blank line between paragraphs. {NAMELESS}",
    ),
    Section(
        "status",
        "Current status",
        f"Where each phase stands now, who is in post, what is paused and why. {NAMELESS}",
    ),
    Section("next_steps", "Next steps", f"What happens in the next quarter, and what it depends on. {NAMELESS}"),
)


def gather(
    programme: Programme,
    quarter: Quarter,
    known_at: datetime,
    *,
    prose: Mapping[str, str] | None = None,
    issue_note: str = "",
) -> PaperContents:
    """A programme in a quarter, as known at a moment, with what people wrote of it."""
    facts = facts_of_programme(programme, quarter, known_at)
    blocks = (
        *_opening(facts),
        *([NoteBlock(issue_note, is_strong=True)] if issue_note else []),
        Bullets(sentences.headline(facts), stands_out=True),
        overview(facts),
        *over_time(facts),
        agreed(facts),
        *written(prose or {}),
        Heading("Figures"),
        *tables(facts),
        feedback(facts),
        core_elements(facts),
        Heading("Delivery"),
        *delivery(facts),
        Heading("How this was worked out"),
        Bullets(tuple(sentences.notes(facts))),
    )
    return PaperContents(blocks, tuple(site_figures(facts)))


def _opening(facts: ProgrammeFacts) -> Iterator[Block]:
    programme, quarter = facts.programme, facts.quarter
    above = f"{programme.partnership.name} · {programme.model}"
    of = f"Progress report for Quarter {quarter.number} {quarter.financial_year}, {quarter.months}"
    yield Title(programme.name, above, of)
    window = f"The quarter runs from {as_day(quarter.start)} to {as_day(quarter.end)}."
    yield NoteBlock(" ".join(filter(None, (_parties(programme), window, sentences.stands_note(facts)))))
    yield NoteBlock(
        f"As known on {as_moment(facts.known_at)}; nothing recorded later is in this report.", is_passing=True
    )


def site_figures(facts: ProgrammeFacts) -> Iterator[SiteFigure]:
    """The quarter's figures of every site, for programs."""
    answers = {facts.quarter: facts.feedback} if facts.feedback else {}
    for row in figure_rows(facts.tally.sites, [facts.quarter], AUDIENCE, answers):
        yield SiteFigure(row.site, row.fact.key, in_key(row.quarter), row.figure)


def written(prose: Mapping[str, str]) -> Iterator[Block]:
    """Each section with its paragraphs; a blank line begins another."""
    for section in SECTIONS:
        parts = prose.get(section.slug, "").replace("\r\n", "\n").split("\n\n")
        paragraphs = tuple(part.strip() for part in parts if part.strip())
        yield Heading(section.label)
        yield Prose(paragraphs) if paragraphs else NoteBlock("Not written yet.")


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
    parties = ", ".join(f"{' and '.join(parts)} by {name}" for name, parts in roles.items())
    return f"{parties[:1].upper()}{parties[1:]}." if parties else ""
