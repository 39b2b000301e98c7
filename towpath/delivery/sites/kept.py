"""What the record shows of core elements: none of it may be said to be kept without somebody looking twice."""

from collections.abc import Iterable, Mapping

from towpath.delivery.sites.counting import SiteCount, count_sites
from towpath.foundation.clock import today
from towpath.foundation.periods import Quarter
from towpath.programmes.models import PostKind, Site
from towpath.programmes.standing import standings
from towpath.training.facts import sessions

SUPPORT = "No hours of support to practices are recorded in {quarter}."
SESSIONS = "No session held is recorded in {quarter}."
IN_POST = {
    "clinical lead": (PostKind.CLINICAL_LEAD, "No clinical lead is recorded in post on the last day of {quarter}."),
    "advocate educator": (
        PostKind.ADVOCATE_EDUCATOR, "No advocate educator is recorded in post on the last day of {quarter}.",
    ),
}  # fmt: skip


def nothing_shown_of(site: Site, quarter: Quarter, elements: Iterable[str]) -> Mapping[str, str]:
    """By element, what a site's record does not show in a quarter that has begun."""
    day = min(quarter.end, today())
    if quarter.start > day:
        return {}
    return not_shown(count_sites(standings([site], day), day).at(site.pk), quarter, elements)


def not_shown(counted: SiteCount, quarter: Quarter, elements: Iterable[str]) -> dict[str, str]:
    """The same of a site that is counted already. A site kept in outline records nothing of them here."""
    if counted.standing.site.is_in_outline:
        return {}
    sentences = {name: _sentence(counted, quarter, name.casefold()) for name in elements}
    return {name: sentence.format(quarter=quarter) for name, sentence in sentences.items() if sentence}


def _sentence(counted: SiteCount, quarter: Quarter, name: str) -> str:
    """What an element's name asks of the record, where the record has nothing of it; elements are words."""
    if "support" in name and "patient" not in name:
        return "" if counted.figure(sessions.SUPPORT, quarter).number else SUPPORT
    if "session" in name:
        return "" if counted.figure(sessions.SESSIONS, quarter).number else SESSIONS
    for words, (kind, sentence) in IN_POST.items():
        if words in name:
            return "" if any(post.kind == kind for post in counted.standing.posts) else sentence
    return ""
