"""A grown database to measure on and spoil: on SQLite a copy of one kept under var/bench/, on PostgreSQL made anew."""

import hashlib
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from bench.databases import HOME, empty
from bench.finding import SQLITE
from bench.fresh import ROOT, in_fresh_process

PLANS, DELIVERY = "bench.grown", "bench.grown.delivery"
SIZES = {PLANS: "20,000 actions", DELIVERY: "60 sites and 30,000 sessions"}


@contextmanager
def grown(kind: str, made_by: str = PLANS) -> Iterator[str]:
    """The address of a grown database of that kind. `made_by` is the module that grows it."""
    with empty(kind) as address:
        if kind == SQLITE:
            shutil.copyfile(_kept(made_by), path_of(address))
        else:
            _grow(address, made_by)
        yield address


def _kept(made_by: str) -> Path:
    """The grown database made today from these migrations and these rules: overdue and due soon move with the day."""
    name = made_by.rpartition(".")[2]
    kept = HOME / f"{name}-{date.today()}-{_made_from()}.sqlite3"  # noqa: DTZ011 -- only a name for the file
    if not kept.exists():
        for older in HOME.glob(f"{name}-*"):
            older.unlink()
        half_made = kept.with_suffix(".half")
        _grow(f"sqlite:///{half_made}", made_by)
        half_made.rename(kept)
    return kept


def _grow(address: str, made_by: str) -> None:
    print(f"Growing a database of {SIZES[made_by]} ...", flush=True)
    in_fresh_process(made_by, DATABASE_URL=address)


def _made_from() -> str:
    """Changes when the migrations or the rules of growing do."""
    files = [*(ROOT / "towpath").glob("*/migrations/*.py"), *(ROOT / "bench" / "grown").glob("*.py")]
    return hashlib.sha256(b"".join(file.read_bytes() for file in sorted(files))).hexdigest()[:12]


def path_of(address: str) -> Path:
    return Path(address.removeprefix("sqlite:///"))
