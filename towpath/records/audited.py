"""What the audit record and histories say of a row: what it is called, whose partnership it is of, where its page is.

@audited("{area} of {programme.name}", partnership="programme__partnership", page="programmes:site")
class Site(models.Model): ...

label_of(site)  # "Newham of IRIS in seven boroughs"

A model is watched where a row of it that is changed past Towpath must be found: `@audited(watched=True, passing="…")`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from django.apps import apps
from django.db.models import Model

from towpath.access.reach import key_at
from towpath.ui.record_pages import PAGES

M = TypeVar("M", bound=type[Model])


@dataclass(frozen=True)
class Declaration:
    """The words with their places for values; and the lookup to the partnership, "" for what is nobody's."""

    label: str
    partnership: str
    watched: bool = False
    passing: frozenset[str] = frozenset()


def audited(
    label: str = "", *, partnership: str = "", page: str = "", watched: bool = False, passing: str = ""
) -> Callable[[M], M]:  # fmt: skip
    """Declare what an entry calls a row of the model, in place of `str`, and the lookup that leads to its partnership.

    `page` is the name of the page that shows such a row, and takes its key. The label names fields, and methods without
    arguments, in braces. A model with a `reach` has said its partnership.

    Of a watched row every entry that adds or changes it, as its subject or beside it, holds a digest of all its fields
    but those `passing`, which change without an entry. `towpath verify` compares the last one with the row.
    """

    def declare(model: M) -> M:
        reach = getattr(model, "reach", None)
        way = partnership or (reach.partnership if reach else "")
        model.audited_as = Declaration(label, way, watched, frozenset(passing.split()))  # type: ignore[attr-defined]
        if page:
            PAGES.put(model._meta.label_lower, page)
        return model

    return declare


def label_of(row: Model) -> str:
    """What the row is called; its kind and key where its model declares nothing."""
    declared: Declaration | None = getattr(row, "audited_as", None)
    if declared is None:
        return f"{row._meta.verbose_name} {row.pk}"
    return declared.label.format_map(_Values(row)) if declared.label else str(row)


def partnership_key_of(row: Model) -> int | None:
    """The key of the partnership the row is of; None where its model declares none."""
    declared: Declaration | None = getattr(row, "audited_as", None)
    return key_at(row, declared.partnership) if declared and declared.partnership else None


def watched_models() -> list[type[Model]]:
    """Every model whose rows are watched."""
    return [model for model in apps.get_models() if _is_watched(model)]


def watched_fields(model: type[Model]) -> list[Any]:
    """The fields of a watched model that a digest covers; none of a model that is not watched."""
    declared: Declaration | None = vars(model).get("audited_as")
    if declared is None or not declared.watched:
        return []
    return [field for field in model._meta.concrete_fields if field.name not in declared.passing]


def _is_watched(model: type[Model]) -> bool:
    return bool(watched_fields(model))


class _Values:
    """A row's fields by name; a method by what it returns, such as `get_kind_display`."""

    def __init__(self, row: Model) -> None:
        self.row = row

    def __getitem__(self, name: str) -> Any:
        value = getattr(self.row, name)
        return value() if callable(value) else value
