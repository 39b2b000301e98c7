"""What a page showed of a record, sent along with its form, so that nobody saves over what they did not see."""

from typing import Any

from django import forms


class SeenVersion(forms.IntegerField):
    """The version of the record that the page showed; None from a program, which saw no page."""

    widget = forms.HiddenInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, **kwargs)


class SeenFingerprint(forms.CharField):
    """The same where what the page showed is kept in many rows (`records.holding.fingerprint`)."""

    widget = forms.HiddenInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, empty_value=None, max_length=64, **kwargs)
