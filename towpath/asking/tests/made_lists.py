"""A made-up list: people by name and by when they were last seen, with the addresses of its page and its file."""

from typing import Any

from django import forms
from django.urls import path

from towpath.access.declare import signed_in
from towpath.accounts.models import User
from towpath.asking.lists import ListFile, ListOrder, ListPage, ListQuery, list_file, list_page
from towpath.audit.events import Event
from towpath.documents.writers.sheet import Column, Sheet
from towpath.ui.filters import FilterForm
from towpath.urls import urlpatterns as every_page

NAMES = ("Ash", "Birch", "Cedar")


class NameFilter(FilterForm):
    name = forms.ChoiceField(label="Name", choices=[("", "Any"), *((name, name) for name in NAMES)])
    seen = forms.BooleanField(label="Seen")

    def narrow(self, rows: Any) -> Any:
        rows = rows.filter(name=self.chosen["name"]) if "name" in self.chosen else rows
        return rows.exclude(last_login=None) if "seen" in self.chosen else rows


class StrictFilter(NameFilter):
    is_strict = True


def take_out(query: ListQuery) -> ListFile:
    emails = [(email,) for email in query.in_order().values_list("email", flat=True)]
    sheet = Sheet("People seen", (Column("E-mail"),), emails, len(emails))
    return ListFile(sheet, Event.DELIVERY_EXPORTED, details={"list": "people"})


def made(**more: Any) -> ListPage:
    declared: dict[str, Any] = {
        "title": "People seen",
        "rows": lambda user: User.objects.exclude(pk=user.pk),
        "orders": (
            ListOrder("", "By name", ("name",)),
            ListOrder("seen", "Last seen first", ("-last_login", "name")),
        ),
        "columns": ({"label": "Name"}, {"label": "E-mail"}),
        "present": lambda query, rows: [(one.name, one.email) for one in rows],
        "filters": lambda query: NameFilter(query.request.GET),
        "empty": "Nobody is here yet.",
        "none_match": "Nobody matches these filters.",
        "one": "person",
        "many": "people",
        "size": 4,
        "file": "made_file",
        "take_out": take_out,
    }
    return ListPage(**declared | more)


PEOPLE = made()
STRICT = made(filters=lambda query: StrictFilter(query.request.GET))
IN_MEMORY = made(
    rows=lambda user: list(User.objects.exclude(pk=user.pk).order_by("name", "pk")),
    filters=lambda query: FilterForm(query.request.GET), file="",
)  # fmt: skip

urlpatterns = [
    *every_page,
    path("made/", signed_in(lambda request: list_page(request, PEOPLE)), name="made"),
    path("made/file/", signed_in(lambda request: list_file(request, PEOPLE)), name="made_file"),
    path("made/strict/", signed_in(lambda request: list_page(request, STRICT)), name="made_strict"),
    path("made/in-memory/", signed_in(lambda request: list_page(request, IN_MEMORY)), name="made_in_memory"),
]
