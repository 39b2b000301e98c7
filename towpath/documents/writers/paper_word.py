"""A paper as a Word file, from its blocks in their order."""

from datetime import datetime

from docx.shared import Cm

from towpath.documents.blocks import (
    Block,
    Bullets,
    Cell,
    CellLines,
    Facts,
    Heading,
    NoteBlock,
    PaperContents,
    PictureBlock,
    Prose,
    Rated,
    TableBlock,
    TableRow,
    Title,
    words_of,
)
from towpath.documents.writers.pdf import picture_as_png
from towpath.documents.writers.word import WordFile
from towpath.documents.writers.word_tables import Piece, WordCell, WordRow, WordTable, text_cell

TINTS = {"red": "FBE9E7", "amber": "FFF1D6", "green": "E3F2E8", "blue": "E3EEF8"}
GROUNDS = {"subtotal": "EEF4F9", "total": "E3EEF8"}
PICTURE_WIDTH = Cm(17.2)


def word_of(contents: PaperContents, made_at: datetime) -> bytes:
    file = WordFile(contents.title.whole, made_at=made_at)
    for block in contents.blocks:
        _add(file, block)
    return file.saved()


def _add(file: WordFile, block: Block) -> None:
    match block:
        case Title():
            _title(file, block)
        case Heading():
            file.heading(block.words, block.level)
        case Prose():
            for paragraph in block.paragraphs:
                file.paragraph(paragraph)
        case Bullets():
            for sentence in block.sentences:
                file.bullet(sentence)
        case Facts():
            for fact in block.facts:
                file.paragraph(f"{fact.label}: {' '.join(map(words_of, fact.value))}")
        case TableBlock():
            _table(file, block)
        case PictureBlock():
            _picture(file, block)
        case NoteBlock():
            file.paragraph(block.words, is_bold=block.is_strong)


def _title(file: WordFile, title: Title) -> None:
    if title.above:
        file.paragraph(title.above)
    file.title(title.words)
    if title.below:
        file.paragraph(title.below, is_bold=True)


def _picture(file: WordFile, picture: PictureBlock) -> None:
    for part in picture.printed:
        file.picture(picture_as_png(part.svg, scale=2.5), alt=part.sentence, width=PICTURE_WIDTH)
    for table in picture.tables:
        _table(file, table)


def _table(file: WordFile, table: TableBlock) -> None:
    file.heading(table.caption, table.level)
    if table.note:
        file.paragraph(table.note)
    if table.rows:
        rows = (_row(row) for row in table.rows)
        file.table(WordTable(table.caption, table.headings, table.widths, rows, table.number_columns))
    elif table.empty:
        file.paragraph(table.empty)


def _row(row: TableRow) -> WordRow:
    return WordRow(tuple(_cell(cell, row.level) for cell in row.cells))


def _cell(cell: Cell, level: str) -> WordCell:
    fill, is_bold = GROUNDS.get(level, ""), level != "part"
    match cell:
        case Rated():
            return text_cell(cell.word, fill=TINTS.get(cell.colour, fill), is_bold=True)
        case CellLines():
            pieces = (Piece(line.words, is_bold=is_bold or line.weight == "strong") for line in cell.lines)
            return WordCell(tuple(pieces), fill)
        case _:
            return text_cell(words_of(cell), fill=fill, is_bold=is_bold)
