"""What is asked where a second person has to agree, and where a name or address is corrected."""

from typing import Any

from django import forms

from towpath.access.roles import SEES_CASES, Role
from towpath.accounts.models import User
from towpath.partners.models import Agency, Partnership
from towpath.partners.policies import ADDRESS_TAKEN
from towpath.records.forms import ReasonField
from towpath.ui.fields import DateField, Radios, SeenFingerprint

EMAIL_ERRORS = {"required": "Enter the e-mail address.", "invalid": "Enter an e-mail address such as name@example.org."}


class ProposalForm(forms.Form):
    """Why it is needed, for whoever has to agree."""

    reason = ReasonField(label="Why is this needed?", help_text="Whoever has to agree reads it.")


class AddressForm(ProposalForm):
    """Another address to sign in with."""

    email = forms.EmailField(label="New e-mail address", max_length=254, error_messages=EMAIL_ERRORS)
    field_order = ("email", "reason")

    def clean_email(self) -> str:
        address = str(self.cleaned_data["email"]).lower()
        if User.objects.filter(email=address).exists():
            raise forms.ValidationError(ADDRESS_TAKEN)
        return address


class TakeRoleForm(ProposalForm):
    """A role that sees people's cases, for the administrator who asks."""

    role = forms.ChoiceField(label="Role", widget=Radios, error_messages={"required": "Choose a role."})
    agency = forms.ModelChoiceField(
        Agency.objects.none(), label="Agency", required=False, empty_label="None",
        error_messages={"invalid_choice": "Choose an agency of this partnership."},
    )  # fmt: skip
    started_on = DateField(label="First day", called="first day")
    field_order = ("role", "agency", "started_on", "reason")

    def __init__(self, *args: Any, partnership: Partnership, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = [(role.value, role.label) for role in Role if role in SEES_CASES]  # type: ignore[attr-defined]
        self.fields["agency"].queryset = partnership.agencies.all()  # type: ignore[attr-defined]

    def clean_agency(self) -> int | None:
        agency = self.cleaned_data["agency"]
        return agency.pk if agency else None

    def clean_started_on(self) -> str:
        return str(self.cleaned_data["started_on"].isoformat())


class CorrectPersonForm(forms.Form):
    """A name, and an address as long as it was not used."""

    name = forms.CharField(label="Name", max_length=120, error_messages={"required": "Enter the person’s name."})
    email = forms.EmailField(
        label="E-mail address", max_length=254, error_messages=EMAIL_ERRORS,
        help_text="Can be corrected here until they have signed in.",
    )  # fmt: skip
    version = SeenFingerprint()


class FactorRolesForm(forms.Form):
    """Which roles need an app or a passkey to sign in."""

    roles = forms.MultipleChoiceField(
        label="Roles that need an app or a passkey",
        help_text="Others may sign in with a code by e-mail alone. Holders who have neither yet get 14 days.",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    why = ReasonField(label="Why is it changed?")
    version = SeenFingerprint()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["roles"].marks_optional = False  # type: ignore[attr-defined]
        self.fields["roles"].choices = [(role.value, role.label) for role in Role if role not in SEES_CASES]  # type: ignore[attr-defined]
