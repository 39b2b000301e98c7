"""A progress report's contents as JSON and back, and the fingerprint by which they are known again."""

import hashlib
import json
from dataclasses import asdict, fields, is_dataclass
from enum import StrEnum
from typing import Any, TypeVar, get_args, get_type_hints

from towpath.foundation.figures import Absence
from towpath.reports.progress.contents import ProgressContents

Kept = TypeVar("Kept")
MOVES_BY_ITSELF = "known_at"  # a later look at the same figures is no other report


def as_json(contents: ProgressContents) -> dict[str, Any]:
    return asdict(contents)


def from_json(kept: dict[str, Any]) -> ProgressContents:
    """The contents that `as_json` wrote, now or in its first format."""
    return made_of(ProgressContents, kept if "format" in kept else _from_first_format(kept))


def _from_first_format(kept: dict[str, Any]) -> dict[str, Any]:
    """Contents whose figures had a kind beside their label, and that named neither their day nor sites' figures."""
    tables = [
        table | {"rows": [row | {"figures": list(map(_figure, row["figures"]))} for row in table["rows"]]}
        for table in kept["tables"]
    ]
    return kept | {"tables": tables, "figures": [], "day": "its last day", "format": 1}


def _figure(kept: dict[str, Any]) -> dict[str, Any]:
    """The label as it was printed; a kind that is no absence, such as no target, is none."""
    absences = {absence.label: absence.value for absence in Absence}
    return {"number": kept["number"], "absence": absences.get(kept["kind"]), "label": kept["shown"]}


def fingerprint(kept: dict[str, Any]) -> str:
    """The SHA-256 of contents, written in one way only."""
    written = json.dumps(kept, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(written.encode()).hexdigest()


def seen(contents: ProgressContents) -> str:
    """What stands for all that a reader saw, whenever they looked."""
    kept = as_json(contents)
    kept.pop(MOVES_BY_ITSELF)
    kept["notes"] = kept["notes"][1:]  # the first says when it was known
    return fingerprint(kept)


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
