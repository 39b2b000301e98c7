"""What stands in each cell of the Word export: the words as they came, with what became of them since."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from towpath.documents.plan.columns import Column
from towpath.documents.writers.word_tables import Piece, WordCell, text_cell
from towpath.plans.models import Action, Recommendation
from towpath.reports.exports.fields import told
from towpath.reports.exports.layout import Layout, Place

# Fills that Word shows and that the reader of documents takes for these colours again.
FILLS = {"red": "F4B6B0", "amber": "FFD28A", "green": "B5DFC3", "blue": "B3D1EC"}


@dataclass(frozen=True)
class Line:
    """A row of the table: an action, or a recommendation without one; `continues` the recommendation above it."""

    recommendation: Recommendation
    action: Action | None
    continues: bool = False
    is_continued: bool = False


def cell_of(line: Line, place: Place, layout: Layout) -> WordCell:
    """The cell of a line in a column; a recommendation without an action has no words in the action's columns."""
    if place.column in OF_LINE:
        return OF_LINE[place.column](line, layout)
    if line.action is None:
        return WordCell()
    if place.column is Column.EXTRA:
        return text_cell(str(line.action.extra.get(place.heading, "")))
    return OF_ACTION[place.column](line.action, layout)


def _recommendation(line: Line, layout: Layout) -> WordCell:
    """The recommendation beside its first action, its cell reaching down beside the others."""
    if line.continues:
        return WordCell(goes_on=True)
    number, text = line.recommendation.number, line.recommendation.text
    has_own_place = layout.has(Column.NUMBER) and not _numbers_actions(line)
    words = text if has_own_place or not number else f"{number}. {text}"
    return WordCell((Piece(words),), begins=line.is_continued)


def _numbers_actions(line: Line) -> bool:
    return bool(line.action and line.action.number[:1].isdigit())


def _number(line: Line, layout: Layout) -> WordCell:
    """The action's own number where it has one, else its recommendation's beside the first action."""
    if line.action and _numbers_actions(line):
        return text_cell(line.action.number)
    if line.continues:
        return WordCell(goes_on=True)
    return WordCell((Piece(line.recommendation.number),), begins=line.is_continued)


def _action(action: Action, layout: Layout) -> WordCell:
    """The action, and under it its outcome where the document had no column of outcomes."""
    pieces = [Piece(_mark(action, layout) + action.text)]
    if action.outcomes and not layout.has(Column.OUTCOME):
        pieces += [Piece(line, is_bold=True) for line in ("Outcome:", *action.outcomes)]
    return WordCell(tuple(pieces))


def _mark(action: Action, layout: Layout) -> str:
    """The action's number before its text, where no column holds it: "3. " or "a) "."""
    number = action.number
    if not number or (number[0].isdigit() and layout.has(Column.NUMBER)):
        return ""
    return f"{number}) " if number.isalpha() else f"{number}. "


def _rating(action: Action, layout: Layout) -> WordCell:
    """The rating's word on its colour; nothing where none was stated."""
    rated = action.rated
    if not rated.is_stated:
        return WordCell()
    return text_cell(rated.label, fill=FILLS.get(rated.colour, ""), is_bold=True)


def _progress(action: Action, layout: Layout) -> WordCell:
    """Every account under its date, oldest first; the rating before them where it has no column of its own."""
    pieces = [Piece(line) for update in action.updates.all() if update.account for line in told(update).splitlines()]
    if layout.has(Column.RATING) or not action.rated.is_stated:
        return WordCell(tuple(pieces))
    return WordCell((Piece(action.rated.label, is_bold=True), *pieces), FILLS.get(action.rated.colour, ""))


def _leads(action: Action, layout: Layout) -> WordCell:
    return items_cell(lead.agency.name for lead in action.leads.all())


def items_cell(items: Iterable[str]) -> WordCell:
    """One item as plain words, several as bullets."""
    listed = list(items)
    return WordCell(tuple(Piece(item, is_bullet=len(listed) > 1) for item in listed))


OF_LINE: dict[Column, Callable[[Line, Layout], WordCell]] = {
    Column.RECOMMENDATION: _recommendation,
    Column.NUMBER: _number,
    Column.THEME: lambda line, layout: text_cell(line.recommendation.theme),
    Column.SCOPE: lambda line, layout: text_cell(line.recommendation.scope),
}
OF_ACTION: dict[Column, Callable[[Action, Layout], WordCell]] = {
    Column.ACTION: _action,
    Column.LEAD: _leads,
    Column.OUTPUT: lambda action, layout: items_cell(action.output.splitlines()),
    Column.TIMELINE: lambda action, layout: text_cell(action.deadline_words),
    Column.OUTCOME: lambda action, layout: items_cell(action.outcomes),
    Column.INDICATORS: lambda action, layout: items_cell(action.indicators),
    Column.COST: lambda action, layout: text_cell(action.cost),
    Column.RATING: _rating,
    Column.PROGRESS: _progress,
}
