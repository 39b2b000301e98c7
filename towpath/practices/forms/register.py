"""Which practice merged into which, each by its code."""

from typing import Any

from django import forms

from towpath.foundation.clock import today
from towpath.practices.models import Practice
from towpath.ui.fields import DateField


class CodeField(forms.CharField):
    """A practice of the register by its code, typed with or without capitals and spaces."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=20, error_messages={"required": "Enter the code of the practice."}, **kwargs)
        self.widget.attrs |= {"class": "govuk-input--width-10", "spellcheck": "false", "autocomplete": "off"}

    def clean(self, value: Any) -> Practice | None:
        typed = super().clean(value)
        code = "".join(typed.split()).upper()
        if not code:
            return None
        found = Practice.objects.filter(code=code).first()
        if found is None:
            raise forms.ValidationError(f"No practice in the register has the code {code}: search for it by its name.")
        return found


class MergeForm(forms.Form):
    """Into which practice this one merged, and when."""

    into = CodeField(
        label="Code of the practice it merged into",
        help_text="Six characters, such as A12345: search by name to find it.",
    )
    happened_on = DateField(label="Day of the merger", called="day of the merger", not_after=today)
