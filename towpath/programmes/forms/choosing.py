"""Rows chosen by key, and money as people type it."""

from typing import Any

from django import forms

from towpath.ui.fields import Checkboxes, LongTextField


class OneOf(forms.ModelChoiceField):
    """One row of a list."""


class SeveralOf(forms.ModelMultipleChoiceField):
    """Any rows of a list. A number too large for any key is no choice, and no fault of ours."""

    widget = Checkboxes

    def clean(self, value: Any) -> Any:
        try:
            return super().clean(value)
        except OverflowError as error:
            raise forms.ValidationError(self.error_messages["invalid_choice"], code="invalid_choice") from error


class PoundsField(forms.DecimalField):
    """An amount in pounds, with or without the sign and the commas."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_digits=12, decimal_places=2, min_value=0, **kwargs)
        self.error_messages["invalid"] = "Enter an amount in pounds, such as 250,000."

    def to_python(self, value: Any) -> Any:
        return super().to_python(value.replace("£", "").replace(",", "") if isinstance(value, str) else value)


def named(label: str, length: int, sentence: str, **kwargs: Any) -> forms.CharField:
    """A line of text that has to be there."""
    return forms.CharField(label=label, max_length=length, error_messages={"required": sentence}, **kwargs)


def prose(label: str, help_text: str = "", *, required: bool = False, **kwargs: Any) -> LongTextField:
    """A few sentences."""
    return LongTextField(label=label, help_text=help_text, required=required, max_length=4000, **kwargs)
