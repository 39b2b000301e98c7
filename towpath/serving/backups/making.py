"""Making a backup while people go on working.

The database first, then the files: a file is written before the row that names it is committed, and removed after the
row was changed, so every file that the snapshot names is there when the snapshot is taken. One that goes before it is
copied was withdrawn meanwhile; it is listed as absent. All is written under a name that says it is unfinished, and gets
its own name when it is whole and on the disk.
"""

import errno
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError
from django.db import Error, connection, connections, transaction

import towpath
from towpath.audit.events import Event
from towpath.audit.keys import name_of_key, signing_key
from towpath.audit.noting import file_of_noted_heads
from towpath.audit.record import record
from towpath.foundation.clock import now
from towpath.foundation.disk import see_on_disk
from towpath.papers.checks import files_handed_out
from towpath.plans.models import Evidence
from towpath.serving.backups.files import KeptFile, copy, files_in, make_folder, see_all_on_disk
from towpath.serving.backups.manifest import Manifest, write_manifest
from towpath.serving.backups.snapshots import FILES, Snapshot, take_snapshot
from towpath.serving.databases import file_of
from towpath.ui.words import as_number

UNFINISHED = ".unfinished"
KEPT, NOTED = "files", "noted/heads.txt"  # in a backup
FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
SPARE = 10 * 1024 * 1024  # bytes of the disk that nobody should fill


def make_backup(folder: Path) -> Manifest:
    """A whole backup in this folder, which must be empty or not there; recorded once it is whole.

    Raises CommandError; what was written is gone then.
    """
    folder = folder.absolute()
    _refuse_unfit(folder)
    try:
        manifest = _write(folder)
    except (OSError, Error) as error:
        raise CommandError(_why_not(folder, error)) from error
    _record(folder, manifest)
    return manifest


def _refuse_unfit(folder: Path) -> None:
    """Before anything is written."""
    if connection.vendor not in FILES:
        raise CommandError(f"A database of {connection.vendor} is backed up by its own programs.")
    if folder.is_relative_to(Path(settings.MEDIA_ROOT).absolute()):
        raise CommandError(f"{folder} is among the files that are to be backed up: name another folder.")
    if os.path.ismount(folder):
        raise CommandError(f"{folder} is a disk of its own: name a folder on it, such as {folder / 'towpath'}.")
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise CommandError(f"{folder} is not empty: name a folder that is, or that is not there yet.")
    if _unfinished(folder).exists():
        raise CommandError(
            f"{_unfinished(folder)} is what a backup that was stopped has left, or one that is being made now. Remove "
            "it if none is being made, or name another folder."
        )


def _write(folder: Path) -> Manifest:
    unfinished = _unfinished(folder)
    make_folder(folder.parent)
    unfinished.mkdir(mode=0o700)
    try:
        _refuse_full(unfinished)
        manifest = _fill(unfinished)
        see_all_on_disk(unfinished)
        if folder.exists():
            folder.rmdir()
        unfinished.rename(folder)
    except BaseException:  # whoever presses Ctrl+C wants no half of it either
        shutil.rmtree(unfinished, ignore_errors=True)
        raise
    see_on_disk(folder.parent)
    return manifest


def _unfinished(folder: Path) -> Path:
    return folder.with_name(folder.name + UNFINISHED)


def _fill(folder: Path) -> Manifest:
    made_at = now()
    snapshot = take_snapshot(folder)
    database = folder / FILES[connection.vendor]
    files = {database.name: KeptFile.of(database), **dict(_copied(folder))}
    manifest = Manifest(
        towpath=towpath.__version__, made_at=made_at, vendor=connection.vendor, migrations=snapshot.migrations,
        entries=snapshot.entries, head=snapshot.head, keys=_needed_keys(snapshot), files=files,
        absent=tuple(sorted(snapshot.named_files - {name.removeprefix(f"{KEPT}/") for name in files})),
    )  # fmt: skip
    write_manifest(folder, manifest)
    return manifest


def _needed_keys(snapshot: Snapshot) -> tuple[str, ...]:
    """Those that signed entries, the one that signs this list, and the one under which sealed things are."""
    return tuple(sorted({*snapshot.record_keys, signing_key().name, name_of_key(settings.SECRET_KEY)}))


def _copied(folder: Path) -> Iterator[tuple[str, KeptFile]]:
    """Every file that is kept beside the database, and the heads noted so far."""
    media, heads = Path(settings.MEDIA_ROOT), file_of_noted_heads()
    sources = {f"{KEPT}/{name}": media / name for name in files_in(media)}
    if heads is not None:
        sources[NOTED] = heads
    for name, source in sources.items():
        try:
            yield name, copy(source, folder / name)
        except FileNotFoundError:  # withdrawn meanwhile
            continue


def _refuse_full(folder: Path) -> None:
    """A disk that cannot hold it is not filled first. What `pg_dump` needs shows only on the way."""
    media, database = Path(settings.MEDIA_ROOT), file_of(connections["default"])
    needed = SPARE + sum(_size(media / name) for name in files_in(media)) + (_size(database) if database else 0)
    free = shutil.disk_usage(folder).free
    if free < needed:
        room = f"there are {as_number(free // 10**6)} MB, and it needs {as_number(needed // 10**6)} MB"
        raise CommandError(f"The disk of {folder.parent} has no room for this backup: {room}.")


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return 0


def _why_not(folder: Path, error: Exception) -> str:
    if isinstance(error, OSError) and error.errno in FULL:
        return f"The disk of {folder.parent} is full, so no backup was made there: make room, or name another folder."
    return f"No backup was made in {folder}: {reason_of(error)}."


def reason_of(error: Exception) -> str:
    """What a system or a database says, in one line."""
    said = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return next(iter(said.strip().splitlines()), type(error).__name__).rstrip(".")


def lost_files(manifest: Manifest) -> list[str]:
    """Of the files that are absent those that pages would still hand out; the others were withdrawn."""
    absent = set(manifest.absent)
    still_named = {evidence.file.name for evidence in Evidence.objects.exclude(file="")} if absent else set()
    still_named |= {file.file.name for file in files_handed_out()} if absent else set()
    return sorted(absent & still_named)


def _record(folder: Path, manifest: Manifest) -> None:
    """Written once the backup is whole, so it is not in it."""
    told: dict[str, Any] = {"backup": manifest.key, "up_to": manifest.entries, "files": len(manifest.files)}
    try:
        with transaction.atomic():
            record(actor=None, event=Event.BACKED_UP, **told)
    except Error as error:
        raise CommandError(
            f"The backup in {folder} is whole, but the audit record does not say so: {reason_of(error)}."
        ) from error
