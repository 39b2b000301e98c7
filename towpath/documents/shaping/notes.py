"""Footnotes written as prose under a table, tied to the marks in its cells."""

import re
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from towpath.documents.grid import Block, Grid, Paragraph
from towpath.documents.table import Cell, Note
from towpath.documents.wording import plain_digits

_SIGN = r"\*{1,3}|[†‡]"
_NUMBER = r"[⁰¹²³⁴⁵⁶⁷⁸⁹]+"
# A mark follows a word, a bracket or a stop without a space; "A*" and "5*" are words of their own.
_POINTER = re.compile(rf"((?:[^\W\d_]{{2}}|[)\]”\"'’.,;:]))({_SIGN}|{_NUMBER})(?=$|[\s.,;:)])", re.MULTILINE)
_NOTE = re.compile(rf"({_SIGN}|{_NUMBER})\s*([^\s*].*)")


def gathered(blocks: Sequence[Block], kept_apart: Sequence[Note]) -> tuple[tuple[Block, ...], tuple[Note, ...]]:
    """The blocks without the prose that is a note, and every note once, however often the document repeats
    it.

    Prose is a note if it begins with a mark that some word points with; a note that ends in a colon takes
    in the list that follows it.
    """
    parted = tuple(part for block in blocks for part in _without_footing(block))
    pointed = {mark for block in parted for mark in _marks_in(block)}
    notes = {note.mark: note for note in kept_apart}
    left: list[Block] = []
    remaining = deque(parted)
    while remaining:
        if (note := _note_at_head(remaining, pointed)) is None or not _is_new_or_repeated(note, notes):
            left.append(remaining.popleft())
            continue
        remaining.popleft()
        if note.mark not in notes:
            notes[note.mark] = _with_list(note, remaining)
    return tuple(left), tuple(notes.values())


def _note_at_head(blocks: deque[Block], pointed: set[str]) -> Note | None:
    first = blocks[0]
    found = _NOTE.fullmatch(first.text) if isinstance(first, Paragraph) else None
    return Note(plain_digits(found[1]), found[2]) if found and found[1] in pointed else None


def _is_new_or_repeated(note: Note, notes: Mapping[str, Note]) -> bool:
    """A second text under the same mark is no note: it is prose that happens to begin with the sign."""
    return note.mark not in notes or notes[note.mark].text.partition("\n")[0] == note.text


def _with_list(note: Note, following: deque[Block]) -> Note:
    """The note with the items that follow it, taken off, if it announces a list."""
    lines = [note.text]
    while note.text.endswith(":") and following and isinstance(item := following[0], Paragraph) and item.is_item:
        lines.append(item.text)
        following.popleft()
    return replace(note, text="\n".join(lines))


def tied(cell: Cell, notes: Sequence[Note]) -> Cell:
    """The cell without its marks, and with the notes they point at; a sign whose note is missing is kept as a note
    without text, so that its loss can be seen. An asterisk before an item that is no note was a bullet.
    """
    known = {note.mark: note for note in notes}
    found: dict[str, Note] = {}

    def lifted(pointer: re.Match[str]) -> str:
        if not _is_tied(pointer[2], known):
            return pointer[0]
        mark = plain_digits(pointer[2])
        found[mark] = known.get(mark, Note(mark, ""))
        return pointer[1]

    items = tuple(_POINTER.sub(lifted, item.removeprefix("* ")) for item in cell.items)
    if items == cell.items:
        return cell
    return replace(cell, text="\n".join(items), items=items, notes=tuple(found.values()))


def _is_tied(mark: str, known: dict[str, Note]) -> bool:
    """A sign always points at a note; a raised number only if there is one, for it may be a square or a
    power.
    """
    return not mark[0].isdigit() or plain_digits(mark) in known


def _marks_in(block: Block) -> Iterator[str]:
    texts = [block.text] if isinstance(block, Paragraph) else [cell.text for row in block.rows for cell in row]
    for text in texts:
        yield from (mark for _, mark in _POINTER.findall(text))


def _without_footing(block: Block) -> tuple[Block, ...]:
    """A grid whose last rows hold nothing but a note each, as sheets do, parted from them."""
    if not isinstance(block, Grid):
        return (block,)
    kept = len(block.rows)
    while kept and (text := _only_text(block.rows[kept - 1])) is not None and _NOTE.fullmatch(text):
        kept -= 1
    prose = tuple(Paragraph(_only_text(row) or "", block.page) for row in block.rows[kept:])
    return (replace(block, rows=block.rows[:kept]), *prose)


def _only_text(row: Sequence[Cell]) -> str | None:
    """The text of a row that has words in one cell only."""
    filled = [cell.text for cell in row if not cell.is_blank]
    return filled[0] if len(filled) == 1 else None
