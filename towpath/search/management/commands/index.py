"""`towpath index`: make the index that is searched anew from the records."""

from typing import Any

from django.core.management.base import BaseCommand

from towpath.search.services import make_index
from towpath.ui.words import count_of


class Command(BaseCommand):
    help = "Make the index of what can be found anew. Changes wait until it is done."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{count_of(make_index(), 'record')} can be found.")
