"""System calls that Linux refuses to a process that reads a file: sockets, programs, other processes and their signals.

A filter of the kernel (seccomp) that needs no rights and is never lifted. It is a short program for the kernel's packet
filter (BPF), as `linux/seccomp.h` and `linux/filter.h` describe it; the numbers are those of each processor's table.
"""

import ctypes
import errno
import platform
import struct
from dataclasses import dataclass

_SET_NO_NEW_PRIVILEGES, _SET_SECCOMP, _MODE_FILTER = 38, 22, 2  # prctl
_LOAD, _IF_EQUAL, _IF_AT_LEAST, _RETURN = 0x20, 0x15, 0x35, 0x06  # BPF
_ALLOW, _REFUSE = 0x7FFF0000, 0x00050000 | errno.EACCES
_NUMBER_AT, _PROCESSOR_AT = 0, 4  # in what the kernel shows the filter
_OTHER_TABLE = 0x40000000  # from here on the calls of another table (x32), which no Python uses


@dataclass(frozen=True)
class _Processor:
    """The kernel's name of a processor, and the numbers of its calls that are refused."""

    name: int
    refused: tuple[int, ...]


# socket, socketpair, connect; execve, execveat; ptrace, process_vm_readv, process_vm_writev; io_uring_setup;
# kill, tkill, tgkill, rt_sigqueueinfo, rt_tgsigqueueinfo, pidfd_send_signal
_PROCESSORS = {
    "x86_64": _Processor(0xC000003E, (41, 53, 42, 59, 322, 101, 310, 311, 425, 62, 200, 234, 129, 297, 424)),
    "aarch64": _Processor(0xC00000B7, (198, 199, 203, 221, 281, 117, 270, 271, 425, 129, 130, 131, 138, 240, 424)),
}


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("steps", ctypes.c_void_p))


def refuse_calls() -> bool:
    """Refuse them to this process from now on. False where the system has no such filter."""
    processor = _PROCESSORS.get(platform.machine())
    if platform.system() != "Linux" or processor is None:
        return False
    steps = _steps(processor)
    kept = ctypes.create_string_buffer(b"".join(steps))
    program = _Program(len(steps), ctypes.addressof(kept))
    library = ctypes.CDLL(None, use_errno=True)
    refused = library.prctl(_SET_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    return not (refused or library.prctl(_SET_SECCOMP, _MODE_FILTER, ctypes.byref(program), 0, 0))


def _steps(processor: _Processor) -> list[bytes]:
    """Whatever is no call of this processor's own table is refused with the named ones."""
    numbers = processor.refused
    to_refusal = range(len(numbers), 0, -1)
    return [
        _step(_LOAD, _PROCESSOR_AT),
        _step(_IF_EQUAL, processor.name, then=1),
        _step(_RETURN, _REFUSE),
        _step(_LOAD, _NUMBER_AT),
        _step(_IF_AT_LEAST, _OTHER_TABLE, then=len(numbers) + 1),
        *(_step(_IF_EQUAL, number, then=far) for number, far in zip(numbers, to_refusal, strict=True)),
        _step(_RETURN, _ALLOW),
        _step(_RETURN, _REFUSE),
    ]


def _step(code: int, value: int, *, then: int = 0) -> bytes:
    """One instruction; `then` is how many are passed over where what it asks is so."""
    return struct.pack("=HBBI", code, then, 0, value)
