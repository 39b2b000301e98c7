"""`towpath load-demonstration`: put the demonstration partnership into this database, once."""

from typing import Any

from django.core.management.base import BaseCommand

from towpath.demonstration.loading import load_demonstration


class Command(BaseCommand):
    help = "Load the demonstration partnership; a second time changes nothing."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(load_demonstration())
