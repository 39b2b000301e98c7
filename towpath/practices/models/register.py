"""The national register of general practices, as NHS ODS publishes it, and how it changed from file to file."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models

from towpath.access.grants import Visitor, holds_somewhere
from towpath.access.roles import Permission
from towpath.access.sensitivity import classified
from towpath.practices.models.sign_ups import SignUp
from towpath.records.append_only import AppendOnlyModel, AppendOnlyQuerySet
from towpath.records.audited import audited


class PracticeQuerySet(models.QuerySet["Practice"]):
    """Ways to ask for practices. What is in the register is public; what a site knows of a practice is not."""

    def visible_to(self, user: Visitor) -> "PracticeQuerySet":
        """All for whoever sees programmes or sites; for a practice's manager, the practices they manage."""
        if holds_somewhere(user, Permission.VIEW_PROGRAMMES):
            return self
        return self.filter(pk__in=SignUp.objects.managed_by(user).values("practice"))

    def matching(self, words: str) -> "PracticeQuerySet":
        """By code exactly, by the beginning of a postcode, or by every word of a name."""
        asked = " ".join(words.upper().split())
        squeezed = asked.replace(" ", "")
        found = models.Q(code=squeezed) | models.Q(postcode_squeezed__startswith=squeezed)
        named = models.Q()
        for word in asked.split():
            named &= models.Q(name_upper__contains=word)
        return self.filter(found | named) if asked else self


@audited(page="practices:practice_of_key")
class Practice(models.Model):
    """A general practice as the register has it (NHS ODS "epraccur"; columns in the glossary).

    Closed practices stay: what was trained there was trained. `name_upper` and `postcode_squeezed` are for searching.
    """

    code = models.CharField(max_length=10, unique=True)
    name = models.CharField(max_length=200)
    address: Any = models.JSONField(default=list)
    postcode = models.CharField(max_length=10, blank=True)
    opened_on = models.DateField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    status = models.CharField(max_length=12)
    is_gp_practice = models.BooleanField(default=False)
    settings: Any = models.JSONField(default=list)
    commissioner = models.CharField(max_length=10, blank=True, help_text="Sub-ICB location code.")
    network = models.CharField(max_length=10, blank=True, help_text="Primary care network code.")
    telephone = models.CharField(max_length=40, blank=True)
    name_upper = models.CharField(max_length=200, db_index=True)
    postcode_squeezed = models.CharField(max_length=10, blank=True, db_index=True)
    is_in_newest_file = models.BooleanField(default=True)

    objects = PracticeQuerySet.as_manager()

    sensitivity: ClassVar = classified(
        plain="id code name address postcode opened_on closed_on status is_gp_practice settings commissioner network "
        "telephone name_upper postcode_squeezed is_in_newest_file"
    )

    class Meta:
        ordering: ClassVar = ["name", "code"]
        indexes: ClassVar = [models.Index(fields=["commissioner", "is_gp_practice"], name="practices_of_commissioner")]

    def __str__(self) -> str:
        return f"{self.name} ({self.code})"

    @property
    def is_open(self) -> bool:
        return self.status == "active" and self.closed_on is None


@audited(page="practices:register_load")
class RegisterLoad(AppendOnlyModel):
    """One national file taken in: which dialect, how many rows, and what it changed."""

    loaded_at = models.DateTimeField()
    loaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=250, help_text="The file's name.")
    sha256 = models.CharField(max_length=64)
    dialect = models.CharField(max_length=10)
    rows = models.PositiveIntegerField()
    added = models.PositiveIntegerField()
    changed = models.PositiveIntegerField()
    gone = models.PositiveIntegerField()

    objects = AppendOnlyQuerySet.as_manager()

    sensitivity: ClassVar = classified(
        plain="id loaded_at name sha256 dialect rows added changed gone", personal="loaded_by"
    )

    class Meta:
        verbose_name = "load of the register"
        verbose_name_plural = "loads of the register"
        ordering: ClassVar = ["-pk"]

    def __str__(self) -> str:
        return self.name


class ChangeKind(models.TextChoices):
    """What became of a practice between two files, or as somebody here recorded."""

    RENAMED = "renamed", "Renamed"
    MOVED = "moved", "New address"
    CLOSED = "closed", "Closed"
    REOPENED = "reopened", "Open again"
    COMMISSIONER = "commissioner", "New commissioner"
    NETWORK = "network", "New primary care network"
    SETTING = "setting", "New setting"
    MERGED = "merged", "Merged into another practice"
    GONE = "gone", "No longer in the national file"


class PracticeChange(AppendOnlyModel):
    """A change to a practice: its history. `into` is the practice it merged into."""

    practice = models.ForeignKey(Practice, on_delete=models.PROTECT, related_name="changes")
    kind = models.CharField(max_length=15, choices=ChangeKind.choices)
    happened_on = models.DateField(help_text="The day the register gives, else the day it was first seen.")
    before = models.CharField(max_length=400, blank=True)
    after = models.CharField(max_length=400, blank=True)
    into = models.ForeignKey(Practice, null=True, blank=True, on_delete=models.PROTECT, related_name="mergers")
    load = models.ForeignKey(RegisterLoad, null=True, blank=True, on_delete=models.PROTECT, related_name="changes")
    recorded_at = models.DateTimeField()

    objects = AppendOnlyQuerySet.as_manager()

    sensitivity: ClassVar = classified(plain="id practice kind happened_on before after into load recorded_at")

    class Meta:
        verbose_name = "change to a practice"
        verbose_name_plural = "changes to practices"
        ordering: ClassVar = ["practice_id", "happened_on", "pk"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.pk}"
