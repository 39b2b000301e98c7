"""What a process that reads a file may open on Linux: Python's own folders and libraries, and nothing to write.

Landlock, as `linux/landlock.h` describes it (Linux 5.13 and later): a process gives rights up for itself, which needs
no rights and is never lifted.
"""

import ctypes
import mimetypes
import os
import struct
import sys
import sysconfig
from collections.abc import Iterator
from pathlib import Path

_CREATE, _ADD, _RESTRICT = 444, 445, 446  # the same numbers on every processor
_ASK_VERSION, _BENEATH = 1, 1
_SET_NO_NEW_PRIVILEGES = 38  # prctl
_READ_FILE, _READ_FOLDER = 1 << 2, 1 << 3
# How many kinds of access each version knows; whatever is known and not allowed is refused.
_KINDS = {1: 13, 2: 14, 3: 15, 4: 15}
_MOST_KINDS = 16
_PACKAGE = Path(__file__).resolve().parents[2]
# Beside Python's own: what the loader of libraries, clocks and the names of kinds of file are read from.
_OF_THE_SYSTEM = (
    "/lib", "/lib64", "/usr/lib", "/usr/lib64", "/usr/local/lib", "/etc/ld.so.cache", "/etc/localtime",
    "/usr/share/zoneinfo", "/dev/null", "/dev/urandom",
)  # fmt: skip


def close_file_system() -> bool:
    """Open nothing but these from now on. False where the system has no such guard."""
    if sys.platform != "linux":
        return False
    library = ctypes.CDLL(None, use_errno=True)
    version = library.syscall(_CREATE, None, ctypes.c_size_t(0), _ASK_VERSION)
    if version < 1:
        return False
    known = struct.pack("=Q", (1 << _KINDS.get(version, _MOST_KINDS)) - 1)
    rules = library.syscall(_CREATE, known, ctypes.c_size_t(len(known)), 0)
    if rules < 0:
        return False
    for place in _readable():
        _allow(library, rules, place)
    refused = library.prctl(_SET_NO_NEW_PRIVILEGES, 1, 0, 0, 0) or library.syscall(_RESTRICT, rules, 0)
    os.close(rules)
    return not refused


def _readable() -> Iterator[str]:
    paths = sysconfig.get_paths()
    yield from {paths[name] for name in ("stdlib", "platstdlib", "purelib", "platlib")}
    yield from {os.path.join(prefix, name) for prefix in (sys.prefix, sys.base_prefix) for name in ("lib", "lib64")}
    yield str(_PACKAGE)
    yield from (*_OF_THE_SYSTEM, *map(str, mimetypes.knownfiles))


def _allow(library: ctypes.CDLL, rules: int, place: str) -> None:
    """Let a file, or all beneath a folder, be read; what is not there needs no leave."""
    try:
        opened = os.open(place, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return
    rights = _READ_FILE | _READ_FOLDER if os.path.isdir(place) else _READ_FILE
    library.syscall(_ADD, rules, _BENEATH, struct.pack("=Qi", rights, opened), 0)
    os.close(opened)
