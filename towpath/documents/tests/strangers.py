"""Readers as a file that took one over would make them: each tries what the process that reads must not do."""

import ctypes
import errno
import os
import signal
import socket
import stat
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress


def ask_the_network(content: bytes) -> str:
    return _refusal(lambda: socket.create_connection(("127.0.0.1", int(content))))


def ask_the_system_for_a_socket(content: bytes) -> str:
    """Past Python, as a library written in C would."""
    return _of_the_system(lambda library: library.socket(socket.AF_UNIX, socket.SOCK_STREAM, 0))


def start_a_program(content: bytes) -> str:
    return _refusal(lambda: subprocess.run([sys.executable, "--version"], check=True))


def ask_the_system_for_a_program(content: bytes) -> str:
    nothing = ctypes.c_char_p(None)
    return _of_the_system(lambda library: library.execve(sys.executable.encode(), nothing, nothing))


def open_another_file(content: bytes) -> str:
    return _refusal(lambda: open(content))


def list_a_folder(content: bytes) -> str:
    return _refusal(lambda: os.listdir(content))


def write_a_file(content: bytes) -> str:
    return _refusal(lambda: open(content, "wb"))


def look_for_keys(content: bytes) -> str:
    return " ".join(sorted(os.environ))


def fill_the_memory(content: bytes) -> int:
    return len(bytearray(int(content)))


def work_without_end(content: bytes) -> None:
    while True:
        pass


def hand_on_a_stranger(content: bytes) -> object:
    """A class whose making runs a function where it is opened."""
    return ctypes.c_int


def end_the_process_that_began_it(content: bytes) -> str:
    return _refusal(lambda: os.kill(os.getppid(), signal.SIGKILL))


def tell_who_began_it(content: bytes) -> int:
    return os.getppid()


def wait_without_end(content: bytes) -> None:
    time.sleep(100_000)


def say_what_came_before(content: bytes, kept: list[bytes] = []) -> list[bytes]:  # noqa: B006 -- it is to be kept
    kept.append(content)
    return kept[:-1]


def hand_back(content: bytes) -> bytes:
    return content


def look_for_sockets(content: bytes) -> list[int]:
    return [number for number, mode in _open_files() if stat.S_ISSOCK(mode)]


def write_without_end(content: bytes) -> None:
    """To whatever can be written to, past the limit that the process keeps for itself."""
    while True:
        for number, _ in _open_files():
            with suppress(OSError):
                os.write(number, bytes(1024 * 1024))


def _open_files() -> Iterator[tuple[int, int]]:
    """Their numbers, and what kind of file each is."""
    for number in range(100):
        with suppress(OSError):
            yield number, os.fstat(number).st_mode


def _refusal(act: Callable[[], object]) -> str:
    try:
        act()
    except OSError as refused:
        return f"refused: {refused}"
    return "done"


def _of_the_system(act: Callable[[ctypes.CDLL], int]) -> str:
    if act(ctypes.CDLL(None, use_errno=True)) < 0:
        return f"refused: {errno.errorcode[ctypes.get_errno()]}"
    return "done"
