"""What Towpath keeps, nobody else on the machine may read; `serve` puts right what is otherwise, and says so."""

import os
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage
from django.core.management.base import CommandError

from tests.journeys.databases import fresh_database
from towpath.serving import modes
from towpath.serving.tests.test_databases import ROOT, environment

pytestmark = pytest.mark.skipif(os.name != "posix", reason="Windows has no modes")

NOBODYS = Path("/proc/self/status")


def mode_of(path):
    return stat.S_IMODE(path.stat().st_mode)


@pytest.fixture
def kept(settings, tmp_path, monkeypatch):
    """A database and a folder of evidence that everybody may read, as an earlier version left them."""
    settings.MEDIA_ROOT = tmp_path / "evidence"
    (tmp_path / "evidence" / "2026").mkdir(parents=True)
    files = [tmp_path / "towpath.sqlite3", tmp_path / "towpath.sqlite3-wal", tmp_path / "evidence" / "2026" / "a.pdf"]
    for file in files:
        file.write_text("kept")
        file.chmod(0o644)
    for folder in (tmp_path / "evidence", tmp_path / "evidence" / "2026"):
        folder.chmod(0o755)
    monkeypatch.setattr(modes, "file_of", lambda connection: files[0])
    return files


def test_what_others_could_reach_is_closed_and_said_once(kept, tmp_path):
    sentence = modes.put_right()
    assert sentence == (
        f"Others on this machine could reach {kept[0]} and 4 more: from now on only the user who runs Towpath can."
    )
    assert [mode_of(file) for file in kept] == [0o600] * 3
    assert {mode_of(tmp_path / "evidence"), mode_of(tmp_path / "evidence" / "2026")} == {0o700}
    assert modes.put_right() == ""


def test_one_file_is_named_alone(kept):
    modes.put_right()
    kept[2].chmod(0o640)
    assert modes.put_right().startswith(f"Others on this machine could reach {kept[2]}: from now on")


def test_what_a_link_leads_to_is_left_as_it_is(kept, tmp_path):
    elsewhere = tmp_path / "elsewhere"
    elsewhere.write_text("not ours")
    elsewhere.chmod(0o644)
    (tmp_path / "evidence" / "link").symlink_to(elsewhere)
    modes.put_right()
    assert mode_of(elsewhere) == 0o644


@pytest.mark.skipif(not NOBODYS.exists(), reason="needs a file whose mode not even root may change")
def test_what_cannot_be_changed_is_refused_with_what_to_do(kept, monkeypatch):
    monkeypatch.setattr(modes, "file_of", lambda connection: NOBODYS)
    with pytest.raises(CommandError, match=f"can reach {NOBODYS}, and it cannot be changed from here"):
        modes.put_right()


def test_where_there_are_no_modes_nothing_is_said(kept, monkeypatch):
    monkeypatch.setattr(modes.os, "name", "nt")
    assert modes.put_right() == ""


def test_what_is_kept_from_now_on_is_for_oneself(tmp_path):
    storage = FileSystemStorage(location=tmp_path / "kept")
    name = storage.save("2026/11/minutes.txt", ContentFile(b"agreed"))
    assert mode_of(tmp_path / "kept" / name) == 0o600
    folders = [tmp_path / "kept", tmp_path / "kept" / "2026", tmp_path / "kept" / "2026" / "11"]
    assert {mode_of(folder) for folder in folders} == {0o700}


@pytest.mark.once
def test_a_database_that_a_command_makes_is_for_oneself(tmp_path):
    command = [sys.executable, "-m", "towpath", "migrate", "--verbosity=0", "contenttypes"]
    url = f"sqlite:///{tmp_path}/made.sqlite3"
    subprocess.run(command, cwd=ROOT, env=environment(url, tmp_path, "tests.journeys.settings"), check=True)
    assert mode_of(tmp_path / "made.sqlite3") == 0o600


@pytest.mark.once
def test_serve_says_what_it_closed_and_goes_on(tmp_path):
    (tmp_path / "evidence").mkdir(mode=0o755)
    with fresh_database(tmp_path) as url:
        command = [sys.executable, "-m", "towpath", "serve", "--port=0", "--without-worker"]
        with subprocess.Popen(
            command, cwd=ROOT, text=True, env=environment(url, tmp_path, "tests.journeys.settings"),
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        ) as server:  # fmt: skip
            said = [next(server.stdout), next(server.stdout)]
            server.send_signal(signal.SIGKILL)
    assert said[0].startswith("Others on this machine could reach ")
    assert said[1].startswith("Serving on ")
    assert mode_of(tmp_path / "evidence") == 0o700
