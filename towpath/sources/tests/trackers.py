"""Trackers as partnerships send them, in our own words, and readings of them."""

import csv
from collections.abc import Iterable, Sequence
from io import StringIO
from typing import Any

from towpath.access.roles import Role
from towpath.partners.models import Partnership
from towpath.partners.tests.builders import person_with
from towpath.plans.models import Plan
from towpath.sources import services
from towpath.sources.models import Reading

HEADINGS = ("No.", "Recommendation", "Action", "Lead", "By when", "Outcome", "RAG", "Progress")
ROWS = (
    ("1", "Practices should ask", "Train reception staff in every practice", "Health / Police", "By 2026/27",
     "Staff know what to do", "Amber", "12 practices trained in June 2026."),
    ("", "", "Put the helpline number on every screen", "Health", "Within 3 months", "Patients know it",
     "", "Ordered."),
    ("2", "Landlords should act", "Write to every landlord of social housing", "Housing", "When the funds allow",
     "Tenancies are kept", "Green", "March 2026 - Letters sent."),
)  # fmt: skip
SAID = {"title": "Safer homes", "source": "strategy", "base_date": None}


def tracker(rows: Iterable[Sequence[str]] = ROWS, headings: Sequence[str] = HEADINGS) -> bytes:
    """A tracker as a CSV file."""
    stream = StringIO()
    csv.writer(stream).writerows([headings, *rows])
    return stream.getvalue().encode()


def without(word: str) -> list[Sequence[str]]:
    """The tracker's rows but for those with this word."""
    return [row for row in ROWS if not any(word in cell for cell in row)]


def changed(old: str, new: str) -> list[list[str]]:
    """The tracker's rows with these words in place of those."""
    return [[cell.replace(old, new) for cell in row] for row in ROWS]


def long_tracker(actions: int) -> bytes:
    """A tracker of many actions, ten to a recommendation."""
    return tracker(
        (str(n // 10), f"Recommendation number {n // 10} of the board", f"Hold session {n} for team {n * 7}",
         "Health / Police", "By 2026/27", "", "Amber", f"{n + 3} sessions were held.")
        for n in range(10, actions + 10)
    )  # fmt: skip


def coordinator_of(partnership: Partnership | None = None) -> Any:
    return person_with(Role.COORDINATOR, partnership=partnership)


def partnership_of(user: Any) -> Partnership:
    return user.posts.get().partnership


def uploaded(user: Any, content: bytes = b"", name: str = "tracker.csv", plan: Plan | None = None) -> Reading:
    """An open reading of a document, as the upload page makes it."""
    arrival = services.arrive(content or tracker(), name)
    return services.upload_document(actor=user, partnership=partnership_of(user), arrival=arrival, plan=plan)


def saved(user: Any, reading: Reading, **said: Any) -> Plan:
    """The plan a reading is saved as."""
    return services.save_reading(actor=user, reading=reading, **({"version": reading.version} | SAID | said))
