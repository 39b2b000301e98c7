"""How long a piece of work takes: by the clock on the wall, and in this process's own processor time."""

import statistics
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Timing:
    """What several runs of the same work took, in milliseconds, run by run."""

    wall: tuple[float, ...]
    cpu: tuple[float, ...]

    @property
    def least(self) -> float:
        """The quickest run: what others on the machine disturbed least."""
        return min(self.wall)

    @property
    def median(self) -> float:
        return statistics.median(self.wall)

    @property
    def p95(self) -> float:
        return _p95(self.wall)

    @property
    def cpu_median(self) -> float:
        return statistics.median(self.cpu)

    @property
    def cpu_p95(self) -> float:
        return _p95(self.cpu)

    def as_json(self) -> dict[str, Any]:
        return {"wall": self.wall, "cpu": self.cpu}

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> "Timing":
        return cls(tuple(kept["wall"]), tuple(kept["cpu"]))

    @classmethod
    def of(cls, laps: Iterable[tuple[float, float]]) -> "Timing":
        """From pairs (wall, cpu)."""
        wall, cpu = zip(*laps, strict=True)
        return cls(wall, cpu)


def _p95(laps: Sequence[float]) -> float:
    """What 95 runs of 100 stay under; of fewer than 20 runs close to the slowest."""
    return statistics.quantiles(laps, n=20, method="inclusive")[-1] if len(laps) > 1 else laps[0]


def lap(work: Callable[[], object]) -> tuple[float, float]:
    """Do the work once; milliseconds on the wall and of this process."""
    wall, cpu = time.perf_counter(), time.process_time()
    work()
    return (time.perf_counter() - wall) * 1000, (time.process_time() - cpu) * 1000


def timed(work: Callable[[], object], *, runs: int, warm_up: int = 1) -> Timing:
    """Do the same work several times, after some runs that do not count."""
    for _ in range(warm_up):
        work()
    return Timing.of(lap(work) for _ in range(runs))


def in_turns(
    first: Callable[[], object], second: Callable[[], object], *, runs: int, warm_up: int = 1
) -> tuple[Timing, Timing]:
    """Two pieces of work turn by turn, so that what else the machine does weighs on both alike."""
    for _ in range(warm_up):
        first(), second()
    laps = [(lap(first), lap(second)) for _ in range(runs)]
    return Timing.of(one for one, _ in laps), Timing.of(other for _, other in laps)
