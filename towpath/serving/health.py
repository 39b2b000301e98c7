"""`/health/`, for a load balancer or a monitor: whether this server can answer, in one word.

It is answered before everything else: under any host name, as balancers ask by number, and without TLS, a session or
an entry of the record. It writes nothing, and says no more than a stranger may know. People ask `towpath status`.
"""

import logging
from collections.abc import Callable

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed

from towpath.jobs.workers import someone_works
from towpath.ui.outside import in_short

LOG = logging.getLogger("towpath.faults")
PATH = "/health/"


class AnswerHealth:
    """The first of all: "ok"; "database" with 503 where it does not answer; "worker" where nobody does jobs.

    Without a worker pages go on, so that is no reason to send people elsewhere, and is answered with 200.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path != PATH:
            return self.get_response(request)
        if request.method not in {"GET", "HEAD"}:
            return HttpResponseNotAllowed(["GET", "HEAD"])
        status, word = _health()
        return HttpResponse(word, status=status, headers={"Content-Type": "text/plain", "Cache-Control": "no-store"})


def _health() -> tuple[int, str]:
    try:
        return 200, "ok" if someone_works() else "worker"
    except DatabaseError as error:
        LOG.error("Health: the database does not answer (%s)", in_short(error))
        return 503, "database"
