"""Write the parts of docs/ that the code itself knows: rights, addresses, transitions, ratings, events and limits.

The page of ASVS is written from its data (tools/asvs.py). The build rewrites them all and fails on any difference, so
that they are always true.
"""

import os
from collections.abc import Callable, Iterable, Iterator
from datetime import timedelta
from importlib import import_module
from pathlib import Path
from pkgutil import resolve_name

import asvs
import django

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "docs" / "generated"
NOTE = "<!-- Written by `make docs` from the code: change the code, not this file. -->\n\n"


def main() -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "towpath.settings.testing"
    django.setup()
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name in PAGES:
        (FOLDER / f"{name}.md").write_text(page_of(name))
    asvs.PAGE.write_text(asvs.written(asvs.DATA.read_text()))


def page_of(name: str) -> str:
    """The text of one generated page; Django must be set up."""
    return NOTE + "\n".join(PAGES[name]()).rstrip() + "\n"


def rights() -> Iterator[str]:
    """Which role may do what."""
    from towpath.access.roles import MAY, Permission, Reach, Role

    yield "# Rights\n"
    yield "What each role may do, in the partnership in which a person holds it, and how far that reaches.\n"
    yield "Nothing else is allowed.\n"
    said = {None: ""} | {reach: "yes" if reach is Reach.PARTNERSHIP else reach.label for reach in Reach}
    yield from table(
        ["A person may …", *(role.label for role in Role)],
        ([one.label, *(said[MAY[role].get(one)] for role in Role)] for one in Permission),
    )


def addresses() -> Iterator[str]:
    """Every address and who may reach it."""
    from django.urls import URLPattern, URLResolver, get_resolver

    from towpath.access.declare import Access, access_of
    from towpath.access.proofs import Proved

    def walk(resolver: URLResolver, before: str = "") -> Iterator[tuple[str, str, Access | None]]:
        for one in resolver.url_patterns:
            path = before + str(one.pattern)
            if isinstance(one, URLPattern):
                yield path, one.name or "", access_of(one.callback)
            else:
                yield from walk(one, path)

    def who(access: Access | None) -> str:
        if access is None:
            return "nobody"
        if not access.signed_in:
            return "anyone"
        if access.proved is Proved.PASSWORD:
            return "signed in, if only by a password"
        if access.proved is Proved.SECOND_STEP:
            return "signed in after a second step"
        return " or ".join(permission.label for permission in access.any_of) or "anyone signed in"

    yield "# Addresses\n"
    yield "Every page declares who may reach it; what they find there is for its queries and policies to say.\n"
    rows = sorted(walk(get_resolver()))
    yield from table(["Address", "Name", "Who may"], ([f"`/{path}`", name, who(access)] for path, name, access in rows))


def transitions() -> Iterator[str]:
    """Every transition table, drawn."""
    from towpath.foundation.transitions import Transitions

    yield "# Transitions\n"
    tables = {
        id(value): value for module in modules() for value in vars(module).values() if isinstance(value, Transitions)
    }
    for one in sorted(tables.values(), key=lambda found: found.name):
        yield f"## {one.name}\n\n```mermaid\n{one.as_diagram()}\n```\n"


def ratings() -> Iterator[str]:
    """Every rating scheme with its rules."""
    from towpath.foundation.ratings import SCHEMES

    yield "# Rating schemes\n"
    yield "Worst first. A plan keeps its own copy, whose meanings a partnership may change.\n"
    for scheme in SCHEMES:
        yield f"## {scheme.name}\n"
        yield from table(
            ["Rating", "Colour", "Rule", "Means done"],
            ([one.label, one.colour, one.rule, "yes" if one.means_done else ""] for one in scheme.ratings),
        )
        yield ""


def events() -> Iterator[str]:
    """Every kind of event the audit record holds."""
    from towpath.audit.events import Event, EventKind

    yield "# Audit events\n"
    for kind in EventKind:
        yield f"## {kind.label}\n"
        yield from (f"- {event.label}" for event in Event if event.kind == kind)
        yield ""


def limits() -> Iterator[str]:
    """How much one person, one file and one request may ask for."""
    from towpath.documents.kinds import WANTED
    from towpath.documents.readers.evidence import KINDS

    yield "# Limits\n"
    yield "What is larger, longer or older is refused in a sentence, or goes, as each place says."
    yield "[Another page](../security/signing-in.md) says how guessing is slowed and when sessions end; how many"
    yield "there are at once is not limited.\n"
    yield f"{WANTED} Evidence may be named {', '.join(KINDS)}, and must be what its name says."
    yield "A file with macros or a password is refused.\n"
    for heading, rows in LIMITS.items():
        yield f"## {heading}\n"
        said = (
            [what, words_of(resolve_name(place), unit), f"`{place.replace(':', '.')}`"] for what, place, unit in rows
        )
        yield from table(["What", "At most", "Where it stands"], said)
        yield ""


