"""Every file from outside goes through the virus scanner, where an installation has one, before anything reads it.

It speaks the protocol of clamd, ClamAV's server (`INSTREAM` in its manual), over TCP or a socket in the file system.
"""

import logging
import socket
import struct
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from urllib.parse import urlsplit

from django.conf import settings

from towpath.documents.table import UnreadableFile

AWAY = (
    "Files cannot be looked through for viruses just now, so none is taken: try again in a few minutes. If that does "
    "not help, tell whoever runs Towpath for you that its virus scanner does not answer."
)
FOUND = (
    "The virus scanner found something harmful in this file, so it was not taken: do not open it or send it on, and "
    "show it to whoever looks after your computers."
)
SECONDS = 30  # for each step of a conversation
_PIECE = 256 * 1024
_LENGTH = struct.Struct("!L")
_LONGEST_ANSWER = 4096
_log = logging.getLogger(__name__)


def scan(content: bytes) -> None:
    """Nothing where no scanner is named. Raises UnreadableFile where it found something, or gives no clear answer."""
    if not settings.TOWPATH_SCANNER or not content:
        return
    try:
        answer = _asked(b"zINSTREAM\0" + b"".join(_framed(content)))
    except (OSError, ValueError) as error:
        _log.warning("The virus scanner does not answer: %s", error)
        raise UnreadableFile(AWAY) from error
    if answer.endswith(" FOUND"):
        _log.warning("The virus scanner refused a file: %s", answer)
        raise UnreadableFile(FOUND)
    if answer != "stream: OK":
        _log.warning("The virus scanner did not look through a file: %s", answer)
        raise UnreadableFile(AWAY)


def answers() -> bool:
    """Whether the scanner that is named answers, or none is."""
    if not settings.TOWPATH_SCANNER:
        return True
    try:
        return _asked(b"zPING\0") == "PONG"
    except (OSError, ValueError):
        return False


def _framed(content: bytes) -> Iterator[bytes]:
    """Each piece after its length; a length of nought ends it."""
    for at in range(0, len(content), _PIECE):
        piece = content[at : at + _PIECE]
        yield _LENGTH.pack(len(piece)) + piece
    yield _LENGTH.pack(0)


def _asked(sent: bytes) -> str:
    with _connected() as connection:
        with suppress(ConnectionError):  # it may have said why before it hung up
            connection.sendall(sent)
        return _answer(connection)


def _answer(connection: socket.socket) -> str:
    received = b""
    while not received.endswith(b"\0") and len(received) < _LONGEST_ANSWER and (piece := connection.recv(_PIECE)):
        received += piece
    return received.rstrip(b"\0\n").decode("utf-8", "replace")


@contextmanager
def _connected() -> Iterator[socket.socket]:
    """To `tcp://host:port` or `unix:/path`. Raises ValueError for any other address."""
    address = urlsplit(settings.TOWPATH_SCANNER)
    if address.scheme == "unix":
        connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    elif address.scheme == "tcp" and address.hostname and address.port:
        connection = socket.socket(socket.AF_INET6 if ":" in address.hostname else socket.AF_INET, socket.SOCK_STREAM)
    else:
        raise ValueError("TOWPATH_SCANNER is no address such as tcp://127.0.0.1:3310 or unix:/run/clamav/clamd.ctl.")
    with connection:
        connection.settimeout(SECONDS)
        connection.connect(address.path if address.scheme == "unix" else (address.hostname, address.port))
        yield connection
