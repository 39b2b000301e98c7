"""The filter of refreshers due."""

from collections.abc import Sequence
from typing import Any

from django import forms

from towpath.training.presenters.refreshers import Refresher, RefresherStanding
from towpath.ui.filters import FilterForm

ANY = ("", "Any")
PLANNED = (("yes", "A refresher is planned"), ("no", "Nothing is planned"))


class RefresherFilter(FilterForm):
    """Which site, how near the refresher is, and whether one is planned."""

    site = forms.ChoiceField(label="Site")
    standing = forms.ChoiceField(label="When", choices=(ANY, *((one.value, one.label) for one in RefresherStanding)))
    planned = forms.ChoiceField(label="Planned", choices=(ANY, *PLANNED))

    def __init__(self, *args: Any, sites: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["site"].choices = (ANY, *sites)  # type: ignore[attr-defined]

    def narrow(self, rows: Sequence[Refresher]) -> Sequence[Refresher]:
        """The refreshers of these filters."""
        return [one for one in rows if all(self._keeps(one, *asked) for asked in self.chosen.items())]

    @staticmethod
    def _keeps(one: Refresher, name: str, value: str) -> bool:
        if name == "site":
            return one.sign_up.site_id == int(value)
        return one.standing == value if name == "standing" else bool(one.planned_on) == (value == "yes")
