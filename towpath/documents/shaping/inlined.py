"""Footnotes that a converter wrote into the prose: `[footnoteRef:1] [1: The note.]`, and its `[bookmark:
…]` tags.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from towpath.documents.grid import Block, Grid, Paragraph
from towpath.documents.table import Note
from towpath.documents.wording import normalised, superscript

_POINTER = re.compile(r"\[footnoteRef:(\d+)\]")
_NOTE = re.compile(r"[ \t]*\[(\d+):([^\[\]]*)\]")
_BOOKMARK = re.compile(r"\[bookmark:[^\[\]\n]*\]")


def lifted(blocks: Sequence[Block]) -> tuple[tuple[Block, ...], tuple[Note, ...]]:
    """The blocks with each such pointer as a raised number, and the notes; a note may run over paragraphs."""
    prose = "\n".join(block.text for block in blocks if isinstance(block, Paragraph))
    pointed = set(_POINTER.findall(prose))
    if not pointed and not _BOOKMARK.search(prose):
        return tuple(blocks), ()
    notes = tuple(Note(mark, normalised(text)) for mark, text in _NOTE.findall(prose) if mark in pointed)
    return tuple(_relined(blocks, _without(prose, pointed).split("\n"))), notes


def _without(prose: str, pointed: set[str]) -> str:
    """The prose without notes and bookmarks; line ends inside a note stay, so that lines still match
    paragraphs.
    """
    noteless = _NOTE.sub(lambda found: "\n" * found[0].count("\n") if found[1] in pointed else found[0], prose)
    return _POINTER.sub(lambda found: superscript(found[1]), _BOOKMARK.sub("", noteless))


def _relined(blocks: Sequence[Block], lines: Sequence[str]) -> Iterator[Block]:
    remaining = iter(lines)
    for block in blocks:
        if isinstance(block, Grid):
            yield block
        elif words := normalised(next(remaining)):
            yield replace(block, text=words)
