"""Filling an empty place from a backup.

All of the backup is looked through before anything is touched. Then the files come, each under its name when it is
whole, and then the database, all of it or nothing, marked as half restored until it is migrated and the audit record
says what was restored. Whatever stops it, the same restore can be run again and goes on.
"""

import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandError
from django.core.management.commands.migrate import Command as Migrate
from django.db import connection, transaction

from towpath.audit.events import Event
from towpath.audit.keys import kept_keys
from towpath.audit.noting import UnreadableNoteError, note_again, noted_heads
from towpath.audit.record import record
from towpath.foundation.disk import see_on_disk
from towpath.serving.backups import programs
from towpath.serving.backups.files import KeptFile, copy, make_folder
from towpath.serving.backups.making import KEPT, NOTED
from towpath.serving.backups.manifest import Manifest, check_files, read_manifest
from towpath.serving.backups.mark import CREATE, INSERT_IN_FILE, TABLE, half_restored_from, put_mark, remove_mark
from towpath.serving.backups.snapshots import FILES
from towpath.serving.databases import fold_into_one_file, known_migrations
from towpath.ui.words import as_number, in_a_row

UNFINISHED = ".restoring"
NAMES_OF_VENDORS = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}


def restore_backup(folder: Path, *, keys_are_lost: bool = False) -> Manifest:
    """Restore a backup into the empty database of DATABASE_URL and the folder of files. Raises CommandError."""
    manifest = read_manifest(folder)
    _refuse_unfit(manifest)
    if not keys_are_lost:
        _refuse_missing_keys(manifest)
    is_loaded = _is_loaded(manifest)
    check_files(folder, manifest)
    wanted = _files_to_copy(manifest)
    _refuse_full(manifest, wanted)
    _copy_files(folder, manifest, wanted)
    _note_heads_again(folder, manifest)
    if not is_loaded:
        _load(folder / FILES[manifest.vendor], manifest)
    call_command(Migrate(), verbosity=0, interactive=False)
    _settle()
    _finish(manifest)
    return manifest


def _refuse_unfit(manifest: Manifest) -> None:
    here, there = (NAMES_OF_VENDORS.get(one, one) for one in (connection.vendor, manifest.vendor))
    if here != there:
        raise CommandError(
            f"This is a backup of a database on {there}, and DATABASE_URL names one on {here}: restore it on {there}. "
            "Towpath takes no database from one to the other."
        )
    unknown = set(manifest.migrations) - {f"{app}.{name}" for app, name in known_migrations()}
    if unknown:
        raise CommandError(
            f"This backup was made by a newer Towpath ({manifest.towpath}): restore it with that version or a later "
            "one."
        )


def _refuse_missing_keys(manifest: Manifest) -> None:
    missing = [name for name in manifest.keys if name not in kept_keys()]
    if missing:
        which = f"key {missing[0]}, which is" if len(missing) == 1 else f"keys {in_a_row(missing)}, which are"
        raise CommandError(
            f"This backup needs {which} not kept here. Set SECRET_KEY as it was (and TOWPATH_RECORD_KEY where it was "
            "set), with earlier ones in SECRET_KEY_FALLBACKS and TOWPATH_RECORD_KEY_FALLBACKS. If they are lost for "
            "good, --keys-are-lost goes on: what is sealed stays closed, and entries cannot be proved."
        )


def _is_loaded(manifest: Manifest) -> bool:
    """Whether the database holds this backup already, and only the rest is to be done. It is empty else."""
    is_filled = bool(set(connection.introspection.table_names(include_views=True)) - {TABLE})
    half_from = half_restored_from()
    if half_from and half_from != manifest.key:
        raise CommandError(
            f"The restore of another backup, {half_from}, into this database was stopped half-way: run it again, or "
            "give DATABASE_URL an empty database."
        )
    if is_filled and not half_from:
        name = Path(programs.database_name()).name
        raise CommandError(
            f"The database {name} is not empty, so nothing was restored: give DATABASE_URL an empty one. Not even "
            "`towpath migrate` may be run on it before."
        )
    return is_filled


