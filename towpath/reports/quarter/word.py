"""The quarter's report as a Word file, in the order of the printed one."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from docx.shared import Cm

from towpath.documents.writers.pdf import picture_as_png
from towpath.documents.writers.word import WordFile
from towpath.documents.writers.word_tables import Piece, WordCell, WordRow, WordTable, text_cell
from towpath.reports.quarter.contents import Due, Move, QuarterReport, Rated, Subject

TINTS = {"red": "FBE9E7", "amber": "FFF1D6", "green": "E3F2E8", "blue": "E3EEF8"}
DUE_HEADINGS = ("No.", "Action and lead", "Rating", "Deadline as written", "Working date", "Base date")
PICTURE_WIDTH = Cm(17)


def word_of(report: QuarterReport, picture: str, made_at: datetime) -> bytes:
    """The report with its picture, an SVG, as a Word file."""
    file = WordFile(report.title, made_at=made_at)
    _opening(file, report)
    _summary(file, report)
    _quarters(file, report, picture)
    _moves(file, report.moves)
    _due_parts(file, report)
    _outside_and_numbers(file, report)
    _standings(file, report)
    _method(file, report)
    return file.saved()


def _opening(file: WordFile, report: QuarterReport) -> None:
    file.paragraph(report.partnership).title(report.plan)
    file.paragraph(f"Report for {report.quarter}, {report.months}", is_bold=True)
    file.paragraph(
        f"The quarter runs from {report.window}. As known on {report.known_at}. {report.stands_note}".strip()
    )
    for sentence in report.headline:
        file.bullet(sentence)


def _summary(file: WordFile, report: QuarterReport) -> None:
    rows = [
        (rating_cell(share.rating), str(share.then), str(share.now), f"{share.change:+d}" if share.change else "0")
        for share in report.summary
    ]
    total = (text_cell("All actions", is_bold=True), str(report.total), str(report.total), "")
    headings = ("Rating", report.before, report.stands_on, "Change")
    file.heading("Summary")
    _table(
        file,
        "Actions by rating, at the end of the quarter before and of this one",
        headings,
        (4, 2, 2, 1),
        [*rows, total],
    )


def _quarters(file: WordFile, report: QuarterReport, picture: str) -> None:
    file.heading("Ratings over the quarters")
    file.picture(picture_as_png(picture, scale=3), alt=report.picture_in_words, width=PICTURE_WIDTH)
    headings = ("End of", *(rating.label for rating in report.ratings))
    rows = [(quarter.label, *map(str, quarter.counts)) for quarter in report.quarters]
    _table(file, "Actions by rating at the end of each quarter", headings, [1] * len(headings), rows)


def _moves(file: WordFile, moves: Sequence[Move]) -> None:
    file.heading("What moved, and why")
    if not moves:
        file.paragraph("No rating moved in the quarter.")
    for move in moves:
        standing = move.standing
        file.heading(f"{standing.action.reference}. {standing.action.brief}", 2)
        file.paragraph(f"{standing.then.label} to {standing.now.label}: {standing.moved}", is_bold=True)
        for told in move.accounts:
            file.paragraph(f"{told.day}: {told.text}")
        if not move.accounts:
            file.paragraph("No account was given in the quarter.")


def _due_parts(file: WordFile, report: QuarterReport) -> None:
    _due(file, "Overdue", report.overdue, "No action was overdue.")
    _due(file, "No base date recorded", report.undated, "Every deadline that needs a base date has one.")
    _due(file, "Due next quarter", report.due_next, "No action is due next quarter.")


def _due(file: WordFile, heading: str, rows: Sequence[Due], none: str) -> None:
    file.heading(heading)
    if not rows:
        file.paragraph(none)
        return
    _table(file, heading, DUE_HEADINGS, (1, 6, 2.4, 3, 3, 2.6), (_due_row(row) for row in rows))


def _due_row(row: Due) -> "tuple[str | WordCell, ...]":
    date = "\n".join(part for part in (row.working_date or "None", row.lateness) if part)
    return (row.action.reference, action_cell(row.action), rating_cell(row.rating), row.deadline, date, row.base_date)


def _outside_and_numbers(file: WordFile, report: QuarterReport) -> None:
    file.heading("Outside the partnership’s control")
    outside = [(row.action.reference, action_cell(row.action), row.state) for row in report.outside]
    _table_or(file, "Actions outside control", ("No.", "Action and lead", "How far it has come"), (1, 8, 6), outside,
              "No action of this plan is outside the partnership’s control.")  # fmt: skip
    file.heading("Figures accepted")
    numbers = [
        (row.action.reference, f"{row.value} {row.unit}".strip(), row.period or "Not said", row.sentence)
        for row in report.numbers
    ]
    _table_or(file, "Figures accepted", ("No.", "Figure", "Period", "The sentence it stands in"), (1, 4, 3, 8), numbers,
              "No figure was accepted from an account of this quarter.")  # fmt: skip


def _standings(file: WordFile, report: QuarterReport) -> None:
    file.heading("Every action, then and now")
    headings = ("No.", "Action and lead", report.before, report.stands_on, "Moved")
    rows = (
        (row.action.reference, action_cell(row.action), rating_cell(row.then), rating_cell(row.now), row.moved)
        for row in report.standings
    )
    _table(file, "Ratings of every action", headings, (1, 7, 2.4, 2.4, 2.2), rows)
    file.paragraph(f"Rows: {report.total}")


def _method(file: WordFile, report: QuarterReport) -> None:
    file.heading("What the ratings mean")
    rules = ((rating_cell(rating), rating.rule) for rating in report.ratings)
    _table(file, "Rating rule", ("Rating", "Rule"), (1, 4), rules)
    file.heading("How this was worked out")
    for note in report.notes:
        file.bullet(note)


def action_cell(subject: Subject) -> WordCell:
    return WordCell((Piece(subject.brief), Piece(subject.leads)))


def rating_cell(rating: Rated) -> WordCell:
    """The rating's word, on its colour."""
    return text_cell(rating.label, fill=TINTS.get(rating.colour, ""), is_bold=True)


def _table(
    file: WordFile,
    caption: str,
    headings: Sequence[str],
    widths: Sequence[float],
    rows: "Iterable[Sequence[str | WordCell]]",
) -> None:
    cells = (WordRow(tuple(_as_cell(value) for value in row)) for row in rows)
    file.table(WordTable(caption, tuple(headings), tuple(widths), cells))


def _table_or(
    file: WordFile,
    caption: str,
    headings: Sequence[str],
    widths: Sequence[float],
    rows: "Sequence[Sequence[str | WordCell]]",
    none: str,
) -> None:
    if rows:
        _table(file, caption, headings, widths, rows)
    else:
        file.paragraph(none)


def _as_cell(value: str | WordCell) -> WordCell:
    return text_cell(value) if isinstance(value, str) else value
