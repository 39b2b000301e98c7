"""`towpath demo`: the demonstration partnership on this machine, from nothing to a page in one command."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from towpath.demonstration.loading import load_demonstration
from towpath.demonstration.people import sign_ins
from towpath.foundation.clock import today
from towpath.serving.databases import set_aside_of_another_version


class Command(BaseCommand):
    help = "Prepare the demonstration's database, load its partnership once, print the sign-ins and serve."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=int, default=8000)

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMONSTRATION:
            raise CommandError("The demonstration runs with towpath.settings.demonstration only.")
        if said := set_aside_of_another_version(today()):
            self.stdout.write(said)
        call_command("migrate", verbosity=0)
        self.stdout.write(load_demonstration())
        self._print_sign_ins()
        call_command("serve", port=options["port"])

    def _print_sign_ins(self) -> None:
        people = sign_ins()
        wide = max(len(person.role) for person in people)
        self.stdout.write(f"\n  {'Role':<{wide}}  {'E-mail address':<32} Password")
        for person in people:
            self.stdout.write(f"  {person.role:<{wide}}  {person.email:<32} {person.password}")
        self.stdout.write("\nPasskeys work at http://localhost:… only: browsers want a name, not a number.\n")
