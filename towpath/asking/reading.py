"""A file that takes longer to read than its page waits: the page with the bar, and the way on when the file is read.

What the page was sent waits sealed with the file. The person, or a script for them, sends one form with its key, and
the page is asked anew as if it had just been sent.
"""

import base64
import json
import zlib
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.datastructures import MultiValueDict
from django.views.decorators.http import require_safe

from towpath.access.declare import signed_in
from towpath.accounts import drafts, file_readings
from towpath.accounts.file_readings import PageReader, StillReadingError
from towpath.accounts.models import FileReading
from towpath.accounts.requests import SignedInRequest
from towpath.accounts.sealing import NotOpenedError, seal_bytes, unseal_bytes
from towpath.documents.readers.apart import answered_by
from towpath.jobs.presenters import JobProgress, present_job
from towpath.ui.guard import CSRF_FIELD

FIELD = "file_reading"  # of the form that goes on
ENDED = JobProgress(1, 1, "The file is read.", finished=True)


class ReadByJob:
    """Has a job read what the pages of signed-in people read. Before `AnswerOnce`, which looks at what was sent."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.user.is_authenticated:
            return self.get_response(request)
        reader = PageReader(request.user)
        with answered_by(reader):
            response = self.get_response(request)
        if not waits(request):
            reader.forget(is_saved=request.method == "POST" and "Location" in response)
        return response

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        """Put back what the page was sent, where the person goes on with it."""
        if request.method != "POST" or FIELD not in request.POST or not request.user.is_authenticated:
            return None
        key = request.POST[FIELD]
        mine = FileReading.objects.filter(user=request.user)
        reading = mine.filter(pk=key).first() if key.isdecimal() and len(key) < 19 else None
        sent = _sent_with(reading) if reading else None
        if sent is None or sent["path"] != request.get_full_path():
            messages.warning(request, file_readings.GONE)
            return redirect(request.get_full_path())
        _put_back(request, sent)
        return None

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Lead to the bar. What was typed is kept for the page as well, as the file may be gone when they return."""
        if not isinstance(exception, StillReadingError):
            return None
        FileReading.objects.filter(pk=exception.reading).update(sent=_sealed(request))
        if request.method == "POST" and drafts.typed_in(request.POST):
            drafts.keep_typing_of(request)
        request.waits_for_a_file = True  # type: ignore[attr-defined]
        return redirect("file_reading", pk=exception.reading)


def waits(request: HttpRequest) -> bool:
    """Whether the page was answered with the bar, and so has done nothing yet."""
    return hasattr(request, "waits_for_a_file")


@signed_in
@require_safe
def file_reading(request: SignedInRequest, pk: int) -> HttpResponse:
    """How far the reading of one's own file is; once it has ended, on to the page that needs it."""
    reading = get_object_or_404(FileReading.objects.defer("content", "answer"), user=request.user, pk=pk)
    sent = _sent_with(reading)
    if sent is None:
        messages.warning(request, file_readings.GONE)
        return redirect("home")
    job = file_readings.job_of(reading)
    progress = present_job(job) if job else ENDED
    shown = {"reading": reading, "job": progress, "sent": sent, "field": FIELD}
    return render(request, "asking/file_reading.html", shown)


@signed_in
@require_safe
def file_reading_progress(request: SignedInRequest, pk: int) -> JsonResponse:
    """The same for the bar, which loads the page anew at the end."""
    reading = FileReading.objects.filter(user=request.user, pk=pk).only("pk").first()
    job = file_readings.job_of(reading) if reading else None
    return JsonResponse(asdict(present_job(job) if job else ENDED))


def _sealed(request: HttpRequest) -> bytes:
    """What the page was sent and where it stood, but for the token against forgery, which each form has anew."""
    files = [
        (field, file.name, file.content_type, base64.b64encode(_content(file)).decode())
        for field, chosen in request.FILES.lists()
        for file in chosen
    ]
    fields = [(name, values) for name, values in request.POST.lists() if name != CSRF_FIELD]
    about = {"method": request.method, "path": request.get_full_path(), "page": drafts.came_from(request)}
    return seal_bytes(zlib.compress(json.dumps(about | {"fields": fields, "files": files}).encode(), 1))


def _content(file: Any) -> bytes:
    file.seek(0)
    content: bytes = file.read()
    return content


def _sent_with(reading: FileReading) -> dict[str, Any] | None:
    """What its page was sent; None where the page did not have to wait, or the key it was sealed under is gone."""
    if not reading.sent:
        return None
    try:
        sent: dict[str, Any] = json.loads(zlib.decompress(unseal_bytes(reading.sent)))
    except NotOpenedError:
        return None
    return sent


def _put_back(request: HttpRequest, sent: dict[str, Any]) -> None:
    """Make the request what it was; drafts and answers belong to the page that it came from."""
    fields, files = QueryDict(mutable=True), MultiValueDict[str, Any]()
    for name, values in sent["fields"]:
        fields.setlist(name, values)
    for field, name, kind, content in sent["files"]:
        files.appendlist(field, SimpleUploadedFile(name, base64.b64decode(content), kind))
    request.POST, request._files = fields, files  # type: ignore[attr-defined, assignment]
    request.META["HTTP_REFERER"] = request.build_absolute_uri(sent["page"])
    vars(request).pop("headers", None)  # read anew
