"""From a draft and the table it was read from to the preview."""

from collections.abc import Iterable, Iterator
from itertools import count

from towpath.documents.plan import ActionDraft, Doubt, PlanColumn, PlanDraft, RecommendationDraft
from towpath.documents.table import Place, Table
from towpath.foundation.deadlines import in_words
from towpath.sources.presenters.cells import Cells, SourceCell, where
from towpath.sources.presenters.preview import Concern, DoubtMark, PlanPreview, PreviewEntry, PreviewSection, Value

# Where a value is read from that has no column of its own.
ELSEWHERE = {"Outcomes": (PlanColumn.ACTION,), "Progress": (PlanColumn.RATING,)}

# The row at which a doubt is shown, by the name the reading gives its field.
ROWS = {
    "leads": "Lead agencies", "lead": "Lead agencies", "deadline": "Deadline", "timeline": "Deadline",
    "rating": "Rating", "progress": "Progress", "updates": "Progress", "outcome": "Outcomes",
    "indicators": "Indicators", "output": "Output", "cost": "Cost", "recommendation": "Recommendation",
    "theme": "Theme", "scope": "Scope",
}  # fmt: skip


def present_preview(draft: PlanDraft, table: Table, part_size: int) -> PlanPreview:
    """The draft and its source, made ready to be shown side by side, about `part_size` actions in a part."""
    sections = tuple(_Presenting(Cells(table, draft.mapping), part_size).sections(draft))
    marks = [mark for section in sections for mark in section.marks]
    of_plan = tuple(Concern(doubt.sentence, ()) for doubt in draft.doubts)
    needing_base = sum(action.deadline.needs_base for action in draft.actions)
    concerns = (*of_plan, *_concerns(marks))
    return PlanPreview(sections, concerns, needing_base, draft.rows, draft.rows_read, draft.left_out)


def _concerns(marks: Iterable[tuple[str, DoubtMark]]) -> Iterator[Concern]:
    """Doubts of one kind together, in the order in which the first of each arose."""
    by_sentence: dict[str, list[tuple[str, int]]] = {}
    for place, mark in marks:
        by_sentence.setdefault(mark.sentence, []).append((place, mark.number))
    return (Concern(sentence, tuple(places)) for sentence, places in by_sentence.items())


class _Presenting:
    """One presentation at work: it numbers actions and marks as it goes down the plan."""

    def __init__(self, cells: Cells, part_size: int) -> None:
        self.cells, self.part_size = cells, part_size
        self.positions, self.marks = count(1), count(1)

    def sections(self, draft: PlanDraft) -> Iterator[PreviewSection]:
        before = 0
        for position, recommendation in enumerate(draft.recommendations, start=1):
            own = self._recommendation(position, recommendation)
            actions = tuple(self._action(action) for action in recommendation.actions)
            yield PreviewSection(own, recommendation.theme, actions, part=before // self.part_size + 1)
            before += len(actions)

    def _recommendation(self, position: int, draft: RecommendationDraft) -> PreviewEntry:
        at, doubts = draft.places, draft.doubts
        values = (
            self._value("Recommendation", (draft.text,), at, doubts, PlanColumn.RECOMMENDATION),
            self._value("Theme", (draft.theme,), at, doubts, PlanColumn.THEME),
            self._value("Scope", (draft.scope,), at, doubts, PlanColumn.SCOPE),
            self._rest(values_named=("Recommendation", "Theme", "Scope"), doubts=doubts),
        )
        return PreviewEntry(position, draft.number, draft.text, where(at), _shown(values))

    def _action(self, draft: ActionDraft) -> PreviewEntry:
        at, doubts = draft.places, draft.doubts
        values = [
            self._value("Action", (draft.text,), at, doubts, PlanColumn.ACTION),
            self._value("Lead agencies", draft.leads, at, doubts, PlanColumn.LEAD),
            self._value(
                "Deadline", (draft.deadline.text,), at, doubts, PlanColumn.TIMELINE, meaning=in_words(draft.deadline)
            ),
            self._rating(draft),
            self._value("Output", draft.output, at, doubts, PlanColumn.OUTPUT),
            self._value("Outcomes", draft.outcome, at, doubts, PlanColumn.OUTCOME),
            self._value("Indicators", draft.indicators, at, doubts, PlanColumn.INDICATORS),
            self._value("Cost", (draft.cost,), at, doubts, PlanColumn.COST),
            self._value("Progress", _accounts(draft), at, doubts, PlanColumn.PROGRESS),
            *self._extras(draft),
            self._value("Footnotes", tuple(f"{note.mark} {note.text}" for note in draft.notes if note.text), at, ()),
        ]
        return PreviewEntry(next(self.positions), draft.number, draft.text, where(at), _shown(values))

    def _rating(self, draft: ActionDraft) -> Value:
        """The rating, or that there is none; its cell may be the one that also holds the account."""
        cells = self.cells.read_as(draft.places, PlanColumn.RATING)
        if not cells and draft.rating_text:
            coloured = self.cells.read_as(draft.places, PlanColumn.PROGRESS, PlanColumn.ACTION)
            colour = next((cell.colour for cell in coloured if cell.colour), "")
            cells = (SourceCell("", () if colour else (draft.rating_text,), colour),)
        marks = self._marks("Rating", draft.doubts)
        return Value("Rating", (), cells, marks, rating=draft.rating)

    def _extras(self, draft: ActionDraft) -> Iterator[Value]:
        for heading, text in draft.extra:
            yield Value(heading, (text,), self.cells.headed(draft.places, heading), ())

    def _value(
        self,
        label: str,
        items: Iterable[str],
        places: Iterable[Place],
        doubts: Iterable[Doubt],
        *columns: PlanColumn,
        meaning: str = "",
    ) -> Value:
        filled = tuple(item for item in items if item)
        cells = self.cells.read_as(places, *columns)
        if filled and not cells:
            cells = self.cells.read_as(places, *ELSEWHERE.get(label, ()))
        return Value(label, filled, cells, self._marks(label, doubts), meaning if filled else "")

    def _marks(self, label: str, doubts: Iterable[Doubt]) -> tuple[DoubtMark, ...]:
        """The doubts that belong at a row; those whose row is not known stand at the first."""
        mine = [doubt for doubt in doubts if ROWS.get(doubt.field, "Action") == label]
        return tuple(DoubtMark(next(self.marks), doubt.sentence, doubt.value) for doubt in mine)

    def _rest(self, *, values_named: tuple[str, ...], doubts: Iterable[Doubt]) -> Value:
        """Doubts about a recommendation that no row of its own holds, such as that it has no action."""
        others = [doubt for doubt in doubts if ROWS.get(doubt.field, "Action") not in values_named]
        marks = tuple(DoubtMark(next(self.marks), doubt.sentence, "") for doubt in others)
        return Value("Actions", (), (), marks)


def _accounts(draft: ActionDraft) -> tuple[str, ...]:
    return tuple(f"{update.date}: {update.text}" if update.date else update.text for update in draft.updates)


def _shown(values: Iterable[Value]) -> tuple[Value, ...]:
    return tuple(value for value in values if value.is_shown)
