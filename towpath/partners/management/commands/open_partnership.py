"""`towpath open-partnership NAME`: open a partnership and invite its first administrator."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.db import transaction
from django.urls import reverse

from towpath.access.roles import Role
from towpath.foundation.clock import today
from towpath.partners.models import Partnership
from towpath.partners.services.inviting import invite_to_post
from towpath.partners.services.partnerships import open_partnership


class Command(BaseCommand):
    help = "Open a partnership and invite its first administrator, who invites everybody else."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("partnership", help="what the partnership is called")
        parser.add_argument("--area", default="", help="the area it serves, such as a borough")
        parser.add_argument("--administrator", required=True, help="the e-mail address of its first administrator")
        parser.add_argument("--administrator-name", required=True, help="the name of its first administrator")

    def handle(self, *args: Any, **options: Any) -> None:
        _refuse_what_cannot_be(options["partnership"], options["administrator"])
        with transaction.atomic():
            partnership = open_partnership(actor=None, name=options["partnership"], area=options["area"])
            invite_to_post(
                actor=None,
                email=options["administrator"],
                name=options["administrator_name"],
                sign_in_at=settings.TOWPATH_ADDRESS + reverse("account_login"),
                partnership=partnership,
                role=Role.ADMINISTRATOR,
                started_on=today(),
            )
        self.stdout.write(f"{partnership} is open. {options['administrator']} is told how to sign in.")


def _refuse_what_cannot_be(name: str, email: str) -> None:
    """Say what is wrong before anything is written."""
    if not name.strip():
        raise CommandError("Give the partnership a name.")
    if Partnership.objects.filter(name=name.strip()).exists():
        raise CommandError(f"{name.strip()} is open already: give the new partnership another name.")
    try:
        validate_email(email)
    except ValidationError as error:
        raise CommandError(f"{email} is not an e-mail address: give one such as name@example.org.") from error
