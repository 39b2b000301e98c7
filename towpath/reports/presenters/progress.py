"""What the pages of progress reports show around what a report says."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from towpath.access.verdicts import Verdict
from towpath.documents.blocks import Contents
from towpath.programmes.models import Programme
from towpath.reports import policies
from towpath.reports.models import (
    FileKind,
    ProgressFile,
    ProgressReport,
    ProgressReportStep,
    ProgressState,
    Section,
    State,
    StepKind,
)
from towpath.reports.presenters.quarter import FILE_LABELS, Download, Job, notice_of, size_in_words
from towpath.reports.progress.keeping import seen
from towpath.ui.words import as_moment


@dataclass(frozen=True)
class StepLine:
    """One thing done with a report."""

    title: str
    by: str
    at: Any
    reason: str


@dataclass(frozen=True)
class May:
    """What this person may do with the report now, each with why not."""

    write: Verdict
    approve: Verdict
    send_back: Verdict
    issue: Verdict
    restate: Verdict
    try_again: Verdict
    cancel: Verdict


@dataclass(frozen=True)
class ProgressPage:
    """A report's page, without what the report itself says."""

    pk: int
    version: int
    state: str
    title: str
    programme: str
    once_issued: str
    saw: str
    advice: str
    neighbours: tuple[tuple[str, str], ...]
    steps: tuple[StepLine, ...]
    may: May
    downloads: tuple[Download, ...]
    job: Job | None
    failure: str
    sha256: str
    is_cancelled: bool
    is_withdrawn: bool


@dataclass(frozen=True)
class Before:
    """What was written of an earlier quarter: which, how far it came, and its text by section."""

    title: str
    prose: dict[str, str]


def present_progress(
    report: ProgressReport, contents: Contents, user: Any, steps: Iterable[ProgressReportStep]
) -> ProgressPage:
    """A report fetched with its programme, what it says, and the steps taken with it."""
    issued = getattr(report, "issued", None)
    taken = list(steps)
    is_writer = bool(policies.may_write_progress(user, report.programme))
    return ProgressPage(
        pk=report.pk,
        version=report.version,
        state=report.state,
        title=f"Progress report for {report.quarter.label}",
        programme=report.programme.name,
        once_issued=_once_issued(report.programme),
        saw=seen(contents) if report.state == ProgressState.DRAFT else "",
        advice=advice(taken, user) if report.state == ProgressState.DRAFT else "",
        neighbours=tuple(_neighbours(report, is_writer=is_writer)),
        steps=tuple(map(_step, reversed(taken))) if is_writer else (),
        may=_may(report, user),
        downloads=tuple(_downloads(report.pk, issued.files.all())) if issued and not is_withdrawn(report) else (),
        is_cancelled=report.files_state == State.CANCELLED,
        is_withdrawn=is_withdrawn(report),
        job=job_of(report) if report.is_being_built else None,
        failure=report.failure,
        sha256=issued.sha256 if issued else "",
    )


def is_withdrawn(report: ProgressReport) -> bool:
    """An issued report whose files were withdrawn, as words were taken out of it."""
    return report.is_issued and not report.files_state


def _once_issued(programme: Programme) -> str:
    """Who sees a report once it is issued: nobody is promised a reader who is not named."""
    payer = "commissioner" if programme.commissioner_id else "funder" if programme.funder_id else ""
    if not payer:
        return "Once issued it never changes. No commissioner or funder of the programme is named who would see it."
    return f"Once issued, the {payer} sees it and it never changes."


def advice(steps: Iterable[ProgressReportStep], user: Any) -> str:
    """Said to whoever approves what they alone wrote."""
    writers = {step.taken_by_id: str(step.taken_by) for step in steps if step.kind == StepKind.WRITTEN}
    if set(writers) == {user.pk}:
        return "You alone wrote this. Ask a second person to read it before you approve it."
    named = [name for key, name in writers.items() if key != user.pk]
    return f"Written by {' and '.join(sorted(named))}{', with you' if user.pk in writers else ''}." if named else ""


def before(report: ProgressReport | None) -> Before | None:
    """The text of an earlier quarter's report, to stand beside the new one's boxes."""
    if report is None:
        return None
    prose = {section.value: report.prose.get(section, "") for section in Section}
    return Before(f"{report.quarter.label}, {report.get_state_display().lower()}", prose)


def job_of(report: ProgressReport) -> Job:
    """How far the files are, in numbers and in a sentence."""
    state = State(report.files_state).label if report.files_state else "Not asked for"
    sentence = f"{report.step or state}."
    if report.is_being_built and report.step:
        sentence = f"Step {report.done + 1} of {report.total}: {report.step}."
    is_under_way = report.is_being_built
    return Job(report.done, report.total, sentence, finished=not is_under_way, notice=notice_of(is_under_way))


def _neighbours(report: ProgressReport, *, is_writer: bool) -> Iterator[tuple[str, str]]:
    """The issue before and the one after, each with its address; a correction in the making is its writers'."""
    if report.restates_id:
        yield f"Issue {report.issue - 1}, which this one corrects", _address(report.restates_id)
    later = getattr(report, "restated_by", None)
    if later and (later.is_issued or is_writer):
        yield f"Issue {later.issue}, which corrects this one ({later.get_state_display().lower()})", _address(later.pk)


def _address(pk: int) -> str:
    return reverse("reports:progress_report", args=[pk])


def _step(step: ProgressReportStep) -> StepLine:
    sections = ", ".join(Section(name).label.lower() for name in step.prose)
    title = f"{step.get_kind_display()}: {sections}" if sections else step.get_kind_display()
    return StepLine(title, str(step.taken_by), as_moment(step.taken_at), step.reason)


def _may(report: ProgressReport, user: Any) -> May:
    asked = (policies.may_write_in, policies.may_approve_progress, policies.may_send_back, policies.may_issue,
             policies.may_restate, policies.may_make_files_again, policies.may_cancel_files)  # fmt: skip
    return May(*(may(user, report) for may in asked))


def _downloads(pk: int, files: Iterable[ProgressFile]) -> Iterator[Download]:
    by_kind = {FileKind(file.kind): file for file in files}
    for kind, label in FILE_LABELS.items():
        if kind in by_kind:
            address = reverse("reports:progress_file", args=[pk, kind.value])
            yield Download(label, address, kind.label, size_in_words(by_kind[kind].size))
