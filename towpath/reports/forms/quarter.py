"""The form in which a coordinator asks for a quarter's report."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from towpath.foundation.clock import today
from towpath.foundation.periods import Quarter
from towpath.plans.models import Plan
from towpath.reports.forms.choosing import QuarterField
from towpath.reports.services.asking import NoSuchQuarter, require_reportable
from towpath.ui.words import as_quarter

QUARTERS_OFFERED = 12


class ReportForm(forms.Form):
    """Which plan, and which quarter."""

    plan = forms.ModelChoiceField(
        label="Plan",
        queryset=Plan.objects.none(),
        empty_label="Choose a plan",
        error_messages={"required": "Choose a plan.", "invalid_choice": "Choose a plan from the list."},
    )
    quarter = QuarterField()

    def __init__(self, *args: Any, plans: "QuerySet[Plan]", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["plan"].queryset = plans  # type: ignore[attr-defined]
        self.fields["quarter"].choices = quarters_offered()  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A quarter is refused beside its own box where this plan has nothing to report for it."""
        asked = super().clean() or self.cleaned_data
        if asked.get("plan") and asked.get("quarter"):
            try:
                require_reportable(asked["plan"], asked["quarter"])
            except NoSuchQuarter as reason:
                self.add_error("quarter", str(reason))
        return asked


def quarters_offered() -> list[tuple[str, str]]:
    """This quarter and those before it, the newest first."""
    quarter, offered = Quarter.containing(today()), []
    for _ in range(QUARTERS_OFFERED):
        offered.append((quarter.slug, as_quarter(quarter)))
        quarter = quarter.previous()
    return offered


def last_ended() -> Quarter:
    """The quarter most people report on: the last one that is over."""
    return Quarter.containing(today()).previous()
