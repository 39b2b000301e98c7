"""What a person had typed on a page when they left it: kept for them alone, shown again when they return.

A page that saves something takes part with two calls: `initial_for(request)` where it makes its form, and
`forget(request)` once it has saved.
"""

import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils.html import format_html

from towpath.accounts.models import Draft, User
from towpath.accounts.requests import SignedInRequest
from towpath.accounts.sealing import opens, seal
from towpath.foundation.clock import now
from towpath.ui.fields import initial_from
from towpath.ui.words import as_moment

Typed = dict[str, list[str]]

SIZE_LIMIT = 100_000  # bytes of JSON
PATH_LIMIT = 300
MOST_KEPT = 50  # pages per person; the oldest gives way
KEPT_FOR = timedelta(days=7)


class NotKeptError(Exception):
    """Typing that is not kept, with the sentence that says why."""


@transaction.atomic
def keep_draft(*, user: User, path: str, typed: Typed) -> Draft:
    """Keep what this person has typed on a page, in place of what was kept before. Raises NotKeptError."""
    if not path.startswith("/") or not path.isprintable() or len(path) > PATH_LIMIT:
        raise NotKeptError("What you typed could not be kept: the address of the page is not one of ours.")
    written = json.dumps(typed)
    if len(written) > SIZE_LIMIT:
        raise NotKeptError("What you typed is longer than 100 kB and could not be kept: save it in parts.")
    draft, _ = Draft.objects.update_or_create(user=user, path=path, defaults={"sealed": seal(written)})
    _make_room(user)
    return draft


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


def initial_for(
    request: SignedInRequest, fields: Mapping[str, forms.Field] | None = None, prefix: str = ""
) -> dict[str, Any]:
    """What the person had typed on this page, as a form's initial values, with a notice that it is not saved.

    `fields` are the form's (`ProgressForm.base_fields`), so that dates in three boxes find their place again.
    """
    draft = draft_for(request.user, request.path) if request.method == "GET" else None
    if draft is None:
        return {}
    messages.warning(request, _notice(draft))
    typed = {name: values[0] if len(values) == 1 else values for name, values in draft.typed.items()}
    return typed if fields is None else initial_from(typed, fields, prefix)


def forget(request: SignedInRequest) -> None:
    """This page has been saved: there is nothing left to give back."""
    forget_draft(user=request.user, path=request.path)


def page_of(request: HttpRequest) -> str:
    """The address of the page the person has before them: for a form sent elsewhere, the page it stood on."""
    if request.method == "GET":
        return request.get_full_path()
    came_from = urlsplit(request.headers.get("Referer", ""))
    if came_from.netloc != request.get_host():
        return request.path
    return f"{came_from.path}?{came_from.query}" if came_from.query else came_from.path


def typed_in(form: QueryDict) -> Typed:
    """What was typed in a form. Never passwords, and not the token that guards the form; files are not among it."""
    return {name: form.getlist(name) for name in form if name != "csrfmiddlewaretoken" and "password" not in name}


def sent_by_script(request: HttpRequest) -> tuple[str, Typed]:
    """The page and what is typed on it, from `{"path": "/…", "typed": {"name": ["value"]}}`. Raises NotKeptError."""
    try:
        sent = json.loads(request.body)
        fields = QueryDict(mutable=True)
        for name, values in sent["typed"].items():
            fields.setlist(str(name), [str(value) for value in ([values] if isinstance(values, str) else values)])
        return str(sent["path"]), typed_in(fields)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise NotKeptError("What you typed could not be read, so it was not kept.") from error


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
