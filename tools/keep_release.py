"""Keep a database of this release, of both kinds, with what it shows: `make release-fixture`.

Needs DATABASE_URL to name a PostgreSQL server, on which a database is made for a while. Run it for a release, and never
again for one that was made: what it writes is what later versions are tried with.
"""

import re
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

import towpath  # noqa: E402
from tests.journeys.databases import fresh_database  # noqa: E402
from tests.releases.keeping import HERE, VENDORS, Installation, pack, write_shown  # noqa: E402


def main() -> None:
    release = ".".join(re.findall(r"\d+", towpath.__version__)[:2])
    (HERE / release).mkdir(exist_ok=True)
    for vendor in VENDORS:
        print(f"Making release {release} on {vendor} ...", flush=True)
        with tempfile.TemporaryDirectory() as named, empty_database(vendor, Path(named)) as database:
            keep(Installation(database, Path(named)), HERE / release, vendor)


@contextmanager
def empty_database(vendor: str, folder: Path) -> Iterator[str]:
    if vendor == "sqlite":
        yield f"sqlite:///{folder}/release.sqlite3"
        return
    with fresh_database(folder, has_tables=False) as database:
        if not database.startswith("postgres"):
            sys.exit("Set DATABASE_URL to the address of a PostgreSQL server.")
        yield database


def keep(installation: Installation, folder: Path, vendor: str) -> None:
    installation.make_world()
    backup = installation.folder / "backup"
    done = installation.run("backup", str(backup))
    if done.returncode:
        sys.exit(done.stdout)
    pack(backup, folder / f"{vendor}.tar.xz")
    write_shown(installation.shown(backup), folder / f"{vendor}.json.xz")


if __name__ == "__main__":
    main()
