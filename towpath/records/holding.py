"""Two people, one record: the second to save is told what the first changed, and loses no typing."""

from typing import TypeVar

from django.db import models

Versioned = TypeVar("Versioned", bound=models.Model)


class ChangedMeanwhile(Exception):  # noqa: N818 -- the name is the sentence
    """Somebody saved this record after the page was opened; `current` is the record as it stands now."""

    def __init__(self, current: models.Model) -> None:
        super().__init__("Somebody else changed this after you opened it. Look at what they changed, then save again.")
        self.current = current


def hold(queryset: "models.QuerySet[Versioned]", pk: int, *, version: int) -> Versioned:
    """The record locked for this transaction, if it is still the version the person saw.

    Raises ChangedMeanwhile when it is not. Must be called inside a transaction. Locked first and read after:
    PostgreSQL would join a row it waited for with what others were before the wait.
    """
    queryset.model._default_manager.select_for_update().only("pk").get(pk=pk)
    record = queryset.get(pk=pk)
    if record.version != version:  # type: ignore[attr-defined]
        raise ChangedMeanwhile(record)
    return record
