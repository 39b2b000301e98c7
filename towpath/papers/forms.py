"""The forms of papers: begin one, write in it, say why it goes back or is restated."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet

from towpath.foundation.clock import today
from towpath.foundation.periods import PeriodError, Quarter
from towpath.papers.kinds import PaperKind, Section
from towpath.papers.services.writing import require_reportable
from towpath.records.refusing import Refused
from towpath.ui.fields import LongTextField, SeenVersion
from towpath.ui.words import as_quarter

MOST_OFFERED = 60


class QuarterField(forms.ChoiceField):
    """A quarter; what is no quarter is refused with the reason. Choices are set by the form, newest first."""

    def __init__(self, **kwargs: Any) -> None:
        hint = "The financial year runs from 1 April to 31 March."
        super().__init__(label="Quarter", help_text=hint, error_messages={"required": "Choose a quarter."}, **kwargs)

    def validate(self, value: Any) -> None:
        """Any quarter can be asked for, listed or not: whether there is something to report is for the form to say."""
        forms.Field.validate(self, value)

    def clean(self, value: Any) -> Quarter:
        try:
            return Quarter.parse(super().clean(value))
        except PeriodError as reason:
            raise forms.ValidationError(str(reason)) from reason


class BeginForm(forms.Form):
    """Which subject, under the name its kind gives it, and which quarter."""

    quarter = QuarterField()

    def __init__(self, *args: Any, kind: PaperKind, subjects: "QuerySet[Any]", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind, name = kind, kind.subject_name
        choose = f"Choose a {name}"
        subject = forms.ModelChoiceField(
            label=name.capitalize(), queryset=subjects, empty_label=choose,
            error_messages={"required": f"{choose}.", "invalid_choice": f"{choose} from the list."},
        )  # fmt: skip
        self.fields = {name: subject, **self.fields}
        self.fields["quarter"].choices = quarters_since(map(kind.began_on, subjects))  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A quarter is refused beside its own box where this subject has nothing to report for it."""
        asked = super().clean() or self.cleaned_data
        if self.subject and asked.get("quarter"):
            try:
                require_reportable(self.kind, self.subject, asked["quarter"])
            except Refused as refused:
                self.add_error(None, refused)
        return asked

    @property
    def subject(self) -> Any:
        return self.cleaned_data.get(self.kind.subject_name)


def quarters_since(starts: Iterable[date]) -> list[tuple[str, str]]:
    """This quarter and those before it, the newest first, back to the first subject's beginning."""
    quarter, first = Quarter.containing(today()), min(starts, default=today())
    offered: list[tuple[str, str]] = []
    while quarter.end >= first and len(offered) < MOST_OFFERED:
        offered.append((quarter.slug, as_quarter(quarter)))
        quarter = quarter.previous()
    return offered


def last_ended() -> Quarter:
    """The quarter most people report on: the last one that is over."""
    return Quarter.containing(today()).previous()


class WriteForm(forms.Form):
    """The parts that people write; a draft may leave some for later, so none is marked as optional."""

    marks_optional = False
    version = SeenVersion(required=True)

    def __init__(self, *args: Any, sections: Iterable[Section], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sections = tuple(sections)
        self.fields = {one.slug: _section(one) for one in self.sections} | self.fields

    @property
    def prose(self) -> dict[str, str]:
        """What was written, by section."""
        return {section.slug: self.cleaned_data[section.slug] for section in self.sections}


def _section(section: Section) -> LongTextField:
    return LongTextField(
        label=section.label,
        required=False,
        help_text=section.hint,
        max_length=12000,
        widget=forms.Textarea(attrs={"rows": 14}),
    )


class SendBackForm(forms.Form):
    """Why an approved paper goes back to its writer."""

    reason = LongTextField(
        label="What has to change?",
        help_text="The writer sees this.",
        max_length=2000,
        error_messages={"required": "Say what has to change."},
    )
    version = SeenVersion(required=True)


class RestateForm(forms.Form):
    """Why an issued paper is corrected by another."""

    reason = LongTextField(
        label="What was wrong, and what does the new issue correct?",
        help_text="It is printed at the head of the new issue. The report issued before stays as it is, beside it.",
        max_length=2000,
        error_messages={"required": "Say what was wrong and what the new issue corrects."},
    )
