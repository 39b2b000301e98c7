"""What a page showed of a record, sent along with its form, so that nobody saves over what they did not see."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from towpath.ui.guard import TOKEN_FIELD

UNSEEN = (
    "The page did not say which version of this it showed you, so nothing was saved. Open the page again, and save it "
    "from there."
)
LEFT_OUT = "left out"


def is_unseen(sent: Mapping[str, Any], name: str = "version") -> bool:
    """Whether the form of a page came without the version that the page showed.

    A program saw no page: its form carries no token, and may leave the version out.
    """
    return TOKEN_FIELD in sent and not sent.get(name)


class SeenInput(forms.HiddenInput):
    """The hidden box of a version."""

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Any:
        return LEFT_OUT if is_unseen(data, name) else super().value_from_datadict(data, files, name)

    def format_value(self, value: Any) -> Any:
        return None if value == LEFT_OUT else super().format_value(value)


class SeenVersion(forms.IntegerField):
    """The version of the record that the page showed; None from a program, which saw no page, unless it is required."""

    widget = SeenInput

    def __init__(self, *, required: bool = False, **kwargs: Any) -> None:
        said = dict.fromkeys(("required", "invalid"), UNSEEN)
        super().__init__(required=required, error_messages=said, **kwargs)

    def clean(self, value: Any) -> Any:
        return super().clean(_sent(value))


class SeenFingerprint(forms.CharField):
    """The same where what the page showed is no number, as where it is kept in many rows (`records.holding`)."""

    widget = SeenInput

    def __init__(self, *, required: bool = False, **kwargs: Any) -> None:
        said = {"required": UNSEEN}
        super().__init__(required=required, empty_value=None, max_length=64, error_messages=said, **kwargs)

    def clean(self, value: Any) -> Any:
        return super().clean(_sent(value))


def _sent(value: Any) -> Any:
    if value == LEFT_OUT:
        raise ValidationError(UNSEEN)
    return value
