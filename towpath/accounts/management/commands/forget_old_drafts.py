"""`towpath forget-old-drafts`: remove what people typed and never saved, after a week. Run it once a day."""

from typing import Any

from django.core.management.base import BaseCommand

from towpath.accounts.drafts import KEPT_FOR, forget_old_drafts
from towpath.foundation.clock import now
from towpath.ui.words import count_of


class Command(BaseCommand):
    help = "Remove drafts that are older than seven days."

    def handle(self, *args: Any, **options: Any) -> None:
        removed = forget_old_drafts(before=now() - KEPT_FOR)
        self.stdout.write(f"Removed {count_of(removed, 'draft')} older than {KEPT_FOR.days} days.")
