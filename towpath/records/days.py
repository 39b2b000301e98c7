"""Stretches of days: what begins on one and ends on another, or goes on."""

from datetime import date

from django.db.models import Q


def shares_a_day(first: date, last: date | None, *, begins: str = "started_on", ends: str = "ended_on") -> Q:
    """Rows that have a day in common with these days; an end of None goes on."""
    not_over = Q(**{ends: None}) | Q(**{f"{ends}__gte": first})
    return not_over if last is None else not_over & Q(**{f"{begins}__lte": last})
