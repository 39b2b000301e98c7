"""Drafts and mail that waits are sealed, so words are taken out of them where they are opened."""

import json
import re
from collections.abc import Callable, Collection, Iterator, Sequence
from importlib import import_module
from typing import Any

from django import forms
from django.conf import settings
from django.db.models import QuerySet

from towpath.accounts.drafts import opened_file
from towpath.accounts.file_readings import forget_readings
from towpath.accounts.models import Draft, FileReading, OutgoingMail, User
from towpath.accounts.sealing import opens, seal, unseal
from towpath.documents.rows import sheets_of
from towpath.documents.table import UnreadableFile
from towpath.records.words import MARK

Rewrite = Callable[[str], str]
CHOSEN = (forms.widgets.ChoiceWidget, forms.CheckboxInput, forms.HiddenInput)
SUBJECT_AND_TEXT = ("subject", "body", "alternatives")


class Drafts:
    """What people had typed on pages they left, and files they chose there: one that holds the words goes whole."""

    label = "Draft"

    def count(self, people: Sequence[int], pattern: re.Pattern[str]) -> int:
        typed = _count(Draft.objects.filter(user__in=people), pattern, without_in_draft)
        return typed + sum(_may_hold(pattern, draft) for draft in _files_of(people).iterator())

    def without(self, people: Sequence[int], pattern: re.Pattern[str]) -> set[str]:
        return {draft.file for draft in _files_of(people).iterator() if not _may_hold(pattern, draft)}

    def remove(self, people: Sequence[int], pattern: re.Pattern[str], without: Collection[str]) -> int:
        typed = _remove(Draft.objects.filter(user__in=people), pattern, without_in_draft)
        files = _files_of(people).select_for_update().values_list("pk", "file")
        return typed + Draft.objects.filter(pk__in=[pk for pk, file in files if file not in without]).update(file="")


class FileReadings:
    """Files of theirs that are being read, or were within the hour: all go, as they can be chosen again."""

    label = "File that is being read"

    def count(self, people: Sequence[int], pattern: re.Pattern[str]) -> int:
        return 0  # nobody looks into them

    def without(self, people: Sequence[int], pattern: re.Pattern[str]) -> set[str]:
        return set()

    def remove(self, people: Sequence[int], pattern: re.Pattern[str], without: Collection[str]) -> int:
        forget_readings(FileReading.objects.filter(user__in=people).values_list("pk", flat=True))
        return 0


class Mail:
    """Mail to people of the partnership that was not sent yet."""

    label = "Mail that waits to be sent"

    def count(self, people: Sequence[int], pattern: re.Pattern[str]) -> int:
        return _count(_mail_to(people), pattern, _without_in_mail)

    def without(self, people: Sequence[int], pattern: re.Pattern[str]) -> set[str]:
        return set()  # opening it takes no time, so it is opened where words are taken out

    def remove(self, people: Sequence[int], pattern: re.Pattern[str], without: Collection[str]) -> int:
        return _remove(_mail_to(people), pattern, _without_in_mail)


def _count(rows: QuerySet[Any], pattern: re.Pattern[str], without: Callable[..., Any]) -> int:
    return sum(1 for row in rows.iterator() if _opened(row) != without(pattern, _opened(row)))


def _remove(rows: QuerySet[Any], pattern: re.Pattern[str], without: Callable[..., Any]) -> int:
    """Each is locked and opened anew, so that what was typed meanwhile stays."""
    removed = 0
    for row in rows.select_for_update().order_by("pk"):
        kept = _opened(row)
        if kept != (changed := without(pattern, kept)):
            type(row).objects.filter(pk=row.pk).update(sealed=seal(json.dumps(changed)))
            removed += 1
    return removed


def _opened(row: Draft | OutgoingMail) -> Any:
    """What is sealed; nothing where it was sealed under a key that is gone."""
    return json.loads(unseal(row.sealed)) if opens(row.sealed) else {}


def without_in_draft(pattern: re.Pattern[str], typed: dict[str, list[str]]) -> dict[str, list[str]]:
    """What was typed without the words. What was chosen from a list stays, or the list would not know it."""
    chosen = chosen_only()
    return {
        name: values if name.rpartition("-")[2] in chosen else [pattern.sub(MARK, value) for value in values]
        for name, values in typed.items()
    }


def chosen_only() -> set[str]:
    """The names of the boxes that no form asks anybody to type in."""
    import_module(settings.ROOT_URLCONF)
    typed, chosen = set[str](), set[str]()
    for form in _forms(forms.BaseForm):
        for name, field in getattr(form, "base_fields", {}).items():
            (chosen if isinstance(field.widget, CHOSEN) else typed).add(name)
    return chosen - typed


def _forms(above: type[forms.BaseForm]) -> Iterator[type[forms.BaseForm]]:
    for form in above.__subclasses__():
        yield form
        yield from _forms(form)


def _files_of(people: Sequence[int]) -> QuerySet[Draft]:
    return Draft.objects.filter(user__in=people).exclude(file="").order_by("pk")


def _may_hold(pattern: re.Pattern[str], draft: Draft) -> bool:
    """Whether a file, or its name, holds the words; one that cannot be read may."""
    name, content = opened_file(draft) or ("", b"")
    try:
        cells = [cell for sheet in sheets_of(content, name) for _, row in sheet.rows for cell in row]
    except UnreadableFile:
        return True
    return any(map(pattern.search, [name, *cells]))


def _mail_to(people: Sequence[int]) -> QuerySet[OutgoingMail]:
    addresses = set(User.objects.filter(pk__in=people).values_list("email", flat=True))
    ours = [mail.pk for mail in OutgoingMail.objects.iterator() if addresses & set(_opened(mail).get("to", ()))]
    return OutgoingMail.objects.filter(pk__in=ours)


def _without_in_mail(pattern: re.Pattern[str], kept: dict[str, Any]) -> dict[str, Any]:
    return {
        name: _in_texts(value, lambda text: pattern.sub(MARK, text)) if name in SUBJECT_AND_TEXT else value
        for name, value in kept.items()
    }


def _in_texts(value: Any, rewrite: Rewrite) -> Any:
    if isinstance(value, list):
        return [_in_texts(one, rewrite) for one in value]
    return rewrite(value) if isinstance(value, str) else value
