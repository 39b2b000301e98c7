"""Files of rows in: chosen, read whole, looked at, saved once. A room declares what it knows of its file.

Every error is listed at once by sheet, row and column, and the sender gets their own file back with them marked in it.
Between the look and the saving the file is kept, sealed, among what the person has not saved yet (`accounts.drafts`).
"""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render

from towpath.accounts import drafts
from towpath.accounts.requests import SignedInRequest
from towpath.asking.pages import FormPage, ask
from towpath.audit.events import Event
from towpath.audit.reading import hand_out
from towpath.documents.rows import SheetRows, marked_copy
from towpath.documents.table import UnreadableFile
from towpath.ui.fields import SeenVersion, UploadField
from towpath.ui.words import count_of

SUFFIXES = (".xlsx", ".xls", ".csv", ".txt", ".tsv")
MOST_SHOWN = 200  # errors on the page; the marked copy has all of them
NOTHING_READ: dict[str, Any] = {"preview": None, "errors": (), "left_out": (), "keeps_nothing": True}
GONE = "The file is not kept any more: choose it again."


@dataclass(frozen=True)
class FilePreview:
    """What a file would change: how many of what, and what should be looked at first.

    A `question` has to be said yes to, by ticking `answer`, before the file is saved.
    """

    counts: Sequence[tuple[str, int]]
    doubts: Sequence[str] = ()
    question: str = ""
    answer: str = ""


@dataclass(frozen=True)
class FilePage:
    """What a room knows of its file of rows, and what stands around it.

    `read` gives what the file holds, with its `errors` and what it has `left_out`, or raises UnreadableFile; `preview`
    holds that against what is kept; `save` calls one service with what was read, the file's name, the version that the
    page showed and whether the question was said yes to, and answers as the `save` of `asking.pages.ask`.
    """

    heading: str
    label: str
    help_text: str
    back: str
    read: Callable[[bytes, str], Any]
    preview: Callable[[Any], FilePreview]
    save: Callable[..., str | tuple[str, str]]
    caption: str = ""
    version: int | None = None
    of: Model | None = None
    suffixes: tuple[str, ...] = SUFFIXES
    sheets: Callable[[bytes, str], Sequence[SheetRows]] | None = None
    template: str = "asking/file.html"


class ChosenFileForm(forms.Form):
    """The file. It is read while it is checked, so that a refusal stands beside it."""

    def __init__(self, *args: Any, page: FilePage, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.page = page
        self.fields["file"] = UploadField(label=page.label, help_text=page.help_text, suffixes=page.suffixes)

    def clean_file(self) -> tuple[str, bytes, Any]:
        """The name, the content and what was read of it."""
        name, content = self.cleaned_data["file"].name, self.cleaned_data["file"].read()
        try:
            return name, content, self.page.read(content, name)
        except UnreadableFile as refused:
            raise ValidationError(str(refused), code="unreadable") from refused


class SaveFileForm(forms.Form):
    """Which file the person looked at, against which version, and their answer where the file raises a question."""

    looked_at = forms.CharField(widget=forms.HiddenInput)
    version = SeenVersion(required=True)
    is_meant = forms.BooleanField(error_messages={"required": "Tick the box if it is meant, or choose another file."})

    def __init__(self, *args: Any, page: FilePage, preview: FilePreview, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["is_meant"].label = preview.answer
        self.fields["is_meant"].help_text = preview.question
        if page.version is None:
            del self.fields["version"]
        if not preview.question:
            del self.fields["is_meant"]


def take_in(request: SignedInRequest, page: FilePage, /, **more: Any) -> HttpResponseBase:
    """The file first, then what it would change or all that is wrong with it, then saved once."""
    kept = drafts.file_kept(request.user, request.path)
    if request.method == "POST" and "looked_at" not in request.POST:
        return _arrive(request, page, more)
    if request.method == "POST" and (not kept or _digest(kept[1]) != request.POST["looked_at"]):
        messages.warning(request, GONE)
        return redirect(request.path)
    if not kept or "another" in request.GET:
        return _choose(request, page, ChosenFileForm(page=page), more)
    return _marked_copy(request, page, kept) if "copy" in request.GET else _look_again(request, page, kept, more)


def _arrive(request: SignedInRequest, page: FilePage, more: Mapping[str, Any]) -> HttpResponse:
    form = ChosenFileForm(request.POST, request.FILES, page=page)
    if not form.is_valid():
        return _choose(request, page, form, more)
    name, content, read = form.cleaned_data["file"]
    drafts.keep_file(user=request.user, path=request.path, name=name, content=content)
    return _look(request, page, (name, content), read, form, more)


def _look_again(
    request: HttpRequest, page: FilePage, kept: tuple[str, bytes], more: Mapping[str, Any]
) -> HttpResponse:  # fmt: skip
    """What is kept may be read otherwise than when it was sent, as what it is held against has changed."""
    form = ChosenFileForm(page=page)
    try:
        return _look(request, page, kept, page.read(kept[1], kept[0]), form, more)
    except UnreadableFile as refused:
        messages.warning(request, str(refused))
        return _choose(request, page, form, more)


def _look(
    request: HttpRequest, page: FilePage, kept: tuple[str, bytes], read: Any, form: forms.Form, more: Mapping[str, Any]
) -> HttpResponse:
    """All that is wrong with the file; where nothing is, what it would change."""
    name, content = kept
    if read.errors:
        if form.is_bound:
            wrong = count_of(len(read.errors), "error")
            form.add_error("file", f"The file has {wrong}, so nothing of it was saved. Correct it and choose it again.")
        return _choose(request, page, form, {"name": name, "errors": read.errors, "most": MOST_SHOWN, **more})
    preview = page.preview(read)
    is_sent = "looked_at" in request.POST
    first = {"looked_at": _digest(content), "version": page.version}
    answer = SaveFileForm(request.POST if is_sent else None, initial=first, page=page, preview=preview)

    def save() -> str | tuple[str, str]:
        answers = answer.cleaned_data
        return page.save(read, name, version=answers.get("version"), is_meant=answers.get("is_meant", False))

    around = FormPage(page.heading, page.caption, "Save", page.back, template=page.template)
    shown = NOTHING_READ | {"name": name, "preview": preview, "left_out": read.left_out}
    return ask(request, answer, around, save, _as_it_stands, **shown, **more)


def _as_it_stands(record: Any) -> dict[str, Any]:
    return {"version": record.version}


def _choose(request: HttpRequest, page: FilePage, form: forms.Form, more: Mapping[str, Any]) -> HttpResponse:
    around = {"heading": page.heading, "caption": page.caption, "button": "Look at the file"}
    shown = {"form": form, "back": page.back, "cancel": page.back, **around, **NOTHING_READ, **more}
    return render(request, page.template, shown, status=422 if request.method == "POST" else 200)


def _marked_copy(request: HttpRequest, page: FilePage, kept: tuple[str, bytes]) -> HttpResponseBase:
    """The file with what is wrong marked in it. Taking it out is recorded."""
    name, content = kept
    sheets = page.sheets(content, name) if page.sheets else None
    copy = marked_copy(content, name, page.read(content, name).errors, sheets)
    file = f"{PurePath(name).stem}-marked.xlsx"
    return hand_out(request.user, Event.MARKED_COPY_EXPORTED, copy, of=page.of, name=file)


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
