"""One process forks for many files: none meets another, and whatever ends one reading, the next is read."""

import os
import select
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from towpath.documents.readers import fork_server
from towpath.documents.readers.apart import TOO_MUCH, read_apart
from towpath.documents.readers.tasks import LIMITS, ReadingTask
from towpath.documents.table import UnreadableFile
from towpath.documents.tests.forked import SERVE, forked_by, planted

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="files are read by forks on Linux only")

LONGEST = 120  # seconds for what takes a fraction of one where nothing is wrong
READ_AND_WAIT = """
import sys
from towpath.documents.readers import fork_server
from towpath.documents.readers.apart import read_apart
from towpath.documents.readers.tasks import ReadingTask
fork_server.COMMAND[1:] = ["-c", {serve!r}]
print(read_apart(ReadingTask.DOCUMENT, b""), flush=True)
sys.stdin.read()
"""


def read(content=b""):
    return read_apart(ReadingTask.DOCUMENT, content)


def idle():
    """The one server that waits."""
    [server] = fork_server._idle
    return server


def test_one_process_forks_for_file_after_file():
    with forked_by("tell_who_began_it"):
        assert {read(), read(), read()} == {idle()._process.pid}


def test_nothing_of_a_file_is_there_when_the_next_is_read():
    with forked_by("say_what_came_before"):
        assert [read(b"A name."), read(b"Another.")] == [[], []]


def test_a_reader_holds_no_way_to_the_process_that_began_it():
    with forked_by("look_for_sockets"):
        assert read() == []


def test_a_reader_that_writes_without_end_is_refused_and_fills_nobodys_memory():
    with forked_by("write_without_end"), pytest.raises(UnreadableFile, match=TOO_MUCH):
        read()


def test_after_a_reading_that_was_ended_the_same_process_forks_for_the_next():
    with forked_by("fill_the_memory"):
        assert read(b"1") == 1
        before = idle()
        with pytest.raises(UnreadableFile, match="takes too much memory"):
            read(str(LIMITS[ReadingTask.DOCUMENT].memory).encode())
        assert read(b"2") == 2
        assert idle() is before


def test_where_the_process_that_forks_was_ended_another_begins():
    with forked_by("tell_who_began_it"):
        before = read()
        os.kill(before, signal.SIGKILL)
        idle()._process.wait()
        assert read() != before


def test_a_reading_whose_process_is_ended_under_it_is_refused_and_the_next_is_read():
    with forked_by("wait_without_end"), ThreadPoolExecutor() as threads:
        server = fork_server.ForkServer(os.environ)
        reading = threads.submit(server.run, ReadingTask.DOCUMENT, 20, b"{}\n")
        forks = Path(f"/proc/{server._process.pid}/task/{server._process.pid}/children")
        while not forks.read_text():
            assert not reading.done()
        os.killpg(server._process.pid, signal.SIGKILL)
        assert reading.result(timeout=LONGEST) == (-signal.SIGKILL, b"")
        server.close()
    assert read_apart(ReadingTask.GUARDS, b"") == []


def test_a_worker_that_is_told_to_end_ends_no_reading():
    """The manager of services tells every process of the worker, and the worker finishes the job that it has begun."""
    with forked_by("tell_who_began_it"):
        server = read()
        os.kill(server, signal.SIGTERM)
        assert read() == server


def test_it_ends_with_the_process_that_asks():
    code = READ_AND_WAIT.format(serve=SERVE.format(planted("tell_who_began_it")))
    with subprocess.Popen(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as asking:
        server = os.pidfd_open(int(asking.stdout.readline()))
        asking.kill()
    ended, _, _ = select.select([server], [], [], LONGEST)
    os.close(server)
    assert ended


def test_threads_that_read_at_once_get_their_own_answers():
    with forked_by("hand_back"), ThreadPoolExecutor(8) as threads:
        contents = [str(number).encode() * 1000 for number in range(40)]
        assert list(threads.map(read, contents)) == contents


def test_a_process_that_is_forked_from_one_that_reads_asks_a_server_of_its_own():
    read_apart(ReadingTask.GUARDS, b"")
    assert fork_server._idle
    forked = os.fork()
    if not forked:
        os._exit(len(fork_server._idle))
    assert os.waitpid(forked, 0)[1] == 0
