"""The progress report of a programme in the terminal: as issued, as approved, or as it would be now."""

from dataclasses import replace
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError
from django.db import transaction
from tqdm import tqdm

from towpath.audit.events import Event
from towpath.audit.record import record
from towpath.documents.blocks import Contents, Note, from_json
from towpath.foundation.clock import now
from towpath.foundation.periods import ImpossiblePeriod, Quarter
from towpath.programmes.models import Programme
from towpath.reports.making import STEPS, Made, make
from towpath.reports.models import ProgressReport, ProgressState
from towpath.reports.progress.gathering import gather
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


def found(programme: Programme, quarter: Quarter) -> Contents:
    """What the newest issue says; what is not issued says so at its head, on paper as well."""
    reports = ProgressReport.objects.of(programme, quarter).select_related("issued")
    newest = reports.order_by("-issue").first()
    if newest is None:
        return _headed(gather(programme, quarter, now()), "Not begun: figures only.")
    if newest.state == ProgressState.ISSUED:
        return from_json(newest.issued.contents)
    contents = from_json(newest.contents) if newest.state == ProgressState.APPROVED else contents_now(newest)
    return _headed(contents, f"{newest.get_state_display()}, not issued.")


def _headed(contents: Contents, words: str) -> Contents:
    """The same with a note under its title."""
    title, *others = contents.blocks
    return replace(contents, blocks=(title, Note(words, is_strong=True), *others))


def figures_of(contents: Contents) -> list[dict[str, Any]]:
    """The figures of its sites, as its commissioner may see them: the rows of `towpath figures` for its quarter."""
    return [one.as_row() for one in contents.figures]


def made(contents: Contents) -> Made:
    """The files, with a bar on the error output that shows how far they are."""
    with tqdm(total=len(STEPS), unit="step", leave=False) as bar:

        def tell(done: int, step: str) -> None:
            bar.set_description(step)
            bar.update(done - bar.n)

        files = make(lambda: contents, now(), tell=tell)
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
