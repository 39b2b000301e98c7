"""Two people, one record: the second to save is told what the first changed, and loses no typing."""

import hashlib
import json
from typing import TypeVar

from django.db import models

AnyRow = TypeVar("AnyRow", bound=models.Model)


class Versioned(models.Model):
    """A model whose rows count their changes, so that whoever saves over a newer one is shown it first."""

    version = models.PositiveIntegerField(default=1)

    class Meta:
        abstract = True


class ChangedMeanwhile(Exception):  # noqa: N818 -- the name is the sentence
    """Somebody saved this record after the page was opened; `current` is the record as it stands now.

    `field` is where the form keeps its version.
    """

    field = "version"

    def __init__(self, current: models.Model, version: int | str | None = None) -> None:
        super().__init__("Somebody else changed this after you opened it. Look at what they changed, then save again.")
        self.current = current
        self.version = current.version if version is None else version  # type: ignore[attr-defined]


def lock(model: type[models.Model], pk: int, *, no_key: bool = False) -> None:
    """Let nobody else change this row until the transaction ends. With `no_key`, rows that name it may still be added.

    Raises DoesNotExist where it is gone.
    """
    model._default_manager.select_for_update(no_key=no_key).only("pk").get(pk=pk)


def hold(queryset: "models.QuerySet[AnyRow]", pk: int, *, version: int | None) -> AnyRow:
    """The record locked for this transaction, if it is still the version the person saw; None where there was no page.

    Raises ChangedMeanwhile when it is not. Must be called inside a transaction. Locked first and read after:
    PostgreSQL would join a row it waited for with what others were before the wait.
    """
    lock(queryset.model, pk)
    record = queryset.get(pk=pk)
    if version is not None and record.version != version:  # type: ignore[attr-defined]
        raise ChangedMeanwhile(record)
    return record


def fingerprint(values: object) -> str:
    """The version of what a form shows, where that is kept in many rows and has none of its own."""
    written = json.dumps(values, sort_keys=True, default=str)
    return hashlib.sha256(written.encode()).hexdigest()[:16]


def require_unchanged(current: models.Model, values: object, *, version: str | None) -> None:
    """Refuse to save over what the person did not see. `values` are what the form would show now.

    Raises ChangedMeanwhile. Must be called with `current` locked. `version` is None where there was no page.
    """
    now = fingerprint(values)
    if version is not None and version != now:
        raise ChangedMeanwhile(current, now)
