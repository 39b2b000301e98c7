"""Ratings and actions as cells of the report."""

from textwrap import shorten

from towpath.documents.blocks import CellLine, CellLines, Rated
from towpath.foundation.figures import Audience, Figure, ReleasedFigure, Style, released
from towpath.foundation.ratings import Rating
from towpath.plans.models import Action

BRIEF = 130


def rated(rating: Rating) -> Rated:
    return Rated(rating.label, rating.colour)


def subject(action: Action) -> CellLines:
    """The action a row is about, and who leads it."""
    return CellLines((CellLine(name_of(action), about=about(action)), CellLine(leads_of(action), "quiet")))


def name_of(action: Action) -> str:
    """The action's number and as much of its text as a row has room for."""
    return f"{reference(action)}. {shorten(action.text, BRIEF, placeholder=' …')}"


def about(action: Action) -> str:
    return f"plans.action:{action.pk}"


def leads_of(action: Action) -> str:
    return ", ".join(action.lead_names) or "No lead recorded"


def reference(action: Action) -> str:
    """The numbers as the plan prints them: "3" and "b" are "3b"; without any, the action's place in the plan."""
    recommendation, own = action.recommendation.number, action.number
    if recommendation and own and not own[0].isdigit():
        return f"{recommendation}{own}"
    return own or recommendation or str(action.position)


def number(count: int, style: Style = Style.COUNT) -> ReleasedFigure:
    """How many actions; no action is a person."""
    return released([Figure(count)], Audience.READING, style=style)[0]
