"""What the document seldom says of itself, asked just before the plan is saved."""

from typing import Any

from django import forms

from towpath.plans.forms.amending import PlanForm, as_at_field
from towpath.plans.forms.days import question_day
from towpath.plans.models import Plan
from towpath.plans.models.plans import Source
from towpath.ui.fields import Radios, SeenVersion


class SaveForm(PlanForm):
    """The plan's title, what it answers and its base date; `version` is the reading's."""

    title = forms.CharField(
        label="Title of the plan", max_length=250, error_messages={"required": "Enter a title for the plan."}
    )
    source = forms.ChoiceField(
        label="What does this plan answer?",
        choices=Source.choices,
        widget=Radios,
        error_messages=dict.fromkeys(("required", "invalid_choice"), "Choose what this plan answers."),
    )
    as_at = as_at_field()
    field_order = ("title", "source", "as_at", "base_date", "version")


class ChangesForm(forms.Form):
    """Which version of the reading and of the plan the person saw; their ticks are `accept`."""

    accept = forms.Field(required=False, widget=forms.SelectMultiple)

    as_at = as_at_field()
    version = SeenVersion(required=True)
    plan_version = SeenVersion(required=True)

    def __init__(self, *args: Any, plan: Plan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.plan = plan

    def clean(self) -> dict[str, Any]:
        """A date before the plan, or before what was reported, is questioned: it may be right."""
        cleaned = super().clean() or {}
        question_day(self, "as_at", self.plan)
        return cleaned
