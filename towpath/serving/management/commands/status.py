"""`towpath status`: is it well? A sentence for each thing that has to go on by itself."""

import json
from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from towpath.serving.well import wellness
from towpath.ui.words import count_of


class Command(BaseCommand):
    help = "Say whether all is well: database, worker, jobs, daily round, backup, mail, disks. Ends with 1 where not."
    requires_system_checks: tuple[str, ...] = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--format", choices=("text", "json"), default="text")

    def handle(self, *args: Any, **options: Any) -> None:
        found = wellness()
        ill = [one for one in found if not one.is_well]
        if options["format"] == "json":
            about = {"is_well": not ill, "found": [asdict(one) for one in found]}
            self.stdout.write(json.dumps(about, indent=2, ensure_ascii=False))
        else:
            for one in found:
                self.stdout.write(f"{'well ' if one.is_well else 'FAULT'}  {one.name}: {one.sentence}")
        if ill:
            raise CommandError(f"{count_of(len(ill), 'thing')} to look at.", returncode=1)
