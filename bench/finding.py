"""What one benchmark found: its figures, the bar it must keep, and the floor it stands on."""

from dataclasses import asdict, dataclass, replace
from typing import Any, Self

from bench.timing import Timing

SQLITE, POSTGRESQL = "SQLite", "PostgreSQL"
MOST_QUERIES = 15  # of whatever is held to a bar


@dataclass(frozen=True)
class Bar:
    """The most it may take, in milliseconds, and which figure of the runs is held to it: "median" or "p95".

    `queries` is how often it may ask the database.
    """

    most: float
    of: str = "p95"
    queries: int = MOST_QUERIES

    def __str__(self) -> str:
        return f"{self.most:,.0f} {self.of}"


@dataclass(frozen=True)
class Floor:
    """The least that the same work could take, measured beside it: what was done, and how long it took."""

    what: str
    timing: Timing


@dataclass(frozen=True)
class Finding:
    """One line of the table. `where` is the database, "" where there is none; `queries` None where none are counted."""

    subject: str
    what: str
    timing: Timing
    bar: Bar | None = None
    floor: Floor | None = None
    queries: int | None = None
    where: str = ""

    @property
    def figure(self) -> float:
        """The figure that is held to the bar."""
        return self.timing.p95 if self.bar and self.bar.of == "p95" else self.timing.median

    @property
    def cpu(self) -> float:
        """The same figure of this process's own time."""
        return self.timing.cpu_p95 if self.bar and self.bar.of == "p95" else self.timing.cpu_median

    @property
    def asks_too_often(self) -> bool:
        return (self.queries or 0) > (self.bar.queries if self.bar else MOST_QUERIES)

    @property
    def is_over(self) -> bool:
        return self.bar is not None and (self.asks_too_often or self.figure > self.bar.most)

    @property
    def verdict(self) -> str:
        """Pass or over; "" where nothing is asked of it.

        Where this process's own time is within the bar, what is over was spent waiting: for the disk, or for a
        processor that others kept busy. A database server's work is done by another process, so there it is no excuse.
        """
        if self.bar is None:
            return ""
        if not self.is_over:
            return "pass"
        if self.asks_too_often:
            return "OVER (queries)"
        return "over (cpu within)" if self.cpu <= self.bar.most and self.where != POSTGRESQL else "OVER"

    @property
    def ratio(self) -> float | None:
        """How many times its floor it takes, by the medians."""
        return self.timing.median / self.floor.timing.median if self.floor else None

    def at(self, where: str) -> Self:
        """The same, found on that database."""
        return replace(self, where=where)

    def as_json(self) -> dict[str, Any]:
        """Everything needed to make it again, and what follows from it, for other programs."""
        follows = {
            "least": self.timing.least,
            "median": self.timing.median,
            "p95": self.timing.p95,
            "cpu_median": self.timing.cpu_median,
            "ratio": self.ratio,
            "verdict": self.verdict,
        }
        return asdict(self) | {"follows": follows}

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> Self:
        parts = {name: value for name, value in kept.items() if name != "follows"}
        floor = kept["floor"] and Floor(kept["floor"]["what"], Timing.from_json(kept["floor"]["timing"]))
        bar = kept["bar"] and Bar(**kept["bar"])
        return cls(**parts | {"timing": Timing.from_json(kept["timing"]), "bar": bar, "floor": floor})
