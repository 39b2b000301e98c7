"""`python -m bench.compare OLDER`: this checkout beside an older one, round by round, on the same machine.

Each grows databases of its own. In every round a fresh process of each measures every page a few times; what counts is
the median of a round, and of the rounds the median of the newer divided by the older. It is slower where that is over
1.05 and three rounds of four say slower: a difference within the spread is none.
"""

import argparse
import json
import statistics
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from bench.databases import empty, kinds
from bench.finding import Finding
from bench.fresh import ROOT, environment_of
from bench.grown.copies import DELIVERY, PLANS

SUBJECTS = {"pages": PLANS, "saving": PLANS, "files": PLANS, "delivery": DELIVERY, "progress_report": DELIVERY}
MOST = 1.05
# Run in the checkout that is measured, which may be older than this file: it counts on nothing but a subject's RUNS.
ROUND = """
import json, sys, django
from importlib import import_module
django.setup()
from django.db import connection
from towpath.serving.memory import set_start_aside
with connection.cursor() as cursor:
    cursor.execute("DROP TABLE IF EXISTS bench_bare_row")
subject, runs = sys.argv[1:]
measured = import_module(f"bench.subjects.{subject}")
measured.RUNS, measured.MOST = int(runs), int(runs) + 20
set_start_aside()
print(json.dumps([finding.as_json() for finding in measured.findings()]))
"""
Found = dict[tuple[str, str], Finding]


@dataclass(frozen=True)
class Comparison:
    """What one piece of work took in each round, in milliseconds; the older and the newer of a round are a pair."""

    subject: str
    what: str
    older: tuple[float, ...]
    newer: tuple[float, ...]
    queries: tuple[int | None, int | None]
    p95: tuple[float, float]  # of every single run of each

    @property
    def ratios(self) -> list[float]:
        return [new / old for old, new in zip(self.older, self.newer, strict=True)]

    @property
    def ratio(self) -> float:
        return statistics.median(self.newer) / statistics.median(self.older)

    @property
    def is_slower(self) -> bool:
        return self.ratio > MOST and self.quarters[0] > 1

    @property
    def quarters(self) -> tuple[float, float]:
        """Between which the middle half of the rounds lies."""
        first, _, third = statistics.quantiles(self.ratios, n=4, method="inclusive")
        return first, third

    def __str__(self) -> str:
        first, third = self.quarters
        asked = "" if self.queries == (None, None) else f"{self.queries[0]} -> {self.queries[1]}"
        sides = zip((self.older, self.newer), self.p95, strict=True)
        medians = " ".join(f"{statistics.median(laps):8.1f} {p95:8.1f}" for laps, p95 in sides)
        said = "SLOWER" if self.is_slower else ""
        return f"{self.what[:58]:58} {medians} {self.ratio:6.2f} {first:6.2f} {third:6.2f}  {asked:10} {said}".rstrip()


def main() -> None:
    options = _options()
    slower = 0
    for kind in options.on or kinds():
        for made_by in dict.fromkeys(SUBJECTS[subject] for subject in options.subjects):
            chosen = [subject for subject in options.subjects if SUBJECTS[subject] == made_by]
            for compared in _compared(kind, made_by, chosen, options):
                slower += sum(one.is_slower for one in compared)
                print(_table(kind, compared), flush=True)
    print(f"\n{slower} slower by more than {MOST - 1:.0%} in the median of {options.rounds} rounds.")
    sys.exit(1 if slower else 0)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.compare", description=__doc__)
    parser.add_argument("older", type=Path, help="another checkout of this project")
    parser.add_argument("subjects", nargs="*", choices=[[], *SUBJECTS], metavar="SUBJECT", help=", ".join(SUBJECTS))
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--runs", type=int, default=5, help="of each piece of work in a round")
    parser.add_argument("--on", action="append", choices=kinds(), help="only on this kind of database")
    options = parser.parse_args()
    options.subjects = options.subjects or list(SUBJECTS)
    return options


def _compared(
    kind: str, made_by: str, subjects: Sequence[str], options: argparse.Namespace
) -> Iterator[list[Comparison]]:
    """Each subject, on a grown database of the older and one of the newer."""
    checkouts = (options.older.resolve(), ROOT)
    with ExitStack() as databases:
        addresses = [databases.enter_context(empty(kind, side)) for side in ("older", "newer")]
        for checkout, address in zip(checkouts, addresses, strict=True):
            _python(checkout, address, "-m", made_by)
        for subject in subjects:
            rounds = [_round(checkouts, addresses, subject, options.runs, number) for number in range(options.rounds)]
            yield list(_comparisons(rounds))


def _round(
    checkouts: Sequence[Path], addresses: Sequence[str], subject: str, runs: int, number: int
) -> tuple[Found, Found]:
    """The older and the newer, each first in every other round."""
    print(f"{subject}, round {number + 1}", file=sys.stderr, flush=True)
    found: dict[int, Found] = {}
    for side in (0, 1) if number % 2 else (1, 0):
        said = _python(checkouts[side], addresses[side], "-c", ROUND, subject, str(runs))
        findings = map(Finding.from_json, json.loads(said))
        found[side] = {(one.subject, one.what): one for one in findings}
    return found[0], found[1]


def _comparisons(rounds: Sequence[tuple[Found, Found]]) -> Iterator[Comparison]:
    """What both measure. What only one does is said."""
    laps: Mapping[tuple[str, str], list[tuple[Finding, Finding]]] = defaultdict(list)
    for older, newer in rounds:
        for key in newer.keys() & older.keys():
            laps[key].append((older[key], newer[key]))
    for what in sorted(one for _, one in rounds[0][0].keys() ^ rounds[0][1].keys()):
        print(f"Measured by one of the two alone: {what}.")
    for (subject, what), pairs in sorted(laps.items(), key=lambda one: list(rounds[0][1]).index(one[0])):
        yield Comparison(
            subject, what,
            tuple(older.timing.median for older, _ in pairs), tuple(newer.timing.median for _, newer in pairs),
            (pairs[-1][0].queries, pairs[-1][1].queries), (_p95(pairs, 0), _p95(pairs, 1)),
        )  # fmt: skip


def _p95(pairs: Sequence[tuple[Finding, Finding]], side: int) -> float:
    every = [lap for pair in pairs for lap in pair[side].timing.wall]
    return statistics.quantiles(every, n=20, method="inclusive")[-1]


def _python(checkout: Path, address: str, *arguments: str) -> str:
    environment = environment_of(DATABASE_URL=address)
    ran = subprocess.run(
        [sys.executable, *arguments], check=False, cwd=checkout, env=environment, capture_output=True, text=True
    )
    if ran.returncode:
        sys.exit(f"{ran.stderr[-3000:]}\nNot measured, as it failed in {checkout.name}: {' '.join(arguments)[-80:]}")
    return ran.stdout


def _table(kind: str, compared: Sequence[Comparison]) -> str:
    heading = f"{'':58} {'older':>8} {'p95':>8} {'newer':>8} {'p95':>8} {'ratio':>6} {'1/4':>6} {'3/4':>6}  queries"
    return "\n".join([f"\n{compared[0].subject}, {kind} (ms)", heading, *map(str, compared)])


if __name__ == "__main__":
    main()
