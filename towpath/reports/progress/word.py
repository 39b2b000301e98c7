"""The progress report as a Word file, in the order of the printed one."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from docx.shared import Cm

from towpath.documents.writers.pdf import picture_as_png
from towpath.documents.writers.word import WordFile
from towpath.documents.writers.word_tables import Piece, WordCell, WordRow, WordTable, text_cell
from towpath.reports.progress.contents import FigureTable, OverviewRow, ProgressContents, TextTable

PICTURE_WIDTH = Cm(17.4)
TOTAL_FILLS = {"subtotal": "EEF4F9", "total": "E3EEF8"}
OVERVIEW_HEADINGS = ("Phase", "Site", "Area", "What happens when", "Delivered by")


def word_of(contents: ProgressContents, made_at: datetime) -> bytes:
    """The report with its picture as a Word file."""
    file = WordFile(contents.title, made_at=made_at)
    _opening(file, contents)
    _overview(file, contents)
    _prose(file, contents)
    file.heading("Figures")
    for table in contents.tables:
        _figures(file, table)
    file.heading("Delivery")
    for rows in contents.delivery:
        _texts(file, rows)
    file.heading("How this was worked out")
    for note in contents.notes:
        file.bullet(note)
    return file.saved()


def _opening(file: WordFile, contents: ProgressContents) -> None:
    file.paragraph(f"{contents.partnership} · {contents.model}").title(contents.programme)
    file.paragraph(f"Progress report for {contents.quarter}, {contents.months}", is_bold=True)
    about = (contents.parties, f"The quarter runs from {contents.window}.", f"As known on {contents.known_at}.")
    file.paragraph(" ".join(said for said in (*about, contents.stands_note, contents.issue_note) if said))
    for sentence in (*contents.headline, *contents.ends):
        file.bullet(sentence)


def _overview(file: WordFile, contents: ProgressContents) -> None:
    file.heading("Overview")
    rows = (WordRow(tuple(_overview_cells(row))) for row in contents.overview)
    file.table(
        WordTable(
            "Phases, sites and dates", (*OVERVIEW_HEADINGS, f"On {contents.day}"), (1.5, 1.2, 2.5, 6, 3.2, 2), rows
        )
    )
    if contents.picture.printed:
        file.heading("The programme over time", 2)
    for part in contents.picture.printed:
        file.picture(picture_as_png(part.svg, scale=2.5), alt=part.sentence, width=PICTURE_WIDTH)
    _texts(file, contents.agreed)


def _overview_cells(row: OverviewRow) -> Iterable[WordCell]:
    yield text_cell(row.phase)
    yield text_cell(row.site)
    yield text_cell(row.area, is_bold=True)
    yield WordCell(tuple(Piece(said, is_bullet=True) for said in row.happens))
    yield WordCell(tuple(Piece(said) for said in row.partners))
    yield text_cell(row.now)


def _prose(file: WordFile, contents: ProgressContents) -> None:
    for part in contents.prose:
        file.heading(part.heading)
        for paragraph in part.paragraphs or ("Not written yet.",):
            file.paragraph(paragraph)


def _figures(file: WordFile, table: FigureTable) -> None:
    file.heading(table.caption, 2)
    if table.note:
        file.paragraph(table.note)
    if table.rows:
        rows = (
            WordRow(tuple(_figure_cell(value, row.level) for value in (row.label, *(one.label for one in row.figures))))
            for row in table.rows
        )
        widths = (2.6, *([1.5] * (len(table.headings) - 1)))
        file.table(WordTable(table.caption, table.headings, widths, rows))


def _figure_cell(value: str, level: str) -> WordCell:
    return text_cell(value, fill=TOTAL_FILLS.get(level, ""), is_bold=level != "part")


def _texts(file: WordFile, table: TextTable) -> None:
    file.heading(table.caption, 2)
    if not table.rows:
        file.paragraph(table.empty)
        return
    rows = (WordRow(_text_cells(row)) for row in table.rows)
    file.table(WordTable(table.caption, table.headings, table.widths, rows))


def _text_cells(row: Sequence[str]) -> tuple[WordCell, ...]:
    first, *others = row
    return (text_cell(first, is_bold=True), *map(text_cell, others))
