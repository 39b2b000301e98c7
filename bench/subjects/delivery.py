"""Pages of delivery as people of a region meet them, and the one figure that everybody asks for."""

from collections.abc import Iterator
from datetime import timedelta

from django.urls import reverse

from bench.browser import Browser, queries
from bench.finding import Bar, Finding
from bench.grown.delivery import COMMISSIONER, EDUCATOR, MANAGER
from bench.subjects.pages import Case
from bench.timing import timed
from towpath.facts.counting import Tally
from towpath.foundation.clock import today
from towpath.foundation.periods import Quarter
from towpath.practices.models import SignUp
from towpath.programmes.models import Programme, Site
from towpath.training.facts.practices import TRAINED_OF_SIGNED_UP, practices_at
from towpath.training.services.attaining import attain

SUBJECT = "Delivery with 60 sites, 2,000 practices, 30,000 sessions, 300,000 attendances"
BAR, EVERY_PRACTICE = Bar(150), Bar(500)
SITE_BAR = Bar(150, queries=20)  # one site with everything about it, and the record that it was opened
RUNS = 30


def findings() -> Iterator[Finding]:
    """Every page, then the state of every practice."""
    browsers = {who: Browser(who) for who in (MANAGER, EDUCATOR, COMMISSIONER)}
    for case in _pages():
        yield _measured(case, browsers[case.who])
    yield from _fully_trained()


def _measured(case: Case, browser: Browser) -> Finding:
    address = case.addresses[0]
    assert case.holds in browser.get(address), f"{case.what}: {case.holds} is not on the page."
    timing = timed(lambda: browser.get(address), runs=RUNS, warm_up=2)
    bar = SITE_BAR if case.what == "site page" else BAR
    return Finding(SUBJECT, case.what, timing, bar, queries=queries(lambda: browser.get(address)))


def _pages() -> Iterator[Case]:
    site = Site.objects.order_by("pk").values_list("pk", flat=True)[0]
    last = Quarter.containing(today()).previous().end
    board, phases = reverse("delivery:board"), reverse("delivery:phases")
    yield Case("site board", [board], MANAGER, "All 60 sites")
    yield Case("site board at the end of last quarter", [f"{board}?on={last}"], MANAGER, "All 60 sites")
    yield Case("site board of one phase", [f"{board}?phase={_phase()}"], MANAGER, "All 10 sites")
    yield Case("site board of an advocate educator", [board], EDUCATOR, "All 1 site")
    yield Case("site board of a commissioner", [board], COMMISSIONER, "All 60 sites")
    yield Case("site page", [reverse("delivery:site", args=[site])], MANAGER)
    for measure in ("trained", "people"):
        yield Case(f"phases side by side: {measure}", [f"{phases}?measure={measure}"], MANAGER)
    for what in ("practices_trained", "sessions", "practices_uncounted"):
        yield Case(f"list behind a figure: {what}", [reverse("delivery:figures", args=[what])], MANAGER)
    yield Case("practices, first page", [reverse("practices:practices")], MANAGER)
    yield Case("practices of a site", [f"{reverse('practices:practices')}?site={site}"], MANAGER)
    yield Case("sessions, first page", [reverse("training:sessions")], MANAGER)
    yield Case("sessions of a site", [f"{reverse('training:sessions')}?site={site}"], MANAGER)


def _phase() -> int:
    return int(Site.objects.order_by("pk").values_list("phase", flat=True)[0])


def _fully_trained() -> Iterator[Finding]:
    """Whether each practice is fully trained at a date, and working that out anew for a site's practices."""
    day, sites = today() - timedelta(days=400), list(Site.objects.all())
    programmes = list(Programme.objects.all())
    sites_of = {one.pk: [site.pk for site in sites if site.programme_id == one.pk] for one in programmes}
    every = timed(
        lambda: [Tally("site", keys, day).ratio(TRAINED_OF_SIGNED_UP) for keys in sites_of.values()], runs=RUNS
    )
    yield Finding(SUBJECT, "fully trained at a date: every practice", every, EVERY_PRACTICE)
    counts = timed(lambda: Tally("site", [site.pk for site in sites], day).fetched(practices_at), runs=RUNS)
    yield Finding(SUBJECT, "fully trained at a date: practices of each site", counts, EVERY_PRACTICE)
    few = list(SignUp.objects.filter(site=sites[0]))
    yield Finding(SUBJECT, f"worked out anew for {len(few)} practices", timed(lambda: attain(few), runs=10))
