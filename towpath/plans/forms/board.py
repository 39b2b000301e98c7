"""The filter of a board: what its actions can be narrowed to. It lives in the address."""

from typing import Any

from django import forms

from towpath.foundation.clock import today
from towpath.plans.models.actions import ActionQuerySet
from towpath.ui.filters import FilterForm

ANY = ("", "Any")
DUE = (
    ("open", "Still to be done"),
    ("overdue", "Overdue"),
    ("soon", "Due in the next 30 days"),
    ("undated", "No base date recorded"),
)


class PlanBoardFilter(FilterForm):
    """Ratings, themes and agencies are those met in the actions; what is not understood narrows nothing."""

    rating = forms.ChoiceField(label="Rating")
    due = forms.ChoiceField(label="Deadline", choices=(ANY, *DUE))
    theme = forms.ChoiceField(label="Theme")
    agency = forms.ChoiceField(label="Lead agency")
    words = forms.CharField(label="Words in the action", max_length=100)
    outside = forms.BooleanField(label="Outside our control")
    by = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, options: dict[str, list[tuple[str, str]]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in options.items():
            self.fields[name].choices = (ANY, *choices)  # type: ignore[attr-defined]
            if not choices:
                del self.fields[name]

    def narrow(self, rows: ActionQuerySet) -> ActionQuerySet:
        """The actions of these filters."""
        return rows.narrowed_to(self.chosen, today())
