"""What stands in each cell of the Word export: the words as they came, with what became of them since."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from towpath.documents.plan.columns import PlanColumn
from towpath.documents.writers.word_tables import Piece, WordCell, text_cell
from towpath.plans.exports.fields import account_in_words
from towpath.plans.exports.layout import ExportColumn, Layout
from towpath.plans.models import Action, Recommendation

# Fills that Word shows and that the reader of documents takes for these colours again.
FILLS = {"red": "F4B6B0", "amber": "FFD28A", "green": "B5DFC3", "blue": "B3D1EC"}


@dataclass(frozen=True)
class Line:
    """A row of the table: a recommendation with an action, with the parts a), b) ... of one, or with none.

    `continues` says that the recommendation began in a row above, `is_continued` that it goes on below.
    """

    recommendation: Recommendation
    actions: tuple[Action, ...]
    continues: bool = False
    is_continued: bool = False

    @property
    def numbers_actions(self) -> bool:
        """Whether the number printed is the action's own and not the recommendation's."""
        return bool(self.actions) and self.actions[0].number[:1].isdigit()


def cell_of(line: Line, place: ExportColumn, layout: Layout) -> WordCell:
    """The cell of a line in a column; a recommendation without an action has no words in its columns."""
    if place.column in OF_LINE:
        return OF_LINE[place.column](line, layout)
    if place.column is PlanColumn.EXTRA:
        return together(line, [text_cell(str(one.extra.get(place.heading, ""))) for one in line.actions])
    if place.column is PlanColumn.LEAD and not line.actions:
        return items_cell(line.recommendation.addressees)
    of_action = OF_ACTION[place.column]
    return together(line, [of_action(action, layout) for action in line.actions])


def together(line: Line, cells: Sequence[WordCell]) -> WordCell:
    """One cell for the parts of an action: what they share once, what differs under each part's letter."""
    if not cells:
        return WordCell()
    if all(cell == cells[0] for cell in cells):
        return cells[0]
    lettered = zip(line.actions, cells, strict=True)
    return replace(cells[0], pieces=tuple(piece for action, cell in lettered for piece in _under(action, cell)))


def _under(action: Action, cell: WordCell) -> Iterator[Piece]:
    first, *others = cell.pieces or (Piece("–"),)
    letter = f"{action.number}) "
    yield first if first.text.startswith(letter) else replace(first, text=letter + first.text, is_bullet=False)
    yield from others


def _recommendation(line: Line, layout: Layout) -> WordCell:
    """The recommendation beside its first action, its cell reaching down beside the others."""
    if line.continues:
        return WordCell(goes_on=True)
    number, text = line.recommendation.number, line.recommendation.text
    has_own_place = layout.has(PlanColumn.NUMBER) and not line.numbers_actions
    words = text if has_own_place or not number else f"{number}. {text}"
    return WordCell((Piece(words),), begins=line.is_continued)


def _number(line: Line, layout: Layout) -> WordCell:
    """The action's own number where it has one, else its recommendation's beside the first action."""
    if line.numbers_actions:
        return text_cell(line.actions[0].number)
    if line.continues:
        return WordCell(goes_on=True)
    return WordCell((Piece(line.recommendation.number),), begins=line.is_continued)


def _action(action: Action, layout: Layout) -> WordCell:
    """The action, and under it its outcome where the document had no column of outcomes."""
    pieces = [Piece(_mark(action, layout) + action.text)]
    if action.outcomes and not layout.has(PlanColumn.OUTCOME):
        pieces += [Piece(line, is_bold=True) for line in ("Outcome:", *action.outcomes)]
    return WordCell(tuple(pieces))


def _mark(action: Action, layout: Layout) -> str:
    """The action's number before its text, where no column holds it: "3. " or "a) "."""
    number = action.number
    if not number or (number[0].isdigit() and layout.has(PlanColumn.NUMBER)):
        return ""
    return f"{number}) " if number.isalpha() else f"{number}. "


def _rating(action: Action, layout: Layout) -> WordCell:
    """The rating's word on its colour, and under it the accounts where the document had no column for them."""
    accounts = () if layout.has(PlanColumn.PROGRESS) else _accounts(action)
    return _rated(action, accounts)


def _progress(action: Action, layout: Layout) -> WordCell:
    """Every account under its date, oldest first; the rating before them where it has no column of its own."""
    if layout.has(PlanColumn.RATING):
        return WordCell(_accounts(action))
    return _rated(action, _accounts(action))


def _rated(action: Action, accounts: tuple[Piece, ...]) -> WordCell:
    """The accounts under the rating's word, on its colour; without either where no rating was stated."""
    rated = action.rated
    if not rated.is_stated:
        return WordCell(accounts)
    return WordCell((Piece(rated.label, is_bold=True), *accounts), FILLS.get(rated.colour, ""))


def _accounts(action: Action) -> tuple[Piece, ...]:
    accounts = (account_in_words(update) for update in action.updates.all() if update.account)
    return tuple(Piece(line) for account in accounts for line in account.splitlines())


def _leads(action: Action, layout: Layout) -> WordCell:
    return items_cell(action.lead_names)


def items_cell(items: Iterable[str]) -> WordCell:
    """One item as plain words, several as bullets."""
    listed = list(items)
    return WordCell(tuple(Piece(item, is_bullet=len(listed) > 1) for item in listed))


OF_LINE: dict[PlanColumn, Callable[[Line, Layout], WordCell]] = {
    PlanColumn.RECOMMENDATION: _recommendation,
    PlanColumn.NUMBER: _number,
    PlanColumn.THEME: lambda line, layout: text_cell(line.recommendation.theme),
    PlanColumn.SCOPE: lambda line, layout: text_cell(line.recommendation.scope),
}
OF_ACTION: dict[PlanColumn, Callable[[Action, Layout], WordCell]] = {
    PlanColumn.ACTION: _action,
    PlanColumn.LEAD: _leads,
    PlanColumn.OUTPUT: lambda action, layout: items_cell(action.output.splitlines()),
    PlanColumn.TIMELINE: lambda action, layout: text_cell(action.deadline_words),
    PlanColumn.OUTCOME: lambda action, layout: items_cell(action.outcomes),
    PlanColumn.INDICATORS: lambda action, layout: items_cell(action.indicators),
    PlanColumn.COST: lambda action, layout: text_cell(action.cost),
    PlanColumn.RATING: _rating,
    PlanColumn.PROGRESS: _progress,
}
