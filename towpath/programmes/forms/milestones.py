"""Milestones, in the words in which they were promised."""

from typing import Any

from django import forms

from towpath.foundation.clock import today
from towpath.programmes.forms.choosing import OneOf, named, prose
from towpath.programmes.models import Programme, Site
from towpath.records.forms import ReasonIfNeededField
from towpath.ui.fields import DateField, SeenVersion

DEADLINE = "In the words of the plan, such as “by March 2027”, “Q3 2026/27” or “within 3 months” of the start."


class _MilestoneForm(forms.Form):
    """What is to be reached, and by when."""

    name = named("Milestone", 250, "Enter what is to be reached.")
    deadline_words = forms.CharField(label="Deadline", max_length=500, required=False, help_text=DEADLINE)
    note = prose("Note")
    why = ReasonIfNeededField(label="Why is the deadline moved?", help_text="Needed where the deadline is another.")


class AmendMilestoneForm(_MilestoneForm):
    """The same, of the version a person saw."""

    version = SeenVersion()


class MilestoneForm(_MilestoneForm):
    """A new milestone, of the whole programme or of one site."""

    why = None  # type: ignore[assignment]  # a first deadline is not moved

    site: Any = OneOf(Site.objects.none(), label="Whose", required=False, empty_label="The whole programme")
    field_order = ("name", "site", "deadline_words", "note")

    def __init__(self, *args: Any, programme: Programme, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["site"].queryset = programme.sites.all()  # type: ignore[attr-defined]


class MeetMilestoneForm(forms.Form):
    """When a milestone was met."""

    met_on = DateField(label="Met on", called="day it was met", initial=today, not_after=today)
    note = prose("What shows it?")
    why = ReasonIfNeededField(label="Why is it another day?", help_text="Needed where another day was recorded.")
    version = SeenVersion()
