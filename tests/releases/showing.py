"""What an installation shows, as JSON: `python -m tests.releases.showing BACKUP FILE`, at the moment of that backup.

Numbers, rows and fingerprints, as they are to be the same after every later migration: what pages call them may change.
Looking is recorded, so the record's own end is asked for first.
"""

import csv
import hashlib
import io
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import django

LISTS = {
    "board_csv", "phases_csv", "site_csv", "figures_csv", "export_file", "practices_file", "sessions_file",
    "refreshers_file", "support_file",
}  # fmt: skip
ROLES = ("coordinator", "programme_manager", "commissioner")
# What grows as one looks, or is of the machine and not of the record.
MAY_DIFFER = {
    "audit.Entry", "audit.Head", "audit.Verification", "jobs.Worker",
}  # fmt: skip


def main() -> None:
    django.setup()
    import time_machine

    backup, file = sys.argv[1:]
    manifest = json.loads((Path(backup) / "manifest.json").read_text(encoding="utf-8"))
    with time_machine.travel(manifest["made_at"], tick=False):
        Path(file).write_text(json.dumps(shown(manifest["entries"]), ensure_ascii=False), encoding="utf-8")


def shown(entries: int) -> dict[str, Any]:
    return {
        "record": record(entries), "rows": rows(), "files": files(),
        "papers": papers(), "facts": facts(), "lists": lists(),
    }  # fmt: skip


def record(entries: int) -> dict[str, str]:
    """The hash of every hundredth entry by its number, and of the last that the backup holds."""
    from towpath.audit.models import Entry

    found = Entry.objects.filter(number__in=[*range(0, entries, 100), entries])
    return {str(entry.number): entry.hash for entry in found}


def rows() -> dict[str, int]:
    from django.apps import apps

    return {
        model._meta.label: model._base_manager.count()
        for model in apps.get_models()
        if model._meta.label not in MAY_DIFFER and model.__module__.startswith("towpath.")
    }


def files() -> dict[str, str]:
    from django.conf import settings

    media = Path(settings.MEDIA_ROOT)
    return {
        path.relative_to(media).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(media.rglob("*"))
        if path.is_file()
    }


def papers() -> dict[str, str]:
    """What every final paper says, as text."""
    from towpath.documents.blocks import from_json
    from towpath.documents.writers.paper_text import text_of
    from towpath.papers.models import Paper

    final = (paper for paper in Paper.objects.order_by("pk") if paper.last)
    return {str(paper.pk): text_of(from_json(paper.last.contents)) for paper in final if paper.last}


def facts() -> dict[str, list[Any]]:
    """Every figure of every programme's sites, whole and as its commissioner sees it."""
    from towpath.delivery.management.commands.figures import figures_of
    from towpath.foundation.clock import today
    from towpath.foundation.figures import Audience
    from towpath.programmes.models import Programme

    return {
        f"{programme.pk} {audience.name}": [row.as_json() for row in figures_of(programme, today(), audience)]
        for programme in Programme.objects.order_by("pk")
        for audience in Audience
    }


def lists() -> dict[str, list[dict[str, str]]]:
    """Every list that is taken out as CSV, by its address and who takes it."""
    from towpath.partners.models import Partnership

    return {
        f"{role} {address}": found
        for partnership in Partnership.objects.order_by("pk")
        for role in ROLES
        for address, found in _lists_for(role, partnership)
    }


def _lists_for(role: str, partnership: Any) -> Iterator[tuple[str, list[dict[str, str]]]]:
    from django.test import Client

    from tests.house.records import addresses, pages
    from towpath.partners.models import Post

    post = Post.objects.filter(partnership=partnership, role=role, ended_on=None, user__is_active=True).first()
    if post is None:
        return
    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(post.user, backend="allauth.account.auth_backends.AuthenticationBackend")
    for page, pattern in pages():
        if pattern.name not in LISTS:
            continue
        for address in addresses(page, pattern, partnership):
            answer = client.get(address)
            if answer.status_code == 200 and answer.headers["Content-Type"].startswith("text/csv"):
                content = answer.getvalue().decode("utf-8-sig")
                yield address, list(csv.DictReader(io.StringIO(content)))


if __name__ == "__main__":
    main()
