"""The forms in which people put right what was said of an action."""

from typing import Any

from django import forms

from towpath.foundation.clock import today
from towpath.foundation.ratings import NOT_STATED
from towpath.plans.forms.progress import question_day
from towpath.plans.models import ProgressUpdate
from towpath.plans.models.history import FigureState
from towpath.records.forms import ReasonField
from towpath.ui.fields import DateField, LongTextField, Radios, SeenFingerprint, SeenVersion


class CorrectUpdateForm(forms.Form):
    """An account as it should have been."""

    rating = forms.ChoiceField(label="Rating", widget=Radios, error_messages={"required": "Choose a rating."})
    account = LongTextField(
        label="What has happened, and why this rating?", max_length=8000, required=False,
        help_text="Name no survivor, child or suspect. Whoever reads the plan reads this.",
    )  # fmt: skip
    as_of = DateField(label="Date this is true of", called="date this is true of", not_after=today)
    reason = ReasonField(label="Why is it corrected?")
    version = SeenVersion()

    def __init__(self, *args: Any, update: ProgressUpdate, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.update, self.plan = update, update.action.plan
        choices = [(one.slug, one.label) for one in (*self.plan.scheme.ratings, NOT_STATED)]
        self.fields["rating"].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Another date is questioned as it is where an account is added."""
        cleaned = super().clean() or {}
        question_day(self, "as_of", self.plan, self.update.as_of)
        return cleaned


class CorrectStepForm(forms.Form):
    """A step as it should have been recorded."""

    body = forms.CharField(
        label="Who was it sent to, or who answered?", max_length=200,
        error_messages={"required": "Enter who it was sent to, or who answered."},
    )  # fmt: skip
    happened_on = DateField(label="When did it happen?", called="date it happened", not_after=today)
    account = LongTextField(label="What was said", required=False, max_length=8000)
    reason = ReasonField(label="Why is it corrected?")
    version = SeenVersion()


class DecideAgainForm(forms.Form):
    """Another decision on a figure, or none."""

    state = forms.ChoiceField(
        label="What is it?", widget=Radios, error_messages={"required": "Choose one."},
        choices=[(FigureState.ACCEPTED, "Right: accept it"), (FigureState.DECLINED, "Wrong: decline it"),
                 (FigureState.OFFERED, "Not decided: take the decision back")],
    )  # fmt: skip
    reason = ReasonField()
    version = SeenFingerprint(required=True)
