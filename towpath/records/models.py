"""What became of every record: its history, what was taken back, and which forms were used."""

from typing import TYPE_CHECKING, Any, ClassVar

from django.conf import settings
from django.contrib.messages.storage.cookie import MessageDecoder, MessageEncoder
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q

from towpath.access.sensitivity import classified
from towpath.records.append_only import AppendOnlyModel, AppendOnlyQuerySet
from towpath.records.kinds import KINDS, kind_of

if TYPE_CHECKING:
    from towpath.accounts.models import User


class Act(models.TextChoices):
    """What was done to a record."""

    RECORDED = "recorded", "Recorded"
    AMENDED = "amended", "Amended"
    CORRECTED = "corrected", "Corrected"
    TAKEN_BACK = "taken_back", "Taken back"
    PUT_BACK = "put_back", "Put back"
    REDACTED = "redacted", "Words removed"


class ChangeQuerySet(AppendOnlyQuerySet):
    """Ways to ask the history."""

    def of(self, record: models.Model) -> "ChangeQuerySet":
        """The history of one record, the earliest first."""
        return self.of_key(record._meta.label_lower, record.pk)

    def of_key(self, kind: str, key: int) -> "ChangeQuerySet":
        return self.filter(subject_kind=kind, subject_key=key).order_by("pk")


class Change(AppendOnlyModel):
    """One field of a record before and after a change, or one act on the whole of it: who, when and why.

    `before` and `after` are in words, as a person reads them. `before_value` and `after_value` hold what is not text
    (a day, a number, a key, JSON) as it was. Several fields changed at once share `made_at` and `version`.
    """

    subject_kind = models.CharField(max_length=60)
    subject_key = models.BigIntegerField()
    partnership_key = models.BigIntegerField(null=True, blank=True)
    version = models.PositiveIntegerField(null=True, blank=True, help_text="Of the record, after the change.")
    act = models.CharField(max_length=12, choices=Act.choices)
    field = models.CharField(max_length=60, blank=True)
    label = models.CharField(max_length=120, blank=True)
    before = models.TextField(blank=True)
    after = models.TextField(blank=True)
    before_value: Any = models.JSONField(null=True, blank=True, encoder=DjangoJSONEncoder)
    after_value: Any = models.JSONField(null=True, blank=True, encoder=DjangoJSONEncoder)
    reason = models.TextField(blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    objects = ChangeQuerySet.as_manager()

    on_pages: ClassVar = {
        "label": "name of what changed",
        "before": "what was there before",
        "before_value": "what was there before",
        "after": "what was there after",
        "after_value": "what was there after",
    }
    sensitivity: ClassVar = classified(
        plain="id subject_kind subject_key partnership_key version act field label made_at",
        personal="before after before_value after_value reason made_by",
    )

    class Meta:
        verbose_name = "entry of a history"
        verbose_name_plural = "entries of histories"
        indexes: ClassVar = [
            models.Index(fields=["subject_kind", "subject_key", "id"], name="history_of_a_record"),
            models.Index(fields=["partnership_key"], name="history_of_a_partnership"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(act__in=["corrected", "taken_back", "put_back"]) | ~Q(reason=""),
                name="what_was_put_right_has_a_reason",
            )
        ]

    def __str__(self) -> str:
        return f"Change {self.pk}"


class TakenBackQuerySet(models.QuerySet["TakenBack"]):
    """Ways to ask for what was taken back."""

    def still_out(self) -> "TakenBackQuerySet":
        """What was not put back."""
        return self.filter(put_back_at=None)

    def listed_to(self, user: "User", model: type[models.Model]) -> "list[TakenBack]":
        """What is of a kind, wherever this person works with it, newest first."""
        kind = kind_of(model)
        rows = self.of_kind(model).filter(owner_key__in=kind.visible(user).values("pk")).order_by("-pk")
        owners = {row.owner_key for row in rows}
        found = kind.visible(user).filter(pk__in=owners) if owners else ()
        theirs = {one.pk for one in found if kind.may_change(user, one)}
        return [row for row in rows if row.owner_key in theirs]

    def of_kind(self, model: type[models.Model]) -> "TakenBackQuerySet":
        return self.filter(kind=model._meta.label_lower)

    def from_owner(self, owner: models.Model, user: "User") -> "TakenBackQuerySet":
        """What stood on that record itself, such as a site, of the kinds this person works with there, newest first."""
        rows = self.filter(owner_kind=owner._meta.label_lower, owner_key=owner.pk)
        found = [KINDS.get(label) for label in rows.order_by().values_list("kind", flat=True).distinct()]
        theirs = [kind.label for kind in found if kind and kind.is_worked_with(user, owner)]
        return rows.filter(kind__in=theirs).order_by("-pk")


class TakenBack(models.Model):
    """A record that was recorded by mistake: it no longer counts anywhere, and can be put back.

    Its row is no longer in its own table, so nothing that reads there can count it by oversight; its whole contents,
    and those of the rows that went with it, are kept in `rows`. `owner` is what it stood on, such as its site.
    """

    kind = models.CharField(max_length=60)
    key = models.BigIntegerField()
    title = models.CharField(max_length=300)
    owner_kind = models.CharField(max_length=60)
    owner_key = models.BigIntegerField()
    partnership_key = models.BigIntegerField(null=True, blank=True)
    format = models.PositiveSmallIntegerField(default=1, help_text="How the contents of its rows are written.")
    reason = models.TextField()
    taken_back_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    taken_back_at = models.DateTimeField()
    put_back_at = models.DateTimeField(null=True, blank=True)

    objects = TakenBackQuerySet.as_manager()

    codes: ClassVar = ("kind", "owner_kind")
    sensitivity: ClassVar = classified(
        plain="id kind key owner_kind owner_key partnership_key format taken_back_at put_back_at",
        personal="title reason taken_back_by",
    )

    class Meta:
        verbose_name = "record taken back"
        verbose_name_plural = "records taken back"
        indexes: ClassVar = [models.Index(fields=["owner_kind", "owner_key"], name="taken_back_of_an_owner")]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["kind", "key"], condition=Q(put_back_at=None), name="a_record_is_taken_back_once_at_a_time"
            )
        ]

    def __str__(self) -> str:
        return self.title


