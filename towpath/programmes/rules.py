"""What cannot be recorded, each rule as the sentence that says so; empty where nothing speaks against it."""

from collections.abc import Iterable
from datetime import date

from towpath.foundation.clock import today
from towpath.partners.models import Agency
from towpath.programmes.models import Mode, Programme, RiskAssessment, RiskOutcome, Site, SitePeriod, SitePost
from towpath.ui.words import as_day


def if_reversed(first: date, last: date | None) -> str:
    """A last day does not come before the first."""
    return "The last day must be on or after the first day." if last and last < first else ""


def if_before_launch(programme: Programme, day: date) -> str:
    """Nothing of a programme happened before it was launched."""
    if day >= programme.starts_on:
        return ""
    return f"{programme.name} was launched on {as_day(programme.starts_on)}: choose that day or a later one."


def if_in_future(day: date) -> str:
    """What is recorded as done was done by today."""
    return "The date must be today or earlier." if day > today() else ""


def if_foreign(programme: Programme, *agencies: Agency | None) -> str:
    """Agencies named in a programme are agencies of its partnership."""
    is_foreign = any(agency and agency.partnership_id != programme.partnership_id for agency in agencies)
    return "Choose an agency of this partnership." if is_foreign else ""


def if_not_in_post(post: SitePost, site: Site, day: date, *, otherwise: str) -> str:
    """Whoever did something at a site was in post there that day; `otherwise` says what to do where they were not."""
    if post.site_id != site.pk:
        return f"{post.name} is not in post at {site.area}: {otherwise}."
    if not SitePost.objects.filter(pk=post.pk).held_on(day).exists():
        return f"{post.name} was not in post on {as_day(day)}: {otherwise}."
    return ""


def if_overlapping(site: Site, period: SitePeriod) -> str:
    """Two periods of a site never share a day: it works in one mode at a time."""
    others = site.periods.exclude(pk=period.pk)
    shared = others.sharing_a_day(*period.days).order_by("started_on").first()
    if shared is None:
        return ""
    return (
        f"This overlaps with “{shared.get_mode_display()}”, {in_days(shared)}. "
        "A site works in one mode at a time: end one before the other begins."
    )


def if_pause_unexplained(period: SitePeriod) -> str:
    """Whoever reads that a site is paused is told why, and what waits for it."""
    is_silent = period.mode == Mode.PAUSED and not period.reason.strip()
    return "Say why the site is paused, and what waits for it." if is_silent else ""


def in_days(period: SitePeriod) -> str:
    """1 April 2020 to 31 March 2021, or since 1 April 2020."""
    if period.ended_on is None:
        return f"since {as_day(period.started_on)}"
    return f"{as_day(period.started_on)} to {as_day(period.ended_on)}"


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
    days = [period.started_on, day] if period.is_held_on(day) else [period.started_on]
    return next((sentence for one in days if (sentence := why_not_meet(listed, one))), "")
