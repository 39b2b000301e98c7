"""The rating that a row states: in its own cell, as the word that opens its progress, or by colour."""

from collections import Counter
from collections.abc import Container, Sequence
from dataclasses import dataclass, replace
from datetime import date

from towpath.documents.plan.columns import PlanColumn
from towpath.documents.plan.contents import LONGEST_STATUS, RATING_COLOURS
from towpath.documents.plan.draft import Doubt, DoubtAnswer
from towpath.documents.plan.records import Record
from towpath.documents.plan.status import Status, left_open, opening_status, split_status
from towpath.documents.plan.wording import lines
from towpath.documents.table import Cell
from towpath.foundation.deadlines import stands_alone
from towpath.foundation.ratings import NOT_STATED, SCHEMES, Rating, Recognised, Scheme, recognise


@dataclass(frozen=True)
class Stated:
    """The rating of a row, as read and as written, and the account of progress that is left."""

    rating: Rating
    written: str
    account: str
    doubts: tuple[Doubt, ...] = ()


def scheme_of(rows: Sequence[Record], preferred: Scheme) -> Scheme:
    """The scheme that rates most rows of a document; the preferred one where it rates as many."""
    said = Counter(
        (_words(record).word, _fill(record[PlanColumn.RATING]) or _fill(record[PlanColumn.PROGRESS])) for record in rows
    )

    def rated(scheme: Scheme) -> int:
        return sum(count for pair, count in said.items() if recognise(scheme, *pair).rating.is_stated)

    return max((preferred, *SCHEMES), key=rated)


def painted_columns(rows: Sequence[Record]) -> frozenset[PlanColumn]:
    """The columns whose fill differs from row to row; one colour from top to bottom is decoration."""
    fills = {column: {record[column].fill for record in rows} for column in PlanColumn}
    return frozenset(column for column, found in fills.items() if len(found) > 1)


def stated_rating(
    record: Record, scheme: Scheme, painted: Container[PlanColumn] = (), day: date | None = None
) -> Stated:
    """What a row says of its own rating; silence is "not stated".

    A fill outside the rating and progress cells rates the row only in a column that is painted row by row. `day` is
    the day of which the document is true: what it says is done later is not done.
    """
    said = _words(record)
    colour, doubt = _colour(record, scheme, painted)
    recognised = recognise(scheme, said.word, colour, day)
    if recognised.rating.means_done and (told := left_open(said.behind, day)):
        sentence = f"“{said.word}” was not taken for the rating, as “{told}” stands behind it: choose one."
        recognised = Recognised(NOT_STATED, sentence)
    elif said.is_guess and recognised.rating.is_stated:
        doubt = doubt or f"“{said.word}” opens this account, with nothing to part it from the words behind it."
    sentences = [sentence for sentence in (recognised.doubt, doubt) if sentence]
    others = (rating for rating in (*scheme.ratings, NOT_STATED) if rating != recognised.rating)
    answers = tuple(DoubtAnswer(rating.label, rating) for rating in others)
    doubts = tuple(Doubt("rating", sentence, said.word or colour, answers) for sentence in sentences)
    return Stated(recognised.rating, said.word or colour, said.account, doubts)


@dataclass(frozen=True)
class _Said:
    """The rating word, what stands behind it in its cell, and the account."""

    word: str
    behind: str
    account: str
    is_guess: bool = False


def _words(record: Record) -> _Said:
    """What the words of a row say of its rating. Prose in a rating cell is part of the account."""
    rated, told = lines(record[PlanColumn.RATING]), lines(record[PlanColumn.PROGRESS])
    status = split_status(rated)
    if status.word:
        return _Said(status.word, status.account, _account(status.account, told))
    if 0 < len(rated) <= LONGEST_STATUS:
        return _Said(rated, "", told)
    if opening := opening_status(rated):
        return _Said(opening, "", _account(rated, told), is_guess=True)
    status = _told(told)
    return _Said(status.word, status.account, _account(rated, status.account), is_guess=status.is_unmarked)


def _told(account: str) -> Status:
    """The status that opens an account of progress. "Green Street" and "Complete Housing's form" open none."""
    status = split_status(account)
    if not status.is_unmarked or stands_alone("", status.account.casefold()):
        return replace(status, is_unmarked=False)
    is_name = status.word.casefold() in {*RATING_COLOURS, "complete"}
    return Status("", account.strip()) if is_name else status


def _account(*parts: str) -> str:
    return "\n".join(part for part in parts if part)


def _colour(record: Record, scheme: Scheme, painted: Container[PlanColumn]) -> tuple[str, str]:
    """The colour of the rating or progress cell, else the only one in the row, with a doubt."""
    for column in (PlanColumn.RATING, PlanColumn.PROGRESS):
        named = _rating_colours([record[column]], scheme)
        if named:
            return named[0], ""
    elsewhere = _rating_colours([cell for column, cell in record.cells.items() if column in painted], scheme)
    if len(elsewhere) == 1:
        return elsewhere[0], "The colour was taken from a cell that is not a rating: it may be decoration."
    return "", ""


def _rating_colours(cells: Sequence[Cell], scheme: Scheme) -> list[str]:
    """The fills that can rate, each once; others, such as a grey band, are decoration."""
    usual = RATING_COLOURS | {rating.colour for rating in scheme.ratings if rating.colour}
    return list(dict.fromkeys(name for cell in cells if (name := _fill(cell)) in usual))


def _fill(cell: Cell) -> str:
    return cell.fill.name if cell.fill else ""
