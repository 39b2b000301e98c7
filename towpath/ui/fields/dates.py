"""A date typed in three boxes, as people remember and copy dates without a calendar to click through."""

from calendar import month_name, monthrange
from collections.abc import Callable
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from towpath.ui.words import as_day

FIRST_YEAR, LAST_YEAR = 1950, 2199  # a year beyond is a slip of the keys, and no financial year of a partnership's
PARTS = ("day", "month", "year")
Bound = date | Callable[[], date] | None


class DateBoxes(forms.MultiWidget):
    """Boxes for day, month and year; what was typed comes back as it was typed."""

    use_fieldset = True

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(dict.fromkeys(PARTS, forms.TextInput), attrs)

    def decompress(self, value: date | None) -> list[str]:
        return [str(value.day), str(value.month), str(value.year)] if value else ["", "", ""]

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[str]:
        return [str(data.get(f"{name}_{part}") or "").strip() for part in PARTS]

    def id_for_label(self, id_: str) -> str:
        return f"{id_}_day" if id_ else id_


class DateField(forms.Field):
    """A calendar date. `called` is what the sentences call it, such as "date of the meeting".

    The month may be a number or a name, whole or its first three letters. `not_before` and `not_after` are
    dates, or functions giving one, such as the clock's today.
    """

    widget = DateBoxes

    def __init__(
        self, *, called: str = "date", not_before: Bound = None, not_after: Bound = None, **kwargs: Any
    ) -> None:
        super().__init__(**kwargs)
        self.called = called
        self.not_before, self.not_after = not_before, not_after
        if "required" not in (kwargs.get("error_messages") or {}):
            self.error_messages["required"] = f"Enter the {called}."

    def to_python(self, value: Any) -> date | None:
        if value in self.empty_values or isinstance(value, date):
            return value or None
        typed = dict(zip(PARTS, value, strict=True))
        if not any(typed.values()):
            return None
        self._require_all(typed)
        return _real_date(_day(typed["day"]), _month(typed["month"]), _year(typed["year"]))

    def validate(self, value: date | None) -> None:
        super().validate(value)
        if value is None:
            return
        earliest, latest = _resolved(self.not_before), _resolved(self.not_after)
        if earliest and value < earliest:
            raise _wrong("year", f"The {self.called} must be {as_day(earliest)} or later.")
        if latest and value > latest:
            raise _wrong("year", f"The {self.called} must be {as_day(latest)} or earlier.")

    def _require_all(self, typed: dict[str, str]) -> None:
        absent = [part for part in PARTS if not typed[part]]
        if absent:
            raise _wrong(absent[0], f"The {self.called} must include a {' and a '.join(absent)}.")


def refuse_reversed(form: forms.BaseForm, start: str, end: str, sentence: str) -> None:
    """Put the sentence beside the end date where it is before the start date; for use in `clean`."""
    first, last = form.cleaned_data.get(start), form.cleaned_data.get(end)
    if first and last and last < first:
        form.add_error(end, ValidationError(sentence, code="day"))


def _wrong(part: str, sentence: str) -> ValidationError:
    """An error whose code names the box at fault, so that the page marks it and leads there."""
    return ValidationError(sentence, code=part)


def _day(typed: str) -> int:
    if not (typed.isdecimal() and len(typed) <= 2 and 1 <= int(typed) <= 31):
        raise _wrong("day", "The day must be a number from 1 to 31.")
    return int(typed)


def _month(typed: str) -> int:
    by_name = {name.lower()[:length]: number for number, name in enumerate(month_name) if name for length in (3, 9)}
    number = int(typed) if typed.isdecimal() and len(typed) <= 2 else by_name.get(typed.lower(), 0)
    if not 1 <= number <= 12:
        raise _wrong("month", "The month must be a number from 1 to 12, or its name.")
    return number


def _year(typed: str) -> int:
    if not (typed.isdecimal() and len(typed) == 4):
        raise _wrong("year", "The year must have four digits, such as 2026.")
    if not FIRST_YEAR <= int(typed) <= LAST_YEAR:
        raise _wrong("year", f"The year must be from {FIRST_YEAR} to {LAST_YEAR}.")
    return int(typed)


def _real_date(day: int, month: int, year: int) -> date:
    last = monthrange(year, month)[1]
    if day > last:
        raise _wrong("day", f"{month_name[month]} {year} has {last} days.")
    return date(year, month, day)


def _resolved(bound: Bound) -> date | None:
    return bound() if callable(bound) else bound
