"""The forms in which a coordinator corrects a plan or an action."""

from typing import Any

from django import forms

from towpath.foundation.clock import today
from towpath.partners.models import Agency, Partnership
from towpath.plans.forms.progress import question_day
from towpath.plans.models import PlanDocument
from towpath.plans.models.plans import Source
from towpath.records.forms import ReasonIfNeededField
from towpath.ui.fields import Checkboxes, DateField, LongTextField, Radios, SeenVersion


class PlanForm(forms.Form):
    """What a document seldom says of itself."""

    title = forms.CharField(label="Title", max_length=250, error_messages={"required": "Enter the plan's title."})
    source = forms.ChoiceField(label="What does this plan answer?", choices=Source.choices, widget=Radios)
    base_date = DateField(
        label="Base date",
        called="base date",
        required=False,
        help_text="The day from which words such as “within 3 months” count, often the day the report was published.",
    )
    version = SeenVersion(required=True)


def as_at_field() -> DateField:
    """As at what date a document stands; left empty where nobody knows."""
    return DateField(
        label="As at what date does the document stand?",
        called="date at which the document stands",
        required=False,
        not_after=today,
        help_text="Its ratings are taken to be true of that day. Leave it empty if nobody knows: pages then say so.",
    )


class DocumentDateForm(forms.Form):
    """As at what date a document of a plan stands."""

    as_at = as_at_field()
    version = SeenVersion(required=True)

    def __init__(self, *args: Any, document: PlanDocument, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.document = document

    def clean(self) -> dict[str, Any]:
        """Another date is questioned as it is for an account: the document's ratings are true of it."""
        cleaned = super().clean() or {}
        question_day(self, "as_at", self.document.plan, self.document.as_at)
        return cleaned


class _OfAgencies:
    """Agencies chosen by key; a number too large for any key is no choice, and no fault of ours."""

    def clean(self, value: Any) -> Any:
        try:
            return super().clean(value)  # type: ignore[misc]
        except OverflowError as error:
            raise forms.ValidationError("Choose agencies from the list.") from error


class AgenciesField(_OfAgencies, forms.ModelMultipleChoiceField):
    """Several agencies."""


class AgencyField(_OfAgencies, forms.ModelChoiceField):
    """One agency."""


class ActionForm(forms.Form):
    """An action's words, deadline and leads, and whether the partnership controls it."""

    text = LongTextField(label="Action", max_length=4000, error_messages={"required": "Enter the action."})
    deadline_words = forms.CharField(
        label="Deadline",
        required=False,
        max_length=500,
        help_text="In the plan's own words, such as “by 2026/27”, “within 3 months” or “quarterly”.",
    )
    reason = ReasonIfNeededField(
        label="Why does the deadline move?",
        help_text="Needed where one was given before. It stands beside the earlier deadline: name nobody.",
    )
    agencies: Any = AgenciesField(
        label="Lead agencies", queryset=Agency.objects.none(), required=False, widget=Checkboxes
    )
    accountable: Any = AgencyField(
        label="Accountable agency",
        queryset=Agency.objects.none(),
        required=False,
        empty_label="Nobody yet",
        help_text="Where several agencies lead, one answers for the action.",
    )
    is_outside_control = forms.BooleanField(
        label="This action is outside the partnership's control",
        required=False,
        help_text="Only somebody else can do it, such as a government department: keep what was sent and answered.",
    )
    version = SeenVersion(required=True)

    def __init__(self, *args: Any, partnership: Partnership, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("agencies", "accountable"):
            self.fields[name].queryset = partnership.agencies.all()  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """The agency that answers for an action must be one of those that lead it."""
        cleaned = super().clean() or {}
        accountable, agencies = cleaned.get("accountable"), cleaned.get("agencies")
        if accountable and agencies is not None and accountable not in agencies:
            self.add_error("accountable", "The accountable agency must be one of the lead agencies.")
        return cleaned
