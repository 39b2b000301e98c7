"""From a draft and the table it was read from to the preview."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import count

from towpath.documents.plan import ActionDraft, Doubt, PlanColumn, PlanDraft, RecommendationDraft
from towpath.documents.table import Place, Table
from towpath.foundation.deadlines import in_words
from towpath.sources.forms.settling import Concern, kind_of
from towpath.sources.presenters.cells import Cells, SourceCell, where
from towpath.sources.presenters.preview import DoubtMark, PlanPreview, PreviewEntry, PreviewSection, Value

# Where a value is read from that has no column of its own.
ELSEWHERE = {"Outcomes": (PlanColumn.ACTION,), "Progress": (PlanColumn.RATING,)}

# The row at which a doubt is shown, by the name the reading gives its field.
ROWS = {
    "leads": "Lead agencies", "lead": "Lead agencies", "deadline": "Deadline", "timeline": "Deadline",
    "rating": "Rating", "progress": "Progress", "updates": "Progress", "outcome": "Outcomes",
    "indicators": "Indicators", "output": "Output", "cost": "Cost", "recommendation": "Recommendation",
    "theme": "Theme", "scope": "Scope",
}  # fmt: skip


def present_preview(draft: PlanDraft, table: Table, concerns: Iterable[Concern], part_size: int) -> PlanPreview:
    """The draft and its source, made ready to be shown side by side, about `part_size` actions in a part."""
    numbers = {kind_of(concern.places[0].doubt): concern.number for concern in concerns}
    sections = tuple(_Presenting(Cells(table, draft.mapping), numbers, part_size).sections(draft))
    needing_base = sum(action.deadline.needs_base for action in draft.actions)
    return PlanPreview(sections, needing_base, draft.rows, draft.rows_read, draft.left_out)


class _Presenting:
    """One presentation at work: it numbers the actions as it goes down the plan."""

    def __init__(self, cells: Cells, numbers: Mapping[tuple[str, ...], int], part_size: int) -> None:
        self.cells, self.numbers, self.part_size = cells, numbers, part_size
        self.positions = count(1)

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
            self._value("Lead agencies", draft.addressees, at, doubts, PlanColumn.LEAD)
            if draft.addressees
            else self._value("Lead agencies", (), (), doubts),
            self._rest(values_named=("Recommendation", "Theme", "Scope", "Lead agencies"), doubts=doubts),
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
        return tuple(map(self._mark, mine))

    def _mark(self, doubt: Doubt) -> DoubtMark:
        return DoubtMark(self.numbers[kind_of(doubt)], doubt.sentence)

    def _rest(self, *, values_named: tuple[str, ...], doubts: Iterable[Doubt]) -> Value:
        """Doubts about a recommendation that no row of its own holds, such as that it has no action."""
        others = [doubt for doubt in doubts if ROWS.get(doubt.field, "Action") not in values_named]
        return Value("Actions", (), (), tuple(map(self._mark, others)))


def _accounts(draft: ActionDraft) -> tuple[str, ...]:
    return tuple(f"{update.date}: {update.text}" if update.date else update.text for update in draft.updates)


def _shown(values: Iterable[Value]) -> tuple[Value, ...]:
    return tuple(value for value in values if value.is_shown)
