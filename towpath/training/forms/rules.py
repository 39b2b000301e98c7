"""The form in which the rule for fully trained is set: a line for each kind of session it asks for."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from towpath.foundation.staff import StaffGroup
from towpath.practices.models.sign_ups import STAFF_GROUPS
from towpath.training.kinds import SessionKind
from towpath.training.rule import Requirement, Rule
from towpath.training.services.session_faults import COUNTS_AS
from towpath.ui.fields import Checkboxes, DateField, LongTextField, SeenVersion


@dataclass(frozen=True)
class RequirementFields:
    """The boxes of one kind of session."""

    heading: str
    share: BoundField
    groups: BoundField


class RuleForm(forms.Form):
    """From which day the rule holds, what it asks of each kind of session, and when a refresher falls due."""

    marks_optional = False
    is_dense = True

    in_force_from = DateField(label="From which day does it hold?", called="first day of the rule")
    refresher_months = forms.IntegerField(
        label="After how many months is a refresher due?", required=False, min_value=1, max_value=120,
        help_text="Left empty: never.", widget=forms.NumberInput(attrs={"class": "govuk-input--width-3"}),
    )  # fmt: skip
    note = LongTextField(
        label="What must be known of figures counted by it?", required=False, max_length=300,
        help_text="Printed beside the rule: such as where older figures come from.",
        widget=forms.Textarea(attrs={"rows": 4}),
    )  # fmt: skip
    reason = LongTextField(
        label="Why does the rule change?", required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )
    version = SeenVersion()

    def __init__(self, *args: Any, changes: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not changes:
            del self.fields["reason"]
        for kind in COUNTS_AS:
            self.fields[f"share_{kind}"] = forms.IntegerField(
                label="Share that must have come, in per cent", required=False, min_value=1, max_value=100,
                widget=forms.NumberInput(attrs={"class": "govuk-input--width-3"}),
            )  # fmt: skip
            self.fields[f"groups_{kind}"] = forms.TypedMultipleChoiceField(
                label="Of which staff, taken together?", choices=STAFF_GROUPS, coerce=StaffGroup, required=False,
                widget=Checkboxes,
            )  # fmt: skip

    @property
    def lines(self) -> Iterator[RequirementFields]:
        for kind in COUNTS_AS:
            yield RequirementFields(kind.label, self[f"share_{kind}"], self[f"groups_{kind}"])

    def clean(self) -> dict[str, Any]:
        """A share is of some staff, and staff are asked for a share."""
        said = super().clean() or {}
        for kind in COUNTS_AS:
            share, groups = said.get(f"share_{kind}"), said.get(f"groups_{kind}")
            if share and not groups:
                self.add_error(f"groups_{kind}", f"{kind.label}: choose the staff it is for.")
            if groups and not share and f"share_{kind}" not in self.errors:
                self.add_error(f"share_{kind}", f"{kind.label}: enter the share, such as 75.")
        return said

    @property
    def rule(self) -> Rule:
        """The rule as it was said."""
        said = self.cleaned_data
        asked = (
            Requirement(kind, tuple(group for group in StaffGroup if group in said[f"groups_{kind}"]), share)
            for kind in COUNTS_AS
            if (share := said.get(f"share_{kind}"))
        )
        return Rule(tuple(asked), said.get("refresher_months"), " ".join(said.get("note", "").split()))


def as_initial(rule: Rule) -> dict[str, Any]:
    """A rule as the form's initial values: what was asked before, to be changed. Lines of one kind are taken together
    only where there is one, as the form has one line for each kind.
    """
    found: dict[str, Any] = {"refresher_months": rule.refresher_months, "note": rule.note}
    for one in rule.requirements:
        found.setdefault(f"share_{SessionKind(one.kind)}", one.share)
        found.setdefault(f"groups_{SessionKind(one.kind)}", list(one.groups))
    return found
