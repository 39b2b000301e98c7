"""`towpath reread-deadlines`: what is read otherwise than before, and the sure ones put right."""

import json
from argparse import ArgumentParser
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from django.core.management.base import BaseCommand

from towpath.foundation.deadlines import Reread, in_words
from towpath.plans.services import rereading as of_actions
from towpath.programmes.services import rereading as of_milestones


@dataclass(frozen=True)
class RereadDeadline:
    """One deadline that is read otherwise than before. `done` says what became of it."""

    kind: str
    id: int
    of: str
    words: str
    before: str
    after: str
    typed: bool
    sure: bool
    done: str


class Command(BaseCommand):
    help = (
        "Read every deadline again. What is read otherwise than before is listed; the sure ones are put right with an "
        "entry in their history. Where a person typed the words here, or the new reading is in doubt, only a doubt is "
        "put beside them."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="list, and change nothing")
        parser.add_argument("--format", choices=("text", "json"), default="text", help="how to print the list")

    def handle(self, *args: Any, **options: Any) -> None:
        rows = list(_rows(changes=not options["dry_run"]))
        if options["format"] == "json":
            self.stdout.write(json.dumps([asdict(row) for row in rows], ensure_ascii=False, indent=2))
            return
        for row in rows:
            self.stdout.write(f"{row.kind} {row.id} ({row.of}): “{row.words}”")
            self.stdout.write(f"    {row.before} -> {row.after}: {row.done}")
        sure = sum(row.sure for row in rows)
        self.stdout.write(f"{len(rows)} read otherwise than before, {sure} of them surely.")


def _rows(*, changes: bool) -> Iterator[RereadDeadline]:
    for action, found in list(of_actions.read_otherwise()):
        is_settled = changes and of_actions.settle(action=action, found=found)
        yield _row("action", action.pk, action.plan.title, found, _said(found, changes, is_settled))
    for milestone, found in list(of_milestones.read_otherwise()):
        is_settled = changes and of_milestones.settle(milestone=milestone, found=found)
        yield _row("milestone", milestone.pk, milestone.programme.name, found, _said(found, changes, is_settled))


def _said(found: Reread, changes: bool, is_settled: bool) -> str:
    what = "put right" if found.is_sure else "doubted"
    if not changes:
        return f"would be {what}"
    return what if is_settled else f"{what} before"


def _row(kind: str, pk: int, of: str, found: Reread, done: str) -> RereadDeadline:
    readings = in_words(found.before), in_words(found.after)
    return RereadDeadline(kind, pk, of, found.before.text, *readings, found.is_typed, found.is_sure, done)
