"""Pages of a grown database, as a signed-in person meets them: middleware, access, audit and HTML included."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import cycle

from django.urls import reverse

from bench.browser import Browser, queries
from bench.finding import Bar, Finding, Floor
from bench.grown.people import AGENCY_LEAD, COORDINATOR, REGIONAL_LEAD
from bench.grown.plans import RATINGS
from bench.timing import in_turns, timed
from towpath.accounts.models import User
from towpath.partners.models import Agency
from towpath.plans.models import Action, Plan
from towpath.plans.models.actions import ActionQuerySet
from towpath.ui.paging import page_by_key

SUBJECT = "Pages with 1,000 plans and 20,000 actions"
BAR = Bar(150, "p95")
RUNS = 40
DEEP = 19_000  # how many actions lie before the deep page
PAGE = 50
ORDER = ("plan_id", "heading", "position")  # as the board orders actions under their recommendations


@dataclass(frozen=True)
class Case:
    """A page, and its addresses, asked for in turn. It `holds` these words, or we would be measuring another page."""

    what: str
    addresses: Sequence[str]
    who: str = COORDINATOR
    holds: str = "</html>"


def findings() -> Iterator[Finding]:
    """Every page, then what paging by key saves over paging by offset."""
    browsers = {who: Browser(who) for who in (COORDINATOR, AGENCY_LEAD, REGIONAL_LEAD)}
    for case in [
        *_plan_pages(),
        *_action_lists(),
        *_lead_pages("agency lead", AGENCY_LEAD),
        *_lead_pages("regional lead", REGIONAL_LEAD),
    ]:
        yield _measured(case, browsers[case.who])
    yield _by_key_and_by_offset()


def _measured(case: Case, browser: Browser) -> Finding:
    assert case.holds in browser.get(case.addresses[0]), f"{case.what}: {case.holds} is not on the page."
    addresses = cycle(case.addresses)
    timing = timed(lambda: browser.get(next(addresses)), runs=RUNS, warm_up=2)
    asked = max(queries(partial(browser.get, address)) for address in case.addresses[:3])
    return Finding(SUBJECT, case.what, timing, BAR, queries=asked)


def _plan_pages() -> Iterator[Case]:
    largest, *plans = Plan.objects.order_by("pk").values_list("pk", flat=True)[:RUNS]
    longest, *actions = Action.objects.order_by("pk").values_list("pk", flat=True)[: RUNS * 300 : 300]
    recommendations = list(Action.objects.filter(pk__in=actions).values_list("recommendation", flat=True))
    board = reverse("plans:plan", args=[largest])
    yield Case("home", [reverse("home")])
    yield Case("plans, first page", [reverse("plans:plans")])
    yield Case("board of a plan of 20", _pages("plan", plans))
    yield Case("board of a plan of 500", [board])
    yield Case("board of a plan of 500, by agency, red", [f"{board}?by=agency&rating=red"])
    yield Case("recommendation", _pages("recommendation", recommendations))
    yield Case("action", _pages("action", actions))
    yield Case("action with 200 updates", _pages("action", [longest]))
    yield Case("action, form to report", _pages("report_progress", actions))


def _pages(name: str, keys: Sequence[int]) -> list[str]:
    return [reverse(f"plans:{name}", args=[key]) for key in keys]


def _action_lists() -> Iterator[Case]:
    """The list over all plans: as it opens, narrowed by each filter, in each grouping, and deep."""
    agency = Agency.objects.order_by("pk")[:1].get().pk
    filters = ("rating=red", "theme=Provision", "due=overdue", "due=soon", "due=undated", "words=reception+staff")
    yield _list_of_actions("all", "")
    for chosen in (*filters, f"agency={agency}", "rating=red&due=overdue&words=practice"):
        yield _list_of_actions(chosen.replace("&", ", "), chosen)
    for grouping in ("rating", "theme", "agency", "deadline"):
        yield _list_of_actions(f"by {grouping}", f"by={grouping}")
    yield _list_of_actions(f"the {DEEP:,}th on", f"after={_deep_cursor()}", holds='rel="prev"')


def _list_of_actions(what: str, query: str, **more: str) -> Case:
    return Case(f"actions: {what}", [f"{reverse('plans:actions')}?{query}"], **more)


def _lead_pages(called: str, who: str) -> Iterator[Case]:
    """What somebody sees who sees only the actions of an agency."""
    own = Action.objects.visible_to(User.objects.get(email=who)).order_by("pk")[:RUNS]
    actions = reverse("plans:actions")
    yield Case(f"{called}: home", [reverse("home")], who)
    yield Case(f"{called}: plans", [reverse("plans:plans")], who)
    yield Case(f"{called}: board", _pages("plan", [action.plan_id for action in own]), who)
    yield Case(f"{called}: actions to do", [f"{actions}?by=deadline&due=open"], who)
    yield Case(f"{called}: actions", [f"{actions}?by=recommendation"], who)
    yield Case(f"{called}: action", _pages("action", [action.pk for action in own]), who)


def _by_key_and_by_offset() -> Finding:
    """The rows alone of a deep page: by key as the board asks, and by offset."""
    actions, cursor = _all_actions().with_people(), _deep_cursor()
    by_key, by_offset = in_turns(
        lambda: page_by_key(actions, after=cursor, size=PAGE, order=ORDER),
        lambda: list(actions.order_by(*ORDER, "pk")[DEEP : DEEP + PAGE + 1]),
        runs=RUNS,
    )
    return Finding(SUBJECT, f"rows of the {DEEP:,}th on", by_key, floor=Floor("the same rows by offset", by_offset))


def _deep_cursor() -> str:
    return page_by_key(_all_actions(), after="", size=DEEP, order=ORDER).next


def _all_actions() -> ActionQuerySet:
    coordinator = User.objects.get(email=COORDINATOR)
    return Action.objects.visible_to(coordinator).current().headed_by("recommendation", RATINGS)