class TakenBackRow(AppendOnlyModel):
    """The whole contents of one row that was taken back, as Django's serialisers write them."""

    taken_back = models.ForeignKey(TakenBack, on_delete=models.PROTECT, related_name="rows")
    table_name = models.CharField(max_length=80)
    row_key = models.BigIntegerField()
    contents: Any = models.JSONField(encoder=DjangoJSONEncoder)

    objects = AppendOnlyQuerySet.as_manager()

    on_pages: ClassVar = {"contents": "what it held"}
    sensitivity: ClassVar = classified(plain="id taken_back table_name row_key", special_category="contents")

    class Meta:
        verbose_name = "row taken back"
        verbose_name_plural = "rows taken back"
        indexes: ClassVar = [models.Index(fields=["table_name", "row_key"], name="taken_back_rows_by_key")]

    def __str__(self) -> str:
        return f"Row {self.row_key} of {self.table_name}"


class UsedForm(models.Model):
    """A form that changed something: who sent it, to which address, and the answer its second use gets again.

    `fingerprint` is of what it said, `request` names the one request that used it. `answered_with` is the address
    the answer led to, empty until it was made.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    path = models.CharField(max_length=300)
    token = models.CharField(max_length=64)
    fingerprint = models.CharField(max_length=64)
    request = models.CharField(max_length=32)
    subject_kind = models.CharField(max_length=60, blank=True)
    subject_key = models.CharField(max_length=60, blank=True)
    answered_with = models.TextField(blank=True)
    messages = models.JSONField(default=list, encoder=MessageEncoder, decoder=MessageDecoder)
    used_at = models.DateTimeField()

    on_pages: ClassVar = {"answered_with": "address it led to", "messages": "sentence it was answered with"}
    sensitivity: ClassVar = classified(
        plain="id person path token fingerprint request subject_kind subject_key used_at",
        personal="answered_with messages",
    )

    class Meta:
        verbose_name = "used form"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "path", "token"], name="form_used_once_by_a_person")
        ]
        indexes: ClassVar = [models.Index(fields=["used_at"], name="used_forms_by_age")]

    def __str__(self) -> str:
        return f"Used form {self.pk}"
