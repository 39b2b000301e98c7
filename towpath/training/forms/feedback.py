"""Typing in what people answered before and after a session: a row for each person, two boxes for each question."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField

from towpath.training.models import Answer, Moment, Question
from towpath.training.services.feedback import MOST_PEOPLE, AnswerInput, fault_of_respondent, fault_of_value
from towpath.ui.fields import SeenVersion

BLANK_ROWS = 5
FIRST_ROWS = 10


@dataclass(frozen=True)
class GridRow:
    """One person's boxes: who, and before and after for each question in turn."""

    number: int
    who: BoundField
    boxes: tuple[BoundField, ...]


class FeedbackGrid(forms.Form):
    """The answers of a session. Boxes left empty are no answers; a row without answers is nobody."""

    version = SeenVersion(required=True)
    rows = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=MOST_PEOPLE)

    def __init__(self, *args: Any, questions: Sequence[Question], count: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.questions, self.count = list(questions), count
        for number in range(1, count + 1):
            self.fields[f"{number}-who"] = forms.CharField(
                label=f"Person in row {number}", required=False, max_length=40
            )
            for question, moment in self.columns:
                self.fields[box_name(number, question, moment)] = _box(number, question, moment)

    @property
    def columns(self) -> list[tuple[Question, Moment]]:
        return [(question, moment) for question in self.questions for moment in Moment]

    @property
    def grid(self) -> Iterator[GridRow]:
        """The rows as the page shows them."""
        for number in range(1, self.count + 1):
            boxes = tuple(self[box_name(number, question, moment)] for question, moment in self.columns)
            yield GridRow(number, self[f"{number}-who"], boxes)

    @property
    def answers(self) -> list[AnswerInput]:
        """What was typed, once it is valid."""
        return [given for number in range(1, self.count + 1) for given in self._given(number)]

    def beside(self, kept: Mapping[str, Any]) -> dict[str, Any]:
        """What is saved now, box by box, for comparison with what was typed; rows of nobody are the same in both."""
        saved = {name: kept.get(name, "" if name.endswith("-who") else None) for name in self.fields}
        for number in range(1, self.count + 1):
            if not any(saved[name] is not None or self.cleaned_data[name] is not None for name in self._boxes(number)):
                saved[f"{number}-who"] = self.cleaned_data[f"{number}-who"]
        return saved

    def full_clean(self) -> None:
        """Errors come in the order of the boxes, as the summary lists them and the page shows them."""
        super().full_clean()
        places = {name: place for place, name in enumerate(self.fields)}
        found = sorted(self.errors.items(), key=lambda one: places.get(one[0], -1))
        self.errors.clear()
        self.errors.update(found)

    def clean(self) -> dict[str, Any]:
        """Each answer on its scale, each person in one row."""
        seen: dict[str, int] = {}
        for number in range(1, self.count + 1):
            self._check_scale(number)
            if any(name in self.cleaned_data and self.cleaned_data[name] is not None for name in self._boxes(number)):
                self._check_who(number, seen)
        return self.cleaned_data

    def _boxes(self, number: int) -> list[str]:
        return [box_name(number, question, moment) for question, moment in self.columns]

    def _given(self, number: int) -> Iterator[AnswerInput]:
        who = " ".join(self.cleaned_data[f"{number}-who"].split())
        for question, moment in self.columns:
            value = self.cleaned_data[box_name(number, question, moment)]
            if value is not None:
                yield AnswerInput(who, question, moment, value)

    def _check_scale(self, number: int) -> None:
        for question, moment in self.columns:
            name = box_name(number, question, moment)
            value = self.cleaned_data.get(name)
            if value is not None and (fault := fault_of_value(question, value)):
                self.add_error(name, ValidationError(f"Row {number}: {fault}"))

    def _check_who(self, number: int, seen: dict[str, int]) -> None:
        name = f"{number}-who"
        who = " ".join(self.cleaned_data.get(name, "").split())
        if fault := fault_of_respondent(who):
            self.add_error(name, ValidationError(f"Row {number}: {fault}"))
        elif who in seen:
            self.add_error(name, ValidationError(f"Row {number} is {who} again, who is in row {seen[who]}."))
        seen.setdefault(who, number)


def box_name(number: int, question: Question, moment: Moment) -> str:
    """The name of a box: its row, its question and its moment."""
    return f"{number}-{question.pk}-{moment.value}"


def _box(number: int, question: Question, moment: Moment) -> forms.IntegerField:
    label = f"Row {number}, {question.topic}, {moment.label.lower()}"
    whole = f"Row {number}, {question.topic}: answers are whole numbers from {question.minimum} to {question.maximum}."
    return forms.IntegerField(label=label, required=False, widget=forms.TextInput, error_messages={"invalid": whole})


def filled_with(answers: Sequence[Answer]) -> dict[str, Any]:
    """A grid's initial values from answers kept: a row for each person, as they first came."""
    rows: dict[str, int] = {}
    values: dict[str, Any] = {}
    for one in answers:
        number = rows.setdefault(one.respondent, len(rows) + 1)
        values[f"{number}-who"] = one.respondent
        values[box_name(number, one.question, Moment(one.moment))] = one.value
    return values


def rows_in(values: Mapping[str, Any]) -> int:
    """How many rows of these values hold somebody."""
    return max((int(name.partition("-")[0]) for name, value in values.items() if _is_row(name) and value), default=0)


def _is_row(name: str) -> bool:
    return name.partition("-")[0].isdecimal()


def with_blank_rows(values: dict[str, Any], *, least: int = 0) -> tuple[dict[str, Any], int]:
    """The values with empty rows below, each with the next number for its person; and how many rows there are."""
    filled = rows_in(values)
    count = min(max(filled + BLANK_ROWS, FIRST_ROWS, least), MOST_PEOPLE)
    taken = {str(value) for name, value in values.items() if name.endswith("-who")}
    numbers = (str(number) for number in range(1, 10_000) if str(number) not in taken)
    for row in range(filled + 1, count + 1):
        values[f"{row}-who"] = next(numbers)
    return values, count
