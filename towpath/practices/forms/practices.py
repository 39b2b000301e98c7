"""What a list of practices is narrowed to, and the day for which a practice's status is asked."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.db.models import Case, IntegerField, Q, QuerySet, Value, When

from towpath.foundation.clock import today
from towpath.practices.models import Practice, SignUp
from towpath.practices.trained import TrainedPractices
from towpath.ui.fields import DateField
from towpath.ui.filters import FilterForm

ANY = ("", "Any")
SIGNED_UP, LEFT, NOT_SIGNED_UP = "signed-up", "left", "not-signed-up"
STATUSES = (
    ("", "Not chosen"),
    (SIGNED_UP, "Signed up"),
    (LEFT, "Left"),
    (NOT_SIGNED_UP, "Not signed up"),
)
IS_OPEN = Q(status="active", closed_on=None, is_in_newest_file=True)


class PracticeFilter(FilterForm):
    """Words search the whole register; without words the list is of practices signed up at one's sites."""

    words = forms.CharField(
        label="Name, code or postcode", max_length=100, help_text="Also finds practices that are not signed up."
    )
    site = forms.ChoiceField(label="Site")
    status = forms.ChoiceField(label="In the programme", choices=STATUSES)
    trained = forms.ChoiceField(label="Fully trained", choices=(ANY, ("yes", "Yes"), ("no", "Not yet")))
    closed = forms.BooleanField(label="Only closed in the register")

    def __init__(
        self, *args: Any, sites: Sequence[tuple[str, str]], visible: QuerySet[SignUp], trained: TrainedPractices,
        **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        self.visible, self.training = visible, trained
        self.fields["site"].choices = (ANY, *sites)  # type: ignore[attr-defined]
        if not sites:  # a practice's manager, whose list is their own practice
            self.fields["words"].help_text = ""
        if len(sites) < 2:
            del self.fields["site"]

    @property
    def chosen_status(self) -> str:
        """What was chosen, else all where words search the register, else those signed up."""
        chosen = self.chosen
        is_search = "words" in chosen and not {"site", "trained"} & set(chosen)
        return str(chosen.get("status", "" if is_search else SIGNED_UP))

    @property
    def sign_ups(self) -> QuerySet[SignUp]:
        """The sign-ups of the site asked for."""
        return self.visible.filter(site=self.chosen["site"]) if "site" in self.chosen else self.visible

    def narrow(self, practices: Any) -> QuerySet[Practice]:
        """The practices of these filters, with the one whose code was typed at their head (`rank`)."""
        chosen, words = self.chosen, str(self.chosen.get("words", ""))
        found = self._of_status(practices, self.sign_ups)
        if chosen.get("closed"):
            found = found.exclude(IS_OPEN)
        code = "".join(words.split()).upper()
        exact = Case(When(code=code, then=Value(0)), default=Value(1), output_field=IntegerField())
        return found.matching(words).annotate(rank=exact)

    def _of_status(self, practices: Any, sign_ups: Any) -> Any:
        in_place = sign_ups.held_on(today())
        trained = self.training.reached.values("sign_up")
        if self.chosen.get("trained") == "yes":
            in_place = in_place.filter(pk__in=trained)
        elif self.chosen.get("trained") == "no":
            in_place = in_place.exclude(pk__in=trained)
        here = in_place.order_by().values("practice")
        if self.chosen_status == LEFT:
            return practices.filter(pk__in=sign_ups.order_by().values("practice")).exclude(pk__in=here)
        if self.chosen_status == NOT_SIGNED_UP:
            return practices.filter(is_gp_practice=True).exclude(pk__in=here)
        return practices.filter(pk__in=here) if self.chosen_status == SIGNED_UP else practices


class DayForm(FilterForm):
    """The day for which the status is shown: today where none is asked for or it cannot be read."""

    on = DateField(label="Status on", called="day", not_after=today)

    @classmethod
    def from_address(cls, query: Any) -> "DayForm":
        """From three boxes, or from one date in the address such as 2021-09-30."""
        try:
            day = date.fromisoformat(query.get("on", ""))
        except ValueError:
            return cls(query)
        return cls({"on_day": str(day.day), "on_month": str(day.month), "on_year": str(day.year)})

    @property
    def day(self) -> date:
        return self.chosen.get("on") or today()
