"""The programmes of the demonstration as kept in readable files, with days that may count from today's quarter."""

import re
import tomllib
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from towpath.foundation.periods import Quarter, months_after

FOLDER = Path(__file__).parent
STORIES = ("seven_boroughs", "lockwater")
FROM_TODAY = re.compile(r"today(?P<days>[+-]\d+)?")
FROM_QUARTER = re.compile(r"Q(?P<quarters>[+-]\d+)(?P<days>[+-]\d+)?")


@dataclass(frozen=True)
class Days:
    """Reads the days of a story, as they are seen on one day."""

    today: date

    def day(self, written: date | str | None) -> date | None:
        """A date as it stands, or one counted from today or from the first day of today's quarter."""
        if written is None or isinstance(written, date):
            return written
        if found := FROM_TODAY.fullmatch(written):
            return self.today + timedelta(days=int(found["days"] or 0))
        if found := FROM_QUARTER.fullmatch(written):
            first = months_after(Quarter.containing(self.today).start, 3 * int(found["quarters"]))
            return first + timedelta(days=int(found["days"] or 0))
        raise ValueError(f"“{written}” is no day of a story.")

    def known(self, written: date | str) -> date:
        """A day that a story always has."""
        found = self.day(written)
        assert found is not None
        return found

    def quarter(self, written: str) -> Quarter:
        """A quarter by its name ("2020-21-q1") or counted from today's ("Q-1")."""
        return Quarter.containing(self.known(written)) if written.startswith("Q") else Quarter.parse(written)


def story(name: str) -> dict[str, Any]:
    """What a story's file says."""
    return tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


def practices_wanted(site: dict[str, Any]) -> int:
    """How many practices a site's story needs: those trained, and those that have begun."""
    return sum(number for stage in ("trained", "begun") for number in site.get(stage, {}).values())
