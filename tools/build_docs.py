"""Write the parts of docs/ that the code itself knows: rights, addresses, transitions, ratings and events.

The build rewrites them and fails on any difference, so that they are always true.
"""

import os
from collections.abc import Callable, Iterable, Iterator
from importlib import import_module
from pathlib import Path

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
        if not access.second_factor:
            return "signed in, second factor not yet needed"
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


PAGES: dict[str, Callable[[], Iterator[str]]] = {
    "rights": rights,
    "addresses": addresses,
    "transitions": transitions,
    "ratings": ratings,
    "events": events,
}

if __name__ == "__main__":
    main()
