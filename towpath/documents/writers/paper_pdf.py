"""A paper as a PDF to PDF/UA-1, from its blocks."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from towpath.documents.blocks import Block, PaperContents, PictureBlock, TableBlock, kept
from towpath.documents.writers.letters import shown_of
from towpath.documents.writers.pdf import STYLES, typeset
from towpath.documents.writers.printable import printable

TEMPLATE = STYLES / "paper.typ"


def pdf_of(contents: PaperContents, made_at: datetime) -> bytes:
    """The paper as A4 pages. Raises PrintingError."""
    pictures: list[str] = []
    title = contents.title
    blocks = list(_blocks(contents.blocks, pictures))
    _as_headings_conform(blocks)
    said = {"title": title.whole, "above": title.above, "blocks": blocks}
    return typeset(TEMPLATE, said, made_at=made_at, pictures=pictures)


def _blocks(blocks: tuple[Block, ...], pictures: list[str]) -> Iterator[dict[str, Any]]:
    """Blocks as the template takes them; the SVGs go beside them, each known by its place."""
    for block in blocks:
        match block:
            case PictureBlock():
                yield _picture(block, pictures)
            case TableBlock():
                yield _table(block)
            case _:
                yield kept(block)


def _as_headings_conform(blocks: list[dict[str, Any]]) -> None:
    """In PDF/UA-1 the first heading is of level 1, and none is without a word to be seen."""
    headed = (one for block in blocks for one in block.get("tables", [block]) if "level" in one)
    is_first = True
    for block in headed:
        name = "caption" if block["kind"] == "table" else "words"
        if not shown_of(printable(block[name])).strip():
            block[name] = ""
        elif is_first:
            block["level"], is_first = 1, False


def _picture(picture: PictureBlock, pictures: list[str]) -> dict[str, Any]:
    parts = [
        {"at": at, "sentence": part.sentence} for at, part in enumerate(picture.printed, start=len(pictures))
    ]  # fmt: skip
    pictures += [part.svg for part in picture.printed]
    return {"kind": "picture", "parts": parts, "tables": [_table(table) for table in picture.tables]}


def _table(table: TableBlock) -> dict[str, Any]:
    stored: dict[str, Any] = kept(table)
    return stored | {"number_columns": list(table.number_columns)}
