"""How dates, times, quarters and counts are said on a page: filters of every template."""

from collections.abc import Sequence
from datetime import date, datetime, time
from decimal import Decimal

from django.utils import timezone

from towpath.foundation.periods import Quarter

LONGEST_ABBREVIATION = 5
ALWAYS_CAPITALS = frozenset(
    {
        "DA", "DARDR", "DASH", "DHR", "GP", "ICB", "IDVA", "IDVAS", "IRIS", "ISVA", "LGBT+", "LGBTQ+", "MAPPA", "MARAC",
        "MASH", "MOPAC", "NHS", "OPCC", "UK", "VAWG", "VRU",
    }
)  # fmt: skip


def as_day(day: date | datetime | None) -> str:
    """3 March 2026, as it stands on a London wall calendar; nothing where there is no date."""
    if day is None:
        return ""
    if isinstance(day, datetime):
        day = timezone.localtime(day).date() if timezone.is_aware(day) else day.date()
    return f"{day.day} {day:%B %Y}"


def as_short_day(day: date | datetime | None) -> str:
    """3 Mar 2026, for columns where space is dear."""
    whole = as_day(day)
    number, month, year = whole.split() if whole else ("", "", "")
    return f"{number} {month[:3]} {year}".strip()


def as_moment(moment: datetime | None) -> str:
    """3 March 2026 at 2:05pm, London time."""
    return f"{as_day(moment)} at {as_time(moment)}" if moment else ""


def as_time(moment: datetime | time) -> str:
    """2:05pm, London time; midday and midnight in words, as 12am is read both ways."""
    local = timezone.localtime(moment) if isinstance(moment, datetime) and timezone.is_aware(moment) else moment
    if local.minute == 0 and local.hour in (0, 12):
        return "midday" if local.hour else "midnight"
    return f"{local.hour % 12 or 12}:{local:%M}{'am' if local.hour < 12 else 'pm'}"


def as_quarter(quarter: Quarter | date) -> str:
    """Quarter 1 2024/25 (April to June 2024), from a quarter or any day in it."""
    if not isinstance(quarter, Quarter):
        quarter = Quarter.containing(quarter)
    return f"Quarter {quarter.number} {quarter.financial_year} ({quarter.months})"


def as_number(number: float | Decimal) -> str:
    """1,234 or 0.5: thousands apart, no digits that were not there or say nothing."""
    return f"{number.normalize():,f}" if isinstance(number, Decimal) else f"{number:,}"


def in_sentence_case(text: str) -> str:
    """PREVENTION AND AWARENESS as Prevention and awareness, for reading only: what was printed is kept as it was.

    Text that is not all in capitals stays as it is, and so does one short word alone, which may be an abbreviation.
    """
    words = text.split()
    if not text.isupper() or (len(words) == 1 and len(text) <= LONGEST_ABBREVIATION):
        return text
    said = " ".join(word if word.strip("(),.:;") in ALWAYS_CAPITALS else word.lower() for word in words)
    return said[:1].upper() + said[1:]


def count_of(number: int, one: str, many: str = "") -> str:
    """1 action, 2 actions, 0 actions; `many` for words whose plural is not one with an s."""
    return f"{as_number(number)} {one if number == 1 else many or one + 's'}"


def percentage(part: int, whole: int) -> str:
    """A whole percentage, or a dash where there is nothing to be a part of."""
    return f"{round(100 * part / whole)}%" if whole else "–"


def is_blank(content: object) -> bool:
    """Whether a cell would show nothing: no content, or text without a letter."""
    return content is None or (isinstance(content, str) and not content.strip())


def in_a_row(parts: Sequence[str]) -> str:
    """One, two and three."""
    return " and ".join(part for part in (", ".join(parts[:-1]), parts[-1]) if part)
