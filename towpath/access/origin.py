"""From where somebody asks: the network address of their machine, and what they use on it.

Both are personal data: they are kept with sessions and in the audit record, and shown to the person they are of and to
whoever may see the record.
"""

from contextvars import ContextVar
from dataclasses import dataclass
from functools import lru_cache

from django.http import HttpRequest
from ua_parser import parse

UNKNOWN = "an unknown device"
LONGEST = 500  # characters of what a browser says of itself that are looked at


@dataclass(frozen=True)
class Origin:
    """An address such as "192.0.2.7", and a device in words such as "Firefox on Windows"."""

    address: str
    device: str

    def __str__(self) -> str:
        return f"{self.device}, {self.address}" if self.address else self.device


_current: ContextVar[Origin | None] = ContextVar("origin", default=None)


def origin_of(request: HttpRequest) -> Origin:
    """The origin of a request. Behind a proxy the server has put the client's own address in `REMOTE_ADDR`."""
    return Origin(request.META.get("REMOTE_ADDR", ""), device_in_words(request.headers.get("User-Agent", "")[:LONGEST]))


def current_origin() -> Origin | None:
    """The origin of the request that is being answered; None in a job or a command."""
    return _current.get()


def set_current_origin(origin: Origin | None) -> None:
    """Whatever this thread does from now on, it does for a request from there; for none where None."""
    _current.set(origin)


@lru_cache(maxsize=1000)
def device_in_words(user_agent: str) -> str:
    """A browser and its system, as far as a `User-Agent` header names them, without versions."""
    named = parse(user_agent)
    browser = named.user_agent.family if named.user_agent else ""
    system = named.os.family if named.os else ""
    return " on ".join(filter(None, (browser, system))) or UNKNOWN
