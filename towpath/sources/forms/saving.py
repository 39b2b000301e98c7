"""What the document seldom says of itself, asked just before the plan is saved."""

from collections.abc import Callable
from datetime import date
from functools import cached_property
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField

from towpath.plans.forms.amending import PlanForm, as_at_field
from towpath.plans.forms.progress import question_day
from towpath.plans.models import Plan
from towpath.plans.models.plans import Source
from towpath.plans.services.comparing import PlanComparison
from towpath.records.holding import fingerprint
from towpath.sources.forms.settling import SettlingForm
from towpath.ui.fields import Radios, SeenFingerprint, SeenVersion
from towpath.ui.words import as_day


class _ShownAsAt(forms.Form):
    """What its page shows is read as at the date typed in it, and what the page showed is what is saved.

    `read` reads the document as at a date, or as at the day it came in. `shown` is what was read: the page shows it
    and a service saves it. Nothing is saved where it differs from what the page showed before.
    """

    as_at = as_at_field()
    saw = SeenFingerprint()
    news: ClassVar[str]  # how the sentence goes on that says that the page shows something else than before

    def __init__(self, *args: Any, read: Callable[[date | None], Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._read = read

    @cached_property
    def shown(self) -> Any:
        return self._read(self._day())

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        cleaned.pop("saw", None)
        if self.differs:
            self.add_error("as_at" if self._day() else None, self.differs)
        return cleaned

    @cached_property
    def differs(self) -> str:
        """That the page shows something else than it showed when its form was filled in; "" where it does not."""
        before = self._sent.get("saw")
        if not before or before == self.fingerprint():
            return ""
        day = self._day()
        return f"As at {as_day(day)} {self.news}" if day else f"{self.news[:1].upper()}{self.news[1:]}"

    def show(self, **versions: int) -> Any:
        """What the page shows now. Sent next, the form counts as having seen that, and these versions of records."""
        seen = {"saw": self.fingerprint()} | (versions if self.differs else {})
        if self.is_bound:
            self.data: Any = self.data.copy()
        for name, value in seen.items():
            self._sent[name] = value
        return self.shown

    @property
    def _sent(self) -> Any:
        """What was typed and sent, or is given back."""
        return self.data if self.is_bound else self.initial

    def fingerprint(self) -> str:
        """Of everything that the page shows."""
        raise NotImplementedError

    def _day(self) -> date | None:
        """The date in the box, typed now or given back; None where it is no date."""
        try:
            return self.fields["as_at"].clean(self["as_at"].value())
        except ValidationError:
            return None


class SaveForm(SettlingForm, _ShownAsAt, PlanForm):
    """The plan's title, what it answers and its base date, and what its doubts come to; `version` is the reading's."""

    title = forms.CharField(
        label="Title of the plan", max_length=250, error_messages={"required": "Enter a title for the plan."}
    )
    source = forms.ChoiceField(
        label="What does this plan answer?",
        choices=Source.choices,
        widget=Radios,
        error_messages=dict.fromkeys(("required", "invalid_choice"), "Choose what this plan answers."),
    )
    field_order = ("title", "source", "as_at", "base_date", "version")
    news = "the plan reads differently from what was shown before. Check it again, then save it."

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ask_about_doubts()

    @property
    def about_plan(self) -> list[BoundField]:
        """The questions about the plan itself."""
        return [field for field in self.visible_fields() if field.name in self.field_order]

    def show(self, **versions: int) -> Any:
        """Asks anew where what was typed before is given back, and is of another day."""
        if not self.is_bound:
            self.__dict__.pop("shown", None)
            self.ask_about_doubts()
        return super().show(**versions)

    def fingerprint(self) -> str:
        return fingerprint([self.shown.recommendations, self.shown.doubts, self.shown.scheme.slug])


class ChangesForm(_ShownAsAt):
    """Which version of the reading and of the plan the person saw; their ticks are `accept`."""

    accept = forms.Field(required=False, widget=forms.SelectMultiple)
    version = SeenVersion(required=True)
    plan_version = SeenVersion(required=True)
    news = "these changes differ from the ones shown before. Check them again: what is new among them is not ticked."
    shown: PlanComparison

    def __init__(self, *args: Any, plan: Plan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.plan = plan

    def clean(self) -> dict[str, Any]:
        """A date before the plan, or before what was reported, is questioned: it may be right."""
        question_day(self, "as_at", self.plan)
        return super().clean()

    def fingerprint(self) -> str:
        return self.shown.revision.fingerprint
