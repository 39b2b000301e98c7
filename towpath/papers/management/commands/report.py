"""`towpath report plan PLAN_ID --quarter 2026/27-Q1`: the quarter's report of a plan, in the terminal.

`towpath report progress PROGRAMME_ID --quarter 2026/27-Q1` does the same for a programme's progress report, and with
`--format json` prints the figures of its sites as `towpath figures` does, as its commissioner may see them. What was
issued or approved is printed as it was; what was not says so at its head, on paper as well.
"""

import json
from argparse import ArgumentParser
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from towpath.audit.reading import record_reading
from towpath.documents.blocks import NoteBlock, PaperContents
from towpath.documents.writers.excel import excel_workbook
from towpath.documents.writers.paper_text import sheets_of, text_of
from towpath.foundation.clock import now
from towpath.foundation.periods import PeriodError, Quarter
from towpath.jobs.terminal import progress_bar
from towpath.papers.kinds import KINDS, PaperKind, kind_of_command
from towpath.papers.making import STEPS, Made, make
from towpath.papers.models import Paper
from towpath.papers.services import contents_of
from towpath.records.refusing import Refused


class Command(BaseCommand):
    help = "Build the report of a quarter, print it and write it to files."

    def add_arguments(self, parser: ArgumentParser) -> None:
        commands = parser.add_subparsers(dest="kind", required=True, metavar="|".join(one.command for one in KINDS))
        for kind in KINDS:
            of_kind = commands.add_parser(kind.command, help=f"the {kind.noun} of one {kind.subject_name}")
            of_kind.add_argument(
                "subject", type=int, metavar=f"{kind.subject_name.upper()}_ID", help="the number in its address"
            )
            of_kind.add_argument("--quarter", required=True, help="such as 2026/27-Q1")
            of_kind.add_argument("--pdf", type=Path, metavar="FILE", help="write the report as a PDF")
            of_kind.add_argument("--word", type=Path, metavar="FILE", help="write the report as a Word file")
            of_kind.add_argument("--excel", type=Path, metavar="FILE", help="write its tables as an Excel workbook")
            of_kind.add_argument("--format", choices=("text", "json"), default="text", help="json prints its figures")

    def handle(self, *args: Any, **options: Any) -> None:
        kind = kind_of_command(options["kind"])
        subject, quarter = _asked(kind, options)
        made = _made(lambda: _contents(kind, subject, quarter), has_files=bool(options["pdf"] or options["word"]))
        record_reading(None, kind.events["exported"], subject, kind=options["format"])
        if options["format"] == "json":
            figures = [one.as_row() for one in made.contents.figures]
            self.stdout.write(json.dumps({"figures": figures}, ensure_ascii=False, indent=1))
        else:
            self.stdout.write(text_of(made.contents))
        title = made.contents.title.words
        written = {"pdf": lambda: made.pdf, "word": lambda: made.word,
                   "excel": lambda: excel_workbook(title, sheets_of(made.contents))}  # fmt: skip
        for name, content in written.items():
            if options[name]:
                _write(kind, subject, name, options[name], content())
                self.stdout.write(f"Written: {options[name]}")


def _asked(kind: PaperKind, options: dict[str, Any]) -> tuple[Any, Quarter]:
    """The subject and the quarter, or the sentence that says why there is no such report."""
    name = kind.subject_name
    subject = kind.subjects().filter(pk=options["subject"]).first()
    if subject is None:
        raise CommandError(f"There is no {name} {options['subject']}: its number stands in the address of its page.")
    try:
        quarter = Quarter.parse(options["quarter"])
        kind.require_reportable(subject, quarter)
    except (PeriodError, Refused) as refused:
        raise CommandError(str(refused)) from refused
    return subject, quarter


def _contents(kind: PaperKind, subject: Any, quarter: Quarter) -> PaperContents:
    """What the newest issue says; one that is built from the records alone is built from them now."""
    newest = Paper.objects.of(kind, subject, quarter).order_by("-issue").first() if kind.is_written else None
    contents = contents_of(newest) if newest else None
    if newest is None or contents is None:
        contents = kind.gather(subject, quarter, now(), prose={}, issue_note="")
        return _headed(contents, "Not begun: figures only.") if kind.is_written else contents
    return contents if newest.is_final else _headed(contents, f"{newest.get_state_display()}, not issued.")


def _headed(contents: PaperContents, words: str) -> PaperContents:
    """The same with a note under its title."""
    title, *others = contents.blocks
    return replace(contents, blocks=(title, NoteBlock(words, is_strong=True), *others))


def _made(gather: Callable[[], PaperContents], *, has_files: bool) -> Made:
    """The report, and where they are asked for its files, with a bar on the error output that shows how far it is."""
    if not has_files:
        return Made(gather(), b"", b"")
    with progress_bar(len(STEPS)) as tell:
        return make(gather, now(), tell=tell)


def _write(kind: PaperKind, subject: Any, name: str, path: Path, content: bytes) -> None:
    """Write a file of the report; its taking out is recorded first."""
    record_reading(None, kind.events["exported"], subject, kind=name)
    try:
        path.write_bytes(content)
    except OSError as reason:
        raise CommandError(f"{path} could not be written: {reason.strerror}.") from reason
