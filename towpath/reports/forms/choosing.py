"""Choosing the quarter that a report is about."""

from typing import Any

from django import forms

from towpath.foundation.periods import ImpossiblePeriod, Quarter


class QuarterField(forms.ChoiceField):
    """A quarter; what is no quarter is refused with the reason. Choices are set by the form, newest first."""

    def __init__(self, **kwargs: Any) -> None:
        hint = "The financial year runs from 1 April to 31 March."
        super().__init__(label="Quarter", help_text=hint, error_messages={"required": "Choose a quarter."}, **kwargs)

    def validate(self, value: Any) -> None:
        """Any quarter can be asked for, listed or not: whether there is something to report is for the form to say."""
        forms.Field.validate(self, value)

    def clean(self, value: Any) -> Quarter:
        try:
            return Quarter.parse(super().clean(value))
        except ImpossiblePeriod as reason:
            raise forms.ValidationError(str(reason)) from reason
