"""Plain text: prose with tables among it, drawn with tabs or with pipes as in Markdown."""

import re
from collections.abc import Iterator
from enum import Enum
from itertools import groupby

from towpath.documents.grid import Block, Contents, Paragraph, paragraph_of
from towpath.documents.limits import CellCount, check_text
from towpath.documents.readers import delimited
from towpath.documents.readers.delimited import grid_of, plain
from towpath.documents.table import Note
from towpath.documents.wording import superscript

_RULE_SIGNS = frozenset("|+-=: \t")
_SPLIT_AT_PIPES = re.compile(r"(?<!\\)\|")
_BOLD = re.compile(r"(\*\*|__)(?=\S)((?:(?!\1).)+)(?<=\S)\1")  # from one sign to the next and no further
_HEADING = re.compile(r"^#{1,6}\s+")
_NOTE = re.compile(r"^\[\^(\w+)\]:\s*(.+)$", re.MULTILINE)
_NOTE_MARK = re.compile(r"\[\^(\d+)\]")


class _Line(Enum):
    BLANK = 0
    PROSE = 1
    TABBED = 2
    PIPED = 3


def read_text(text: str) -> Contents:
    """Tables of tabbed or piped lines, and prose; a text that is nothing but comma-separated rows is read
    as such.
    """
    check_text(text)
    if (rows := delimited.strict_rows(text)) is not None:
        return delimited.contents_of(rows)
    notes = tuple(Note(mark, note) for mark, note in _NOTE.findall(text))
    body = _NOTE_MARK.sub(lambda found: superscript(found[1]), _NOTE.sub("", text))
    return Contents("text", tuple(_blocks(body)), notes)


def _blocks(text: str) -> Iterator[Block]:
    count, table = CellCount(), 0
    for kind, lines in groupby(text.split("\n"), key=_line_kind):
        block = list(lines)
        rows = _rows(kind, block)
        if _is_table(rows):
            table += 1
            yield grid_of(rows, table, count)
        else:
            yield from _paragraphs(block)


def _line_kind(line: str) -> _Line:
    if not line.strip():
        return _Line.TABBED if line.count("\t") > 1 else _Line.BLANK
    if line.lstrip().startswith(("|", "+-", "+=")) or _is_rule(line) or " | " in line:
        return _Line.PIPED
    return _Line.TABBED if "\t" in line else _Line.PROSE


def _is_rule(line: str) -> bool:
    """A line drawn between rows, such as `|---|:--:|`."""
    return _RULE_SIGNS.issuperset(line) and ("--" in line or "==" in line)


def _rows(kind: _Line, lines: list[str]) -> list[list[str]]:
    if kind is _Line.TABBED:
        return delimited.tabbed_rows(lines)
    if kind is _Line.PIPED:
        return [_piped_cells(line) for line in lines if not _is_rule(line)]
    return []


def _piped_cells(line: str) -> list[str]:
    inner = line.strip().removeprefix("|").removesuffix("|")
    return [_unstarred(cell.strip().replace("\\|", "|")) for cell in _SPLIT_AT_PIPES.split(inner)]


def _is_table(rows: list[list[str]]) -> bool:
    """Two rows or more with words in two columns or more: a tab that only indents a line makes no table."""
    filled = {at for row in rows for at, words in enumerate(row) if words.strip()}
    return len(rows) > 1 and len(filled) > 1


def _paragraphs(lines: list[str]) -> Iterator[Paragraph]:
    for line in lines:
        for seen in plain(_unstarred(_HEADING.sub("", line.strip()))).splitlines():
            if any(map(str.isalnum, seen)):
                yield paragraph_of(seen, is_heading=_HEADING.match(line.strip()) is not None)


def _unstarred(text: str) -> str:
    """Words without Markdown's bold signs; a star that has no partner is a footnote's mark and stays."""
    return _BOLD.sub(r"\2", text)
