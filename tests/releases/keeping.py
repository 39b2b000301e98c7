"""How a release is kept: one backup for each kind of database, packed, and what it shows as JSON."""

import json
import lzma
import os
import subprocess
import sys
import tarfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).parent
VENDORS = ("sqlite", "postgresql")
LARGEST = 3_000_000  # bytes of each file that is kept


@dataclass(frozen=True)
class Installation:
    """An installation of the tests' own: its database and its folder."""

    database: str
    folder: Path

    def run(self, *command: str) -> subprocess.CompletedProcess[str]:
        """Run `towpath …` in it to its end; what it said is kept."""
        return self.python("-m", "towpath", *command)

    def python(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        about = {"DJANGO_SETTINGS_MODULE": "tests.releases.settings", "TOWPATH_RELEASE": str(self.folder)}
        return subprocess.run(
            [sys.executable, *arguments], cwd=ROOT, env=os.environ | about | {"DATABASE_URL": self.database},
            check=False, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        )  # fmt: skip

    def make_world(self) -> None:
        """Fill it with the demonstration and all that has a form."""
        done = self.python("-m", "tests.releases.making")
        assert done.returncode == 0, done.stdout

    def shown(self, backup: Path) -> dict[str, Any]:
        """What its pages show at the moment that backup was made."""
        file = self.folder / "shown.json"
        done = self.python("-m", "tests.releases.showing", str(backup), str(file))
        assert done.returncode == 0, done.stdout
        shown: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
        return shown


def pack(backup: Path, kept: Path) -> None:
    with tarfile.open(kept, "w:xz", preset=9) as packed:
        packed.add(backup, arcname="backup")
    assert kept.stat().st_size < LARGEST, f"{kept.name} has {kept.stat().st_size:,} bytes."


def unpack(kept: Path, folder: Path) -> Path:
    """Where the backup is then."""
    with tarfile.open(kept) as packed:
        packed.extractall(folder, filter="data")
    return folder / "backup"


def write_shown(shown: dict[str, Any], kept: Path) -> None:
    kept.write_bytes(lzma.compress(json.dumps(shown, ensure_ascii=False, sort_keys=True).encode(), preset=9))
    assert kept.stat().st_size < LARGEST, f"{kept.name} has {kept.stat().st_size:,} bytes."


def read_shown(kept: Path) -> dict[str, Any]:
    shown: dict[str, Any] = json.loads(lzma.decompress(kept.read_bytes()))
    return shown
