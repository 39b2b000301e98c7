"""The form in which support to a practice is recorded, and the filters of its lists."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from towpath.foundation.clock import today
from towpath.foundation.periods import Quarter
from towpath.programmes.models import SitePost
from towpath.records.forms import ReasonField
from towpath.training.models import Support, SupportKind
from towpath.training.services.support import HOW_LONG, MOST_HOURS
from towpath.ui.fields import DateField, LongTextField, Radios, SeenVersion
from towpath.ui.filters import FilterForm

ANY = ("", "Any")
NOBODY = "nobody"  # in place of a post, in the address


class HoursField(forms.CharField):
    """Hours in tenths or hundredths, with a point or a comma."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(error_messages={"required": "Enter how many hours it took."}, **kwargs)
        self.widget.attrs |= {"inputmode": "decimal", "class": "govuk-input--width-4"}

    def clean(self, value: Any) -> Decimal:
        typed = super().clean(value).replace(",", ".")
        try:
            hours = Decimal(typed)
        except InvalidOperation:
            raise ValidationError(HOW_LONG) from None
        if not hours.is_finite() or not 0 < hours <= MOST_HOURS:
            raise ValidationError(HOW_LONG)
        if hours != round(hours, 2):
            raise ValidationError("Round the hours to two places after the point, such as 0.33.")
        return hours


class PostField(forms.ModelChoiceField):
    """Somebody in post at the site, with what they are."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.name}, {obj.get_kind_display().lower()}"


class SupportForm(forms.Form):
    """What was done for a practice, when, how long it took, and who did it."""

    kind = forms.TypedChoiceField(
        label="What was it?",
        choices=SupportKind.choices,
        coerce=SupportKind,
        widget=Radios,
        error_messages=dict.fromkeys(("required", "invalid_choice"), "Choose what it was."),
    )
    given_on = DateField(label="When?", called="date of the support", initial=today, not_after=today)
    hours = HoursField(label="How many hours did it take?", help_text="For example 0.5 or 1.25, travel left out.")
    given_by = PostField(
        label="Who gave it?",
        queryset=SitePost.objects.none(),
        required=False,
        empty_label="Somebody not in post at the site",
    )
    note = LongTextField(
        label="Note",
        required=False,
        max_length=2000,
        help_text="No names of patients, and nothing by which a patient could be known.",
    )

    def __init__(self, *args: Any, posts: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["given_by"].queryset = posts  # type: ignore[attr-defined]


class CorrectSupportForm(SupportForm):
    """The same, and why it is corrected."""

    reason = ReasonField(label="Why is it corrected?")
    version = SeenVersion()


class SupportFilter(FilterForm):
    """Which site and quarter; in the list also which kind and whose. What is not understood narrows nothing."""

    site = forms.ChoiceField(label="Site")
    quarter = forms.ChoiceField(label="Quarter")
    kind = forms.ChoiceField(label="What it was", choices=(ANY, *SupportKind.choices))
    post = forms.ChoiceField(label="Given by")
    practice = forms.ChoiceField(label="Practice")

    def __init__(
        self,
        *args: Any,
        sites: Sequence[tuple[str, str]],
        quarters: Sequence[tuple[str, str]],
        posts: Sequence[tuple[str, str]] = (),
        practices: Sequence[tuple[str, str]] = (),
        leave_out: Iterable[str] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        offered = {"site": sites, "quarter": quarters, "post": posts, "practice": practices}
        for name, choices in offered.items():
            self.fields[name].choices = (ANY, *choices)  # type: ignore[attr-defined]
            if not choices:
                del self.fields[name]
        for name in leave_out:
            self.fields.pop(name, None)

    @property
    def chosen_quarter(self) -> Quarter | None:
        """The quarter asked for; None for all time."""
        slug = self.chosen.get("quarter")
        return Quarter.parse(slug) if slug else None

    def narrow(self, support: QuerySet[Support]) -> QuerySet[Support]:
        """The support of these filters."""
        chosen, quarter = self.chosen, self.chosen_quarter
        if quarter:
            support = support.filter(given_on__range=(quarter.start, quarter.end))
        paths = {"site": "sign_up__site", "kind": "kind", "practice": "sign_up__practice__code"}
        support = support.filter(**{path: chosen[name] for name, path in paths.items() if name in chosen})
        post = chosen.get("post")
        if post:
            support = support.filter(given_by=None if post == NOBODY else post)
        return support


def quarters_since(first: date | None) -> list[tuple[str, str]]:
    """Every quarter from the one that day is in to this one, newest first."""
    quarter, found = Quarter.containing(today()), []
    earliest = Quarter.containing(min(first or today(), today()))
    while quarter >= earliest:
        found.append((quarter.slug, f"{quarter.label} ({quarter.months})"))
        quarter = quarter.previous()
    return found
