"""What a person had typed on a page when they left it: kept for them alone, shown again when they return.

The form page gives it back (`asking.pages.ask`, else `restore` or `typed_before`), with the version of the record it
was typed against, and the middleware of `asking` forgets it once the page is saved.
"""

import base64
import json
import zlib
from datetime import datetime, timedelta
from pathlib import PurePath
from urllib.parse import parse_qsl, urlencode, urlsplit

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, QueryDict
from django.http.request import RawPostDataException
from django.urls import reverse
from django.utils.html import format_html

from towpath.accounts.models import Draft, User
from towpath.accounts.sealing import opens, seal, unseal
from towpath.foundation.clock import now
from towpath.records.refusing import Refused
from towpath.ui.fields import initial_from
from towpath.ui.guard import CSRF_FIELD, TOKEN_FIELD
from towpath.ui.words import as_moment

Typed = dict[str, list[str]]

SIZE_LIMIT = 100_000  # bytes of JSON
PATH_LIMIT = 300
LONGEST_NAME = 250  # of a file
MOST_KEPT = 50  # pages per person; the oldest gives way
KEPT_FOR = timedelta(days=7)
SAYS_WHAT_ABOUT = {"quarter"}  # of the words behind the question mark: the same page asks of every quarter
GUARDS = {CSRF_FIELD, TOKEN_FIELD}


@transaction.atomic
def keep_draft(*, user: User, path: str, typed: Typed) -> Draft:
    """Keep what this person has typed on a page, in place of what was kept before. Raises Refused."""
    if not path.startswith("/") or not path.isprintable() or len(path) > PATH_LIMIT:
        raise Refused("What you typed could not be kept: the address of the page is not one of ours.")
    written = json.dumps(typed)
    if len(written) > SIZE_LIMIT:
        raise Refused("What you typed is longer than 100 kB and could not be kept: save it in parts.")
    draft, _ = Draft.objects.update_or_create(user=user, path=address_kept(path), defaults={"sealed": seal(written)})
    _make_room(user)
    return draft


@transaction.atomic
def keep_file(*, user: User, path: str, name: str, content: bytes) -> Draft:
    """Keep a file that this person chose on a page, in place of the one before, until the page is saved."""
    packed = base64.b64encode(zlib.compress(content)).decode()
    draft, _ = Draft.objects.update_or_create(
        user=user, path=address_kept(path), defaults={"file": seal(f"{PurePath(name).name[-LONGEST_NAME:]}\n{packed}")}
    )
    _make_room(user)
    return draft


def file_kept(user: User, path: str) -> tuple[str, bytes] | None:
    """The name and the content of the file that this person chose on that page."""
    recent = Draft.objects.filter(user=user, path=address_kept(path), kept_at__gt=now() - KEPT_FOR).exclude(file="")
    draft = recent.first()
    return opened_file(draft) if draft else None


def opened_file(draft: Draft) -> tuple[str, bytes] | None:
    """The name and the content of a file; None where there is none, or it was sealed under a key that is gone."""
    if not opens(draft.file):
        return None
    name, _, packed = unseal(draft.file).partition("\n")
    return name, zlib.decompress(base64.b64decode(packed))


def draft_for(user: User, path: str) -> Draft | None:
    """What this person, and nobody else, had typed on that page; None where there is nothing recent, or readable."""
    draft = Draft.objects.filter(user=user, path=path, kept_at__gt=now() - KEPT_FOR).first()
    return draft if draft and opens(draft.sealed) else None


@transaction.atomic
def forget_draft(*, user: User, path: str) -> None:
    """The person has saved the page or thrown away what they had typed there."""
    Draft.objects.filter(user=user, path=path).delete()


@transaction.atomic
def forget_old_drafts(*, before: datetime) -> int:
    """Remove every draft kept before that moment; return how many there were."""
    removed, _ = Draft.objects.filter(kept_at__lt=before).delete()
    return removed


