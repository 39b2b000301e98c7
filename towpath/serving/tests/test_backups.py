"""What a backup or a restore refuses, before anything is touched. What stops them on the way: tests/faults."""

import json
import sqlite3
from contextlib import closing
from datetime import UTC, datetime

import pytest
from django.core.management.base import CommandError
from django.db import connection

from tests.journeys.databases import fresh_database
from tests.releases.keeping import Installation
from towpath.audit.keys import name_of_key, signing_key
from towpath.serving.backups import making, programs, restoring
from towpath.serving.backups.files import KeptFile, files_in, write_new
from towpath.serving.backups.manifest import NAME, Manifest, check_files, read_manifest, write_manifest
from towpath.serving.databases import known_migrations


def manifest(**more):
    told = {
        "towpath": "0.2.0", "made_at": datetime(2026, 11, 30, tzinfo=UTC), "vendor": connection.vendor,
        "migrations": ("plans.0001_release",), "entries": 3, "head": "ab", "keys": (signing_key().name,), "files": {},
    }  # fmt: skip
    return Manifest(**told | more)


def changed(folder, **more):
    """What the list says is changed, and not signed anew."""
    listed = json.loads((folder / NAME).read_text())
    (folder / NAME).write_text(json.dumps(listed | more))


class TestManifest:
    def test_what_was_written_is_read(self, tmp_path):
        kept = manifest(files={"files/2026/é.pdf": KeptFile("ab", 3)}, absent=("2026/gone.pdf",))
        write_manifest(tmp_path, kept)
        assert read_manifest(tmp_path) == kept
        assert read_manifest(tmp_path).key == kept.key

    def test_it_names_keys_and_holds_none(self, tmp_path, settings):
        settings.SECRET_KEY = "a key that nobody else has, longer than fifty characters"
        write_manifest(tmp_path, manifest(keys=(signing_key().name, name_of_key(settings.SECRET_KEY))))
        assert settings.SECRET_KEY not in (tmp_path / NAME).read_text()

    def test_a_folder_without_one_is_no_backup(self, tmp_path):
        with pytest.raises(CommandError, match="holds no whole backup"):
            read_manifest(tmp_path)

    @pytest.mark.parametrize("content", ["", "[", "[]", "{}", '{"format": 1}'])
    def test_one_that_is_none_is_refused_in_a_sentence(self, tmp_path, content):
        (tmp_path / NAME).write_text(content)
        with pytest.raises(CommandError, match=r"cannot be read|does not know"):
            read_manifest(tmp_path)

    def test_one_in_a_later_form_names_the_version_that_reads_it(self, tmp_path):
        write_manifest(tmp_path, manifest())
        changed(tmp_path, format=2, towpath="0.9.0")
        with pytest.raises(CommandError, match=r"in form 2, .* with version 0\.9\.0 or a later one"):
            read_manifest(tmp_path)

    @pytest.mark.parametrize("more", [{"entries": 2}, {"files": {}}, {"signature": "00"}])
    def test_one_that_was_changed_is_refused(self, tmp_path, more):
        write_manifest(tmp_path, manifest(files={"database.dump": KeptFile("ab", 3)}))
        changed(tmp_path, **more)
        with pytest.raises(CommandError, match="is not as Towpath wrote it"):
            read_manifest(tmp_path)

    @pytest.mark.parametrize("name", ["/etc/passwd", "files/../../outside"])
    def test_no_path_leads_out_of_its_folder(self, tmp_path, name):
        write_manifest(tmp_path, manifest(files={name: KeptFile("ab", 3)}))
        with pytest.raises(CommandError, match="cannot be read"):
            read_manifest(tmp_path)

    def test_every_file_must_be_as_it_was_written(self, tmp_path):
        write_new(tmp_path / "files" / "one", b"one")
        kept = manifest(files={"files/one": KeptFile.of(tmp_path / "files" / "one"), "files/two": KeptFile("ab", 3)})
        with pytest.raises(CommandError, match=r"files/two is missing or cannot be read\. Nothing was restored"):
            check_files(tmp_path, kept)
        (tmp_path / "files" / "one").write_bytes(b"two")
        with pytest.raises(CommandError, match="files/one is not as it was written, and so on with 1 more file"):
            check_files(tmp_path, kept)


class TestRefusingToRestore:
    def test_backup_of_a_newer_towpath(self):
        newer = manifest(towpath="0.9.0", migrations=("plans.0001_release", "plans.0099_later"))
        with pytest.raises(CommandError, match=r"made by a newer Towpath \(0\.9\.0\)"):
            restoring._refuse_unfit(newer)

    def test_backup_of_this_or_an_earlier_version_is_taken(self):
        restoring._refuse_unfit(manifest())
        restoring._refuse_unfit(manifest(migrations=tuple(f"{app}.{name}" for app, name in known_migrations())))

    def test_backup_of_another_kind_of_database(self):
        other = "postgresql" if connection.vendor == "sqlite" else "sqlite"
        with pytest.raises(CommandError, match="takes no database from one to the other"):
            restoring._refuse_unfit(manifest(vendor=other))

    def test_backup_whose_keys_are_not_kept(self, tmp_path, settings):
        write_manifest(tmp_path, manifest())
        settings.SECRET_KEY = "another key"
        with pytest.raises(CommandError, match=r"needs key \w+, which is not kept here. Set SECRET_KEY as it was"):
            restoring._refuse_missing_keys(read_manifest(tmp_path))
        settings.SECRET_KEY_FALLBACKS = ["for-tests-only"]
        restoring._refuse_missing_keys(read_manifest(tmp_path))


