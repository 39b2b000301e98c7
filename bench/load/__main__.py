"""`python -m bench.load`: twenty people for a minute on each database; then without pauses, which is only reported."""

import argparse
import json
import os
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

from bench.databases import HOME, kinds
from bench.fresh import ROOT, environment_of, in_fresh_process
from bench.grown.copies import grown
from tests.journeys.site import free_port

PEOPLE = 20
PAUSE, NO_PAUSE = (1.0, 3.0), (0.0, 0.0)  # seconds between two requests of one person
SHARES = (50, 95, 99)
BARS = {"read": (50, 150, 300), "write": (100, 300, 500)}  # milliseconds at those shares, on a quiet machine
LOCUST = ROOT / ".venv-load" / "bin" / "locust"
STARTS_WITHIN = 120  # seconds


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.load", description=__doc__)
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--only", choices=["sqlite", "postgresql"], help="the one database to run on")
    parser.add_argument("--skip-hurried", action="store_true", help="leave the run without pauses out")
    parser.add_argument("--profile", type=Path, metavar="FOLDER", help="write py-spy's profile of the server there")
    parser.add_argument("--strict", action="store_true", help="exit with 1 where something is over its bar")
    options = parser.parse_args()
    print(f"{os.cpu_count()} processors, of which {os.getloadavg()[0]:.1f} were asked for in the last minute.")
    is_well = True
    for kind in kinds():
        if not options.only or options.only == kind.lower():
            with grown(kind) as address:
                is_well &= _run(kind, address, options)
    sys.exit(0 if is_well else 1)


def _run(kind: str, address: str, options: argparse.Namespace) -> bool:
    """Both runs on one database; whether nothing failed, was lost or doubled, and with --strict the bars were kept."""
    people = in_fresh_process("bench.load.prepare", DATABASE_URL=address)
    with _served(address) as port:
        if options.profile:
            _profile(port, options.profile / f"{kind.lower()}.svg", options.seconds)
        with_pauses = _people(people, port, "paused", PAUSE, options.seconds)
    is_whole, keeps_bars = _tell(f"{kind}, {PEOPLE} people, pauses of 1 to 3 seconds", with_pauses, address, "paused")
    if options.skip_hurried:
        return is_whole and (keeps_bars or not options.strict)
    with _served(address) as port:
        hurried = _people(people, port, "hurried", NO_PAUSE, min(options.seconds, 15))
    stays_whole, _ = _tell(f"{kind}, {PEOPLE} people without pauses: reported, not barred", hurried, address, "hurried")
    return is_whole and stays_whole and (keeps_bars or not options.strict)


@contextmanager
def _served(address: str) -> Iterator[int]:
    """`towpath serve`, with its worker, as a partnership runs it."""
    port = free_port()
    HOME.mkdir(parents=True, exist_ok=True)
    with open(HOME / "load-server.log", "a", encoding="utf-8") as log:
        command = [sys.executable, "-m", "towpath", "serve", f"--port={port}"]
        environment = environment_of(DATABASE_URL=address)
        server = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log)
    try:
        _wait_for(port)
        yield port
    finally:
        server.terminate()
        server.wait()


def _wait_for(port: int) -> None:
    end = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < end:
        try:
            connection = HTTPConnection("127.0.0.1", port, timeout=5)
            connection.request("GET", "/health/")
            if connection.getresponse().read() == b"ok":
                return
        except OSError:
            time.sleep(0.2)
    sys.exit(f"The server did not start: see {HOME / 'load-server.log'}.")


def _people(people: list[Any], port: int, run: str, pause: Sequence[float], seconds: int) -> dict[str, Any]:
    """Have locust play the people, and return what they were answered."""
    if not LOCUST.exists():
        sys.exit("Run `make load`, which installs locust.")
    plan = HOME / f"{run}.json"
    plan.write_text(json.dumps({"people": people, "pause": pause}))
    command = [
        str(LOCUST), "-f", str(ROOT / "bench" / "load" / "people.py"), "--headless", "--only-summary",
        "-u", str(PEOPLE), "-r", "5", "-t", f"{seconds}s", "--stop-timeout", "30", "--host", f"http://127.0.0.1:{port}",
    ]  # fmt: skip
    with open(HOME / "load-people.log", "a", encoding="utf-8") as log:
        subprocess.run(
            command, check=False, cwd=HOME, env=os.environ | {"TOWPATH_LOAD": str(plan)}, stdout=log, stderr=log
        )
    answers: dict[str, Any] = json.loads(plan.with_suffix(".answers.json").read_text())
    return answers


def _tell(title: str, found: dict[str, Any], address: str, run: str) -> tuple[bool, bool]:
    """Print what came of a run; whether nothing failed, was lost or doubled, and whether the bars were kept."""
    print(f"\n{title}")
    keeps_bars = True
    for kind, bars in BARS.items():
        times = sorted(taken for name, taken, _ in found["answers"] if name.startswith(kind))
        shares = [_share(times, share) for share in SHARES]
        is_over = any(taken > bar for taken, bar in zip(shares, bars, strict=True))
        keeps_bars &= not is_over
        figures = " / ".join(f"{taken:,.0f}" for taken in shares)
        said = f"bars {' / '.join(map(str, bars))}: {'OVER' if is_over else 'pass'}"
        print(f"  {len(times):>5} {kind}s  p50/p95/p99 {figures} ms  {said}")
    _tell_of_pages(found)
    failed = [(name, status) for name, _, status in found["answers"] if not 200 <= status < 400]
    kept = in_fresh_process("bench.load.outcome", run, DATABASE_URL=address)
    lost = set(found["acknowledged"]) - kept["kept"].keys()
    doubled = [words for words, times in kept["kept"].items() if times > 1]
    strange = kept["kept"].keys() - set(found["sent"])
    record = "whole" if kept["chain"] else "BROKEN"
    print(f"  {len(failed)} errors {failed[:5] or ''}")
    reports = len(found["acknowledged"])
    print(
        f"  {reports} reports acknowledged, {len(lost)} lost, {len(doubled)} doubled; audit record {record}", flush=True
    )
    return not (failed or lost or doubled or strange) and kept["chain"], keeps_bars


def _tell_of_pages(found: dict[str, Any]) -> None:
    """The figures of each page, the slowest first."""
    pages = defaultdict(list)
    for name, taken, _ in found["answers"]:
        pages[name].append(taken)
    for name, times in sorted(pages.items(), key=lambda page: -_share(sorted(page[1]), 95)):
        figures = " / ".join(f"{_share(sorted(times), share):,.0f}" for share in SHARES)
        print(f"        {name:<24} {len(times):>5}  {figures} ms")


def _share(times: list[float], share: int) -> float:
    return times[min(len(times) - 1, len(times) * share // 100)] if times else 0.0


def _profile(port: int, file: Path, seconds: int) -> None:
    """Let py-spy watch the server that listens there, where it is installed."""
    found = subprocess.run(["lsof", "-ti", f"tcp:{port}", "-sTCP:LISTEN"], check=True, capture_output=True, text=True)
    file.parent.mkdir(parents=True, exist_ok=True)
    command = [
        "py-spy",
        "record",
        "-p",
        found.stdout.split()[0],
        "-d",
        str(seconds),
        "-o",
        str(file),
        "-f",
        "speedscope",
    ]
    subprocess.Popen(command)


if __name__ == "__main__":
    main()
