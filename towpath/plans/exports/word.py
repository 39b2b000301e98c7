"""A plan as a Word file in the layout it arrived in, with what became of each action since."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import groupby

from django.db.models import Q

from towpath.documents.plan.columns import PlanColumn
from towpath.documents.writers.sheet import CutShortError
from towpath.documents.writers.word import WordFile
from towpath.documents.writers.word_tables import (
    BANNER_FILL,
    Piece,
    WordCell,
    WordRow,
    WordTable,
    fitting_widths,
)
from towpath.plans.exports.cells import Line, cell_of
from towpath.plans.exports.fields import actions_of
from towpath.plans.exports.layout import Layout
from towpath.plans.models import Action, Plan
from towpath.ui.words import as_moment


def plan_as_word(plan: Plan, made_at: datetime) -> bytes:
    """The plan's table on landscape A4. Raises `CutShortError` unless every action is in it."""
    layout, lines = Layout.of(plan), list(lines_of(plan))
    written = sum(len(line.actions) for line in lines)
    expected = plan.actions.current().count()
    if written != expected:
        raise CutShortError(f"The file has {written} actions instead of {expected}: take it out again.")
    file = WordFile(plan.title, made_at=made_at, is_landscape=True).title(plan.title)
    rows = list(_rows(lines, layout))
    file.table(WordTable(plan.title, layout.headings, fitting_widths(layout.headings, rows), rows))
    for sentence in _below(plan, layout, f"Rows: {len(lines)}, actions: {written}.", made_at):
        file.paragraph(sentence)
    return file.saved()


def lines_of(plan: Plan) -> Iterator[Line]:
    """The rows under each recommendation, and one for each recommendation that has no action."""
    under: dict[int, list[Action]] = defaultdict(list)
    for action in actions_of(plan):
        under[action.recommendation_id].append(action)
    for recommendation in plan.recommendations.filter(Q(is_gone=False) | Q(pk__in=under)).order_by("position"):
        rows = list(_in_rows(under.get(recommendation.pk, []))) or [()]
        for at, actions in enumerate(rows):
            yield Line(recommendation, actions, continues=at > 0, is_continued=len(rows) > 1)


def _in_rows(actions: Iterable[Action]) -> Iterator[tuple[Action, ...]]:
    """Actions row by row: the parts a), b) ... of one cell come together again while they share their rating."""
    for _, row in groupby(actions, key=_row_of):
        yield tuple(row)


def _row_of(action: Action) -> tuple[object, ...]:
    if action.number.isalpha() and action.places:
        return ("parts", tuple(action.places), action.rating)
    return ("one", action.pk)


def _rows(lines: Iterable[Line], layout: Layout) -> Iterator[WordRow]:
    """The rows, with a banner before each theme where the document has no column for it."""
    theme = ""
    for line in lines:
        if line.recommendation.theme != theme and not layout.has(PlanColumn.THEME):
            theme = line.recommendation.theme
            yield WordRow((WordCell((Piece(theme, is_bold=True),), BANNER_FILL),), is_banner=True)
        yield WordRow(tuple(cell_of(line, place, layout) for place in layout.places))


def _below(plan: Plan, layout: Layout, counted: str, made_at: datetime) -> Iterator[str]:
    """What stands under the table: its notes, the row count, what could not go out, and when it was made."""
    for note in plan.notes:
        yield f"{note['mark']} {note['text']}"
    yield f"{counted} Taken out on {as_moment(made_at)}."
    if layout.left_behind:
        yield f"Left behind when the plan was read in, so not here: {', '.join(layout.left_behind)}."
