"""The national file that a programme manager sends, and which practice merged into which."""

from typing import Any

from django import forms

from towpath.documents.practices import PracticeFile, read_practice_file
from towpath.documents.table import UnreadableFile
from towpath.foundation.clock import today
from towpath.practices.models import Practice
from towpath.ui.fields import DateField, UploadField


class RegisterForm(forms.Form):
    """The file "epraccur". It is read while it is checked, so a refusal stands beside it and names the row."""

    file = UploadField(
        label="National file of practices",
        megabytes=20,
        help_text="The file “epraccur” as the NHS publishes it (.csv, or the .zip it came in), old or new. "
        "Send it as it came: opening it in Excel first spoils it.",
    )
    is_whole = forms.BooleanField(
        label="This is the whole file: mark the practices it no longer holds",
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].widget.attrs["accept"] = ".csv,.zip,.txt"
        self.asks_if_whole = "is_whole" in self.data

    def clean_file(self) -> PracticeFile:
        uploaded = self.cleaned_data["file"]
        try:
            return read_practice_file(uploaded.read(), uploaded.name)
        except UnreadableFile as refused:
            raise forms.ValidationError(str(refused), code="unreadable") from refused

    def doubt(self, sentence: str) -> forms.ValidationError:
        """The question whether the file is whole, beside the box in which that is said, which is shown from now on."""
        self.asks_if_whole = True
        return forms.ValidationError({"is_whole": f"{sentence} Choose the file again, and tick the box if it is."})


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
