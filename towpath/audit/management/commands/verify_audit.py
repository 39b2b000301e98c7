"""`towpath verify-audit`: prove that the audit record is whole."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from towpath.audit.chain import verify


class Command(BaseCommand):
    help = "Prove that no entry of the audit record was changed, replaced or removed."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--noted", default="", metavar="HEAD", help="the head that an earlier run printed")

    def handle(self, *args: Any, **options: Any) -> None:
        proof = verify(options["noted"])
        if not proof:
            raise CommandError(f"The audit record is broken. {proof.broken}", returncode=1)
        self.stdout.write(f"The audit record is whole: {proof.entries} entries, head {proof.head}.")
