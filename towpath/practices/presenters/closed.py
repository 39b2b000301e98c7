"""Practices signed up but closed in the register, with what became of them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from towpath.practices.models import ChangeKind, PracticeChange, SignUp
from towpath.practices.presenters.practices import standing_in_register
from towpath.ui.words import as_short_day


@dataclass(frozen=True)
class ClosedLine:
    """One practice that is signed up at a site and closed in the register."""

    sign_up: int
    code: str
    practice: str
    site: str
    programme: str
    what: str
    into: str
    may_record: bool


def present_closed(
    sign_ups: Iterable[SignUp], became: Mapping[int, PracticeChange], records_at: set[int]
) -> list[ClosedLine]:
    """The lines; `records_at` are the sites at which the reader may record that a practice left."""
    return [_line(one, became.get(one.practice_id), one.site_id in records_at) for one in sign_ups]


def _line(sign_up: SignUp, change: PracticeChange | None, may_record: bool) -> ClosedLine:
    is_merged = change is not None and change.kind == ChangeKind.MERGED
    return ClosedLine(
        sign_up=sign_up.pk,
        code=sign_up.practice.code,
        practice=sign_up.practice.name,
        site=sign_up.site.area,
        programme=sign_up.site.programme.name,
        what=_merged(change) if is_merged and change else standing_in_register(sign_up.practice),
        into=change.into.code if is_merged and change and change.into else "",
        may_record=may_record,
    )


def _merged(change: PracticeChange) -> str:
    return f"Merged into {change.into} on {as_short_day(change.happened_on)}"
