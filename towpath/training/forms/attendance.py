"""Attendance by hand: for each practice a growing list of names, and numbers where nobody took names."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms

from towpath.foundation.staff import StaffGroup
from towpath.practices.models import SignUp
from towpath.practices.models.sign_ups import STAFF_GROUPS
from towpath.records.forms import ReasonIfNeededField
from towpath.training.models import Attendance, GroupAttendance, Session
from towpath.training.services.attendance_faults import CameInGroup, Fault
from towpath.training.services.learners import Attendee
from towpath.ui.fields import SeenVersion, initial_from

BLANK_ROWS = 5
MOST_ROWS = 300


class WholeForm(forms.Form):
    """What the page says of the whole session: which version the person saw, and whether nobody came at all."""

    marks_optional = False

    version = SeenVersion(required=True)
    reason = ReasonIfNeededField()
    is_nobody = forms.BooleanField(
        label="Nobody came", required=False,
        help_text="Only if the session was held and nobody came. Leave it where nobody counted.",
    )  # fmt: skip


class PersonForm(forms.Form):
    """One row of the list of names. A row in which nothing is written is no row."""

    marks_optional = False

    name = forms.CharField(label="Name", required=False, max_length=120)
    staff_group = forms.TypedChoiceField(
        label="Staff group", choices=[("", "Choose one"), *STAFF_GROUPS], coerce=StaffGroup, required=False,
        empty_value=None,
    )  # fmt: skip
    email = forms.CharField(label="E-mail address", required=False, max_length=254)
    minutes = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, row: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.row = row
        for name in ("name", "staff_group", "email"):
            field = self.fields[name]
            field.label = f"{field.label} in row {row}"
            field.widget.attrs["autocomplete"] = "off"

    @property
    def is_blank(self) -> bool:
        return not any(self.cleaned_data.get(name) for name in ("name", "staff_group", "email"))


class CountsForm(forms.Form):
    """How many of each staff group came besides those named."""

    marks_optional = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for group in StaffGroup:
            self.fields[group] = forms.IntegerField(
                label=group.label, required=False, min_value=0, max_value=1000,
                widget=forms.NumberInput(attrs={"class": "govuk-input--width-3"}),
                error_messages={"invalid": f"{group.label}: enter a whole number."},
            )  # fmt: skip

    @property
    def counts(self) -> dict[StaffGroup, int]:
        """Every number written, a 0 too: it says that nobody of the group came."""
        written = {group: self.cleaned_data.get(group) for group in StaffGroup}
        return {group: people for group, people in written.items() if people is not None}


@dataclass
class PracticeFields:
    """One practice of the page."""

    sign_up: SignUp
    people: list[PersonForm]
    counts: CountsForm

    @property
    def forms(self) -> list[forms.Form]:
        return [*self.people, self.counts]


class AttendanceForms:
    """The whole page: a part for each practice, from what is recorded or from what was sent."""

    def __init__(self, whole: WholeForm, parts: Sequence[PracticeFields]) -> None:
        self.whole, self.parts = whole, list(parts)

    @property
    def forms(self) -> list[forms.Form]:
        return [self.whole, *(form for part in self.parts for form in part.forms)]

    def are_valid(self) -> bool:
        return all(form.is_valid() for form in self.forms)

    @property
    def are_wrong(self) -> bool:
        return any(form.is_bound and form.errors for form in self.forms)

    def _filled(self) -> Iterator[tuple[PracticeFields, PersonForm]]:
        return ((part, form) for part in self.parts for form in part.people if not form.is_blank)

    @property
    def people(self) -> list[Attendee]:
        """Everybody named, in the order of the page."""
        return [
            Attendee(part.sign_up, said["name"], said["staff_group"], said["email"], said["minutes"], form.row)
            for part, form in self._filled()
            for said in [form.cleaned_data]
        ]

    @property
    def groups(self) -> list[CameInGroup]:
        return [
            CameInGroup(part.sign_up, group, people)
            for part in self.parts
            for group, people in part.counts.counts.items()
        ]

    def show(self, faults: Iterable[Fault]) -> None:
        """Put each sentence beside the row or number it is about."""
        rows = [form for _, form in self._filled()]
        counts = {part.sign_up.pk: part.counts for part in self.parts}
        for fault in faults:
            if fault.is_of_nobody:
                self.whole.add_error("is_nobody", fault.sentence)
            elif fault.place is not None:
                form = rows[fault.place]
                form.add_error("name" if form.cleaned_data.get("staff_group") else "staff_group", fault.sentence)
            elif fault.sign_up in counts and fault.staff_group:
                counts[fault.sign_up].add_error(fault.staff_group, fault.sentence)
            else:
                self.whole.add_error(None, fault.sentence)


def recorded(
    session: Session, sign_ups: Iterable[SignUp], named: Iterable[Attendance], grouped: Iterable[GroupAttendance]
) -> AttendanceForms:
    """The page as it is recorded, with a few blank rows for each practice."""
    rows, groups = list(named), list(grouped)
    parts = []
    for sign_up in sign_ups:
        people = [_as_initial(row) for row in rows if row.learner.sign_up_id == sign_up.pk]
        counts = {one.staff_group: one.people for one in groups if one.sign_up_id == sign_up.pk}
        parts.append(_part(sign_up, people, counts))
    is_nobody = session.is_counted and not session.people
    return AttendanceForms(WholeForm(initial={"version": session.version, "is_nobody": is_nobody}), parts)


def _as_initial(row: Attendance) -> dict[str, Any]:
    learner = row.learner
    return {"name": learner.name, "staff_group": learner.staff_group, "email": learner.email, "minutes": row.minutes}


def _part(
    sign_up: SignUp, people: Sequence[Mapping[str, Any]], counts: Mapping[str, Any], rows: int = 0
) -> PracticeFields:
    """A practice's part that has not been sent."""
    filled = [*people, *[{}] * max(rows - len(people), BLANK_ROWS if not rows else 0)]
    return PracticeFields(
        sign_up,
        [PersonForm(initial=said, prefix=_row(sign_up, at), row=at) for at, said in enumerate(filled, start=1)],
        CountsForm(initial=counts, prefix=f"counts-{sign_up.pk}"),
    )


