"""Run the tests: on SQLite, then those that ask a database on PostgreSQL where DATABASE_URL names one.

`--all` runs, in stages, what that leaves out. Where TOWPATH_MINUTES says how long it may take, the stages that fit are
run, and the others named before the last one, so that the output ends with the words of the test runner.
"""

import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

ROOT = Path(__file__).resolve().parent.parent
# Journeys that keep nothing are the same on any database, so they run once.
KEEP_NOTHING = [f"tests/journeys/test_{name}.py" for name in ("gallery", "checks", "scripts")]
IN_PARALLEL = ("-n", "auto", "--dist", "loadgroup")


@dataclass(frozen=True)
class Stage:
    """A part of everything, and how long it takes beside `make test`."""

    name: str
    share: float
    run: Callable[[], int]


def main() -> None:
    url = os.environ.pop("DATABASE_URL", "")
    server = "" if url.startswith("sqlite") else url
    if "--all" in sys.argv:
        sys.argv.remove("--all")
        sys.exit(run_stages(stages(server), seconds_left(), float(os.environ.get("TOWPATH_SUITE_SECONDS", "600"))))
    sys.exit(max(suites(server)))


def suites(server: str) -> list[int]:
    """The suite on each database; their exit codes."""
    codes = [pytest("SQLite", *IN_PARALLEL)]
    if server:
        codes.append(pytest("PostgreSQL", *IN_PARALLEL, *for_a_server("not once"), DATABASE_URL=server))
    return codes


def tried_more(server: str) -> list[int]:
    """Long tests on each database, properties on many examples on one, what no database changes on the other too."""
    codes = [pytest("SQLite", *IN_PARALLEL, "-m", "long or more", TOWPATH_TESTS="all")]
    if server:
        marks = for_a_server("(long and not once) or (once and not long)")
        codes.append(pytest("PostgreSQL", *IN_PARALLEL, *marks, DATABASE_URL=server, TOWPATH_TESTS="all"))
    return codes


def stages(server: str) -> list[Stage]:
    """Everything that `make test` leaves out."""
    return [
        Stage("faults", 0.3, lambda: pytest("what fails", *IN_PARALLEL, "tests/faults")),
        Stage("the suite twice at once", 0.9, lambda: twice_at_once(server)),
        Stage("what tries more", 1.1, lambda: max(tried_more(server))),
    ]


def run_stages(wanted: Sequence[Stage], left: float | None, took: float) -> int:
    """Run what fits into the seconds left, given how many `make test` took here, up to the first stage that fails."""
    fit, left_out = chosen(wanted, left, took)
    for stage in fit:
        if stage is fit[-1] and left_out:
            print(f"\nLeft out for want of time: {', '.join(one.name for one in left_out)}.", flush=True)
        if code := stage.run():
            return code
    return 0


def chosen(wanted: Sequence[Stage], left: float | None, took: float) -> tuple[list[Stage], list[Stage]]:
    """The stages that fit, in their order, and those that do not."""
    fit: list[Stage] = []
    for stage in wanted:
        if left is None or sum(one.share for one in (*fit, stage)) * took <= left:
            fit.append(stage)
    return fit, [stage for stage in wanted if stage not in fit]


def seconds_left() -> float | None:
    minutes = os.environ.get("TOWPATH_MINUTES", "")
    return float(minutes) * 60 if minutes else None


def for_a_server(marks: str) -> list[str]:
    """What leaves out of the suite what asks no database, and other marks than these."""
    return ["--asking-a-database", "-m", marks, *(f"--ignore={path}" for path in KEEP_NOTHING)]


def twice_at_once(server: str) -> int:
    """Two runs at the same time, on databases of their own, which must not disturb each other. The worse exit code.

    Where there is a server both run on it: it is what they share, with the machine's ports and folders.
    """
    if server:
        return at_once([named(server, "one"), named(server, "two")], "PostgreSQL, twice at once")
    return at_once(["", ""], "SQLite, twice at once")


def at_once(urls: Sequence[str], where: str) -> int:
    print(f"\nTests on {where}", flush=True)
    extra = for_a_server("not once") if urls[0] else []
    workers = str(max(1, (os.cpu_count() or 1) // len(urls)))  # all of them together as many as one run has
    running = [
        subprocess.Popen(
            command("-n", workers, "--dist", "loadgroup", *extra), cwd=ROOT, env=environment(DATABASE_URL=url),
            text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )
        for url in urls
    ]  # fmt: skip
    said = [one.communicate()[0] for one in running]
    for one, words in zip(running, said, strict=True):
        print(words if one.returncode else words.splitlines()[-1], flush=True)
    return max(one.returncode for one in running)


def named(server: str, name: str) -> str:
    """The address of another database on the same server."""
    parts = urlsplit(server)
    return urlunsplit(parts._replace(path=f"{parts.path}_{name}"))


def pytest(where: str, *arguments: str, **more: str) -> int:
    """Run pytest and return its exit code."""
    print(f"\nTests on {where}", flush=True)
    return subprocess.run(command(*arguments), check=False, cwd=ROOT, env=environment(**more)).returncode


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "pytest", "-q", *arguments, *sys.argv[1:]]


def environment(**more: str) -> dict[str, str]:
    """That of the tests. What is compiled once is kept, for the next run and for every process that tests start."""
    ours = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return ours | {"DJANGO_SETTINGS_MODULE": "towpath.settings.testing"} | more


if __name__ == "__main__":
    main()
