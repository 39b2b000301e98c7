"""`towpath backup FOLDER`: a whole backup of the database and the kept files, while people go on working."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from towpath.serving.backups.making import lost_files, make_backup
from towpath.serving.databases import refuse_of_another_version
from towpath.ui.words import as_number, count_of


class Command(BaseCommand):
    help = "Back up the database and the kept files into a folder that is empty or not there yet."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, help="where the backup will be, such as /a/path/2026-11-30")

    def handle(self, *args: Any, **options: Any) -> None:
        refuse_of_another_version()
        folder: Path = options["folder"]
        manifest = make_backup(folder)
        held = (
            f"{count_of(manifest.entries, 'audit entry', 'audit entries')} and {count_of(len(manifest.files), 'file')}"
        )
        self.stdout.write(
            f"Backup {manifest.key} is whole in {folder}: {held}, {as_number(-(-manifest.size // 10**6))} MB. Keys it "
            f"needs and does not hold: {', '.join(manifest.keys)}."
        )
        if lost := lost_files(manifest):
            self.stderr.write(
                f"Not in it, as it is not there: {lost[0]}"
                + (f", and so on with {count_of(len(lost) - 1, 'more file')}" if lost[1:] else "")
                + ". An earlier backup may hold what is missing: see `towpath verify`."
            )
