"""The progress report of a programme in the terminal: as issued, as approved, or as it would be now."""

from dataclasses import replace
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError
from django.db import transaction
from tqdm import tqdm

from towpath.audit.events import Event
from towpath.audit.record import record
from towpath.foundation.clock import now
from towpath.foundation.periods import ImpossiblePeriod, Quarter
from towpath.programmes.models import Programme
from towpath.reports.models import ProgressReport, ProgressState
from towpath.reports.progress.contents import FORMAT, ProgressContents
from towpath.reports.progress.keeping import from_json
from towpath.reports.progress.making import STEPS, Made, make, progress_report
from towpath.reports.services.progress import Unreportable, contents_now, require_begun


def asked(options: dict[str, Any]) -> tuple[Programme, Quarter]:
    """The programme and the quarter, or the sentence that says why there is no such report."""
    programmes = Programme.objects.select_related("partnership", "funder", "commissioner", "national_provider")
    programme = programmes.filter(pk=options["programme"]).first()
    if programme is None:
        raise CommandError(
            f"There is no programme {options['programme']}: its number stands in the address of its page."
        )
    try:
        quarter = Quarter.parse(options["quarter"])
        require_begun(programme, quarter)
    except (ImpossiblePeriod, Unreportable) as reason:
        raise CommandError(str(reason)) from reason
    return programme, quarter


def found(programme: Programme, quarter: Quarter) -> ProgressContents:
    """What the newest issue says; what is not issued says so at its head, on paper as well."""
    reports = ProgressReport.objects.of(programme, quarter).select_related("issued")
    newest = reports.order_by("-issue").first()
    if newest is None:
        return replace(progress_report(programme, quarter, now()), issue_note="Not begun: figures only.")
    if newest.state == ProgressState.ISSUED:
        return from_json(newest.issued.contents)
    contents = from_json(newest.contents) if newest.state == ProgressState.APPROVED else contents_now(newest)
    return replace(contents, issue_note=f"{newest.get_state_display()}, not issued. {contents.issue_note}".strip())


def figures_of(contents: ProgressContents) -> list[dict[str, Any]]:
    """The figures of its sites, as its commissioner may see them: the rows of `towpath figures` for its quarter."""
    if contents.format < FORMAT:
        raise CommandError("This report was issued before reports kept the figures of their sites: read its tables.")
    return [
        {"site": one.site, "fact": one.fact, "quarter": one.quarter} | one.figure.as_json() for one in contents.figures
    ]


def made(contents: ProgressContents) -> Made:
    """The files, with a bar on the error output that shows how far they are."""
    with tqdm(total=len(STEPS), unit="step", leave=False) as bar:

        def tell(done: int, step: str) -> None:
            bar.set_description(step)
            bar.update(done - bar.n)

        files = make(contents, now(), tell=tell)
        bar.update(len(STEPS) - bar.n)
    return files


def write(programme: Programme, kind: str, path: Path, content: bytes) -> None:
    """Write a file of the report; its taking out is recorded."""
    try:
        path.write_bytes(content)
    except OSError as reason:
        raise CommandError(f"{path} could not be written: {reason.strerror}.") from reason
    with transaction.atomic():
        record(actor=None, event=Event.PROGRESS_REPORT_EXPORTED, subject=programme, kind=kind)