def _files_to_copy(manifest: Manifest) -> dict[str, Path]:
    """Where each kept file belongs that is not there yet. Raises CommandError where another has its place."""
    media = Path(settings.MEDIA_ROOT)
    places = {name: media / name.removeprefix(f"{KEPT}/") for name in manifest.files if name.startswith(f"{KEPT}/")}
    there = {name: place for name, place in places.items() if os.path.lexists(place)}
    others = [place for name, place in there.items() if not _is_as_kept(place, manifest.files[name])]
    if others:
        more = f" and {len(others) - 1:,} more" if others[1:] else ""
        raise CommandError(
            f"Other files are in the place of kept ones, so nothing was restored: {others[0]}{more}. Move them away, "
            f"or restore where {media} is empty."
        )
    return {name: place for name, place in places.items() if name not in there}


def _is_as_kept(place: Path, kept: KeptFile) -> bool:
    try:
        return KeptFile.of(place) == kept
    except OSError:
        return False


def _refuse_full(manifest: Manifest, wanted: dict[str, Path]) -> None:
    make_folder(Path(settings.MEDIA_ROOT))
    needed = sum(manifest.files[name].size for name in wanted)
    free = shutil.disk_usage(settings.MEDIA_ROOT).free
    if free < needed:
        room = f"there are {as_number(free // 10**6)} MB, and they need {as_number(needed // 10**6)} MB"
        raise CommandError(f"The disk of {settings.MEDIA_ROOT} has no room for the kept files: {room}.")


def _copy_files(folder: Path, manifest: Manifest, wanted: dict[str, Path]) -> None:
    for name, place in wanted.items():
        unfinished = place.with_name(place.name + UNFINISHED)
        unfinished.unlink(missing_ok=True)
        _copy(folder / name, unfinished, manifest.files[name])
        unfinished.replace(place)
    for inside in {place.parent for place in wanted.values()}:
        see_on_disk(inside)


def _note_heads_again(folder: Path, manifest: Manifest) -> None:
    """Those that were noted outside the database, where that place is gone too."""
    try:
        if NOTED in manifest.files:
            note_again(folder / NOTED)
        noted_heads()
    except UnreadableNoteError as unreadable:
        raise CommandError(f"{unreadable} Put {settings.TOWPATH_NOTED_HEADS} right first.") from unreadable


def _copy(source: Path, target: Path, kept: KeptFile) -> None:
    """Copy what was looked at before, and nothing that has taken its place since."""
    if copy(source, target) != kept:
        target.unlink()
        raise CommandError(f"{source} was changed while it was restored: take another copy of this backup, and go on.")


def _load(dump: Path, manifest: Manifest) -> None:
    """The whole database or nothing of it, with its mark."""
    if connection.vendor == "postgresql":
        if not half_restored_from():
            put_mark(manifest.key)
        connection.close()
        whole = ("--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges")
        programs.run("pg_restore", *whole, f"--dbname={programs.database_name()}", str(dump))
        return
    place = Path(programs.database_name()).absolute()
    unfinished = place.with_name(place.name + UNFINISHED)
    connection.close()
    unfinished.unlink(missing_ok=True)
    _copy(dump, unfinished, manifest.files[dump.name])
    with connection.wrap_database_errors, closing(sqlite3.connect(unfinished)) as copied:
        copied.execute(CREATE)
        copied.execute(INSERT_IN_FILE, [manifest.key])
        copied.commit()
    if place.exists():
        fold_into_one_file(place)  # what stands beside an empty one must not be taken for the new one's
    unfinished.replace(place)
    see_on_disk(place.parent)


def _settle() -> None:
    """Let PostgreSQL learn how the rows lie before anybody asks for them; an SQLite file remembers."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


@transaction.atomic
def _finish(manifest: Manifest) -> None:
    """Say in the audit record what was restored, and which noted heads are beyond it; from then on it is whole."""
    lost = [noted.hash for noted in noted_heads() if noted.count is not None and noted.count > manifest.entries]
    told: dict[str, Any] = {"backup": manifest.key, "up_to": manifest.entries, "lost": lost}
    record(actor=None, event=Event.RESTORED, **told)
    remove_mark()
