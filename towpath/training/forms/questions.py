"""The form in which a programme's questions are set, and the filter of feedback over sites."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from towpath.training.services.feedback import MOST_QUESTIONS, QuestionInput
from towpath.ui.fields import Radios
from towpath.ui.filters import FilterForm

ANY = ("", "Any")
BLANK_ROWS = 2
DIRECTIONS = (("higher", "A higher answer is better"), ("lower", "A lower answer is better"))
ENDS = {"required": "Enter where the scale begins and ends.", "invalid": "The ends of a scale are whole numbers."}


class QuestionForm(forms.Form):
    """One question. A form left without words is no question."""

    topic = forms.CharField(label="What it measures", max_length=60, required=False, help_text="Such as confidence.")
    wording = forms.CharField(label="Question", max_length=300, required=False)
    minimum = forms.IntegerField(
        label="Lowest answer", required=False, min_value=-100, max_value=100, error_messages=ENDS,
        widget=forms.NumberInput(attrs={"class": "govuk-input--width-3"}),
    )  # fmt: skip
    maximum = forms.IntegerField(
        label="Highest answer", required=False, min_value=-100, max_value=100, error_messages=ENDS,
        widget=forms.NumberInput(attrs={"class": "govuk-input--width-3"}),
    )  # fmt: skip
    direction = forms.ChoiceField(label="Direction", choices=DIRECTIONS, widget=Radios, required=False)

    use_required_attribute = False
    marks_optional = False

    @property
    def is_blank(self) -> bool:
        return not (self.cleaned_data.get("wording") or self.cleaned_data.get("topic"))

    @property
    def asked(self) -> QuestionInput:
        said = self.cleaned_data
        is_better = said["direction"] != "lower"
        return QuestionInput(said["topic"], said["wording"], said["minimum"], said["maximum"], is_better)

    def clean(self) -> dict[str, Any]:
        """A question with words needs all of its parts, and a scale that ends above where it begins."""
        cleaned = super().clean() or {}
        if not self.is_blank and not self.errors:
            self._require_all(cleaned)
        return cleaned

    def _require_all(self, said: dict[str, Any]) -> None:
        for name, sentence in (("topic", "Say what the question measures."), ("wording", "Write the question.")):
            if not said.get(name):
                self.add_error(name, sentence)
        for name in ("minimum", "maximum"):
            if said.get(name) is None:
                self.add_error(name, ENDS["required"])
        low, high = said.get("minimum"), said.get("maximum")
        if low is not None and high is not None and low >= high:
            self.add_error("maximum", ValidationError(f"The highest answer must be above {low}."))


Questions = forms.formset_factory(
    QuestionForm, extra=0, max_num=MOST_QUESTIONS, absolute_max=MOST_QUESTIONS + BLANK_ROWS, validate_max=False
)


def asked_in(formset: Any) -> list[QuestionInput]:
    """The questions of a valid formset, its blank forms left out."""
    return [form.asked for form in formset.forms if not form.is_blank]


class FeedbackFilter(FilterForm):
    """Which site and quarter feedback is summed over."""

    programme = forms.ChoiceField(label="Programme")
    site = forms.ChoiceField(label="Site")
    quarter = forms.ChoiceField(label="Quarter")

    def __init__(
        self, *args: Any, programmes: Sequence[tuple[str, str]], sites: Sequence[tuple[str, str]],
        quarters: Sequence[tuple[str, str]], is_one_quarter: bool, **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        offered = {"programme": programmes, "site": sites, "quarter": quarters}
        for name, choices in offered.items():
            self.fields[name].choices = (ANY, *choices)  # type: ignore[attr-defined]
        if is_one_quarter:
            self.fields["quarter"].choices = quarters  # type: ignore[attr-defined]
        if len(programmes) < 2:
            del self.fields["programme"]
