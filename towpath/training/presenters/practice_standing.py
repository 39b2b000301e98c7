"""Where each sign-up of a practice's page stands against the rule for fully trained, as a part of that page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef

from towpath.foundation.days import is_over
from towpath.practices.models import SignUp
from towpath.practices.services.mergers import IS_MERGED
from towpath.programmes.models import Site
from towpath.training.facts.practices import rules_of
from towpath.training.models import TrainingRule
from towpath.training.presenters.practice import TrainingStatus, present_status
from towpath.training.services.attaining import RuleFacts, facts_of
from towpath.training.services.refreshing import last_refreshers


@dataclass(frozen=True)
class SignUpStanding:
    """Its status on a day, and whether a refresher is owed to it then.

    A site that is closed on the day owes nobody a refresher, and a practice that left is owed none.
    """

    status: TrainingStatus | None
    owes_refresher: bool


def standing_of(sign_ups: Sequence[SignUp], day: date) -> Mapping[int, SignUpStanding]:
    """By sign-up; a programme that has no rule on the day gives no status."""
    keys = [sign_up.pk for sign_up in sign_ups]
    rules = rules_of({sign_up.site.programme_id for sign_up in sign_ups}).in_force(day)
    closed_site = Exists(Site.objects.closed_on(day).filter(pk=OuterRef("site")))
    ours = SignUp.objects.filter(pk__in=keys)
    about = list(ours.annotate(is_merged=IS_MERGED, is_closed=closed_site).values_list("pk", "is_merged", "is_closed"))
    closed = {pk for pk, _, is_closed in about if is_closed}
    facts, refreshed = facts_of(keys, [pk for pk, is_merged, _ in about if is_merged]), last_refreshers(ours, day)
    return {
        one.pk: SignUpStanding(
            status=_status(one, rules.get(one.site.programme_id), facts, refreshed, day),
            owes_refresher=one.pk not in closed and not is_over(one.left_on, day),
        )
        for one in sign_ups
    }


def _status(
    sign_up: SignUp, rule: TrainingRule | None, facts: Mapping[int, RuleFacts], refreshed: Mapping[int, date], day: date
) -> TrainingStatus | None:
    """None while the programme has no rule."""
    if rule is None:
        return None
    known = facts.get(sign_up.pk) or RuleFacts()
    last = refreshed.get(sign_up.pk)
    return present_status(
        sign_up, rule.rule, known.reached, known.counted, day, refreshed_on=last, handed_on=known.handed_on.get(rule.pk)
    )
