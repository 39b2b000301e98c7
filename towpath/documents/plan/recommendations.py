"""Which recommendation each record belongs to."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from towpath.documents.plan.actions import ReadingContext, actions_of, is_told_of
from towpath.documents.plan.columns import PlanColumn
from towpath.documents.plan.draft import ActionDraft, Doubt, RecommendationDraft
from towpath.documents.plan.leads import split_leads
from towpath.documents.plan.numbering import plain_number, split_number
from towpath.documents.plan.records import Record
from towpath.documents.plan.wording import line, plain, same
from towpath.documents.table import Cell, UnreadableFile
from towpath.documents.wording import folded


@dataclass
class _Group:
    """A recommendation and the records found under it so far."""

    number: str
    text: str
    theme: str
    doubts: list[Doubt] = field(default_factory=list)
    records: list[Record] = field(default_factory=list)
    continued: set[int] = field(default_factory=set)

    def add(self, record: Record, *, is_continued: bool) -> None:
        if is_continued:
            self.continued.add(len(self.records))
        self.records.append(record)

    @cached_property
    def words(self) -> str:
        return folded(self.text)

    def is_for(self, number: str, words: str) -> bool:
        return self.words == words and number in ("", self.number)


def recommendations(rows: Sequence[Record], reading: ReadingContext, title: str) -> tuple[RecommendationDraft, ...]:
    """The recommendations in the order they first appear, each with its actions in order."""
    groups: list[_Group] = []
    theme = ""
    for record in rows:
        theme = _theme(record) or theme
        _place(record, groups, theme, reading, title)
    return tuple(_draft(group, reading) for group in groups)


def _place(record: Record, groups: list[_Group], theme: str, reading: ReadingContext, title: str) -> None:
    """Put a record under its recommendation: the one it names, or with a blank cell the one above."""
    if record[PlanColumn.RECOMMENDATION].is_blank:
        group = _unnamed(groups, theme, title, has_column=PlanColumn.RECOMMENDATION in record.cells)
        group.add(record, is_continued=True)
        return
    numbered = split_number(line(record[PlanColumn.RECOMMENDATION]))
    own = "" if reading.numbers_actions else plain_number(line(record[PlanColumn.NUMBER]))
    number = numbered.number or own
    words = folded(numbered.text)
    named = next((group for group in groups if group.is_for(number, words)), None)
    if named is None:
        named = _Group(number, numbered.text, theme, _theme_doubts(record))
        groups.append(named)
    named.add(record, is_continued=bool(named.records) and record[PlanColumn.RECOMMENDATION].is_merged)


def _unnamed(groups: list[_Group], theme: str, title: str, *, has_column: bool) -> _Group:
    """The recommendation of a record that names none.

    A blank cell means "as above". Without such a column, or above the first recommendation, the theme or else
    the plan's title stands in, with a doubt. Refused where the document gives neither.
    """
    if has_column and groups:
        return groups[-1]
    stand_in = theme or title
    if not stand_in:
        raise UnreadableFile("No recommendation was found: choose the column that holds the recommendations.")
    if groups and same(groups[-1].text, stand_in):
        return groups[-1]
    sentence = "No recommendation is written beside these actions, so the heading above them stands in."
    groups.append(_Group("", stand_in, theme, [Doubt("recommendation", sentence, stand_in)]))
    return groups[-1]


def _standing_in(record: Record, group: _Group) -> Record:
    """A row without an action that says who leads, by when or what became of it: of its recommendation."""
    sentence = "No action is written in this row, so its recommendation stands in for it."
    cells = record.cells | {PlanColumn.ACTION: Cell(group.text, (group.text,), places=record.places[:1])}
    return replace(record, cells=cells, doubts=(*record.doubts, Doubt("action", sentence, group.text)))


def _theme(record: Record) -> str:
    return line(record[PlanColumn.THEME]) or plain(record.heading.text)


def _theme_doubts(record: Record) -> list[Doubt]:
    """A theme put together from letters that spell no word is shown with those letters."""
    letters = record.heading.as_written
    if not letters:
        return []
    sentence = f"The letters beside this recommendation spell “{letters}”; they were read as this theme."
    return [Doubt("theme", sentence, record.heading.text)]


def _draft(group: _Group, reading: ReadingContext) -> RecommendationDraft:
    actions: list[ActionDraft] = []
    for position, record in enumerate(group.records):
        if not record[PlanColumn.ACTION].is_blank:
            actions += actions_of(record, reading, is_continued=position in group.continued)
        elif is_told_of(record):
            actions += actions_of(_standing_in(record, group), reading, is_continued=False)
    doubts = list(group.doubts)
    addressees: dict[str, None] = {}
    for record in group.records if not actions else ():
        addressed = split_leads(record[PlanColumn.LEAD], reading.known_leads)
        addressees |= dict.fromkeys(addressed.names)
        doubts += addressed.doubts
    if not actions:
        doubts.append(Doubt("action", "This recommendation has no action: add one or leave it as a gap.", group.text))
    return RecommendationDraft(
        number=group.number,
        text=group.text,
        theme=group.theme,
        scope=next((scope for record in group.records if (scope := line(record[PlanColumn.SCOPE]))), ""),
        addressees=tuple(addressees),
        actions=tuple(actions),
        doubts=tuple(doubts),
        places=group.records[0].places,
    )
