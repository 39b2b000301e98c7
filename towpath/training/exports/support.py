"""Support to practices as rows of a file."""

from collections.abc import Iterable

from towpath.documents.writers.sheet import Column, Sheet
from towpath.training.presenters.support import SupportPiece

COLUMNS = ("Date", "Site", "Practice code", "Practice", "What it was", "Hours", "Given by", "Note")
NOT_SHOWN = "Not shown to you"


def support_sheet(pieces: Iterable[SupportPiece], count: int) -> Sheet:
    """A row for each piece, its note where the reader may see it."""
    rows = (
        (piece.given_on, piece.site, piece.code, piece.practice, piece.kind, float(piece.hours.replace(",", "")),
         piece.giver, NOT_SHOWN if piece.note is None else piece.note)
        for piece in pieces
    )  # fmt: skip
    return Sheet("Support to practices", tuple(Column(heading) for heading in COLUMNS), rows, count)
