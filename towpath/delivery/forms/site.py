"""The day a site's page is seen at."""

from typing import Any

from django import forms

from towpath.delivery.forms.board import Choices
from towpath.ui.filters import FilterForm


class DayFilter(FilterForm):
    """Today, or the end of a past quarter."""

    on = forms.ChoiceField(label="As at")

    def __init__(self, *args: Any, days: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].choices = days  # type: ignore[attr-defined]
