"""What an administrator is asked about people, their posts, and agencies."""

from typing import Any

from django import forms

from towpath.access.roles import MAY, Permission, Role
from towpath.accounts.models import User
from towpath.foundation.clock import today
from towpath.partners.models import Agency, Duty, Partnership, Post
from towpath.partners.policies import AGENCY_TAKEN, faults_of_post, knows
from towpath.records.forms import ReasonField
from towpath.ui.fields import DateField, Radios, SeenVersion
from towpath.ui.filters import FilterForm

HINTS = {
    role.value: f"May {'; '.join(permission.label for permission in Permission if permission in MAY[role])}."
    for role in Role
}


class PeopleFilter(FilterForm):
    """Part of a name, among the people of the partnership the page shows."""

    partnership = forms.CharField(widget=forms.HiddenInput)
    name = forms.CharField(label="Name", max_length=200, help_text="Part of the name")

    def narrow(self, rows: Any) -> Any:
        """The people of that name."""
        return rows.filter(name__icontains=self.chosen["name"]) if "name" in self.chosen else rows


class PostForm(forms.Form):
    """A role in a partnership, from a day on."""

    role = forms.ChoiceField(
        label="Role",
        choices=Role.choices,
        widget=Radios(hints=HINTS),
        error_messages={"required": "Choose a role.", "invalid_choice": "Choose a role from the list."},
    )
    agency = forms.ModelChoiceField(
        Agency.objects.none(),
        label="Agency",
        help_text="Agency leads, advocate educators and commissioners always act for one.",
        required=False,
        empty_label="None",
        error_messages={"invalid_choice": "Choose an agency of this partnership."},
    )
    started_on = DateField(label="First day", called="first day")
    ended_on = DateField(
        label="Last day", called="last day", required=False, help_text="Leave empty until it is known."
    )

    def __init__(self, *args: Any, partnership: Partnership, person: User | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.partnership, self.person = partnership, person
        self.fields["agency"].queryset = partnership.agencies.all()  # type: ignore[attr-defined]
        self.fields["started_on"].initial = today

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or {}
        if "role" in answers and answers.get("started_on"):
            asked = {name: answers.get(name) for name in ("role", "agency", "started_on", "ended_on")}
            self._say(faults_of_post(Post(user=self.person, partnership=self.partnership, **asked)))
        return answers

    def _say(self, faults: dict[str, str]) -> None:
        for field, sentence in faults.items():
            if field not in self.errors:
                self.add_error(field, sentence)


class InviteForm(PostForm):
    """Somebody new, and their first post."""

    name = forms.CharField(label="Name", max_length=120, error_messages={"required": "Enter the person's name."})
    email = forms.EmailField(
        label="E-mail address",
        max_length=254,
        help_text="Their own at work, not one that several people read.",
        error_messages={
            "required": "Enter the person's e-mail address.",
            "invalid": "Enter an e-mail address such as name@example.org.",
        },
    )
    is_them = forms.BooleanField(label="Yes, this is who I mean", required=False)
    ended_on = None  # type: ignore[assignment]  # Django's way of leaving a field out
    field_order = ("name", "email", "is_them", "role", "agency", "started_on")

    def __init__(self, *args: Any, inviter: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        address = str(self.data.get("email", "")).strip().lower()
        self.person = User.objects.filter(email=address).first() if address else None
        self.is_known = self.person is not None and knows(inviter, self.person)
        if not self.is_known:
            del self.fields["is_them"]

    def clean_email(self) -> str:
        """Whose the address is, is said only to who looks after them already, and asked before a post is given."""
        if self.is_known and self.person is not None:
            if not self.person.is_active:
                raise forms.ValidationError("This account is closed. Open it again before giving this person a post.")
            if not self.data.get("is_them"):
                whose = f"This is the address of {self.person.name}, whom you look after already."
                raise forms.ValidationError(f"{whose} Tick the box if this is who you mean.")
        return str(self.cleaned_data["email"]).lower()


class EndPostForm(forms.Form):
    """The last day of a post."""

    ended_on = DateField(
        label="Last day",
        called="last day",
        help_text="The person keeps the rights of this post until the end of that day.",
    )
    version = SeenVersion()

    def __init__(self, *args: Any, started_on: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.started_on = started_on
        self.fields["ended_on"].initial = max(today(), started_on)

    def clean_ended_on(self) -> Any:
        if self.cleaned_data["ended_on"] < self.started_on:
            raise forms.ValidationError("The last day must be on or after the first day.", code="day")
        return self.cleaned_data["ended_on"]


class AgencyForm(forms.Form):
    """A body that can lead actions."""

    name = forms.CharField(
        label="Name of the agency",
        max_length=200,
        error_messages={"required": "Enter the name of the agency."},
    )
    duty = forms.ChoiceField(
        label="Place under the Serious Violence Duty",
        choices=Duty.choices,
        widget=Radios,
        error_messages={"required": "Choose its place under the duty, or neither."},
    )

    def __init__(self, *args: Any, partnership: Partnership, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.partnership = partnership

    def clean_name(self) -> str:
        name = str(self.cleaned_data["name"])
        if self.partnership.agencies.filter(name__iexact=name).exists():
            raise forms.ValidationError(AGENCY_TAKEN)
        return name


class CorrectPostForm(PostForm):
    """A post that was given wrongly, and why it is another."""

    why = ReasonField(label="Why is it corrected?")
    version = SeenVersion()

    def _say(self, faults: dict[str, str]) -> None:
        """The service says what speaks against it: it knows which post this is."""


class CorrectAgencyForm(AgencyForm):
    """An agency's name and duty, and why they are others."""

    why = ReasonField(label="Why is it corrected?")
    version = SeenVersion()

    def clean_name(self) -> str:
        """The service says whether another agency has the name: it knows which agency this is."""
        return str(self.cleaned_data["name"])


class WordsForm(forms.Form):
    """The words that must not stand, and why."""

    words = forms.CharField(
        label="The exact words",
        max_length=200,
        help_text="Such as a name. In capitals or not, however they are spaced, and never inside a longer word.",
        error_messages={"required": "Enter the words that must not stand."},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    reason = ReasonField(help_text="It stands in the histories of what is changed. Do not repeat the words.")
