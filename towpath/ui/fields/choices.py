"""Radios and checkboxes whose choices may carry a hint each."""

from collections.abc import Mapping
from typing import Any

from django import forms


class _Hinted:
    def __init__(self, *args: Any, hints: Mapping[str, str] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.hints = dict(hints or {})


class Radios(_Hinted, forms.RadioSelect):
    """One of a few. `hints` maps a choice's value to the sentence under its label."""


class Checkboxes(_Hinted, forms.CheckboxSelectMultiple):
    """Any of a few. `hints` maps a choice's value to the sentence under its label."""
