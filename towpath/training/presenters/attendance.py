"""A file of attendance before it is taken in: every row beside what it is taken for."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from towpath.training.forms.taking_in import RowForm
from towpath.training.services.arrived import Arrived


@dataclass(frozen=True)
class AttendanceRow:
    """One row: who, how long, what the file says of practice and role, and what is left out or doubtful."""

    number: int
    name: str
    email: str
    said: str
    minutes: str
    notes: tuple[str, ...]
    form: RowForm


@dataclass(frozen=True)
class AttendancePreview:
    """What the file holds, and what has to be looked at before it is saved."""

    name: str
    title: str
    rows: tuple[AttendanceRow, ...]
    doubts: tuple[str, ...]
    errors: tuple[str, ...]


def present_preview(arrived: Arrived, rows: Iterable[RowForm], doubts: Sequence[str]) -> AttendancePreview:
    """The file's rows, in its own order."""
    return AttendancePreview(
        name=arrived.name,
        title=arrived.title,
        rows=tuple(_row(form) for form in rows),
        doubts=tuple(doubts),
        errors=tuple(sentence for _, sentence in arrived.errors),
    )


def _row(form: RowForm) -> AttendanceRow:
    person, match = form.person, form.match
    return AttendanceRow(
        number=person.row,
        name=person.name,
        email=person.email,
        said=", ".join(filter(None, (person.practice, person.staff))),
        minutes="" if person.minutes is None else str(person.minutes),
        notes=tuple(filter(None, (match.left_out, *match.doubts))),
        form=form,
    )
