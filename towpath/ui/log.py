"""How the log writes what happened: a line each with its moment, and a trace only where something is broken.

A request that was refused or not found says its status, its address and whose it was by their key: no name, nothing
from behind the question mark, and no key of a link. What broke has its trace once, beside the reference on its page.
"""

import logging
from typing import Any

from django.http import HttpRequest

LONGEST_ADDRESS = 200  # characters of an address that a stranger may have made up
SECRETS = ("key", "token")  # names of what stands in an address and opens something


class OneLineFormatter(logging.Formatter):
    """Writes the records of Django's handlers, which know their request and its status, as one line without a trace."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__("{asctime} {levelname} {name}: {message}", style="{")

    def format(self, record: logging.LogRecord) -> str:
        request = getattr(record, "request", None)
        if isinstance(request, HttpRequest) and hasattr(record, "status_code"):
            return super().format(_about_request(record, request))
        return super().format(record)


def address_for_log(request: HttpRequest) -> str:
    """The address on one line, without the words behind the question mark and without what opens something."""
    path = request.path
    match = request.resolver_match
    for name, value in (match.kwargs if match else {}).items():
        if any(word in name for word in SECRETS):
            path = path.replace(str(value), "…")
    return repr(path[:LONGEST_ADDRESS])[1:-1]


def person_for_log(request: HttpRequest) -> str:
    """Whose request it is, by their key, where that is known without asking a database that may be away."""
    user = getattr(request, "_cached_user", None)
    return f" by person {user.pk}" if user is not None and user.pk else ""


def _about_request(record: logging.LogRecord, request: HttpRequest) -> logging.LogRecord:
    """A copy, as other handlers may write the same record in their own way."""
    raised = record.exc_info[0] if isinstance(record.exc_info, tuple) else None
    kind = f" ({raised.__name__})" if raised else ""
    status = getattr(record, "status_code", "")
    line = f"{status} {request.method} {address_for_log(request)}{person_for_log(request)}{kind}"
    return logging.makeLogRecord(
        {**record.__dict__, "msg": line, "args": None, "exc_info": None, "exc_text": None, "stack_info": None}
    )
