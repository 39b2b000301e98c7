"""The list of what a backup holds. It is written last, so a folder without one is no backup.

It names keys, as the audit record does, and holds none. It is signed as entries are, so that nobody without the keys
makes a backup of their own to be restored.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import Any

from django.core.management.base import CommandError

from towpath.audit.keys import kept_keys, signing_key
from towpath.audit.signing import canonical
from towpath.serving.backups.files import KeptFile, write_new
from towpath.ui.words import count_of

NAME = "manifest.json"
FORMAT = 1  # every earlier one keeps its reader
PURPOSE = "backup"
KEY_LENGTH = 16


@dataclass(frozen=True)
class Manifest:
    """What a backup holds, as of its snapshot of the database."""

    towpath: str
    made_at: datetime
    vendor: str
    migrations: tuple[str, ...]  # such as "plans.0001_release"
    entries: int  # of the audit record
    head: str
    keys: tuple[str, ...]  # names of those without which entries cannot be proved, or what is sealed not opened
    files: dict[str, KeptFile]  # by the path in the backup
    absent: tuple[str, ...] = ()  # named by the database, and not there

    @property
    def key(self) -> str:
        """What the audit record calls this backup."""
        return hashlib.sha256(canonical(_as_json(self)).encode()).hexdigest()[:KEY_LENGTH]

    @property
    def size(self) -> int:
        """In bytes."""
        return sum(file.size for file in self.files.values())


def write_manifest(folder: Path, manifest: Manifest) -> None:
    key, listed = signing_key(), _as_json(manifest)
    signed = {"signed_with": key.name, "signature": key.sign(PURPOSE, canonical(listed))}
    write_new(folder / NAME, json.dumps(listed | signed, indent=1, ensure_ascii=False).encode())


def read_manifest(folder: Path) -> Manifest:
    """The list, where Towpath wrote it as it stands. Raises CommandError."""
    listed = _read(folder)
    if listed.get("format") != FORMAT:
        raise CommandError(
            f"The backup in {folder} is in form {listed.get('format')}, which this version of Towpath does not know: "
            f"restore it with version {listed.get('towpath')} or a later one."
        )
    name, signature = listed.pop("signed_with", ""), listed.pop("signature", "")
    key = kept_keys().get(name)
    if key is not None and key.sign(PURPOSE, canonical(listed)) != signature:
        raise CommandError(f"{folder / NAME} is not as Towpath wrote it: take another copy of this backup.")
    del listed["format"]
    try:
        return _from_json(listed, signed_with=name)
    except (KeyError, TypeError, ValueError) as error:
        raise CommandError(f"{folder / NAME} cannot be read: take another copy of this backup.") from error


def check_files(folder: Path, manifest: Manifest) -> None:
    """Go on only if every file is there as it was written. Raises CommandError that names the first that is not."""
    faults = list(_faults(folder, manifest))
    if faults:
        more = f", and so on with {count_of(len(faults) - 1, 'more file')}" if faults[1:] else ""
        raise CommandError(f"This backup is damaged: {faults[0]}{more}. Nothing was restored: take another copy of it.")


def _faults(folder: Path, manifest: Manifest) -> Iterator[str]:
    for name, kept in manifest.files.items():
        try:
            found = KeptFile.of(folder / name)
        except OSError:
            yield f"{name} is missing or cannot be read"
            continue
        if found != kept:
            yield f"{name} is not as it was written"


def _read(folder: Path) -> dict[str, Any]:
    try:
        listed = json.loads((folder / NAME).read_bytes())
    except FileNotFoundError as error:
        raise CommandError(
            f"{folder} holds no whole backup, as there is no {NAME} in it. A folder that ends with “.unfinished” is "
            "what a backup that was stopped has left."
        ) from error
    except (OSError, ValueError) as error:
        raise CommandError(f"{folder / NAME} cannot be read: take another copy of this backup.") from error
    return listed if isinstance(listed, dict) else {}


def _as_json(manifest: Manifest) -> dict[str, Any]:
    plain = asdict(manifest) | {"made_at": manifest.made_at.isoformat()}
    return json.loads(json.dumps({"format": FORMAT, **plain}))  # type: ignore[no-any-return]


def _from_json(listed: dict[str, Any], *, signed_with: str) -> Manifest:
    files = {_safe(name): KeptFile(**file) for name, file in listed["files"].items()}
    told = {name: tuple(listed[name]) for name in ("migrations", "keys", "absent")}
    manifest = Manifest(**listed | told | {"files": files, "made_at": datetime.fromisoformat(listed["made_at"])})
    if signed_with not in manifest.keys:
        raise ValueError(signed_with)
    return manifest


def _safe(name: str) -> str:
    """A path that stays inside its folder."""
    if PurePosixPath(name).is_absolute() or ".." in PurePosixPath(name).parts:
        raise ValueError(name)
    return name
