"""What is asked about a practice: signing up, leaving, its staff, its patients, its manager, a merger."""

from typing import Any

from django import forms

from towpath.accounts.models import User
from towpath.foundation.clock import today
from towpath.foundation.staff import StaffGroup
from towpath.practices.models import Practice
from towpath.practices.services.sign_up_faults import LARGEST_COUNT, LARGEST_LIST
from towpath.programmes.models import Site
from towpath.records.forms import ReasonIfNeededField
from towpath.ui.fields import DateField, LongTextField, SeenVersion

NOT_A_CHOICE = "Choose one from the list."


class CodeField(forms.CharField):
    """A practice of the register by its code, typed with or without capitals and spaces."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=20, error_messages={"required": "Enter the code of the practice."}, **kwargs)
        self.widget.attrs |= {"class": "govuk-input--width-10", "spellcheck": "false", "autocomplete": "off"}

    def clean(self, value: Any) -> Practice | None:
        typed = super().clean(value)
        code = "".join(typed.split()).upper()
        if not code:
            return None
        found = Practice.objects.filter(code=code).first()
        if found is None:
            raise forms.ValidationError(f"No practice in the register has the code {code}: search for it by its name.")
        return found


class CountField(forms.IntegerField):
    """A whole number from 0 on; left empty, it is not recorded, which is not the same as none."""

    def __init__(self, *, largest: int, **kwargs: Any) -> None:
        super().__init__(required=False, min_value=0, max_value=largest, **kwargs)
        self.widget.attrs["class"] = "govuk-input--width-4"
        sentence = f"The number must be between 0 and {largest:,}."
        self.error_messages["invalid"] = "Enter a whole number, such as 4, or leave it empty."
        for validator in self.validators:
            validator.message = sentence  # type: ignore[attr-defined]


class KeyField(forms.ModelChoiceField):
    """One of a few records; a number too large for any key is no choice, and no fault of ours."""

    def clean(self, value: Any) -> Any:
        try:
            return super().clean(value)
        except OverflowError as error:
            raise forms.ValidationError(NOT_A_CHOICE) from error


class SiteField(KeyField):
    """A site, with its programme where there are several."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.area} ({obj.programme.name})"


class StaffForm(forms.Form):
    """The number of people of each staff group. A field is called as its group is."""

    gp = CountField(label="GPs", largest=LARGEST_COUNT)
    nurse = CountField(label="Nurses", largest=LARGEST_COUNT)
    other_clinical = CountField(label="Other clinical staff", largest=LARGEST_COUNT)
    reception = CountField(label="Reception and administration", largest=LARGEST_COUNT)
    management = CountField(label="Practice management", largest=LARGEST_COUNT)

    @property
    def people(self) -> dict[StaffGroup, int]:
        """The groups whose number was given."""
        given = {group: self.cleaned_data.get(group.value) for group in StaffGroup}
        return {group: number for group, number in given.items() if number is not None}

    @property
    def rest(self) -> dict[str, Any]:
        """What was answered besides the numbers of people."""
        return {name: value for name, value in self.cleaned_data.items() if name not in set(StaffGroup)}


class SignUpForm(StaffForm):
    """Which practice, at which site, since when; its champion, its staff and its patients as far as known."""

    site: Any = SiteField(
        label="Site",
        queryset=Site.objects.none(),
        empty_label="Choose one",
        error_messages={"required": "Choose the site.", "invalid_choice": NOT_A_CHOICE},
    )
    practice = CodeField(label="Practice code", help_text="Six characters, such as A12345.")
    signed_up_on = DateField(label="Day it signed up", called="day it signed up", not_after=today)
    champion = forms.CharField(
        label="Champion",
        required=False,
        max_length=120,
        help_text="The one person at the practice whom you call. Only those who see who came to training see the name.",
    )
    patients = CountField(label="Registered patients", largest=LARGEST_LIST)

    field_order = ("site", "practice", "signed_up_on", "champion", *[group.value for group in StaffGroup], "patients")

    def __init__(self, *args: Any, sites: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["site"].queryset = sites  # type: ignore[attr-defined]
        self.fields["patients"].widget.attrs["class"] = "govuk-input--width-5"


class AmendForm(forms.Form):
    """The day a practice signed up, and its champion."""

    signed_up_on = DateField(label="Day it signed up", called="day it signed up", not_after=today)
    champion = forms.CharField(label="Champion", required=False, max_length=120)
    reason = ReasonIfNeededField()
    version = SeenVersion(required=True)


class LeaveForm(forms.Form):
    """The last day of a practice in the programme, and why it left."""

    left_on = DateField(label="Last day in the programme", called="last day", not_after=today)
    why_left = LongTextField(
        label="Why did it leave?", max_length=2000, error_messages={"required": "Say why the practice left."}
    )
    version = SeenVersion(required=True)


class HeadcountForm(StaffForm):
    """How many people work at the practice from a day on."""

    as_of = DateField(label="From which day on?", called="day of the count", not_after=today, initial=today)

    reason = ReasonIfNeededField(label="Why is it another number?")
    version = SeenVersion()

    field_order = ("as_of", *[group.value for group in StaffGroup], "reason")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors and not self.people:
            raise forms.ValidationError("Enter the number of at least one staff group. Enter 0 where there are none.")
        return cleaned


class ListSizeForm(forms.Form):
    """How many patients are registered from a day on."""

    as_of = DateField(label="From which day on?", called="day of the count", not_after=today, initial=today)
    patients = CountField(label="Registered patients", largest=LARGEST_LIST)
    reason = ReasonIfNeededField(label="Why is it another number?")
    version = SeenVersion()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["patients"].required = True
        self.fields["patients"].error_messages["required"] = "Enter the number of patients."


class ManagerForm(forms.Form):
    """Who may see this practice's training as its manager."""

    manager: Any = KeyField(
        label="Practice manager",
        queryset=User.objects.none(),
        required=False,
        empty_label="Nobody",
        help_text="They see this practice's training and the names of its own staff, and nothing else.",
        error_messages={"invalid_choice": "Choose somebody who holds the role of practice manager."},
    )
    version = SeenVersion()

    def __init__(self, *args: Any, managers: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["manager"].queryset = managers  # type: ignore[attr-defined]


class MergeForm(forms.Form):
    """Into which practice this one merged, and when."""

    into = CodeField(
        label="Code of the practice it merged into",
        help_text="Six characters, such as A12345: search by name to find it.",
    )
    happened_on = DateField(label="Day of the merger", called="day of the merger", not_after=today)
