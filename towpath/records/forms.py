"""Why a record is taken back or put back."""

from typing import Any

from django import forms

from towpath.ui.fields import LongTextField, SeenVersion

LONGEST_REASON = 1_000


class ReasonField(LongTextField):
    """Why something is changed that others rely on: kept in the record's history."""

    is_reason = True

    def __init__(self, **kwargs: Any) -> None:
        about: dict[str, Any] = {
            "label": "Why?", "help_text": "It stands in the record’s history. Do not name people.",
            "max_length": LONGEST_REASON, "widget": forms.Textarea(attrs={"rows": 3}),
            "error_messages": {"required": "Say why."},
        }  # fmt: skip
        super().__init__(**(about | kwargs))


class ReasonIfNeededField(ReasonField):
    """Why something is changed; asked for by the service where what figures rest on changes.

    Its help says when it is needed, so its label does not say that it is optional.
    """

    marks_optional = False

    def __init__(self, **kwargs: Any) -> None:
        needed = "Needed where something recorded before is changed. It stands in the record’s history: name nobody."
        super().__init__(**({"required": False, "label": "Why is it changed?", "help_text": needed} | kwargs))


class PutBackForm(forms.Form):
    """The reason alone, for what is in no table and has no version."""

    reason = ReasonField()


class ReasonForm(PutBackForm):
    """The reason, and the version of the record that the person saw."""

    version = SeenVersion()
