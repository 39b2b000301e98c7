"""The filter of refreshers due."""

from collections.abc import Sequence
from typing import Any

from django import forms

from towpath.training.presenters.refreshers import Standing
from towpath.ui.filters import FilterForm

ANY = ("", "Any")
PLANNED = (("yes", "A refresher is planned"), ("no", "Nothing is planned"))


class RefresherFilter(FilterForm):
    """Which site, how near the refresher is, and whether one is planned."""

    site = forms.ChoiceField(label="Site")
    standing = forms.ChoiceField(label="When", choices=(ANY, *((one.value, one.label) for one in Standing)))
    planned = forms.ChoiceField(label="Planned", choices=(ANY, *PLANNED))

    def __init__(self, *args: Any, sites: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["site"].choices = (ANY, *sites)  # type: ignore[attr-defined]
