"""What was agreed with whoever pays, and how it was varied."""

from typing import Any

from django import forms

from towpath.programmes.forms.choosing import PoundsField, named, prose
from towpath.ui.fields import DateField, SeenVersion, refuse_reversed

DELIVERY = "The last day on which practices are trained and patients seen."
ALL_WORK = "The last day of reports, evaluation and whatever else follows delivery."
EARLY_END = "All work ends on the day delivery ends, or later."


class _TermsForm(forms.Form):
    """The ends and the money, which every set of terms has."""

    delivery_ends_on = DateField(label="End of delivery", called="end of delivery", help_text=DELIVERY)
    work_ends_on = DateField(label="End of all work", called="end of all work", help_text=ALL_WORK)
    budget = PoundsField(label="Budget in pounds", required=False)

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or {}
        refuse_reversed(self, "delivery_ends_on", "work_ends_on", EARLY_END)
        return answers


class ContractForm(_TermsForm):
    """A contract as first agreed."""

    title = named("Title of the contract", 200, "Enter the title of the contract.")
    starts_on = DateField(label="Start of the contract", called="start of the contract")
    agreed_on = DateField(label="Agreed on", called="day it was agreed")
    field_order = ("title", "agreed_on", "starts_on", "delivery_ends_on", "work_ends_on", "budget")


class VariationForm(_TermsForm):
    """A variation. What was agreed before stays beside it."""

    agreed_on = DateField(label="Agreed on", called="day it was agreed")
    reason = prose(
        "Why was it varied?", "What changed, and what the earlier plan would have meant.", required=True,
        error_messages={"required": "Say why it was varied."},
    )  # fmt: skip
    version = SeenVersion()
    field_order = ("agreed_on", "reason", "delivery_ends_on", "work_ends_on", "budget")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["budget"].help_text = "Leave empty where the budget stays as it is."
