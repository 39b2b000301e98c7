"""Tables that only grow: refused in the ORM by a manager, and in both databases by a trigger (records.triggers)."""

from typing import Any, ClassVar, NoReturn

from django.db import models


class AppendOnlyError(Exception):
    """Somebody tried to change or delete a row that may only be added."""


class AppendOnlyQuerySet(models.QuerySet[Any]):
    """Rows can be added and read, nothing else."""

    def _refuse(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise AppendOnlyError(f"{self.model._meta.verbose_name} rows are never changed or deleted.")

    update = delete = bulk_update = update_or_create = _refuse


class AppendOnlyModel(models.Model):
    """A model whose rows are history: saved once, never changed or deleted.

    The triggers let two things through. Words may give way to the mark of redaction, unless `may_be_redacted` is
    False; and a row may leave once its whole contents are kept among what was taken back (records.set_aside).
    """

    may_be_redacted: ClassVar[bool] = True

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise AppendOnlyError(f"{self._meta.verbose_name} rows are never changed.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise AppendOnlyError(f"{self._meta.verbose_name} rows are never deleted.")
