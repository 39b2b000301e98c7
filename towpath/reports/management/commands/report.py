"""`towpath report plan PLAN_ID --quarter 2026/27-Q1`: the quarter's report of a plan, in the terminal.

`towpath report progress PROGRAMME_ID --quarter 2026/27-Q1` does the same for a programme's progress report, and with
`--format json` prints the figures of its sites as `towpath figures` does, as its commissioner may see them.
"""

import json
from argparse import ArgumentParser
from functools import partial
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from tqdm import tqdm

from towpath.audit.events import Event
from towpath.audit.record import record
from towpath.documents.writers.paper_text import text_of
from towpath.foundation.clock import now
from towpath.foundation.periods import ImpossiblePeriod, Quarter
from towpath.plans.models import Plan
from towpath.reports.making import STEPS, Made, make
from towpath.reports.management import progress_report
from towpath.reports.quarter.gathering import gather
from towpath.reports.services.asking import NoSuchQuarter, require_reportable


class Command(BaseCommand):
    help = "Build the quarter's report of a plan or a programme, print its summary and write it to files."

    def add_arguments(self, parser: ArgumentParser) -> None:
        kinds = parser.add_subparsers(dest="kind", required=True, metavar="plan|progress")
        of_plan = kinds.add_parser("plan", help="the report of one plan")
        of_plan.add_argument("plan", type=int, metavar="PLAN_ID", help="the number in the plan's address")
        of_programme = kinds.add_parser("progress", help="the progress report of one programme")
        of_programme.add_argument(
            "programme", type=int, metavar="PROGRAMME_ID", help="the number in the programme's address"
        )
        of_programme.add_argument(
            "--format", choices=("text", "json"), default="text", help="json prints the figures of its sites"
        )
        for one in (of_plan, of_programme):
            one.add_argument("--quarter", required=True, help="such as 2026/27-Q1")
            one.add_argument("--pdf", type=Path, metavar="FILE", help="write the report as a PDF")
            one.add_argument("--word", type=Path, metavar="FILE", help="write the report as a Word file")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["kind"] == "progress":
            self._progress(options)
        else:
            self._plan(options)

    def _progress(self, options: dict[str, Any]) -> None:
        programme, quarter = progress_report.asked(options)
        contents = progress_report.found(programme, quarter)
        if options["format"] == "json":
            self.stdout.write(
                json.dumps({"figures": progress_report.figures_of(contents)}, ensure_ascii=False, indent=1)
            )
            return
        self.stdout.write(text_of(contents))
        if options["pdf"] or options["word"]:
            files = progress_report.made(contents)
            for kind, content in (("pdf", files.pdf), ("word", files.word)):
                if options[kind]:
                    progress_report.write(programme, kind, options[kind], content)
                    self.stdout.write(f"Written: {options[kind]}")

    def _plan(self, options: dict[str, Any]) -> None:
        plan, quarter = _asked(options)
        made = _made(plan, quarter)
        self.stdout.write(text_of(made.contents))
        for kind, content in (("pdf", made.pdf), ("word", made.word)):
            if options[kind]:
                _write(plan, kind, options[kind], content)
                self.stdout.write(f"Written: {options[kind]}")


def _asked(options: dict[str, Any]) -> tuple[Plan, Quarter]:
    """The plan and the quarter, or the sentence that says why there is no such report."""
    plan = Plan.objects.select_related("partnership").filter(pk=options["plan"]).first()
    if plan is None:
        raise CommandError(f"There is no plan {options['plan']}: its number stands in the address of its page.")
    try:
        quarter = Quarter.parse(options["quarter"])
        require_reportable(plan, quarter)
    except (ImpossiblePeriod, NoSuchQuarter) as reason:
        raise CommandError(str(reason)) from reason
    return plan, quarter


def _made(plan: Plan, quarter: Quarter) -> Made:
    """The report, with a bar on the error output that shows how far it is."""
    with tqdm(total=len(STEPS), unit="step", leave=False) as bar:

        def tell(done: int, step: str) -> None:
            bar.set_description(step)
            bar.update(done - bar.n)

        moment = now()
        made = make(partial(gather, plan, quarter, moment), moment, tell=tell)
        bar.update(len(STEPS) - bar.n)
    return made


def _write(plan: Plan, kind: str, path: Path, content: bytes) -> None:
    try:
        path.write_bytes(content)
    except OSError as reason:
        raise CommandError(f"{path} could not be written: {reason.strerror}.") from reason
    with transaction.atomic():
        record(actor=None, event=Event.REPORT_EXPORTED, subject=plan, kind=kind)
