"""Longer texts, counted the same way on the page and on arrival."""

from typing import Any

from django import forms


class LongTextField(forms.CharField):
    """Several lines. A line's end counts as one character, as the counter beside the box counts it.

    Browsers send two characters for each line's end; counting both would refuse what the page called short.
    """

    widget = forms.Textarea

    def to_python(self, value: Any) -> Any:
        return super().to_python(value.replace("\r\n", "\n") if isinstance(value, str) else value)
