"""`towpath restore FOLDER`: fill an empty place from a backup, then prove everything."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import Error

from towpath.serving.backups.making import reason_of
from towpath.serving.backups.restoring import restore_backup
from towpath.serving.modes import keep_for_oneself
from towpath.ui.words import as_moment, count_of


class Command(BaseCommand):
    help = "Restore a backup into the empty database of DATABASE_URL and the folder of kept files, and verify it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, help="where the backup is")
        parser.add_argument(
            "--keys-are-lost", action="store_true", help="go on without the keys that the backup needs: see running.md"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        keep_for_oneself()
        try:
            manifest = restore_backup(options["folder"], keys_are_lost=options["keys_are_lost"])
        except (OSError, Error) as error:
            raise CommandError(f"The restore was stopped: {reason_of(error)}. Mend that, and run it again.") from error
        held = (
            f"{count_of(manifest.entries, 'audit entry', 'audit entries')} and {count_of(len(manifest.files), 'file')}"
        )
        self.stdout.write(f"Restored backup {manifest.key} of {as_moment(manifest.made_at)}: {held}. Verifying it …")
        call_command("verify", stdout=self.stdout)
