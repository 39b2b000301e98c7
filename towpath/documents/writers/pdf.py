"""PDF by Typst: tagged, to PDF/UA-1 (ISO 14289-1).

What a person typed travels as JSON and never becomes mark-up. No character of it stops the paper (see `printable`).
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import typst

from towpath.documents.writers.pictures import picture_of
from towpath.documents.writers.printable import printable
from towpath.documents.writers.typefaces import HOUSE, families, fonts

# Templates of any room may use the house style in typst/, so the package is what they may read from.
PACKAGE = Path(__file__).resolve().parents[2]
STYLES = Path(__file__).resolve().parent / "typst"
PICTURE_ALONE = STYLES / "picture.typ"
# One text on a page and nothing else, to find the one that cannot be set.
PLAINEST = b"""#set document(title: "A text")
#set text(lang: "en", font: json(bytes(sys.inputs.fonts)))
#json(bytes(sys.inputs.contents))"""
NAMES = ("title", "caption", "words", "label")
LONGEST_EXCERPT = 60
POINTS_TO_INCH = 72
PANIC = "PanicException"  # what Rust raises in Python: no Exception, and of no module to import it from
CONFORMING = {"pdf_standards": ["ua-1"]}


class PrintingError(Exception):
    """A paper that cannot be set. `where` names the part of it and what stands there, where that is known."""

    def __init__(self, reason: str, where: str = "") -> None:
        super().__init__(f"{where}: {reason}" if where else reason)
        self.where = where


def typeset(template: Path, contents: Mapping[str, Any], *, made_at: datetime, pictures: Sequence[str] = ()) -> bytes:
    """The PDF of a template, which reads `contents` and `pictures`, SVGs, by `json(bytes(sys.inputs...))`.

    Only Typst's own fonts and those installed with Towpath are used, so that the same contents give the same pages
    on every machine. Raises PrintingError.
    """
    said = {"contents": _printable(contents), "pictures": list(map(picture_of, pictures))}
    try:
        return _compiled(template, said, root=str(PACKAGE), timestamp=int(made_at.timestamp()), **CONFORMING)
    except PrintingError as error:
        where = next(_unprintable(said["contents"]), "")
        raise PrintingError(str(error), where) from error


def picture_as_png(svg: str, *, scale: float) -> bytes:
    """A picture for Word, as it stands in the PDF."""
    said = {"pictures": [picture_of(svg)]}
    return _compiled(PICTURE_ALONE, said, root=str(STYLES), format="png", ppi=POINTS_TO_INCH * scale)


def _compiled(template: Path | bytes, said: Mapping[str, Any], **how: Any) -> bytes:
    """What Typst makes of a template. Raises PrintingError, in its words, for whatever it fails at."""
    inputs = {**said, "fonts": [HOUSE, *families()]}
    try:
        pages = typst.compile(
            template,
            sys_inputs={name: json.dumps(value, ensure_ascii=False) for name, value in inputs.items()},
            font_paths=fonts(),
            ignore_system_fonts=True,
            **how,
        )
    except typst.TypstError as error:
        raise PrintingError(f"{error.message} {' '.join(error.hints)}".strip()) from error
    except BaseException as error:
        if type(error).__name__ != PANIC:
            raise
        raise PrintingError("Typst met a fault of its own.") from error
    if not isinstance(pages, bytes):
        raise PrintingError("Typst returned no single file.")
    return pages


def _printable(value: Any) -> Any:
    """The same contents, every string in them as it can be printed."""
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, Mapping):
        return {key: _printable(part) for key, part in value.items()}
    return [_printable(part) for part in value] if isinstance(value, list | tuple) else value


def _unprintable(value: Any, where: str = "A text") -> Iterator[str]:
    """The parts that cannot be set even by themselves, each by its name and with what stands in it."""
    if isinstance(value, str) and not _is_printable(value):
        said = f"“{value[:LONGEST_EXCERPT]}”"
        yield f"{where} cannot be printed" + ("" if said == where else f": {said}")
    parts: Iterable[Any] = value.values() if isinstance(value, Mapping) else value if isinstance(value, list) else ()
    name = _name_of(value) if isinstance(value, Mapping) else ""
    yield from (found for part in parts for found in _unprintable(part, name or where))


def _name_of(value: Any) -> str:
    """What a part is called: by its own name, or by that of the first thing in it, as a row by its first cell."""
    if isinstance(value, list):
        return _name_of(value[0]) if value else ""
    if not isinstance(value, Mapping):
        return ""
    own = next((value[key] for key in NAMES if isinstance(value.get(key), str) and value[key]), "")
    return f"“{own[:LONGEST_EXCERPT]}”" if own else next(filter(None, map(_name_of, value.values())), "")


def _is_printable(text: str) -> bool:
    try:
        _compiled(PLAINEST, {"contents": text}, **CONFORMING)
    except PrintingError:
        return False
    return True
