"""Targets of a quarter, the risk assessment of meeting in person, and the quarter's check of the core elements."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from towpath.foundation.clock import today
from towpath.programmes.forms.choosing import named, prose
from towpath.programmes.models import CoreElement, Finding, Measure, RiskOutcome
from towpath.programmes.services.assessing import Checked
from towpath.ui.fields import DateField, LongTextField, Radios, SeenFingerprint

LARGEST_TARGET = 1_000_000


class TargetsForm(forms.Form):
    """What a site is to reach by the end of a quarter: one number for each measure."""

    marks_optional = False
    version = SeenFingerprint()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for measure in Measure:
            self.fields[measure.value] = forms.IntegerField(
                label=measure.label, required=False, min_value=0, max_value=LARGEST_TARGET
            )

    @property
    def numbers(self) -> dict[Measure, int | None]:
        return {measure: self.cleaned_data[measure.value] for measure in Measure}


class RiskForm(forms.Form):
    """A site's assessment of working face to face."""

    made_on = DateField(label="Made on", called="day it was made", not_after=today)
    made_by = named(
        "Made by", 200, "Enter who made it.", help_text="Such as the partner agency's service manager, by their post."
    )
    outcome = forms.ChoiceField(
        label="What did it come to?",
        choices=RiskOutcome.choices,
        widget=Radios,
        error_messages={"required": "Choose what it came to."},
    )
    measures = prose("Measures", "What has to be in place, where it may go ahead with measures.")
    review_on = DateField(
        label="To be looked at again by", called="day of the review", required=False,
        help_text="After this day it no longer allows meeting in person.",
    )  # fmt: skip
    evidence = forms.CharField(label="Where it can be read", max_length=500, required=False)


class ChecksForm(forms.Form):
    """One quarter's check: each core element with its finding, the reason and the evidence."""

    marks_optional = False
    is_dense = True
    version = SeenFingerprint()

    def __init__(self, *args: Any, elements: Sequence[CoreElement], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.elements = elements
        for element in elements:
            self._ask_about(element)

    def _ask_about(self, element: CoreElement) -> None:
        key = element.pk
        self.fields[f"finding_{key}"] = forms.ChoiceField(
            label="What was found?",
            choices=Finding.choices,
            widget=Radios(attrs={"class": "govuk-radios--inline"}),
            required=False,
        )
        self.fields[f"reason_{key}"] = LongTextField(
            label="Why, where it was varied or not kept", required=False, max_length=1000
        )
        self.fields[f"reason_{key}"].widget.attrs["rows"] = 2
        self.fields[f"evidence_{key}"] = forms.CharField(
            label="Evidence: where it can be seen", max_length=500, required=False
        )

    def clean(self) -> dict[str, Any]:
        """What was varied or not kept needs its reason; a reason without a finding says nothing."""
        answers = super().clean() or {}
        for element in self.elements:
            finding, reason = answers.get(f"finding_{element.pk}"), answers.get(f"reason_{element.pk}")
            if finding in (Finding.VARIED, Finding.NOT_KEPT) and not reason:
                self.add_error(f"reason_{element.pk}", f"Say why “{element.name}” was {_said(finding)}.")
            if not finding and (reason or answers.get(f"evidence_{element.pk}")):
                self.add_error(f"finding_{element.pk}", f"Choose what was found of “{element.name}”.")
        return answers

    @property
    def findings(self) -> list[Checked]:
        """What was answered, element by element; those nobody looked at are left out."""
        return [
            Checked(
                element, found, self.cleaned_data[f"reason_{element.pk}"], self.cleaned_data[f"evidence_{element.pk}"]
            )
            for element in self.elements
            if (found := self.cleaned_data[f"finding_{element.pk}"])
        ]

    @property
    def groups(self) -> list[tuple[CoreElement, list[BoundField]]]:
        """The boxes of each element."""
        names = ("finding", "reason", "evidence")
        return [(element, [self[f"{name}_{element.pk}"] for name in names]) for element in self.elements]


def _said(finding: str) -> str:
    return "varied" if finding == Finding.VARIED else "not kept"
