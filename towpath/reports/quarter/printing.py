"""Ratings and actions as the report prints them."""

from textwrap import shorten

from towpath.foundation.ratings import Rating
from towpath.plans.models import Action
from towpath.reports.quarter.contents import Rated, Subject

BRIEF = 130


def rated(rating: Rating) -> Rated:
    return Rated(rating.label, rating.colour, rating.rule)


def subject(action: Action) -> Subject:
    """The action a row is about."""
    leads = ", ".join(lead.agency.name for lead in action.leads.all())
    brief = shorten(action.text, BRIEF, placeholder=" …")
    return Subject(action.pk, reference(action), action.text, brief, leads or "No lead recorded")


def reference(action: Action) -> str:
    """The numbers as the plan prints them: "3" and "b" are "3b"; without any, the action's place in the plan."""
    recommendation, own = action.recommendation.number, action.number
    if recommendation and own and not own[0].isdigit():
        return f"{recommendation}{own}"
    return own or recommendation or str(action.position)