def words_of(limit: object, unit: str) -> str:
    """20 MB, 14 days, 10,000 rows."""
    if isinstance(limit, timedelta):
        whole = next(
            name for name in ("days", "hours", "minutes", "seconds") if limit % timedelta(**{name: 1}) == timedelta(0)
        )
        return f"{limit // timedelta(**{whole: 1})} {whole}"
    if unit == "MB":
        return f"{limit // 1024**2} MB"
    return f"{limit:,} {unit}"


def modules() -> Iterable[object]:
    """Every module of the product that may hold a transition table."""
    for path in sorted((ROOT / "towpath").rglob("*.py")):
        if not {"tests", "migrations", "settings"} & set(path.parts) and path.stem not in {"__main__", "wsgi"}:
            yield import_module(".".join(path.relative_to(ROOT).with_suffix("").parts))


def table(headings: list[str], rows: Iterable[list[str]]) -> Iterator[str]:
    yield f"| {' | '.join(headings)} |"
    yield f"|{'---|' * len(headings)}"
    for row in rows:
        yield f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |"


# What is limited, the constant that says how far, and its unit.
LIMITS = {
    "Requests": (
        ("Everything one request sends", "towpath.serving.web:LARGEST_BODY", "MB"),
        ("Its first line and headers", "towpath.serving.web:LARGEST_HEAD", "bytes"),
        ("Connections at once", "towpath.serving.web:MOST_CONNECTIONS", "connections"),
        ("An answer that waits for a slow reader", "towpath.serving.web:LARGEST_ANSWER_WAITING", "MB"),
    ),
    "Files": (
        ("A document", "towpath.documents.limits:MAX_BYTES", "MB"),
        ("What it unpacks to", "towpath.documents.limits:MAX_UNPACKED_BYTES", "MB"),
        ("Parts of an Office file", "towpath.documents.limits:MAX_PARTS", "parts"),
        ("Mark-up in an Office file", "towpath.documents.limits:MAX_MARKS", "signs"),
        ("Pages of a PDF", "towpath.documents.limits:MAX_PAGES", "pages"),
        ("Drawings of a PDF", "towpath.documents.limits:MAX_DRAWINGS", "drawings"),
        ("Cells of all tables", "towpath.documents.limits:MAX_CELLS", "cells"),
        ("One cell", "towpath.documents.limits:MAX_LETTERS", "letters"),
        ("Rows of a plan", "towpath.documents.limits:MAX_ROWS", "rows"),
        ("Actions of a plan", "towpath.documents.limits:MAX_ACTIONS", "actions"),
        ("Rows of feedback, registers and the like", "towpath.documents.rows.reading:MOST_ROWS", "rows"),
        ("Rows of the national file of practices", "towpath.documents.practices.opening:MAX_ROWS", "rows"),
        ("What a reader hands on", "towpath.documents.readers.tasks:MOST_WRITTEN", "MB"),
        ("Files of one person that wait to be read", "towpath.accounts.file_readings:MOST_KEPT", "files"),
        ("How long such a file is kept", "towpath.accounts.file_readings:KEPT_FOR", ""),
    ),
    "People": (
        ("Pages of one person with something typed and not saved", "towpath.accounts.drafts:MOST_KEPT", "pages"),
        ("How long that is kept", "towpath.accounts.drafts:KEPT_FOR", ""),
        ("An invitation that nobody has used", "towpath.accounts.models:INVITATION", ""),
        ("A proposal that waits for agreement", "towpath.partners.models.proposals:KEPT_OPEN", ""),
        ("A mail that could not be sent yet", "towpath.accounts.outgoing:GOOD_FOR", ""),
        ("Rows of a list in Excel; CSV holds all", "towpath.asking.lists:MOST_IN_EXCEL", "rows"),
    ),
    "Jobs": (
        ("Tries of a job that fails", "towpath.jobs.running:MOST_TRIES", "tries"),
        ("How long a job that failed is shown", "towpath.jobs.services:FAILED_FOR", ""),
    ),
}
PAGES: dict[str, Callable[[], Iterator[str]]] = {
    "rights": rights,
    "addresses": addresses,
    "transitions": transitions,
    "ratings": ratings,
    "events": events,
    "limits": limits,
}

if __name__ == "__main__":
    main()
