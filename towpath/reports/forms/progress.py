"""The forms of a progress report: begin one, write in it, say why it goes back or is restated."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet

from towpath.foundation.clock import today
from towpath.foundation.periods import Quarter
from towpath.programmes.models import Programme
from towpath.reports.forms.choosing import QuarterField
from towpath.reports.models import Section
from towpath.reports.services.progress import Unreportable, require_reportable
from towpath.ui.fields import LongTextField, SeenVersion
from towpath.ui.words import as_quarter

MOST_OFFERED = 60
HINTS = {
    Section.SUMMARY: "What was done since the last report, and what changed. Leave a blank line between paragraphs.",
    Section.STATUS: "Where each phase stands now, who is in post, what is paused and why.",
    Section.NEXT_STEPS: "What happens in the next quarter, and what it depends on.",
}


class BeginForm(forms.Form):
    """Which programme, and which quarter."""

    programme = forms.ModelChoiceField(
        label="Programme",
        queryset=Programme.objects.none(),
        empty_label="Choose a programme",
        error_messages={"required": "Choose a programme.", "invalid_choice": "Choose a programme from the list."},
    )
    quarter = QuarterField()

    def __init__(self, *args: Any, programmes: "QuerySet[Programme]", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["programme"].queryset = programmes  # type: ignore[attr-defined]
        offered = quarters_since(one.starts_on for one in programmes)
        self.fields["quarter"].choices = offered  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A quarter is refused beside its own box where this programme has nothing to report for it."""
        asked = super().clean() or self.cleaned_data
        if asked.get("programme") and asked.get("quarter"):
            try:
                require_reportable(asked["programme"], asked["quarter"])
            except Unreportable as reason:
                self.add_error("quarter", str(reason))
        return asked


def quarters_since(starts: Iterable[date]) -> list[tuple[str, str]]:
    """This quarter and those before it, the newest first, back to the first programme's beginning."""
    quarter, first = Quarter.containing(today()), min(starts, default=today())
    offered: list[tuple[str, str]] = []
    while quarter.end >= first and len(offered) < MOST_OFFERED:
        offered.append((quarter.slug, as_quarter(quarter)))
        quarter = quarter.previous()
    return offered


def _section(section: Section) -> LongTextField:
    return LongTextField(
        label=section.label,
        required=False,
        help_text=f"{HINTS[section]} Name nobody who came to training, and nobody who was helped.",
        max_length=12000,
        widget=forms.Textarea(attrs={"rows": 14}),
    )


class WriteForm(forms.Form):
    """The parts that people write; a draft may leave some for later, so none is marked as optional."""

    marks_optional = False
    summary = _section(Section.SUMMARY)
    status = _section(Section.STATUS)
    next_steps = _section(Section.NEXT_STEPS)
    version = SeenVersion(required=True)

    @property
    def prose(self) -> dict[str, str]:
        """What was written, by section."""
        return {section.value: self.cleaned_data[section.value] for section in Section}


class SendBackForm(forms.Form):
    """Why an approved report goes back to its writer."""

    reason = LongTextField(
        label="What has to change?",
        help_text="The writer sees this.",
        max_length=2000,
        error_messages={"required": "Say what has to change."},
    )
    version = SeenVersion(required=True)


class RestateForm(forms.Form):
    """Why an issued report is corrected by another."""

    reason = LongTextField(
        label="What was wrong, and what does the new issue correct?",
        help_text="It is printed at the head of the new issue. The report issued before stays as it is, beside it.",
        max_length=2000,
        error_messages={"required": "Say what was wrong and what the new issue corrects."},
    )
