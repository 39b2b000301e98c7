"""Uploading a file of attendance, and deciding on each of its rows."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from towpath.accounts.sealing import NotOpenedError, seal, unseal
from towpath.documents.table import UnreadableFile
from towpath.foundation.staff import StaffGroup
from towpath.practices.models import SignUp
from towpath.practices.models.sign_ups import STAFF_GROUPS
from towpath.training.models import Session
from towpath.training.services.arrived import Arrived, Person, read_attendance
from towpath.training.services.matching import Match
from towpath.ui.fields import SeenVersion, UploadField

SUFFIXES = (".csv", ".txt", ".tsv", ".xlsx", ".xls")


class FileForm(forms.Form):
    """The file. It is read while it is checked, so that a refusal stands beside it, and nothing is kept."""

    file = UploadField(
        label="File of attendance", suffixes=SUFFIXES,
        help_text="The attendance report of a Teams meeting as it was downloaded (.csv), or a register in Excel or CSV "
        "with a column headed “Name”.",
    )  # fmt: skip

    def clean_file(self) -> Arrived:
        uploaded = self.cleaned_data["file"]
        try:
            return read_attendance(uploaded.read(), uploaded.name)
        except UnreadableFile as refused:
            raise ValidationError(str(refused), code="unreadable") from refused


class PreviewForm(forms.Form):
    """What was read, sealed so that nobody changes or reads it on the way, and under how many minutes nobody counts."""

    sealed = forms.CharField(widget=forms.HiddenInput)
    version = SeenVersion(required=True)
    minimum = forms.IntegerField(
        label="Leave out whoever was there for fewer minutes than", min_value=0, max_value=1440, required=False,
        help_text="Half the session unless you say otherwise. Rows without minutes are not touched.",
        widget=forms.NumberInput(attrs={"class": "govuk-input--width-3"}),
    )  # fmt: skip
    marks_optional = False

    def __init__(self, *args: Any, session: Session, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.session = session

    def clean_sealed(self) -> Arrived:
        """What was read; only for the session it was read for."""
        try:
            key, text = unseal(self.cleaned_data["sealed"]).split(" ", 1)
        except (NotOpenedError, ValueError):
            key, text = "", ""
        if key != str(self.session.pk):
            raise ValidationError("The file cannot be found any more: choose it again.")
        return Arrived.from_text(text)


def sealed(session: Session, arrived: Arrived) -> str:
    """What was read from a file, as it travels with the preview."""
    return seal(f"{session.pk} {arrived.as_text()}")


class RowForm(forms.Form):
    """What becomes of one row of the file."""

    take = forms.BooleanField(label="Take in", required=False)
    practice = forms.TypedChoiceField(label="Practice", coerce=int, required=False, empty_value=None)
    staff_group = forms.TypedChoiceField(
        label="Staff group", choices=[("", "Choose one"), *STAFF_GROUPS], coerce=StaffGroup, required=False,
        empty_value=None,
    )  # fmt: skip
    marks_optional = False
    is_dense = True

    def __init__(self, *args: Any, person: Person, match: Match, sign_ups: Sequence[SignUp], **kwargs: Any) -> None:
        super().__init__(*args, **{"prefix": f"row-{person.row}"} | kwargs)
        self.person, self.match = person, match
        self.sign_ups = {one.pk: one for one in sign_ups}
        practices = [(one.pk, one.practice.name) for one in sign_ups]
        self.fields["practice"].choices = [("", "Choose one"), *practices]  # type: ignore[attr-defined]
        for name, field in self.fields.items():
            field.label = person.name if name == "take" else f"{field.label} of {person.name}"

    @property
    def works_as(self) -> str:
        """What the file says of the person's practice and role."""
        return ", ".join(filter(None, (self.person.practice, self.person.staff)))

    @property
    def notes(self) -> list[str]:
        """Why the person is left out, and what is doubtful."""
        return [one for one in (self.match.left_out, *self.match.doubts) if one]

    @property
    def is_taken(self) -> bool:
        return bool(self.cleaned_data.get("take"))

    def clean(self) -> dict[str, Any]:
        """Whoever is taken in belongs to a practice and a staff group."""
        said = super().clean() or {}
        if said.get("take"):
            row, name = self.person.row, self.person.name
            if said.get("practice") is None and "practice" not in self.errors:
                self.add_error("practice", f"Row {row}: choose the practice of {name}.")
            if said.get("staff_group") is None and "staff_group" not in self.errors:
                self.add_error("staff_group", f"Row {row}: choose the staff group of {name}.")
        return said


def sent_for_save(data: Any) -> bool:
    """Was the button pressed that saves, and not the one that only counts the minutes anew?"""
    return "again" not in data
