"""The report's contents as JSON and back, so that the page shows for good what the printed file says."""

from dataclasses import asdict, fields, is_dataclass
from enum import StrEnum
from typing import Any, TypeVar, get_args, get_type_hints

from towpath.reports.quarter.contents import QuarterReport

Kept = TypeVar("Kept")


def as_json(report: QuarterReport) -> dict[str, Any]:
    return asdict(report)


def from_json(kept: dict[str, Any]) -> QuarterReport:
    """The report that `as_json` wrote."""
    return made_of(QuarterReport, kept)


def made_of(kind: type[Kept], kept: dict[str, Any]) -> Kept:
    """The dataclass of that kind that was kept as JSON."""
    hints = get_type_hints(kind)
    return kind(**{part.name: _value(hints[part.name], kept[part.name]) for part in fields(kind)})  # type: ignore[arg-type]


def _value(hint: Any, kept: Any) -> Any:
    """A tuple's members share one kind; a plain value is as it was, and a word of an enumeration is that again."""
    if is_dataclass(hint):
        return made_of(hint, kept)  # type: ignore[arg-type]
    if isinstance(kept, list | tuple):
        return tuple(_value(get_args(hint)[0], member) for member in kept)
    words = [one for one in get_args(hint) if isinstance(one, type) and issubclass(one, StrEnum)]
    return words[0](kept) if words and kept is not None else kept
