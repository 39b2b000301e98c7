"""Papers in lists and on the first page."""

from collections.abc import Iterable
from dataclasses import dataclass

from towpath.accounts.models import User
from towpath.papers.kinds import PaperKind
from towpath.papers.models import Paper
from towpath.papers.presenters.paper import address_of
from towpath.ui.first_page import PartEntry
from towpath.ui.words import as_moment

NEWEST = 4


@dataclass(frozen=True)
class PaperLine:
    """A paper in a list."""

    href: str
    about: str
    quarter: str
    months: str
    state: str
    note: str
    begun: str


def present_lines(kind: PaperKind, papers: Iterable[Paper]) -> list[PaperLine]:
    """Papers of a kind as lines, fetched with whoever began them and with the issue after."""
    listed = with_subjects(kind, papers)
    return [
        PaperLine(
            address_of(paper, "paper"), paper.about_title, paper.quarter.label, paper.quarter.months,
            state_of(paper), note_of(paper), f"{as_moment(paper.begun_at)}, by {paper.begun_by}",
        )
        for paper in listed
    ]  # fmt: skip


def with_subjects(kind: PaperKind, papers: Iterable[Paper]) -> list[Paper]:
    listed = list(papers)
    subjects = kind.subjects().in_bulk({paper.subject for paper in listed})
    for paper in listed:
        paper.about = subjects.get(paper.subject)
    return listed


def state_of(paper: Paper) -> str:
    """How far it is: its own state where somebody approves it, else that of its files."""
    if paper.of_kind.is_written:
        return paper.get_state_display()
    return paper.job.get_state_display() if paper.job else "Files withdrawn"


def note_of(paper: Paper) -> str:
    """Which issue it is, and whether another has taken its place."""
    restated = ", restated" if paper.of_kind.is_written else ""
    said = [f"Issue {paper.issue}{restated}"] if paper.issue > 1 else []
    later = getattr(paper, "restated_by", None)
    if later and later.is_final:
        said.append(f"replaced by issue {later.issue}")
    return "; ".join(said)


def newest_for(kind: PaperKind, user: User) -> list[PartEntry]:
    """The newest papers of a kind that this person may read, for the first page."""
    visible = Paper.objects.visible_to(user, kind).select_related("restated_by").order_by("-pk")
    shown = visible if kind.is_written else visible.final()
    return [
        PartEntry(f"{paper.about_title}, {paper.quarter.label}", address_of(paper, "paper"), _said_beside(paper))
        for paper in with_subjects(kind, shown[:NEWEST])
    ]


def _said_beside(paper: Paper) -> str:
    first = paper.get_state_display() if paper.of_kind.is_written else paper.quarter.months
    return "; ".join(said for said in (first, note_of(paper)) if said)
