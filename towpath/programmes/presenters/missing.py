"""What is missing at a site, in sentences somebody can act on."""

from collections.abc import Iterable, Iterator
from datetime import date

from towpath.foundation.periods import Quarter
from towpath.programmes.meeting import warning_of
from towpath.programmes.models import CoreElement, PostKind, Site
from towpath.programmes.presenters.gathered import mode_on
from towpath.ui.timeline import Gap
from towpath.ui.words import as_day

EXPECTED_POSTS = (PostKind.ADVOCATE_EDUCATOR, PostKind.CLINICAL_LEAD)


def missing_at(site: Site, elements: Iterable[CoreElement], gaps: Iterable[Gap], day: date) -> tuple[str, ...]:
    """Everything missing of a site fetched with its history, the most pressing first."""
    mode = mode_on(site, day)
    works = mode is not None and mode.delivers
    return (
        *_meetings(site, day),
        *_history(site, gaps, day),
        *(_people(site, day) if works else ()),
        *_checks(site, list(elements), day),
    )


def _meetings(site: Site, day: date) -> Iterator[str]:
    """Meetings in person that nothing allows, each sentence once."""
    assessments = list(site.risk_assessments.all())
    warnings = [warning_of(period, assessments, day) for period in site.periods.all()]
    yield from dict.fromkeys(warning for warning in warnings if warning)


def _history(site: Site, gaps: Iterable[Gap], day: date) -> Iterator[str]:
    if not site.periods.all():
        yield "How this site works has never been recorded."
    for gap in gaps:
        until = f"to {as_day(gap.end)}" if gap.end < day else "to today"
        yield f"Nothing is recorded from {as_day(gap.start)} {until}."


def _people(site: Site, day: date) -> Iterator[str]:
    """A site that delivers has a partner agency, an advocate educator and a clinical lead."""
    if not any(one.started_on <= day and (one.ended_on is None or day <= one.ended_on) for one in site.partners.all()):
        yield "No partner agency is recorded today."
    in_post = {
        post.kind for post in site.posts.all()
        if post.started_on <= day and (post.ended_on is None or day <= post.ended_on)
    }  # fmt: skip
    for kind in EXPECTED_POSTS:
        if kind not in in_post:
            yield f"Nobody is in post as {kind.label.lower()} today."


def _checks(site: Site, elements: list[CoreElement], day: date) -> Iterator[str]:
    """The last quarter that ended is checked, where the site delivered on its last day."""
    quarter = Quarter.containing(day).previous()
    mode = mode_on(site, quarter.end)
    checked = {check.element_id for check in site.core_checks.all() if check.quarter == quarter}
    unchecked = [element for element in elements if element.pk not in checked]
    if unchecked and mode is not None and mode.delivers and quarter.end >= site.programme.starts_on:
        were = "was" if len(unchecked) == 1 else "were"
        yield f"{len(unchecked)} of {len(elements)} core elements {were} not checked in {quarter.label}."
