"""The web server (waitress) and what it takes from whoever asks: how much, how slowly, and from how many at once.

Behind a proxy these limits are a second line: docs/running.md has the file for nginx, which keeps the same.
"""

import ipaddress
import logging
import time
from http import HTTPStatus
from typing import Any

import waitress
import waitress.utilities
from django.core.wsgi import get_wsgi_application
from waitress.channel import HTTPChannel
from waitress.task import ErrorTask

from towpath.ui.fields.uploads import LARGEST_REQUEST, MEGABYTE
from towpath.ui.middleware import FOR_EVERY_ANSWER

LOG = logging.getLogger("towpath.web")

LARGEST_BODY = LARGEST_REQUEST + MEGABYTE  # above what pages refuse themselves, with what was typed
LARGEST_HEAD = 32 * 1024  # bytes of the first line and the headers
MOST_CONNECTIONS = 400  # each a socket and perhaps a file, below the 1,024 that a system allows by default
HEAD_SECONDS = 15  # from the first byte, or from the end of the last answer, until the headers are whole
SLOWEST_BODY = 10 * 1024  # bytes a second, on average, after those seconds
LARGEST_ANSWER_WAITING = 128 * MEGABYTE  # of one answer, on disk, so that no thread waits for a slow reader

# Who asked, and whether over TLS. Not the host: a proxy passes that on as `Host`.
FORWARDED = {"x-forwarded-for", "x-forwarded-proto"}
SENTENCES = {
    HTTPStatus.BAD_REQUEST: "The server could not read what your browser sent. Go back, and try again.",
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: (
        f"What you sent is larger than {LARGEST_BODY // MEGABYTE} MB, so none of it was taken. Go back, choose a "
        "smaller file, and send the form again."
    ),
    HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE: (
        "The address or what your browser sent along with it is too long. Delete this site’s cookies, and try again."
    ),
    HTTPStatus.INTERNAL_SERVER_ERROR: (
        "Something went wrong, and what you did last may not have been saved. Tell whoever looks after Towpath for you."
    ),
    HTTPStatus.NOT_IMPLEMENTED: "The server does not know this way of sending. Go back, and try again.",
}


class Refusal(ErrorTask):  # type: ignore[misc]
    """What is said where no page is asked, with the headers that every page has."""

    def execute(self) -> None:
        status = HTTPStatus(self.request.error.code)
        body = f"{SENTENCES[status]}\n".encode()
        self.status = f"{status.value} {status.phrase}"
        self.response_headers += [*FOR_EVERY_ANSWER.items(), ("Content-Type", "text/plain; charset=utf-8")]
        self.set_close_on_finish()
        self.content_length = len(body)
        self.write(body)


class Channel(HTTPChannel):  # type: ignore[misc]
    """A connection. It is closed where what it says comes too slowly, however steadily."""

    error_task_class = Refusal

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.began: float = self.creation_time
        self.will_close: bool

    def received(self, data: bytes) -> bool:
        before = self.request
        was_taken: bool = super().received(data)
        if self.request is not before:
            self.began = time.time()
        return was_taken

    def send_continue(self) -> None:
        """Ask for a body only where it will be taken: waitress asks for one that is too large as well."""
        if self.request.error:
            self.request.expect_continue = False
        else:
            super().send_continue()

    def readable(self) -> bool:
        """Asked at least once a second."""
        if not self.will_close and self._is_too_slow(time.time()):
            LOG.info("A connection from %s was ended: it said too little.", self.addr)
            self.will_close = True
        return bool(super().readable())

    def _is_too_slow(self, now: float) -> bool:
        if self.requests or self.total_outbufs_len:  # being answered
            return False
        if self.request is None:
            return bool(now - max(self.began, self.last_activity) > HEAD_SECONDS)
        allowed: float = HEAD_SECONDS + self.request.body_bytes_received / SLOWEST_BODY
        return now - self.began > allowed


def server_at(host: str, port: int, *, threads: int, trusted_proxy: str | None) -> Any:
    """The web server, listening, not yet running. Raises OSError where it cannot listen there."""
    waitress.utilities.logger.addFilter(OnOneLine())
    waitress.utilities.queue_logger.setLevel(logging.ERROR)  # that requests wait for their turn is no news
    server = waitress.create_server(
        get_wsgi_application(),
        host=host,
        port=port,
        threads=threads,
        ident=None,
        clear_untrusted_proxy_headers=True,
        max_request_body_size=LARGEST_BODY,
        max_request_header_size=LARGEST_HEAD,
        connection_limit=MOST_CONNECTIONS,
        outbuf_high_watermark=LARGEST_ANSWER_WAITING,
        asyncore_use_poll=True,
        log_socket_errors=False,
        **_believed(trusted_proxy),
    )
    for listening in (server, *getattr(server, "map", {}).values()):
        listening.channel_class = Channel
    return server


class OnOneLine(logging.Filter):
    """Writes what waitress says of an address as one line: its ends of lines are a visitor's."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = repr(record.getMessage())[1:-1], None
        return True


def port_of(server: Any) -> int:
    """The port where it listens, which the system chooses where 0 was asked for."""
    listening = getattr(server, "effective_listen", None) or [(server.effective_host, server.effective_port)]
    return int(listening[0][1])


def fault_of_proxy(proxy: str | None) -> str:
    """Why this is no proxy to believe, in a sentence; "" where it is one."""
    if proxy is None:
        return ""
    try:
        ipaddress.ip_address(proxy)
    except ValueError:
        return (
            f"--trusted-proxy {proxy} is not the address of one machine, such as 127.0.0.1: whoever it named could say "
            "that they are somebody else."
        )
    return ""


def _believed(proxy: str | None) -> dict[str, Any]:
    return {"trusted_proxy": proxy, "trusted_proxy_headers": FORWARDED} if proxy else {}
