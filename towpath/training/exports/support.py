"""Support to practices as rows of a file."""

from collections.abc import Iterable

from towpath.documents.writers.sheet import Column, Sheet
from towpath.training.models import Support

COLUMNS = ("Date", "Site", "Practice code", "Practice", "What it was", "Hours", "Given by", "Note")
NOT_SHOWN = "Not shown to you"


def support_sheet(pieces: Iterable[tuple[Support, bool]], count: int) -> Sheet:
    """A row for each piece; with it comes whether the reader may see its note."""
    rows = (
        (piece.given_on, piece.sign_up.site.area, piece.sign_up.practice.code, piece.sign_up.practice.name,
         piece.get_kind_display(), float(piece.hours), piece.giver, piece.note if shows_note else NOT_SHOWN)
        for piece, shows_note in pieces
    )  # fmt: skip
    return Sheet("Support to practices", tuple(Column(heading) for heading in COLUMNS), rows, count)
