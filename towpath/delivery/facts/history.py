"""All that the page of one site is made of."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from towpath.delivery.facts import site
from towpath.delivery.facts.board import Targets
from towpath.delivery.facts.count import SiteCount, count
from towpath.delivery.facts.standing import SiteStanding
from towpath.foundation.figures import Audience
from towpath.foundation.periods import Quarter
from towpath.practices.models import SignUp
from towpath.programmes.missing import Checks, check_rows, checks_of
from towpath.programmes.models import Measure, Milestone
from towpath.training.facts.feedback import Feedback, feedback_for_readers, feedback_on


@dataclass(frozen=True)
class SitePage:
    """What is known of one site on a day, from its programme's first quarter on.

    `feedback` is of the day's quarter; None for readers while that goes on.
    """

    count: SiteCount
    sign_ups: list[SignUp]
    targets: Mapping[Quarter, Targets]
    milestones: list[Milestone]
    last_checks: Checks
    checks: list[site.Check]
    feedback: Feedback | None

    @property
    def standing(self) -> SiteStanding:
        return self.count.standing

    @property
    def targets_now(self) -> Targets:
        """The targets of the day's quarter, by what they are set for."""
        return self.targets.get(self.count.quarter, {})

    def target_of(self, quarter: Quarter) -> int | None:
        """How many practices were to be fully trained by the end of a quarter."""
        return self.targets.get(quarter, {}).get(Measure.PRACTICES_TRAINED)

    def trained_since(self, sign_up: SignUp) -> date | None:
        """Since when a practice is fully trained by the rule in force on the day."""
        return self.count.practices.trained_since(sign_up.practice_id, self.count.rule_on(self.count.day))


def gather_site(standing: SiteStanding, audience: Audience) -> SitePage:
    """Fetch it, in as many questions for a site with a thousand sessions as for one with none."""
    place, day = standing.site, standing.day
    quarter = Quarter.containing(day)
    feedback = _feedback(standing, quarter, audience)
    answered = {place.pk: {quarter: feedback.people().get(place.pk, 0)}} if feedback else {}
    counted = count([standing], day, answered=answered)[place.pk]
    checked = check_rows([place.programme_id], [quarter.previous(), quarter])
    return SitePage(
        count=counted,
        sign_ups=[] if place.is_in_outline else site.practices_in_place(counted.practices, day),
        targets=site.targets_by_quarter(place),
        milestones=site.milestones_to_see(place, day),
        last_checks=checks_of(checked, [place], day)[place.pk],
        checks=site.core_checks(checked, [place], quarter)[place.pk],
        feedback=feedback,
    )


def _feedback(standing: SiteStanding, quarter: Quarter, audience: Audience) -> Feedback | None:
    """Answers on the quarter's sessions here up to the day; for readers what they see of the quarter, if anything."""
    programme, day = standing.site.programme_id, standing.day
    if audience is Audience.WORKING:
        return feedback_on(programme, quarter.start, day, session__site=standing.site)
    return feedback_for_readers(programme, quarter, day)