def sent(data: Any, sign_ups: Iterable[SignUp]) -> AttendanceForms:
    """The page as it was sent."""
    parts = [
        PracticeFields(
            one,
            [PersonForm(data, prefix=_row(one, at), row=at) for at in range(1, rows_sent(data, one) + 1)],
            CountsForm(data, prefix=f"counts-{one.pk}"),
        )
        for one in sign_ups
    ]
    return AttendanceForms(WholeForm(data), parts)


def with_more_rows(data: Any, sign_ups: Iterable[SignUp], more_for: str) -> AttendanceForms:
    """The page as it was typed, nothing of it judged yet, with more rows for one practice."""
    parts = []
    for one in sign_ups:
        rows = rows_sent(data, one)
        typed = [initial_from(data, PersonForm.base_fields, _row(one, at)) for at in range(1, rows + 1)]
        more = min(rows + BLANK_ROWS, MOST_ROWS) if str(one.pk) == more_for else rows
        prefix = f"counts-{one.pk}"
        parts.append(_part(one, typed, initial_from(data, CountsForm().fields, prefix), more))
    return AttendanceForms(WholeForm(initial=initial_from(data, WholeForm.base_fields)), parts)


def rows_sent(data: Any, sign_up: SignUp) -> int:
    """How many rows a practice's part had; a number that is none of ours counts as the usual."""
    said = str(data.get(f"rows-{sign_up.pk}", ""))
    return min(int(said), MOST_ROWS) if said.isdecimal() and len(said) < 5 else BLANK_ROWS


def _row(sign_up: SignUp, at: int) -> str:
    return f"person-{sign_up.pk}-{at}"
