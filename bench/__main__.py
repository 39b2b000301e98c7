"""`python -m bench`: measure and print. A bar that is missed is said, and fails nothing unless `--strict`."""

import argparse
import json
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from bench.databases import empty, kinds
from bench.finding import Finding
from bench.fresh import NotMeasured, in_fresh_process
from bench.grown.copies import DELIVERY, PLANS, grown
from bench.subjects import apart, documents, second_start, words
from bench.table import table


def main() -> None:
    options = _options()
    print(_about_this_machine(), flush=True)
    findings: list[Finding] = []
    for subject in options.subjects:
        found = list(SUBJECTS[subject]())
        print(f"\n{table(found)}", flush=True)
        findings += found
    over = [finding for finding in findings if finding.is_over]
    print(f"\n{len(findings)} measured, {len(over)} over their bar.")
    if options.json:
        options.json.write_text(json.dumps([finding.as_json() for finding in findings], indent=1))
    sys.exit(1 if over and options.strict else 0)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("subjects", nargs="*", choices=[[], *SUBJECTS], metavar="SUBJECT", help=", ".join(SUBJECTS))
    parser.add_argument("--strict", action="store_true", help="exit with 1 where something is over its bar")
    parser.add_argument("--json", type=Path, metavar="FILE", help="also write the findings there")
    options = parser.parse_args()
    options.subjects = options.subjects or list(SUBJECTS)
    return options


def _about_this_machine() -> str:
    load = os.getloadavg()[0]
    sentence = f"{os.cpu_count()} processors, of which {load:.1f} were asked for in the last minute."
    return f"{sentence} Where others are at work, times are upper bounds: see least and cpu."


def _on_empty(subject: str) -> Callable[[], Iterator[Finding]]:
    """A subject measured on an empty database of each kind."""

    def findings() -> Iterator[Finding]:
        for kind in kinds():
            with empty(kind) as address:
                yield from _measured(subject, kind, address)

    return findings


def _on_grown(*subjects: str, made_by: str = PLANS) -> Callable[[], Iterator[Finding]]:
    """Subjects measured on one grown database of each kind."""

    def findings() -> Iterator[Finding]:
        for kind in kinds():
            with grown(kind, made_by) as address:
                for subject in subjects:
                    yield from _measured(subject, kind, address)

    return findings


def _measured(subject: str, kind: str, address: str) -> Iterator[Finding]:
    """Findings of a subject on one database; where it fails that is said, and the others go on."""
    try:
        found = in_fresh_process("bench.measure_here", subject, DATABASE_URL=address)
    except NotMeasured as failed:
        print(failed)
        return
    yield from (Finding.from_json(kept).at(kind) for kept in found)


SUBJECTS: dict[str, Callable[[], Iterator[Finding]]] = {
    "documents": documents.findings,
    "apart": apart.findings,
    "words": words.findings,
    "migrations": _on_empty("migrations"),
    "register": _on_empty("register"),
    "grown": _on_grown("pages", "saving", "files"),
    "delivery": _on_grown("delivery", made_by=DELIVERY),
    "progress": _on_grown("progress_report", made_by=DELIVERY),
    "start": second_start.findings,
}

if __name__ == "__main__":
    main()
