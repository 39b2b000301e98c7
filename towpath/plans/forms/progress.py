"""The forms in which people say what became of an action."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator

from towpath.documents.table import UnreadableFile
from towpath.foundation.clock import today
from towpath.foundation.ratings import NOT_STATED, Rating, Suggestion
from towpath.plans.models import Action, Plan
from towpath.plans.models.history import OutsideStepKind
from towpath.plans.services.outside import STEPS
from towpath.plans.services.progress import EvidenceInput
from towpath.plans.services.rating import doubt_about_day
from towpath.records.examining import ExaminedFile, examined
from towpath.ui.fields import DateField, LongTextField, Radios, SeenVersion, UploadField, question
from towpath.ui.words import as_day

EVIDENCE_SUFFIXES = (
    ".pdf", ".docx", ".xlsx", ".pptx", ".odt", ".ods", ".csv", ".txt", ".eml", ".msg", ".png", ".jpg", ".jpeg",
)  # fmt: skip


class WebAddressField(forms.URLField):
    """A link that a browser follows to a page, and nothing else."""

    default_validators = [  # noqa: RUF012 -- as Django declares it, on the instance
        URLValidator(schemes=["http", "https"])
    ]


class EvidenceForm(forms.Form):
    """The part of a form that asks for evidence, and the version of the record the person saw."""

    link = WebAddressField(
        label="Link to evidence",
        required=False,
        assume_scheme="https",
        max_length=1000,
        help_text="A page or a shared folder that people with a right to see it can open.",
        error_messages={"invalid": "Enter a whole link, such as https://www.example.org/report."},
    )
    file = UploadField(label="Evidence file", required=False, suffixes=EVIDENCE_SUFFIXES, help_text="Up to 20 MB.")
    version = SeenVersion(required=True)

    def clean_file(self) -> ExaminedFile | None:
        uploaded = self.cleaned_data["file"]
        try:
            return examined(uploaded) if uploaded else None
        except UnreadableFile as refused:
            raise ValidationError(str(refused), code="unreadable") from refused

    def answers(self) -> dict[str, Any]:
        """What the service takes: every field by its name, and what was attached as one."""
        cleaned = dict(self.cleaned_data)
        return cleaned | {"evidence": EvidenceInput(link=cleaned.pop("link") or "", file=cleaned.pop("file"))}


def question_day(form: forms.Form, name: str, plan: Plan, stands: date | None = None) -> None:
    """Ask about a day before the plan, or before what was reported, as it may be right; for use in `clean`.

    The day that stands already was asked about when it was given.
    """
    day = form.cleaned_data.get(name)
    if day and day != stands and (doubt := doubt_about_day(plan, day)):
        question(form, name, day.isoformat(), doubt, label=as_day(day))


class ProgressForm(EvidenceForm):
    """How an action stands: the rating, the account of why, and the day the account speaks of."""

    rating = forms.ChoiceField(
        label="Rating", error_messages=dict.fromkeys(("required", "invalid_choice"), "Choose a rating.")
    )
    account = LongTextField(
        label="What has happened, and why this rating?",
        help_text="Name no survivor, child or suspect. Whoever reads the plan reads this.",
        max_length=8000,
        error_messages={"required": "Say what has happened and why you chose this rating."},
    )
    as_of = DateField(label="Date this is true of", called="date this is true of", initial=today, not_after=today)
    field_order = ("rating", "account", "as_of", "link", "file", "version")

    def __init__(self, *args: Any, plan: Plan, suggestion: Suggestion, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.plan, scheme = plan, plan.scheme
        self.fields["rating"].help_text = _suggested(suggestion)
        ratings = (*scheme.ratings, NOT_STATED)
        self.fields["rating"].choices = [(rating.slug, rating.label) for rating in ratings]  # type: ignore[attr-defined]
        self.fields["rating"].widget = Radios(
            choices=self.fields["rating"].choices,  # type: ignore[attr-defined]
            hints={rating.slug: _hint(rating) for rating in ratings},
        )

    def clean(self) -> dict[str, Any]:
        """A date before the plan, or before what was reported, is questioned: it may be right."""
        cleaned = super().clean() or {}
        question_day(self, "as_of", self.plan)
        return cleaned


class OutsideStepForm(EvidenceForm):
    """A step on an action only somebody else can do."""

    kind = forms.ChoiceField(
        label="What happened?", error_messages=dict.fromkeys(("required", "invalid_choice"), "Choose what happened.")
    )
    body = forms.CharField(
        label="Who was it sent to, or who answered?",
        max_length=200,
        error_messages={"required": "Enter who it was sent to, or who answered."},
    )
    happened_on = DateField(label="When did it happen?", called="date it happened", initial=today, not_after=today)
    account = LongTextField(label="What was said", required=False, max_length=8000)
    field_order = ("kind", "body", "happened_on", "account", "link", "file", "version")

    def __init__(self, *args: Any, action: Action, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        steps = [(step.value, step.label) for step in STEPS.after(OutsideStepKind(action.outside_state))]
        self.fields["kind"].choices = steps  # type: ignore[attr-defined]
        self.fields["kind"].widget = Radios(choices=steps)


def _suggested(suggestion: Suggestion) -> str:
    """Why a rating is chosen already, and that a person may know better."""
    invited = " Choose another if you know better." if suggestion.rating.is_stated else ""
    return suggestion.sentence + invited


def _hint(rating: Rating) -> str:
    return rating.rule
