"""`towpath remove-factor EMAIL`: let somebody in who has lost their app, where no administrator can agree."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from towpath.accounts.models import User
from towpath.partners.services.proposals import remove_factor


class Command(BaseCommand):
    help = "Take away the app, passkeys and recovery codes of somebody who has lost them, and sign them out."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email", help="the address they sign in with")

    def handle(self, *args: Any, **options: Any) -> None:
        person = User.objects.filter(email=options["email"].strip().lower()).first()
        if person is None:
            raise CommandError(f"There is no account with the address {options['email']}.")
        count = remove_factor(actor=None, person=person)
        self.stdout.write(f"{count} taken away from {person}. They sign in with a code by e-mail, and set one up anew.")
