"""A user is one person's way in; what they may do follows from their posts (see partners)."""

import json
from datetime import datetime, timedelta
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower

from towpath.access.grants import Grant
from towpath.access.sensitivity import classified
from towpath.accounts import sealing
from towpath.foundation.clock import now
from towpath.records.audited import audited

INVITATION = timedelta(days=14)  # until one that nobody has used ends


class UserManager(BaseUserManager["User"]):
    """Users are found by e-mail address, in lower case whatever was typed."""

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email=(username or "").strip().lower())


@audited(watched=True, passing="last_login")
class User(AbstractBaseUser):
    """One person who signs in. The e-mail address is the name they sign in with."""

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120)
    is_active = models.BooleanField(default=True)
    is_demonstration = models.BooleanField(default=False)
    joined_at = models.DateTimeField(auto_now_add=True)
    invited_at = models.DateTimeField(null=True, blank=True, help_text="When the last invitation was sent.")
    factor_due_on = models.DateField(
        null=True, blank=True, help_text="The last day without an app or passkey, where a role asks for one."
    )

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    sensitivity: ClassVar = classified(
        plain="id is_active is_demonstration joined_at last_login invited_at factor_due_on",
        personal="email name",
        secret="password",  # noqa: S106
    )

    _grants: tuple[Grant, ...]  # what access remembers of a person for one request
    _reached: tuple[tuple[Grant, ...], dict[Any, frozenset[int]]]

    class Meta:
        verbose_name = "person"
        verbose_name_plural = "people"
        constraints: ClassVar = [models.UniqueConstraint(Lower("email"), name="one_account_per_address")]

    def __str__(self) -> str:
        return self.name or self.email

    def get_full_name(self) -> str:
        return self.name

    @property
    def invitation_ends_at(self) -> datetime | None:
        """When an invitation that nobody has used ends; None once it was used."""
        return None if self.last_login or not self.invited_at else self.invited_at + INVITATION

    @property
    def may_sign_in(self) -> bool:
        """Whether the account is open and, where it was never used, the invitation still holds."""
        ends = self.invitation_ends_at
        return self.is_active and (ends is None or now() < ends)


class Draft(models.Model):
    """What a person had typed on a page when they left it, or the file they chose there and have not saved; shown to
    nobody else, and gone once saved.
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="drafts")
    path = models.CharField(max_length=300)
    sealed = models.TextField(blank=True, help_text="What was typed, as sealed JSON: it may speak of survivors.")
    file = models.TextField(blank=True, help_text="The file, its name before it, packed and sealed.")
    kept_at = models.DateTimeField(auto_now=True)

    sensitivity: ClassVar = classified(plain="id user path kept_at", special_category="sealed file")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["user", "path"], name="one_draft_per_page")]

    def __str__(self) -> str:
        return f"Draft {self.pk}"

    @property
    def typed(self) -> dict[str, list[str]]:
        """What was typed, by the name of its box. Raises NotOpenedError where it was sealed under a key now gone."""
        typed: dict[str, list[str]] = json.loads(sealing.unseal(self.sealed))
        return typed


class OutgoingMail(models.Model):
    """A mail that waits for the mail lane. Sealed, as it may hold a code or a link that opens an account.

    It is gone once it is sent, and once what it says is no longer good.
    """

    sealed = models.TextField(help_text="Addresses, subject and text, as sealed JSON.")
    kept_at = models.DateTimeField()
    expires_at = models.DateTimeField()

    sensitivity: ClassVar = classified(plain="id kept_at expires_at", secret="sealed")  # noqa: S106

    class Meta:
        verbose_name = "outgoing mail"
        verbose_name_plural = "outgoing mail"

    def __str__(self) -> str:
        return f"Outgoing mail {self.pk}"


class FileReading(models.Model):
    """A file that somebody sent and a job reads: its bytes until they are read, then what they hold, both sealed.

    Found again by its fingerprint where the page asks for the same anew. Where the page could not wait, `sent` is what
    it was sent, so that the person goes on there. It is gone once it was used, and within the hour.
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="file_readings")
    fingerprint = models.CharField(max_length=64, help_text="Of the file and of how it is read, under a key.")
    task = models.CharField(max_length=20)
    seconds = models.PositiveSmallIntegerField(help_text="Of a processor's time.")
    is_file = models.BooleanField(help_text="Whether it is a file, and not what another reading handed on.")
    content = models.BinaryField(help_text="What goes to the reader, packed and sealed; nothing once it was read.")
    answer = models.BinaryField(blank=True, help_text="What it holds, or why it was refused, packed and sealed.")
    sent = models.BinaryField(blank=True, help_text="What a page was sent that goes on with it, packed and sealed.")
    kept_at = models.DateTimeField()

    objects: ClassVar[models.Manager["FileReading"]] = models.Manager()

    sensitivity: ClassVar = classified(
        plain="id user fingerprint task seconds is_file kept_at", special_category="content answer sent"
    )

    class Meta:
        verbose_name = "file reading"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "fingerprint"], name="one_reading_per_person_and_file")
        ]

    def __str__(self) -> str:
        return f"File reading {self.pk}"
