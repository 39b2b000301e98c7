"""Whether a site may meet people in person: what the newest risk assessment of a day allows."""

from collections.abc import Iterable
from datetime import date

from towpath.programmes.models import Mode, RiskAssessment, RiskOutcome, SitePeriod
from towpath.ui.words import as_day


def why_not_meet(assessments: Iterable[RiskAssessment], day: date) -> str:
    """Why nothing allows meeting in person on a day; empty where the newest assessment made by then does."""
    made = [one for one in assessments if one.made_on <= day]
    if not made:
        return f"No risk assessment allows meeting in person on {as_day(day)}."
    newest = max(made, key=lambda one: (one.made_on, one.pk))
    if newest.outcome == RiskOutcome.MAY_NOT:
        return f"The risk assessment of {as_day(newest.made_on)} says that it may not go ahead yet."
    if newest.review_on and newest.review_on < day:
        return (
            f"The risk assessment of {as_day(newest.made_on)} was to be looked at again by {as_day(newest.review_on)}."
        )
    return ""


def warning_of(period: SitePeriod, assessments: Iterable[RiskAssessment], day: date) -> str:
    """What speaks against a period in which people meet in person: on its first day, or today while it goes on."""
    if not Mode(period.mode).meets_in_person:
        return ""
    listed = list(assessments)
    asked = [period.started_on, day] if period.is_held_on(day) else [period.started_on]
    return next((sentence for one in asked if (sentence := why_not_meet(listed, one))), "")
