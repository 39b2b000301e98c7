"""`towpath change-key`: seal everything anew under the key of SECRET_KEY."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from towpath.accounts.changing_keys import seal_everything_anew
from towpath.ui.words import count_of


class Command(BaseCommand):
    help = "Seal under the key of SECRET_KEY what was sealed under those of SECRET_KEY_FALLBACKS."

    def handle(self, *args: Any, **options: Any) -> None:
        found = seal_everything_anew()
        self.stdout.write(f"{count_of(found.changed, 'thing')} sealed anew under the newest key.")
        if found.closed:
            raise CommandError(
                f"{count_of(found.closed, 'thing')} could not be opened: "
                "name the key they were sealed with in SECRET_KEY_FALLBACKS, and run this again."
            )