def typed_before(request: HttpRequest) -> Typed:
    """What the person had typed on this page, with a notice that it is not saved; nothing where it is being sent."""
    user = request.user
    if request.method != "GET" or not isinstance(user, User):
        return {}
    draft = draft_for(user, address_kept(request.get_full_path()))
    if draft is None:
        return {}
    messages.warning(request, _notice(draft))
    return draft.typed


def restore(request: HttpRequest, *asked: forms.BaseForm) -> None:
    """Put what the person had typed on this page into its forms, in place of their first values."""
    typed = typed_before(request)
    for form in asked if typed else ():
        form.initial = {**form.initial, **initial_from(typed, form.fields, form.prefix or "")}


def as_sent(typed: Typed) -> QueryDict:
    """What was typed, as if it were being sent now: for pages that make their boxes from what arrives."""
    data = QueryDict(mutable=True)
    for name, values in typed.items():
        data.setlist(name, values)
    return data


def forget(request: HttpRequest) -> None:
    """This page has been saved: there is nothing left to give back."""
    forget_draft(user=request.user, path=address_kept(request.get_full_path()))  # type: ignore[arg-type]


def keep_typing_of(request: HttpRequest) -> bool:
    """Keep what this request sends, for the page it stood on. True if there was something and it could be kept."""
    try:
        path, typed = _typing_of(request)
        keep_draft(user=request.user, path=path, typed=typed)  # type: ignore[arg-type]
    except Refused:
        return False
    return bool(typed)


def _typing_of(request: HttpRequest) -> tuple[str, Typed]:
    if request.content_type == "application/json":
        return sent_by_script(request)
    return page_of(request), typed_in(request.POST)


def address_kept(page: str) -> str:
    """The address typing is kept under: without what only says where a person came from."""
    address = urlsplit(page)
    about = urlencode([(name, value) for name, value in parse_qsl(address.query) if name in SAYS_WHAT_ABOUT])
    return f"{address.path}?{about}" if about else address.path


def page_of(request: HttpRequest) -> str:
    """The address of the page the person has before them: for a form sent elsewhere, the page it stood on."""
    return request.get_full_path() if request.method == "GET" else came_from(request)


def came_from(request: HttpRequest) -> str:
    """The address of the page on which a person followed a link or sent a form; of the one asked for if unknown."""
    page = urlsplit(request.headers.get("Referer", ""))
    if page.netloc != request.get_host():
        return request.path
    return f"{page.path}?{page.query}" if page.query else page.path


def typed_in(form: QueryDict) -> Typed:
    """What was typed in a form. Never passwords, and not the tokens that guard the form; files are not among it."""
    return {name: form.getlist(name) for name in form if name not in GUARDS and "password" not in name}


def sent_by_script(request: HttpRequest) -> tuple[str, Typed]:
    """The page and what is typed on it, from `{"path": "/…", "typed": {"name": ["value"]}}`. Raises Refused."""
    try:
        sent = json.loads(request.body)
        fields = QueryDict(mutable=True)
        for name, values in sent["typed"].items():
            fields.setlist(_whole(name), [_whole(value) for value in ([values] if isinstance(values, str) else values)])
        return str(sent["path"]), typed_in(fields)
    except (ValueError, KeyError, TypeError, AttributeError, RawPostDataException) as error:
        raise Refused("What you typed could not be read, so it was not kept.") from error


def _whole(typed: object) -> str:
    """A text as a form would send it: half an emoji, which JSON can hold and no page can show, becomes "\ufffd"."""
    return str(typed).encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _notice(draft: Draft) -> str:
    address = reverse("discard_draft", query={"path": draft.path})
    return format_html(
        'You typed this on {}. It is not saved yet. <a class="govuk-link" href="{}">Discard it</a>',
        as_moment(draft.kept_at),
        address,
    )


def _make_room(user: User) -> None:
    surplus = Draft.objects.filter(user=user).order_by("-kept_at").values("pk")[MOST_KEPT:]
    Draft.objects.filter(pk__in=[row["pk"] for row in surplus]).delete()
