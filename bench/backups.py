"""How long a backup and its restore take after some years: `python -m bench.backups [--entries 1000000]`.

On SQLite, and on PostgreSQL where DATABASE_URL names a server: 20,000 actions with their history, the audit record
lengthened to that many entries, and 1,000 kept files of 100 kB. What is told is seconds on the wall and the size in MB.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import django
from django.db import connection, transaction

from bench.databases import HOME, empty, kinds
from bench.fresh import ROOT, environment_of, in_fresh_process
from bench.grown.copies import grown

FILES, SIZE = 1_000, 100_000
BATCH = 5_000


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.backups", description=__doc__)
    parser.add_argument("--entries", type=int, default=1_000_000, help="of the audit record")
    parser.add_argument("--lengthen", action="store_true", help="only lengthen the record of DATABASE_URL")
    options = parser.parse_args()
    if options.lengthen:
        django.setup()
        print(lengthen(options.entries))
        return
    print(f"{os.cpu_count()} processors, of which {os.getloadavg()[0]:.1f} were asked for in the last minute.")
    for kind in kinds():
        for what, seconds in measured(kind, options.entries):
            print(f"{kind:12} {what:32} {seconds:8.1f}", flush=True)


def measured(kind: str, entries: int) -> Iterator[tuple[str, float]]:
    with ExitStack() as stack:
        HOME.mkdir(parents=True, exist_ok=True)
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(dir=HOME)))
        address = stack.enter_context(grown(kind))
        in_fresh_process("bench.backups", "--lengthen", f"--entries={entries}", DATABASE_URL=address)
        fill(folder / "before")
        yield "backup, seconds", timed(address, folder / "before", "backup", str(folder / "backup"))
        yield "its size, MB", sum(path.stat().st_size for path in (folder / "backup").rglob("*")) / 10**6
        target = stack.enter_context(empty(kind, "restored"))
        yield "restore and verify, seconds", timed(target, folder / "after", "restore", str(folder / "backup"))
        yield "verify alone, seconds", timed(target, folder / "after", "verify")


def timed(address: str, media: Path, *command: str) -> float:
    """Rows that were grown have no entries of their own, which `verify` says: any other fault ends the measuring."""
    began = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-m", "towpath", *command], cwd=ROOT, check=False, text=True,
        env=environment_of(DATABASE_URL=address, TOWPATH_BENCH_FILES=str(media)),
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip
    took = time.perf_counter() - began
    faults = [line for line in done.stdout.splitlines() if line.startswith("FAULT") and "without an entry" not in line]
    if faults or (done.returncode and "FAULT" not in done.stdout):
        sys.exit(done.stdout)
    return took


def fill(media: Path) -> None:
    for number in range(FILES):
        file = media / "2026" / f"{number % 12:02}" / f"{number}.bin"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(os.urandom(SIZE))


@transaction.atomic
def lengthen(entries: int) -> int:
    """Add entries like those that are there to the chain, until there are that many. Returns how many were added."""
    from towpath.audit.models import Entry, Head
    from towpath.audit.signing import sign_entry, signed_head

    head, like = Head.objects.get(), list(Entry.objects.order_by("-number")[:BATCH])
    fields = Entry._meta.concrete_fields
    places = ", ".join("%s" for _ in fields)
    insert = f"INSERT INTO {Entry._meta.db_table} ({', '.join(field.column for field in fields)}) VALUES ({places})"
    number, previous = head.count, head.hash
    while number < entries:
        rows = []
        for one in like[: entries - number]:
            number += 1
            one.number, one.previous_hash = number, previous
            sign_entry(one)
            previous = one.hash
            rows.append([field.get_db_prep_save(getattr(one, field.attname), connection) for field in fields])
        with connection.cursor() as cursor:
            cursor.executemany(insert, rows)
    Head.objects.update(**signed_head(number, previous))
    return number - head.count


if __name__ == "__main__":
    main()
