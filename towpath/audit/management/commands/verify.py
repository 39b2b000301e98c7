"""`towpath verify`: prove that everything kept is as Towpath left it."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from towpath.audit.checks import run_checks
from towpath.audit.noting import NotedHead
from towpath.ui.words import count_of


class Command(BaseCommand):
    help = "Prove the audit record, what it says of rows, files, the database and keys: a sentence each."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--noted", action="append", default=[], metavar="HEAD", help="a head noted earlier, as a mail says it"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        faults = 0
        for name, result in run_checks([NotedHead(head) for head in options["noted"]]):
            for sentence in result.faults or (result.holds,):
                self.stdout.write(f"{'FAULT' if result.faults else 'holds'}  {name}: {sentence}")
            faults += len(result.faults)
        if faults:
            raise CommandError(f"{count_of(faults, 'fault', 'faults')} found.", returncode=1)
