"""Fields of forms: those of our own, and how any field, ours or a dependency's, is shown."""

from towpath.ui.fields.choices import Checkboxes, Radios
from towpath.ui.fields.dates import DateField, refuse_reversed
from towpath.ui.fields.doubts import question
from towpath.ui.fields.drafted import initial_from
from towpath.ui.fields.presenting import DesignSystemRenderer, present
from towpath.ui.fields.summary import errors_of
from towpath.ui.fields.texts import LongTextField
from towpath.ui.fields.uploads import UploadField
from towpath.ui.fields.versions import SeenFingerprint, SeenVersion

__all__ = [
    "Checkboxes",
    "DateField",
    "DesignSystemRenderer",
    "LongTextField",
    "Radios",
    "SeenFingerprint",
    "SeenVersion",
    "UploadField",
    "errors_of",
    "initial_from",
    "present",
    "question",
    "refuse_reversed",
]
