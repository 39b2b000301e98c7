"""A form that somebody else overtook: the typing stays, the newer version is taken note of, and the person decides."""

from typing import Any

from django import forms


def refresh(form: forms.BaseForm, changed: Any) -> Any:
    """Put the sentence on the form and let its next sending count as having seen the newer record.

    `changed` is the exception a service raised, with the record as it now stands in `current`, which is returned.
    """
    sent: Any = form.data
    typed = sent.copy()
    typed[form.add_prefix("version")] = str(changed.current.version)
    form.data = typed
    form.add_error(None, str(changed))
    return changed.current
