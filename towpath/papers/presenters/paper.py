"""What the pages of a paper show around what it says."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.urls import reverse

from towpath.access.verdicts import Verdict
from towpath.accounts.models import User
from towpath.jobs.models import JobState
from towpath.jobs.presenters import JobProgress, present_job
from towpath.papers import policies
from towpath.papers.kinds import PaperKind
from towpath.papers.models import FileKind, Paper, PaperStep, StepKind
from towpath.papers.states import ApprovedState
from towpath.ui.words import as_moment, as_quarter

FILE_LABELS = {FileKind.PDF: "Report as a PDF", FileKind.WORD: "Report as a Word file"}
STATE_COLOURS = {"draft": "grey", "approved": "blue", "issued": "green"}


@dataclass(frozen=True)
class Download:
    """A file to take away: what it is, where it is, its kind and its size in words."""

    label: str
    href: str
    kind: str
    size: str = ""


@dataclass(frozen=True)
class StepLine:
    """One thing done with a paper."""

    title: str
    by: str
    at: Any
    reason: str


@dataclass(frozen=True)
class May:
    """What this person may do with the paper now, each with why not."""

    write: Verdict
    approve: Verdict
    send_back: Verdict
    issue: Verdict
    restate: Verdict
    try_again: Verdict
    cancel: Verdict


@dataclass(frozen=True)
class PaperPage:
    """A paper's page, without what the paper itself says."""

    pk: int
    version: int
    space: str
    state: str
    badge: tuple[str, str] | None
    title: str
    about: str
    crumbs: list[dict[str, str]]
    readership: str
    saw: str
    advice: str
    neighbours: tuple[tuple[str, str], ...]
    steps: tuple[StepLine, ...]
    may: May
    downloads: tuple[Download, ...]
    job: JobProgress | None
    failure: str
    sha256: str
    is_final: bool
    is_cancelled: bool
    is_withdrawn: bool


@dataclass(frozen=True)
class Before:
    """What was written of an earlier quarter: which, how far it came, and its text by section."""

    title: str
    prose: dict[str, str]


def present_paper(paper: Paper, user: User, saw: str) -> PaperPage:
    """A paper fetched with its neighbours, and the fingerprint of what a draft says now."""
    kind, taken = paper.of_kind, list(paper.steps.select_related("taken_by").defer("contents"))
    is_writer = bool(policies.may_begin(user, kind, paper))
    is_withdrawn = paper.is_final and not paper.job
    is_draft = paper.state == ApprovedState.DRAFT
    colour = STATE_COLOURS.get(paper.state)
    return PaperPage(
        pk=paper.pk,
        version=paper.version,
        space=kind.space,
        state=paper.state,
        badge=(paper.get_state_display(), colour) if colour else None,
        title=f"{kind.noun[:1].upper()}{kind.noun[1:]} for {as_quarter(paper.quarter)}",
        about=paper.about_title,
        crumbs=_crumbs(paper),
        readership=kind.readership(paper.about) if paper.state == ApprovedState.APPROVED else "",
        saw=saw,
        advice=advice(taken, user) if is_draft else "",
        neighbours=tuple(_neighbours(paper, is_writer=is_writer)),
        steps=tuple(map(partial(_step, kind), reversed(taken))) if is_writer else (),
        may=_may(paper, user),
        downloads=tuple(_downloads(paper)) if paper.is_final and paper.job else (),
        job=present_job(paper.job) if paper.is_under_way else None,
        failure=failure_of(paper),
        sha256=paper.last.sha256 if paper.last else "",
        is_final=paper.is_final,
        is_cancelled=paper.job is not None and paper.job.state == JobState.CANCELLED,
        is_withdrawn=is_withdrawn,
    )


def _crumbs(paper: Paper) -> list[dict[str, str]]:
    kind = paper.of_kind
    if not paper.about:
        return [{"label": kind.heading, "href": reverse(f"{kind.space}:papers")}]
    return [
        {"label": paper.about_title, "href": kind.page_of(paper.about)},
        {"label": kind.heading, "href": reverse(f"{kind.space}:papers_of", args=[paper.subject])},
    ]


def advice(steps: Iterable[PaperStep], user: User) -> str:
    """Said to whoever approves what they alone wrote."""
    writers = {step.taken_by_id: str(step.taken_by) for step in steps if step.kind == StepKind.WRITTEN}
    if set(writers) == {user.pk}:
        return "You alone wrote this. Ask a second person to read it before you approve it."
    named = [name for key, name in writers.items() if key != user.pk]
    return f"Written by {' and '.join(sorted(named))}{', with you' if user.pk in writers else ''}." if named else ""


def before(paper: Paper | None) -> Before | None:
    """The text of an earlier quarter's paper, to stand beside the new one's boxes."""
    if paper is None:
        return None
    prose = {section.slug: paper.prose.get(section.slug, "") for section in paper.of_kind.sections}
    return Before(f"{paper.quarter.label}, {paper.get_state_display().lower()}", prose)


def failure_of(paper: Paper) -> str:
    """That it could not be built, because of which part, and what to do; "" where nothing failed."""
    if paper.job is None or paper.job.state != JobState.FAILED:
        return ""
    what = "The files could not be made" if paper.is_final else "The report could not be built"
    because = f", because {paper.stopped_by[:1].lower()}{paper.stopped_by[1:]}" if paper.stopped_by else ""
    return f"{what}{because}: try again, and if it fails once more pass on {paper.job.reference}."


def _neighbours(paper: Paper, *, is_writer: bool) -> Iterator[tuple[str, str]]:
    """The issue before and the one after, each with its address; one in the making is its writers'."""
    if paper.restates_id:
        yield f"Issue {paper.issue - 1}, which this one replaces", address_of(paper, "paper", pk=paper.restates_id)
    later = getattr(paper, "restated_by", None)
    if later and (later.is_final or is_writer):
        said = f"Issue {later.issue}, which replaces this one ({later.get_state_display().lower()})"
        yield said, address_of(later, "paper")


def address_of(paper: Paper, page: str, **more: Any) -> str:
    """The address of one of a paper's pages."""
    return reverse(f"{paper.of_kind.space}:{page}", kwargs={"pk": paper.pk, **more})


def _step(kind: PaperKind, step: PaperStep) -> StepLine:
    labels = {section.slug: section.label.lower() for section in kind.sections}
    sections = ", ".join(labels[name] for name in step.prose)
    title = f"{step.get_kind_display()}: {sections}" if sections else step.get_kind_display()
    return StepLine(title, str(step.taken_by or "Towpath"), as_moment(step.taken_at), step.reason)


def _may(paper: Paper, user: User) -> May:
    asked = (policies.may_write, policies.may_approve, policies.may_send_back, policies.may_issue,
             policies.may_restate, policies.may_try_again, policies.may_cancel)  # fmt: skip
    return May(*(may(user, paper) for may in asked))


def _downloads(paper: Paper) -> Iterator[Download]:
    by_kind = {FileKind(file.kind): file for file in paper.files.all()}
    for kind, label in FILE_LABELS.items():
        if kind in by_kind:
            address = address_of(paper, "paper_file", file=kind.value)
            yield Download(label, address, kind.label, size_in_words(by_kind[kind].size))


def size_in_words(size: int) -> str:
    """85 KB, or 1.2 MB."""
    return f"{size / 1_000_000:.1f} MB" if size >= 1_000_000 else f"{max(round(size / 1000), 1)} KB"