class TestRefusingToBackUp:
    def test_folder_that_is_not_empty(self, tmp_path):
        (tmp_path / "something").touch()
        with pytest.raises(CommandError, match="is not empty"):
            making.make_backup(tmp_path)
        with pytest.raises(CommandError, match="is not empty"):
            making.make_backup(tmp_path / "something")

    def test_folder_among_the_kept_files(self, tmp_path, settings):
        settings.MEDIA_ROOT = tmp_path
        with pytest.raises(CommandError, match="is among the files that are to be backed up"):
            making.make_backup(tmp_path / "backups")

    def test_disk_of_its_own(self):
        with pytest.raises(CommandError, match="is a disk of its own: name a folder on it"):
            making.make_backup(making.Path("/"))

    def test_what_an_earlier_one_left_is_named(self, tmp_path):
        (tmp_path / "monday.unfinished").mkdir()
        with pytest.raises(CommandError, match=r"monday\.unfinished is what a backup that was stopped has left"):
            making.make_backup(tmp_path / "monday")
        assert [path.name for path in tmp_path.iterdir()] == ["monday.unfinished"]

    def test_program_that_is_not_installed_is_named_with_what_to_install(self, monkeypatch):
        monkeypatch.setenv("PATH", "")
        with pytest.raises(CommandError, match="pg_dump is not installed on this machine: install PostgreSQL's client"):
            programs.run("pg_dump")


def test_files_are_found_where_links_lead_and_nothing_else_is(tmp_path):
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "b.pdf").touch()
    media = tmp_path / "media"
    media.mkdir()
    (media / "a.pdf").touch()
    (media / "2026").symlink_to(tmp_path / "elsewhere")
    (media / "gone").symlink_to(tmp_path / "nothing")
    assert list(files_in(media)) == ["a.pdf", "2026/b.pdf"]


def test_password_goes_to_programs_in_their_environment_alone(monkeypatch, settings):
    told = {
        "NAME": "towpath",
        "USER": "owner",
        "PASSWORD": "a secret",
        "HOST": "127.0.0.1",
        "PORT": 5432,
        "OPTIONS": {},
    }
    monkeypatch.setattr(programs.connection, "settings_dict", told)
    environment = programs._environment()
    assert (environment["PGPASSWORD"], environment["PGUSER"], environment["PGDATABASE"]) == (
        "a secret",
        "owner",
        "towpath",
    )


@pytest.mark.long
def test_backup_of_an_earlier_state_is_migrated_as_it_is_restored(tmp_path):
    """Of one of the packages here, as ours have one migration each so far."""
    (tmp_path / "old").mkdir()
    (tmp_path / "new").mkdir()
    with fresh_database(tmp_path / "old") as old, fresh_database(tmp_path / "new", has_tables=False) as new:
        earlier, restored = Installation(old, tmp_path / "old"), Installation(new, tmp_path / "new")
        assert earlier.run("migrate", "axes", "0009").returncode == 0
        made = earlier.run("backup", str(tmp_path / "backup"))
        assert made.returncode == 0, made.stdout
        done = restored.run("restore", str(tmp_path / "backup"))
        assert (done.returncode, "holds  Migrations: None is pending." in done.stdout) == (0, True), done.stdout


@pytest.mark.long
def test_backup_whose_keys_are_lost_is_restored_where_that_is_said(tmp_path, monkeypatch):
    (tmp_path / "old").mkdir()
    (tmp_path / "new").mkdir()
    with fresh_database(tmp_path / "old") as old, fresh_database(tmp_path / "new", has_tables=False) as new:
        made = Installation(old, tmp_path / "old").run("backup", str(tmp_path / "backup"))
        assert made.returncode == 0, made.stdout
        monkeypatch.setenv("TOWPATH_OTHER_KEY", "made anew after the fire")
        restored = Installation(new, tmp_path / "new")
        refused = restored.run("restore", str(tmp_path / "backup"))
        assert (refused.returncode, "which is not kept here" in refused.stdout) == (1, True), refused.stdout
        done = restored.run("restore", str(tmp_path / "backup"), "--keys-are-lost")
        assert done.returncode == 0, done.stdout


@pytest.mark.skipif(connection.vendor != "sqlite", reason="about the file of SQLite")
def test_modes_of_a_backup_let_nobody_else_in(tmp_path):
    with fresh_database(tmp_path) as address:
        installation = Installation(address, tmp_path)
        write_new(tmp_path / "evidence" / "2026" / "a.pdf", b"a")
        made = installation.run("backup", str(tmp_path / "backups" / "monday"))
        assert made.returncode == 0, made.stdout
        assert "FAULT" not in made.stdout
    found = {path.stat().st_mode & 0o777 for path in (tmp_path / "backups").rglob("*") if path.is_file()}
    folders = {path.stat().st_mode & 0o777 for path in (tmp_path / "backups").rglob("*") if path.is_dir()}
    assert (found, folders) == ({0o600}, {0o700})
    with closing(sqlite3.connect(tmp_path / "backups" / "monday" / "database.sqlite3")) as copied:
        assert copied.execute("PRAGMA journal_mode").fetchone() == ("delete",)
