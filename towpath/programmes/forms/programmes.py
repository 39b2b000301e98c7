"""Setting up a programme: what it is, who pays, its phases and its core elements."""

from typing import Any

from django import forms

from towpath.partners.models import Agency, Partnership
from towpath.programmes.forms.choosing import OneOf, named, prose
from towpath.ui.fields import DateField, SeenFingerprint, SeenVersion, refuse_reversed

PAYING = ("funder", "commissioner", "national_provider")


class ProgrammeForm(forms.Form):
    """What is delivered, since when, and which agencies stand behind it."""

    name = named("Name of the programme", 200, "Enter the name of the programme.")
    model = named("Model", 100, "Enter the model that is delivered.", help_text="What is delivered, such as IRIS.")
    starts_on = DateField(
        label="Launch", called="day of the launch", help_text="Nothing of the programme happened before this day."
    )
    summary = prose("What it is for", "A sentence or two for whoever opens the programme for the first time.")
    funder: Any = OneOf(Agency.objects.none(), label="Funder", required=False, empty_label="Not stated")
    commissioner: Any = OneOf(Agency.objects.none(), label="Commissioner", required=False, empty_label="Not stated")
    national_provider: Any = OneOf(
        Agency.objects.none(), label="National provider", required=False, empty_label="Not stated"
    )

    def __init__(self, *args: Any, partnership: Partnership, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in PAYING:
            self.fields[name].queryset = partnership.agencies.all()  # type: ignore[attr-defined]


class AmendProgrammeForm(ProgrammeForm):
    """The same, of the version a person saw."""

    version = SeenVersion(required=True)


class PhaseForm(forms.Form):
    """A wave of sites that begin together."""

    name = named("Name of the phase", 100, "Enter the name of the phase.", help_text="Such as “Phase 2”.")
    starts_on = DateField(label="First day", called="first day")
    ends_on = DateField(label="Last day", called="last day", required=False, help_text="Leave empty until it is known.")

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or {}
        refuse_reversed(self, "starts_on", "ends_on", "The last day must be on or after the first day.")
        return answers


class CoreElementsForm(forms.Form):
    """What must stay the same wherever the model is delivered, one to a line."""

    elements = prose(
        "Core elements",
        "One to a line, in their order. After a colon say what it means, such as “Clinical lead: a practising GP who "
        "trains beside the advocate educator”.",
        required=True,
        error_messages={"required": "Enter at least one core element."},
    )
    version = SeenFingerprint()

    def clean_elements(self) -> list[tuple[str, str]]:
        """Each line as a name and what it means."""
        lines = [line.partition(":") for line in self.cleaned_data["elements"].splitlines() if line.strip()]
        elements = [(" ".join(name.split()), meaning.strip()) for name, _, meaning in lines]
        if any(not name or len(name) > 100 for name, _ in elements):
            raise forms.ValidationError("Each line begins with a name of at most 100 characters.")
        return elements
