"""A file that is missing or altered: a page that says so, and an entry, whichever page was to hand it out."""

import logging
from collections.abc import Callable

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from towpath.audit.events import Event
from towpath.audit.record import record
from towpath.records.kept_files import NotAsKeptError

LOG = logging.getLogger("towpath.faults")


class TellOfLostFiles:
    """Answers for every page that raises NotAsKeptError."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, NotAsKeptError):
            return None
        subject = exception.subject
        LOG.error("A file of %s %s is %s.", subject._meta.label_lower, subject.pk, exception.fault)
        with transaction.atomic():
            record(actor=request.user, event=Event.FILE_NOT_AS_KEPT, subject=subject, fault=exception.fault)
        about = {
            "sentence": str(exception),
            "remedy": exception.remedy,
            "reference": f"{subject._meta.verbose_name} {subject.pk}",
        }
        return render(request, "ui/file_not_as_kept.html", about, status=409)
