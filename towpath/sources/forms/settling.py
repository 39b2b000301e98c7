"""The doubts of a reading, asked where they are shown: each with the few answers it can have.

Doubts of one sentence and the same answers are asked once, "in all 7 places", and may be answered one by one as well.
An answer to one of them goes before the answer to all. What is not answered stays a doubt beside its action.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django import forms

from towpath.documents.plan import (
    AS_READ,
    ActionDraft,
    Asked,
    Doubt,
    DoubtAnswer,
    PlanDraft,
    Regrouped,
    SameAs,
    asked,
    settled,
)
from towpath.foundation.deadlines import in_words, read_deadline
from towpath.ui.fields import Radios

RIGHT, OWN_WORDS = "right", "words"
ONE_BY_ONE = 12  # places that are also asked one by one: of more than these the first answer is for all
LONGEST_ABOUT = 160  # characters of an action that say which one it is
SMALL = {"class": "govuk-radios--small govuk-radios--inline"}


@dataclass(frozen=True)
class Concern:
    """One kind of doubt, everywhere it arose with the same answers, in the order of the plan."""

    number: int
    sentence: str
    places: tuple[Asked, ...]

    @property
    def key(self) -> str:
        """The name of the question that is asked of all places at once."""
        return f"all-{self.places[0].key}"

    @property
    def is_shared(self) -> bool:
        return len(self.places) > 1

    @property
    def singly(self) -> tuple[Asked, ...]:
        """The places asked one by one."""
        return self.places if len(self.places) <= ONE_BY_ONE else ()


def concerns_of(draft: PlanDraft) -> tuple[Concern, ...]:
    """Doubts of one kind together, in the order in which the first of each arose."""
    alike: dict[tuple[str, ...], list[Asked]] = {}
    for one in asked(draft):
        alike.setdefault(kind_of(one.doubt), []).append(one)
    found = enumerate(alike.values(), start=1)
    return tuple(Concern(number, places[0].doubt.sentence, tuple(places)) for number, places in found)


def kind_of(doubt: Doubt) -> tuple[str, ...]:
    """Doubts of one kind say the same of the same field, and may come to the same."""
    return doubt.field, doubt.sentence, *(answer.words for answer in doubt.answers)


def place_of(one: Asked) -> str:
    """What a person calls what the doubt is about: "Action 12"."""
    if isinstance(one.about, ActionDraft):
        return f"Action {one.position}"
    return f"Recommendation {one.about.number or one.position}"


class SettlingForm(forms.Form):
    """Asks about every doubt of the draft that `shown` gives; `settled` is the draft with what was answered."""

    shown: PlanDraft

    @cached_property
    def concerns(self) -> tuple[Concern, ...]:
        return concerns_of(self.shown)

    def ask_about_doubts(self) -> None:
        """Put a question into the form for every doubt; those of another draft go."""
        for name in [name for name, field in self.fields.items() if isinstance(field, AnswerField | OwnWordsField)]:
            del self.fields[name]
        self.__dict__.pop("concerns", None)
        for concern in self.concerns:
            if concern.is_shared:
                self._ask(concern.key, concern.places, f"In all {len(concern.places)} places")
            for one in concern.singly:
                self._ask(one.key, (one,), _about(one))
        self.order_fields([name for name in self.fields if name in self._asked])  # as they stand on the page

    def _ask(self, name: str, places: tuple[Asked, ...], label: str) -> None:
        self.fields[name] = AnswerField(places, label)
        if _takes_words(places[0]):
            self.fields[f"{name}-{OWN_WORDS}"] = OwnWordsField()

    place_of = staticmethod(place_of)

    def has_answers_among(self, concern: Concern) -> bool:
        """Whether a place of this kind is answered by itself, or what was typed there is refused."""
        names = [name for one in concern.singly for name in (one.key, f"{one.key}-{OWN_WORDS}") if name in self.fields]
        return any(self[name].value() or self[name].errors for name in names)

    @property
    def given(self) -> dict[str, DoubtAnswer]:
        """What was answered, by the key of each doubt."""
        return dict(self._given())

    @property
    def settled(self) -> PlanDraft:
        return settled(self.shown, self.given)

    def clean(self) -> dict[str, Any]:
        """Words of one's own are a deadline that can be read."""
        cleaned = super().clean() or {}
        for name in [name for name, field in self.fields.items() if isinstance(field, AnswerField)]:
            typed = cleaned.get(f"{name}-{OWN_WORDS}", "")
            if cleaned.get(name) == OWN_WORDS or (typed and not cleaned.get(name)):
                self._check_words(name, typed)
        self._answers = {name: cleaned.pop(name, "") for name in list(cleaned) if name in self._asked}
        return cleaned

    @property
    def _asked(self) -> set[str]:
        return {name for name, field in self.fields.items() if isinstance(field, AnswerField | OwnWordsField)}

    def _check_words(self, name: str, typed: str) -> None:
        if not typed:
            self.add_error(f"{name}-{OWN_WORDS}", "Enter the deadline that is meant, or choose another answer.")
        elif not (read := read_deadline(typed)).is_understood:
            self.add_error(f"{name}-{OWN_WORDS}", f"This deadline was not understood. {read.doubt}")

    def _given(self) -> Iterator[tuple[str, DoubtAnswer]]:
        for concern in self.concerns:
            for one in concern.places:
                answer = self._answer(one.key, one) or (self._answer(concern.key, one) if concern.is_shared else None)
                if answer:
                    yield one.key, answer

    def _answer(self, name: str, one: Asked) -> DoubtAnswer | None:
        chosen, typed = self._answers.get(name, ""), self._answers.get(f"{name}-{OWN_WORDS}", "")
        if chosen == RIGHT:
            return AS_READ
        if chosen.isdecimal():
            return one.doubt.answers[int(chosen)]
        return DoubtAnswer(typed, read_deadline(typed)) if typed else None


