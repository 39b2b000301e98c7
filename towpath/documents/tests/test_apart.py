"""What the process that reads a file may not do, whatever the file makes of its reader."""

import os
import socket
import subprocess
import sys
from types import SimpleNamespace

import pytest

from towpath.documents.readers import apart, guards
from towpath.documents.readers.tasks import LIMITS, READERS, ReadingLimits, ReadingTask
from towpath.documents.table import UnreadableFile
from towpath.documents.tests.forked import forked_by, planted
from towpath.foundation.registry import Registry

RUN = (
    "from towpath.documents.readers import child, tasks; import sys; {}; "
    "sys.exit(child.read(tasks.ReadingTask(sys.argv[1]), int(sys.argv[2]), sys.stdin.buffer, sys.stdout.buffer))"
)


@pytest.fixture(params=["a fork", "a new process"])
def stranger(request, monkeypatch):
    """Have this reader, in a process as the product starts it, read what a document's would."""
    if request.param == "a new process":
        monkeypatch.setattr(apart, "_FORKS", False)
    elif sys.platform != "linux":
        pytest.skip("Files are read by forks on Linux only.")

    def read_by(name, content=b"", **asked):
        def run(command, **more):
            code = RUN.format(planted(name))
            return subprocess.run([sys.executable, "-c", code, *command[3:]], **more)  # noqa: PLW1510 -- as the product says

        monkeypatch.setattr(apart, "subprocess", SimpleNamespace(run=run, TimeoutExpired=subprocess.TimeoutExpired))
        with forked_by(name):
            return apart.read_apart(ReadingTask.DOCUMENT, content, **asked)

    return read_by


@pytest.mark.parametrize("name", ["ask_the_network", "start_a_program"])
def test_a_reader_that_asks_for_the_network_or_a_program_is_refused_by_python(stranger, name):
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        assert stranger(name, str(port).encode()).startswith("refused: A reader of files may not do this")


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no such filter, and `serve` says so")
@pytest.mark.parametrize("name", ["ask_the_system_for_a_socket", "ask_the_system_for_a_program"])
def test_a_library_that_asks_the_system_itself_is_refused_by_the_system(stranger, name):
    assert stranger(name) == "refused: EACCES"


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no such filter, and `serve` says so")
def test_a_reader_ends_no_other_process(stranger):
    assert stranger("end_the_process_that_began_it").startswith("refused: [Errno 13]")


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no such guard, and `serve` says so")
@pytest.mark.parametrize("name", ["open_another_file", "list_a_folder", "write_a_file"])
def test_a_reader_that_opens_any_other_file_is_refused_by_the_system(stranger, name, tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("A name.")
    place = {"open_another_file": secret, "list_a_folder": tmp_path, "write_a_file": tmp_path / "new.txt"}[name]
    assert stranger(name, os.fsencode(place)).startswith("refused: [Errno 13]")
    assert os.listdir(tmp_path) == [secret.name]
    assert secret.read_text() == "A name."


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no such guard, and `serve` says so")
def test_a_reader_finds_neither_the_database_nor_the_settings_beside_the_package(stranger):
    for place in (apart._ROOT / "pyproject.toml", "/etc/passwd", "/proc/self/environ", "/proc/1/cmdline"):
        assert stranger("open_another_file", os.fsencode(place)).startswith("refused: [Errno 13]")


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no such guard, and `serve` says so")
def test_a_reader_writes_nowhere_not_even_where_it_may_read(stranger):
    assert stranger("write_a_file", os.fsencode(guards.__file__)).startswith("refused: [Errno 13]")
    assert stranger("write_a_file", b"/dev/null").startswith("refused: [Errno 13]")


def test_a_reader_finds_no_keys_in_its_environment(stranger, monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "x" * 50)
    monkeypatch.setenv("DATABASE_URL", "postgres://somewhere")
    found = stranger("look_for_keys").split()
    assert "PATH" in found
    assert not {"SECRET_KEY", "DATABASE_URL"} & set(found)


def test_a_reader_may_fill_less_memory_than_the_limit_and_no_more(stranger):
    limit = LIMITS[ReadingTask.DOCUMENT].memory
    assert limit == 512 * 1024 * 1024
    assert stranger("fill_the_memory", b"300000000") == 300_000_000
    with pytest.raises(UnreadableFile, match="takes too much memory to read"):
        stranger("fill_the_memory", str(limit).encode())


def test_a_reader_without_end_is_ended_with_the_sentence_of_its_limit(stranger):
    with pytest.raises(UnreadableFile, match="takes longer than 20 seconds to read"):
        stranger("work_without_end", seconds=1)


def test_a_reading_that_waits_without_end_is_ended_by_the_clock(stranger, monkeypatch):
    monkeypatch.setitem(apart.LIMITS, ReadingTask.DOCUMENT, ReadingLimits(clock=2))
    with pytest.raises(UnreadableFile, match="takes longer than 20 seconds to read"):
        stranger("wait_without_end")


def test_what_no_reader_hands_on_is_not_built(stranger):
    with pytest.raises(UnreadableFile, match="damaged or cut short") as refused:
        stranger("hand_on_a_stranger")
    assert "No reader hands on" in str(refused.value.__cause__)


def test_a_check_is_asked_before_anything_is_read(monkeypatch):
    def refuse(content):
        raise RuntimeError("Not now.")

    monkeypatch.setattr(apart, "CHECKS", Registry("check"))
    apart.CHECKS.add(refuse)
    with pytest.raises(RuntimeError, match="Not now"):
        apart.read_apart(ReadingTask.DOCUMENT, b"x", filename="plan.txt")


@pytest.mark.skipif(sys.platform != "linux", reason="other systems keep fewer limits")
def test_on_linux_every_guard_holds():
    assert apart.missing_guards() == []


def test_a_guard_that_does_not_hold_is_said_in_a_sentence():
    """Here, where no guard was put up."""
    assert guards.missing() == [guards.NETWORK, guards.MEMORY, guards.FILES]


def test_every_task_has_a_reader_and_limits():
    assert set(READERS) == set(LIMITS) == set(ReadingTask)
    assert all(limit.clock >= 2 * limit.processor for limit in LIMITS.values())


def test_python_refuses_the_network_by_itself_and_lets_files_be_opened():
    with pytest.raises(PermissionError, match="may not do this: socket"):
        guards._refuse("socket.connect", ())
    assert guards._refuse("open", (os.devnull,)) is None
