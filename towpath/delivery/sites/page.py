"""All that the page of one site is made of."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import Min

from towpath.delivery.sites.counting import SiteCount, count_sites
from towpath.foundation.figures import Audience
from towpath.foundation.periods import Quarter
from towpath.practices.facts import first_counts_at, is_counted, stays_at, stays_of
from towpath.practices.models import SignUp
from towpath.programmes.missing import CheckRow, Checks, check_rows, checks_at
from towpath.programmes.models import Measure, Milestone, Site, Target
from towpath.programmes.standing import SiteStanding
from towpath.training.facts.feedback import Feedback, feedback_for_readers, feedback_on
from towpath.training.facts.practices import practices_at


def core_checks(rows: Iterable[CheckRow], sites: Iterable[Site], quarter: Quarter) -> dict[int, list[CheckRow]]:
    """By site, every core element of their programme with the newest check of the site in that quarter, if any."""
    elements: dict[int, CheckRow] = {}
    newest: dict[int | None, dict[int, CheckRow]] = defaultdict(dict)
    for row in rows:
        elements.setdefault(row.element, replace(row, site=None, quarter=None, finding="", reason="", evidence=""))
        if row.quarter == quarter:
            newest[row.site][row.element] = row
    return {site.pk: list((elements | newest[site.pk]).values()) for site in sites}


def milestones_to_see(site: Site, day: date) -> list[Milestone]:
    """The site's own milestones as they stood on a day: what was met later was still to meet."""
    listed = list(site.milestones.select_related("programme", "site__phase").order_by("due_on", "pk"))
    for milestone in listed:
        if milestone.met_on and milestone.met_on > day:
            milestone.met_on = None
    return sorted(listed, key=lambda one: (one.met_on is not None, one.due_on or date.max))


def targets_by_quarter(site: Site) -> dict[Quarter, dict[Measure, int]]:
    """What the site was to reach by the end of each quarter, by what the target is set for."""
    targets: dict[Quarter, dict[Measure, int]] = defaultdict(dict)
    for target in Target.objects.filter(site=site):
        targets[target.quarter][Measure(target.measure)] = target.number
    return dict(targets)


def sign_ups_until(site: Site, day: date) -> list[SignUp]:
    """Every sign-up of a site by a day, with its practice and the day of its first headcount.

    Those of practices that left since are among them.
    """
    listed = SignUp.objects.filter(site=site, signed_up_on__lte=day).select_related("practice")
    return list(listed.annotate(first_counted_on=Min("headcounts__as_of")).order_by("practice__name", "pk"))


def practices_in_place(count: SiteCount, sign_ups: Iterable[SignUp]) -> list[SignUp]:
    """The practices signed up on the day, each with whether its staff were ever counted."""
    tally, day = count.of, count.day
    stays = {stay.sign_up: stay for stay in tally.fetched(stays_at)[count.place].in_place(day)}
    first_counts = tally.fetched(first_counts_at)
    listed = [one for one in sign_ups if one.pk in stays]
    for sign_up in listed:
        sign_up.is_counted = is_counted(stays[sign_up.pk], day, first_counts)  # type: ignore[attr-defined]
    return listed


@dataclass(frozen=True)
class SitePage:
    """What is known of one site on a day, from its programme's first quarter on.

    `feedback` is of the day's quarter; None for readers while that goes on.
    """

    count: SiteCount
    sign_ups: list[SignUp]
    targets: Mapping[Quarter, Mapping[Measure, int]]
    milestones: list[Milestone]
    last_checks: Checks
    checks: list[CheckRow]
    feedback: Feedback | None

    @property
    def standing(self) -> SiteStanding:
        return self.count.standing

    @property
    def targets_now(self) -> Mapping[Measure, int]:
        """The targets of the day's quarter, by what they are set for."""
        return self.targets.get(self.count.quarter, {})

    def target_of(self, quarter: Quarter) -> int | None:
        """How many practices were to be fully trained by the end of a quarter."""
        return self.targets.get(quarter, {}).get(Measure.PRACTICES_TRAINED)

    def trained_since(self, sign_up: SignUp) -> date | None:
        """Since when a practice is fully trained by the rule in force on the day."""
        here = self.count.of.fetched(practices_at)[self.count.place]
        return here.trained_since(sign_up.practice_id, self.count.day)


def gather_site(standing: SiteStanding, audience: Audience) -> SitePage:
    """Fetch it, in as many questions for a site with a thousand sessions as for one with none."""
    place, day = standing.site, standing.day
    quarter = Quarter.containing(day)
    feedback = _feedback(standing, quarter, audience)
    sign_ups = [] if place.is_in_outline else sign_ups_until(place, day)
    first_counts = {one.pk: one.first_counted_on for one in sign_ups if one.first_counted_on}  # type: ignore[attr-defined]
    known: dict[Any, Any] = {stays_at: {place.pk: stays_of(sign_ups)}, first_counts_at: first_counts}
    counted = count_sites([standing], day, known=known).at(place.pk)
    checked = check_rows([place.programme_id], [quarter.previous(), quarter])
    return SitePage(
        count=counted,
        sign_ups=practices_in_place(counted, sign_ups),
        targets=targets_by_quarter(place),
        milestones=milestones_to_see(place, day),
        last_checks=checks_at([place], day, checked)[place.pk],
        checks=core_checks(checked, [place], quarter)[place.pk],
        feedback=feedback,
    )


def _feedback(standing: SiteStanding, quarter: Quarter, audience: Audience) -> Feedback | None:
    """Answers on the quarter's sessions here up to the day; for readers what they see of the quarter, if anything."""
    programme, day = standing.site.programme_id, standing.day
    if audience is Audience.WORKING:
        return feedback_on(programme, quarter.start, day, session__site=standing.site)
    return feedback_for_readers(programme, quarter, day)
