"""All that the page of one site is made of."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from towpath.delivery.facts import numbers, site
from towpath.delivery.facts.dues import quarters_between
from towpath.delivery.facts.numbers import Practices, Tally
from towpath.delivery.facts.rows import Scope
from towpath.delivery.facts.standing import Standing
from towpath.foundation.periods import Quarter
from towpath.programmes.models import Milestone
from towpath.training.models import Answer, SignUp, TrainingRule
from towpath.training.services.attaining import rules_in_force


@dataclass(frozen=True)
class SiteFacts:
    """What is known of one site on a day, from its programme's first quarter on."""

    standing: Standing
    quarters: tuple[Quarter, ...]
    rule: TrainingRule | None
    sign_ups: list[SignUp]
    trained: dict[int, date]
    tallies: dict[Quarter, Tally]
    past_their_day: int
    targets: dict[Quarter, int]
    milestones: list[Milestone]
    checks: list[site.Check]
    support: Decimal
    answers: list[Answer]

    @property
    def quarter(self) -> Quarter:
        """The quarter of the day."""
        return self.quarters[-1]

    @property
    def practices(self) -> Practices:
        return Practices(len(self.sign_ups), sum(not one.is_counted for one in self.sign_ups))  # type: ignore[attr-defined]

    @property
    def unattended(self) -> int:
        """Sessions held without attendance recorded, since the beginning."""
        return sum(tally.unattended for tally in self.tallies.values())


def gather_site(standing: Standing) -> SiteFacts:
    """Fetch it, in as many questions for a site with a thousand sessions as for one with none."""
    place, day = standing.site, standing.day
    rules = rules_in_force([place.programme_id], day)
    whole = Scope.of([place], day, rules)
    quarters = quarters_between(min(place.programme.starts_on, day), day)
    tallies, past = numbers.sessions_by_quarter(whole)
    this_quarter = Scope.of([place], day, rules, first=quarters[-1].start)
    return SiteFacts(
        standing=standing,
        quarters=quarters,
        rule=rules.get(place.programme_id),
        sign_ups=list(site.practices_in_place(whole)),
        trained=site.trained_on(whole),
        tallies=dict(tallies.get(place.pk, {})),
        past_their_day=past.get(place.pk, 0),
        targets=site.targets_by_quarter(place),
        milestones=site.milestones_to_see(place, day),
        checks=site.core_checks(place, quarters[-1]),
        support=site.support_hours(this_quarter),
        answers=_answers(this_quarter),
    )


def _answers(scope: Scope) -> list[Answer]:
    """What people said before and after the sessions held in the window."""
    told = Answer.objects.filter(scope.within("session__site", "session__held_on"), session__state="held")
    return list(told.select_related("question").order_by("question__position", "pk"))
