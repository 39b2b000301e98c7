"""The record itself: entries chained by hash, and the head that the next entry is chained to."""

from datetime import date, timedelta
from typing import Any, ClassVar

from django.conf import settings
from django.db import models

from towpath.access.grants import Visitor, grants_of, held_then, partnerships_where
from towpath.access.reach import Paths, within
from towpath.access.roles import Permission
from towpath.access.sensitivity import classified
from towpath.audit.events import Event, EventKind
from towpath.foundation.clock import midnight
from towpath.records.append_only import AppendOnlyModel, AppendOnlyQuerySet

ORIGIN = "0" * 64
PERSON = settings.AUTH_USER_MODEL.lower()  # the subject kind of entries about a person


class EntryQuerySet(AppendOnlyQuerySet):
    """Ways to ask the record, each reads as a sentence."""

    def visible_to(self, user: Visitor) -> "EntryQuerySet":
        """Entries of the partnerships whose record this person may see, and of those partnerships' people.

        Signing in belongs to no partnership: it is shown to those who answered for the person on that day, and a
        failed try at an unknown account, which names nobody, to all.
        """
        partnerships = partnerships_where(user, Permission.VIEW_AUDIT)
        if not partnerships:
            return self.none()
        of_our_people = models.Q(held_then(partnerships, "actor_key", "at")) | models.Q(
            held_then(partnerships, "subject_key", "at"), subject_kind=PERSON
        )
        of_nobody = models.Q(actor_key="", subject_key="")
        of_ours = within(user, Permission.VIEW_AUDIT, Paths("partnership_key"))
        return self.filter(of_ours | models.Q(partnership_key="") & (of_our_people | of_nobody))

    def of_kind(self, kind: EventKind) -> "EntryQuerySet":
        return self.filter(event__in=[event for event in Event if event.kind == kind])

    def by_or_about_person(self, name: str) -> "EntryQuerySet":
        """Entries in which somebody of that name acted or was acted upon."""
        return self.filter(
            models.Q(actor_label__icontains=name) | models.Q(subject_kind=PERSON, subject_label__icontains=name)
        )

    def about(self, text: str) -> "EntryQuerySet":
        """Entries about a record whose name holds these words."""
        return self.filter(subject_label__icontains=text)

    def sights_of(self, user: Visitor) -> "EntryQuerySet":
        """Where somebody else saw what is kept of this person: their own page, or a list in which they stand."""
        partnerships = {str(grant.partnership_id) for grant in grants_of(user)}
        in_lists = models.Q(event=Event.PEOPLE_SEEN, partnership_key__in=partnerships)
        of_them = models.Q(subject_kind=PERSON, subject_key=str(user.pk))
        return self.of_kind(EventKind.SAW).filter(of_them | in_lists).exclude(actor_key=str(user.pk))

    def between(self, first: date | None, last: date | None) -> "EntryQuerySet":
        """Entries of these days, by the London calendar, both days included; None leaves that side open."""
        entries = self if first is None else self.filter(at__gte=midnight(first))
        return entries if last is None else entries.filter(at__lt=midnight(last + timedelta(days=1)))

    def written_so_far(self) -> "EntryQuerySet":
        """Those there are now, however many are written while they are read."""
        last = self.model._default_manager.aggregate(last=models.Max("number"))["last"]
        return self.filter(number__lte=last or 0)


class Entry(AppendOnlyModel):
    """One event: who did what to which record, when and from where. Labels and keys, no foreign keys, no free text."""

    number = models.PositiveBigIntegerField(primary_key=True)
    form = models.PositiveSmallIntegerField(help_text="How it is signed: audit.signing knows every form.")
    key_name = models.CharField(max_length=32, help_text="Of the key it is signed with.")
    at = models.DateTimeField()
    event = models.CharField(max_length=40)  # a value of Event, without choices: a new event needs no migration
    actor_key = models.CharField(max_length=40, blank=True)
    actor_label = models.CharField(max_length=200, blank=True)
    address = models.CharField(max_length=45, blank=True, help_text="The network address of who acted.")
    device = models.CharField(max_length=100, blank=True, help_text="What they acted with, such as a browser.")
    subject_kind = models.CharField(max_length=60, blank=True)
    subject_key = models.CharField(max_length=60, blank=True)
    subject_label = models.CharField(max_length=200, blank=True)
    partnership_key = models.CharField(max_length=40, blank=True)
    details = models.JSONField(default=dict)
    digests = models.JSONField(default=dict, help_text="Of the watched rows it changed, by kind and key.")
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64, unique=True)

    may_be_redacted = False  # it holds no free text, and its chain of hashes would break
    objects = EntryQuerySet.as_manager()

    sensitivity: ClassVar = classified(
        plain=(
            "number form key_name at event actor_key subject_kind subject_key partnership_key details digests "
            "previous_hash hash"
        ),
        personal="actor_label address device subject_label",
    )

    class Meta:
        verbose_name = "audit entry"
        verbose_name_plural = "audit entries"
        indexes: ClassVar = [
            models.Index(fields=["event", "number"]),
            models.Index(fields=["subject_kind", "subject_key", "number"]),
            models.Index(fields=["actor_key", "number"]),
        ]

    def __str__(self) -> str:
        return f"Audit entry {self.number}"


class Head(models.Model):
    """The end of the chain: how many entries there are and the last one's hash. A cut-off tail shows here.

    It is signed, so that whoever cuts the tail off cannot write a head that fits.
    """

    count = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64, default=ORIGIN)
    key_name = models.CharField(max_length=32, blank=True)
    signature = models.CharField(max_length=64, blank=True)

    codes: ClassVar = ("hash", "key_name", "signature")
    sensitivity: ClassVar = classified(plain="id count hash key_name signature")

    def __str__(self) -> str:
        return f"Head of the audit chain at {self.count}"


class Verification(models.Model):
    """What the daily round found when it proved everything, and the head of the chain it noted then."""

    made_at = models.DateTimeField()
    entries = models.PositiveBigIntegerField()
    head = models.CharField(max_length=64)
    faults: Any = models.JSONField(default=list, help_text="A sentence each: kinds, keys and numbers, no names.")
    is_noted_outside = models.BooleanField(default=False)

    codes: ClassVar = ("head", "faults")
    sensitivity: ClassVar = classified(plain="id made_at entries head faults is_noted_outside")

    class Meta:
        get_latest_by = "made_at"

    def __str__(self) -> str:
        return f"Verification {self.pk}"
