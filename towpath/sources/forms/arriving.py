"""Which file, for which partnership, and whether it is a newer copy of a plan."""

from typing import Any

from django import forms

from towpath.documents.table import UnreadableFile
from towpath.partners.models import Partnership
from towpath.plans.models import Plan
from towpath.sources import policies
from towpath.sources.services import arrive
from towpath.ui.fields import Radios, SeenVersion, UploadField

SUFFIXES = (".docx", ".pdf", ".xlsx", ".xls", ".csv", ".tsv", ".txt", ".md", ".html", ".htm")

OF_ITS_OWN = "none"


class UploadForm(forms.Form):
    """A document that holds a plan. It is read while it is checked, so a refusal stands beside the file."""

    partnership: Any = forms.ModelChoiceField(
        label="Partnership",
        queryset=None,
        empty_label="Choose one",
        error_messages={"required": "Choose the partnership whose plan this is."},
    )
    file = UploadField(
        label="Document",
        help_text="Word (.docx), PDF, Excel, CSV, a web page or text, up to 20 MB and 200 pages. "
        "Without a password, without macros, and with text in it, not a scan.",
    )
    plan: Any = forms.ModelChoiceField(
        label="Is it a newer copy of a plan you have?",
        queryset=None,
        required=False,
        empty_label="Towpath should find out",
        help_text="If it is, you are shown what changed, and nothing is added twice.",
    )

    def __init__(self, *args: Any, partnerships: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].widget.attrs["accept"] = ",".join(SUFFIXES)
        plans = Plan.objects.filter(partnership__in=partnerships).order_by("title")
        self.fields["partnership"].queryset = partnerships  # type: ignore[attr-defined]
        self.fields["plan"].queryset = plans  # type: ignore[attr-defined]
        self._leave_out_what_is_settled(list(partnerships[:2]), has_plans=plans.exists())

    def _leave_out_what_is_settled(self, partnerships: list[Partnership], *, has_plans: bool) -> None:
        """Nobody is asked to choose from one, or from none."""
        if len(partnerships) == 1:
            del self.fields["partnership"]
            self.only_partnership = partnerships[0]
        if not has_plans:
            del self.fields["plan"]

    def clean_file(self) -> Any:
        """What the file holds, or the sentence that says why it cannot be taken."""
        uploaded = self.cleaned_data["file"]
        try:
            return arrive(uploaded.read(), uploaded.name)
        except UnreadableFile as refused:
            raise forms.ValidationError(str(refused), code="unreadable") from refused

    def clean(self) -> dict[str, Any]:
        """A newer copy belongs to the partnership of its plan."""
        cleaned = super().clean() or {}
        cleaned.setdefault("plan", None)
        if "partnership" not in self.fields:
            cleaned["partnership"] = self.only_partnership
        partnership = cleaned.get("partnership")
        if partnership and not (verdict := policies.may_pair(partnership, cleaned["plan"])):
            self.add_error("plan", verdict.reason)
        return cleaned


class PairForm(forms.Form):
    """Which plan a document is a newer copy of."""

    plan = forms.ChoiceField(
        label="Which plan is this document a newer copy of?",
        widget=Radios,
        error_messages=dict.fromkeys(("required", "invalid_choice"), "Choose a plan, or that it is a plan of its own."),
    )
    version = SeenVersion(required=True)

    def __init__(self, *args: Any, partnership: Partnership, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.plans = {str(plan.pk): plan for plan in partnership.plans.order_by("title")}
        choices = [
            *((key, plan.title) for key, plan in self.plans.items()),
            (OF_ITS_OWN, "None: it is a plan of its own"),
        ]
        self.fields["plan"].choices = choices  # type: ignore[attr-defined]

    def clean_plan(self) -> Plan | None:
        return self.plans.get(self.cleaned_data["plan"])
