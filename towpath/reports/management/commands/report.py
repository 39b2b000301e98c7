"""`towpath report plan PLAN_ID --quarter 2026/27-Q1`: the quarter's report of a plan, in the terminal."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from tqdm import tqdm

from towpath.audit.events import Event
from towpath.audit.record import record
from towpath.foundation.clock import now
from towpath.foundation.periods import ImpossiblePeriod, Quarter
from towpath.plans.models import Plan
from towpath.reports.quarter.contents import QuarterReport
from towpath.reports.quarter.making import STEPS, Made, make
from towpath.reports.services.asking import NoSuchQuarter, require_reportable


class Command(BaseCommand):
    help = "Build the quarter's report of a plan, print its summary and write it to files."

    def add_arguments(self, parser: ArgumentParser) -> None:
        kinds = parser.add_subparsers(dest="kind", required=True, metavar="plan")
        of_plan = kinds.add_parser("plan", help="the report of one plan")
        of_plan.add_argument("plan", type=int, metavar="PLAN_ID", help="the number in the plan's address")
        of_plan.add_argument("--quarter", required=True, help="such as 2026/27-Q1")
        of_plan.add_argument("--pdf", type=Path, metavar="FILE", help="write the report as a PDF")
        of_plan.add_argument("--word", type=Path, metavar="FILE", help="write the report as a Word file")

    def handle(self, *args: Any, **options: Any) -> None:
        plan, quarter = _asked(options)
        made = _made(plan, quarter)
        for line in summary_of(made.report):
            self.stdout.write(line)
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

        made = make(plan, quarter, now(), tell=tell)
        bar.update(len(STEPS) - bar.n)
    return made


def _write(plan: Plan, kind: str, path: Path, content: bytes) -> None:
    try:
        path.write_bytes(content)
    except OSError as reason:
        raise CommandError(f"{path} could not be written: {reason.strerror}.") from reason
    with transaction.atomic():
        record(actor=None, event=Event.REPORT_EXPORTED, subject=plan, kind=kind)


def summary_of(report: QuarterReport) -> list[str]:
    """The report in a few lines."""
    shares = [f"  {share.rating.label:<20} {share.then:>4} {share.now:>4}" for share in report.summary]
    return [report.title, *report.headline, f"  {'':<20} then  now", *shares]
