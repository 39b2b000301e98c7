"""A document as it arrived: kept whole, so that it can be read again and shown beside what was made of it."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from towpath.access.reach import Paths, within
from towpath.access.roles import Permission
from towpath.access.sensitivity import classified
from towpath.accounts.models import User
from towpath.partners.models import Partnership
from towpath.records.audited import audited


class SourceDocumentQuerySet(models.QuerySet["SourceDocument"]):
    """Ways to ask for documents."""

    def visible_to(self, user: User) -> "SourceDocumentQuerySet":
        """Those of partnerships whose plans this person reads in and corrects."""
        return self.filter(within(user, Permission.EDIT_PLANS, Paths("partnership")))

    def without_content(self) -> "SourceDocumentQuerySet":
        """For lists: the file itself, up to 20 MB, stays where it is."""
        return self.defer("content")


@audited("Document {pk}", partnership="partnership")
class SourceDocument(models.Model):
    """One file that somebody uploaded, kept once per partnership however often it is sent.

    The file is kept in the database, in the transaction that takes it in, so that neither is ever there alone.
    """

    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="source_documents")
    name = models.CharField(max_length=250)
    kind = models.CharField(max_length=20)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField(help_text="In bytes.")
    content = models.BinaryField()
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField()

    objects = SourceDocumentQuerySet.as_manager()

    sensitivity: ClassVar = classified(
        plain="id partnership kind sha256 size uploaded_at", personal="name content uploaded_by"
    )

    class Meta:
        verbose_name = "source document"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["partnership", "sha256"], name="document_kept_once_per_partnership")
        ]

    def __str__(self) -> str:
        return self.name
