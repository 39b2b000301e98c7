"""Opening a form as a browser does, typing in it, and sending what the page then holds."""

from typing import Any
from urllib.parse import urlsplit

from django.test import Client
from lxml import html

from tests.forms.bodies import Form, World
from towpath.audit.events import Event, EventKind
from towpath.audit.models import Entry

CHANGES = [event for event in Event if event.kind in {EventKind.CHANGED, EventKind.RIGHTS}]
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def browser_of(person: Any, **more: Any) -> Client:
    """A signed-in browser of somebody, with what is remembered of their rights asked anew."""
    client = Client(**more)
    person.__dict__.pop("_grants", None)
    client.force_login(person, backend=BACKEND)
    return client


def person_of(form: Form, world: World, number: int = 0) -> Any:
    return getattr(world, form.who)[number]


def page_of(form: Form, world: World) -> str:
    """The page on which the form stands."""
    return form.on(world) if form.on else form.address(world)


def opened(client: Client, form: Form, world: World) -> dict[str, Any]:
    """What the form holds when its page is opened."""
    return boxes(client.get(page_of(form, world)), form, world)


def boxes(answer: Any, form: Form, world: World) -> dict[str, Any]:
    """The boxes of the form on a page, by name: text, or a list where there are several of a name."""
    assert answer.status_code in {200, 422}, f"{answer.status_code} {answer.content[:500]!r}"
    filled: dict[str, Any] = {}
    for name, value in _form_on(answer, form, world).form_values():
        if name in filled:
            filled[name] = [*filled[name], value] if isinstance(filled[name], list) else [filled[name], value]
        else:
            filled[name] = value
    return filled


def _form_on(answer: Any, form: Form, world: World) -> Any:
    """The form that leads to the address, or the one of the page itself."""
    address = urlsplit(form.address(world)).path
    for one in html.fromstring(answer.content.decode()).forms:
        if one.method == "POST" and (one.action or urlsplit(page_of(form, world)).path) == address:
            return one
    raise AssertionError(f"No form leads to {address}")


def send(client: Client, form: Form, world: World, held: dict[str, Any], typed: dict[str, Any], **more: Any) -> Any:
    """Send what the page holds with what was typed over it, the button that is pressed, and where it stood."""
    referer = {"referer": f"http://testserver{page_of(form, world)}"}
    return client.post(form.address(world), held | typed | dict(form.press), headers=referer, **more)


def first_look(client: Any, form: Any, world: Any, typed: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """What the page holds, and what is typed over it.

    A file of rows is looked at before it is saved: there the look is what is sent, with the staff groups that a file of
    attendance does not say.
    """
    held = opened(client, form, world)
    if not form.is_looked_at:
        return held, typed
    looked = boxes(send(client, form, world, held, typed), form, world)
    return looked, {name: "gp" for name in looked if name.endswith("-staff_group")}


def changes_since(number: int) -> list[tuple[str, str]]:
    """The changes recorded after an entry, each as what happened to which kind of record; no form does one twice."""
    entries = Entry.objects.filter(number__gt=number, event__in=CHANGES)
    return list(entries.values_list("event", "subject_kind"))


def newest_entry() -> int:
    return Entry.objects.order_by("-number").values_list("number", flat=True).first() or 0
