"""Which forms were used, and what was answered."""

from typing import ClassVar

from django.conf import settings
from django.contrib.messages.storage.cookie import MessageDecoder, MessageEncoder
from django.db import models

from towpath.access.sensitivity import classified


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
