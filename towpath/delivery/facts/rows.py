"""The rows behind every figure. A board counts them and a list shows them, so the two cannot differ."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from towpath.foundation.periods import Quarter
from towpath.programmes.models import Measure, Milestone, Site, SitePost, Target
from towpath.training.models import Attainment, Headcount, Session, SessionState, SignUp, Support, TrainingRule

SOON = timedelta(days=30)


@dataclass(frozen=True)
class Window:
    """Some sites and the days looked at, both counted; without a first day from the beginning."""

    sites: frozenset[int]
    last: date
    first: date | None = None

    def q(self, site: str, day: str) -> Q:
        """Rows of these sites whose day lies in the window."""
        kept = Q(**{f"{site}__in": self.sites, f"{day}__lte": self.last})
        return kept & Q(**{f"{day}__gte": self.first}) if self.first else kept


@dataclass(frozen=True)
class Scope:
    """What a figure is of: sites on a day, the windows counted, and the rules for "fully trained" that hold."""

    sites: tuple[Site, ...]
    day: date
    rules: Mapping[int, TrainingRule]
    windows: tuple[Window, ...]

    @property
    def keys(self) -> list[int]:
        return [site.pk for site in self.sites]

    def within(self, site: str, day: str) -> Q:
        """Rows that lie in any of the windows."""
        kept = Q(pk__in=[])
        for window in self.windows:
            kept |= window.q(site, day)
        return kept

    @classmethod
    def of(
        cls, sites: Iterable[Site], day: date, rules: Mapping[int, TrainingRule], *, first: date | None = None,
        last: date | None = None,
    ) -> "Scope":  # fmt: skip
        """Sites looked at over the same days."""
        listed = tuple(sites)
        return cls(listed, day, rules, (Window(frozenset(site.pk for site in listed), last or day, first),))


def practices_signed_up(scope: Scope) -> QuerySet[SignUp]:
    """Practices in place on the day, each once per site."""
    in_place = SignUp.objects.filter(site__in=scope.keys).in_place_on(scope.day)
    later = SignUp.objects.in_place_on(scope.day).filter(
        site=OuterRef("site"), practice=OuterRef("practice"), pk__gt=OuterRef("pk")
    )
    return in_place.filter(~Exists(later))


def practices_uncounted(scope: Scope) -> QuerySet[SignUp]:
    """Practices in place of whose staff nobody was ever counted: they cannot be fully trained."""
    return practices_signed_up(scope).filter(~Exists(counts_by(scope.day)))


def counts_by(day: date) -> QuerySet[Headcount]:
    """Counts of a sign-up's staff up to a day."""
    return Headcount.objects.filter(sign_up=OuterRef("pk"), as_of__lte=day)


def practices_trained(scope: Scope) -> QuerySet[Attainment]:
    """Practices that became fully trained in the window, by the rule in force on the day; each once per site.

    A practice that left stays trained, and one that signed up again counts on its first day.
    """
    rules = [rule.pk for rule in scope.rules.values()]
    attained = Attainment.objects.filter(rule__in=rules, sign_up__site__in=scope.keys)
    return attained.filter(~Exists(_signed_up_and_trained_before())).filter(scope.within("sign_up__site", "reached_on"))


def _signed_up_and_trained_before() -> QuerySet[SignUp]:
    """Another sign-up of the same practice at the same site that was fully trained earlier by the same rule."""
    earlier = Q(reached_on__lt=OuterRef(OuterRef("reached_on")))
    same_day = Q(reached_on=OuterRef(OuterRef("reached_on")), pk__lt=OuterRef(OuterRef("pk")))
    before = Attainment.objects.filter(earlier | same_day, sign_up=OuterRef("pk"), rule=OuterRef(OuterRef("rule")))
    others = SignUp.objects.filter(site=OuterRef("sign_up__site"), practice=OuterRef("sign_up__practice"))
    return others.exclude(pk=OuterRef("sign_up")).filter(Exists(before))


def sessions_held(scope: Scope) -> QuerySet[Session]:
    """Sessions held in the window."""
    return Session.objects.held().filter(scope.within("site", "held_on"))


def sessions_attended(scope: Scope) -> QuerySet[Session]:
    """Sessions of which it is recorded who or how many came."""
    return sessions_held(scope).filter(people__gt=0)


def sessions_without_attendance(scope: Scope) -> QuerySet[Session]:
    """Sessions held of which nobody recorded who came."""
    return sessions_held(scope).filter(people=0)


def sessions_past_their_day(scope: Scope) -> QuerySet[Session]:
    """Sessions still planned though their day has passed: nobody said whether they were held."""
    return Session.objects.filter(site__in=scope.keys, state=SessionState.PLANNED, held_on__lt=scope.day)


def open_on(day: date) -> Q:
    """Milestones not met by the end of a day."""
    return Q(met_on=None) | Q(met_on__gt=day)


def overdue_on(day: date) -> Q:
    """Not met, and the last day of the promise has passed."""
    return open_on(day) & Q(overdue_after__lt=day)


def due_soon_on(day: date) -> Q:
    """Not met, not overdue, and due within 30 days."""
    return open_on(day) & ~Q(overdue_after__lt=day) & Q(due_on__range=(day, day + SOON))


def milestones_of_whole_programmes(programmes: Iterable[int], day: date) -> QuerySet[Milestone]:
    """Overdue milestones that belong to no one site, so that no row of a board counts them."""
    return Milestone.objects.filter(overdue_on(day), site=None, programme__in=list(programmes))


def milestones_overdue(scope: Scope) -> QuerySet[Milestone]:
    return Milestone.objects.filter(overdue_on(scope.day), site__in=scope.keys)


def milestones_due_soon(scope: Scope) -> QuerySet[Milestone]:
    return Milestone.objects.filter(due_soon_on(scope.day), site__in=scope.keys)


def targets_of(scope: Scope, measure: Measure = Measure.PRACTICES_TRAINED) -> QuerySet[Target]:
    """What the sites were to reach by the end of the day's quarter."""
    quarter = Quarter.containing(scope.day)
    year, number = quarter.financial_year.first, quarter.number
    return Target.objects.filter(site__in=scope.keys, measure=measure, financial_year=year, quarter_number=number)


def posts_held(scope: Scope) -> QuerySet[SitePost]:
    """Who is in post on the day."""
    return SitePost.objects.filter(site__in=scope.keys).held_on(scope.day)


def support_given(scope: Scope) -> QuerySet[Support]:
    """Support given to practices in the window."""
    return Support.objects.filter(scope.within("sign_up__site", "given_on")).annotate(site_id=F("sign_up__site"))


def visible_sites(user: Any) -> QuerySet[Site]:
    """The sites of a person's board, with what their names need."""
    return (
        Site.objects.visible_to(user)
        .select_related("programme", "phase")
        .order_by("programme__name", "programme_id", "phase__position", "number")
    )