class AnswerField(forms.ChoiceField):
    """Which of its answers a doubt comes to; left open it stays a doubt."""

    marks_optional = False

    def __init__(self, places: tuple[Asked, ...], label: str) -> None:
        answers = [(str(nth), answer.words) for nth, answer in enumerate(places[0].doubt.answers)]
        own = [(OWN_WORDS, "Another deadline")] if _takes_words(places[0]) else []
        choices = [(RIGHT, _right_words(places)), *answers, *own]
        super().__init__(choices=choices, required=False, label=label, widget=Radios(attrs=SMALL))


class OwnWordsField(forms.CharField):
    """The deadline that is meant, in words such as a plan would use."""

    marks_optional = False

    def __init__(self) -> None:
        super().__init__(label="Another deadline, such as 31 March 2027", required=False, max_length=200)


def _takes_words(one: Asked) -> bool:
    return one.doubt.field == "deadline" and isinstance(one.about, ActionDraft)


def _about(one: Asked) -> str:
    text = one.about.text
    return f"{place_of(one)}: {text[:LONGEST_ABOUT]}{'…' if len(text) > LONGEST_ABOUT else ''}"


def _right_words(places: Iterable[Asked]) -> str:
    """What is right if it was read rightly; the same words for every place, or none that name a reading."""
    told = {_read_as(one) for one in places}
    return f"Right: {told.pop()}" if len(told) == 1 and "" not in told else "Right as it is read"


def _read_as(one: Asked) -> str:
    """What was read, "" where its sentence says so already."""
    doubt, about = one.doubt, one.about
    if not isinstance(about, ActionDraft):
        return ""
    if doubt.field == "deadline":
        meaning = in_words(about.deadline) if about.deadline.is_understood else "these words, and no date"
        return meaning if doubt.value else "no deadline of its own"
    if doubt.field == "leads":
        return _leads_as_read(doubt)
    return about.rating.label if doubt.field == "rating" else ""


def _leads_as_read(doubt: Doubt) -> str:
    if not doubt.value:
        return "nobody yet"
    if any(isinstance(answer.becomes, SameAs) for answer in doubt.answers):
        return f"{doubt.value} is an agency of its own"
    return next(("; ".join(one.becomes.read) for one in doubt.answers if isinstance(one.becomes, Regrouped)), "")
