"""What each column of a document holds, and the ratings it uses."""

from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from towpath.documents.plan import Mapping, PlanColumn
from towpath.documents.plan.guessing import SINGLE
from towpath.foundation.ratings import SCHEMES, Scheme
from towpath.ui.fields import SeenVersion

MEANINGS: dict[PlanColumn, str] = {
    PlanColumn.RECOMMENDATION: "Recommendation",
    PlanColumn.NUMBER: "Number",
    PlanColumn.THEME: "Theme",
    PlanColumn.SCOPE: "Scope (local or national)",
    PlanColumn.ACTION: "Action",
    PlanColumn.LEAD: "Lead agencies",
    PlanColumn.TIMELINE: "Deadline",
    PlanColumn.OUTPUT: "Output",
    PlanColumn.OUTCOME: "Outcome",
    PlanColumn.INDICATORS: "Indicators",
    PlanColumn.COST: "Cost",
    PlanColumn.RATING: "Rating",
    PlanColumn.PROGRESS: "Progress",
    PlanColumn.EXTRA: "Something else: keep it as it is",
    PlanColumn.IGNORED: "Nothing we need: leave it out",
}


class ColumnsForm(forms.Form):
    """One choice for each column, left to right, named `column_1`, `column_2` and so on."""

    scheme = forms.ChoiceField(
        label="Ratings used in this document",
        help_text="If its words fit another of these better, that one is used.",
    )
    keep = forms.BooleanField(
        label="Keep this for the next document with these headings",
        required=False,
        initial=True,
    )
    version = SeenVersion(required=True)

    def __init__(self, *args: Any, mapping: Mapping, scheme: Scheme, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.schemes = {one.slug: one for one in (*SCHEMES, scheme)}
        described = [(one.slug, _described(one)) for one in self.schemes.values()]
        self.fields["scheme"].choices = described  # type: ignore[attr-defined]
        self.fields["scheme"].initial = scheme.slug
        self.headings = [guess.heading for guess in mapping.guesses]
        self.names = [f"column_{place}" for place in range(1, len(mapping.guesses) + 1)]
        for name, guess in zip(self.names, mapping.guesses, strict=True):
            self.fields[name] = forms.ChoiceField(
                label=f"What “{guess.heading or 'the column without a heading'}” holds",
                choices=[(column.value, label) for column, label in MEANINGS.items()],
                initial=guess.column.value,
            )

    @property
    def columns(self) -> list[BoundField]:
        """The choices of the columns, left to right."""
        return [self[name] for name in self.names]

    @property
    def chosen(self) -> list[PlanColumn]:
        return [PlanColumn(self.cleaned_data[name]) for name in self.names]

    @property
    def chosen_scheme(self) -> Scheme:
        return self.schemes[self.cleaned_data["scheme"]]

    def clean(self) -> dict[str, Any]:
        """Without a column of actions or of recommendations there is no plan, and of most kinds a plan has one."""
        cleaned = super().clean() or {}
        if not self.errors and not {PlanColumn.ACTION, PlanColumn.RECOMMENDATION} & set(self.chosen):
            self.add_error(self.names[0], "Choose the column that holds the actions.")
        chosen = [] if self.errors else self.chosen
        for place, column in enumerate(chosen):
            if column in SINGLE and column in chosen[:place]:
                first = self.headings[chosen.index(column)] or "The column without a heading"
                held = MEANINGS[column].lower()
                self.add_error(
                    self.names[place], f"“{first}” holds the {held} already: choose another for one of them."
                )
        return cleaned


def _described(scheme: Scheme) -> str:
    return f"{scheme.name} ({', '.join(rating.label for rating in scheme.ratings)})"
