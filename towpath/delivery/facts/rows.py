"""The rows behind every figure. A figure counts them and a list shows them, so the two cannot differ."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import Count, F, Q, QuerySet

from towpath.foundation.periods import Quarter
from towpath.practices.models import SignUp
from towpath.programmes.models import Measure, Milestone, Site, SitePost, Target
from towpath.training.facts.practices import FirstTrained, Rules, SitePractices, Stay, practices_of
from towpath.training.facts.sessions import HELD, WITH_ATTENDANCE, WITHOUT_ATTENDANCE, passed_without_record
from towpath.training.models import Attainment, Session, Support, TrainingRule


@dataclass(frozen=True)
class Window:
    """Some sites and the days looked at, both counted; without a first day from the beginning."""

    sites: frozenset[int]
    last: date
    first: date | None = None

    def q(self, site: str, day: str) -> Q:
        """Rows of these sites whose day lies in the window."""
        inside = Q(**{f"{site}__in": self.sites, f"{day}__lte": self.last})
        return inside & Q(**{f"{day}__gte": self.first}) if self.first else inside


@dataclass(frozen=True)
class Scope:
    """What a list is of: sites on a day, the windows counted, and the programmes' rules for "fully trained"."""

    sites: tuple[Site, ...]
    day: date
    known_on: date
    rules: Rules
    windows: tuple[Window, ...]

    @property
    def keys(self) -> list[int]:
        return [site.pk for site in self.sites]

    @property
    def counted(self) -> list[int]:
        """Sites whose training makes figures: one kept in outline has none, so no row of its training is listed."""
        return [site.pk for site in self.sites if not site.is_in_outline]

    @cached_property
    def practices(self) -> dict[int, SitePractices]:
        """The practices of each site up to the day."""
        return practices_of(self.counted, self.day)

    def rule_at(self, site: int, day: date) -> int | None:
        """The rule for fully trained in force at a site on a day."""
        return self.rules.key_on(self._programme_of[site], day)

    def rule_of(self, site: int, *, is_of_window: bool) -> TrainingRule | None:
        """The rule a site's rows were counted by: that of the last day of its window, or of the day."""
        day = self._last_day_of.get(site, self.day) if is_of_window else self.day
        return self.rules.on(self._programme_of[site], day)

    def by_site(self) -> Iterator[tuple[int, SitePractices, Window]]:
        """Each site with its practices and each window it is looked at in."""
        for window in self.windows:
            for site in sorted(window.sites & self.practices.keys()):
                yield site, self.practices[site], window

    def within(self, site: str, day: str) -> Q:
        """Rows of counted sites that lie in any of the windows."""
        inside = Q(pk__in=[])
        for window in self.windows:
            inside |= window.q(site, day)
        return inside & Q(**{f"{site}__in": self.counted})

    @cached_property
    def _last_day_of(self) -> dict[int, date]:
        """The last day of the window of each site."""
        return {site: window.last for window in self.windows for site in window.sites}

    @cached_property
    def _programme_of(self) -> dict[int, int]:
        return {site.pk: site.programme_id for site in self.sites}


def practices_signed_up(scope: Scope) -> QuerySet[SignUp]:
    """Practices signed up on the day, each once per site."""
    return _sign_ups(scope, lambda practices: practices.in_place(scope.day))


def practices_joined(scope: Scope) -> QuerySet[SignUp]:
    """Practices that signed up in a window, each once per site."""
    stays = [
        stay.sign_up for _, practices, window in scope.by_site() for stay in practices.joined(window.first, window.last)
    ]  # fmt: skip
    return SignUp.objects.filter(pk__in=stays)


def practices_uncounted(scope: Scope) -> QuerySet[SignUp]:
    """Practices signed up of whose staff nobody was ever counted: they cannot be fully trained."""
    return _sign_ups(scope, lambda practices: practices.uncounted(scope.day))


def _sign_ups(scope: Scope, listed: Callable[[SitePractices], list[Stay]]) -> QuerySet[SignUp]:
    stays = [stay.sign_up for practices in scope.practices.values() for stay in listed(practices)]
    return SignUp.objects.filter(pk__in=stays)


def practices_trained(scope: Scope) -> QuerySet[Attainment]:
    """Practices fully trained: those signed up on the day that had reached the rule in force on it."""
    return _attainments(
        one for site, practices in scope.practices.items()
        for one in practices.trained(scope.day, scope.rule_at(site, scope.day))
    )  # fmt: skip


def practices_became_trained(scope: Scope) -> QuerySet[Attainment]:
    """Practices that became fully trained in a window, by the rule in force on its last day."""
    return _attainments(
        one for site, practices, window in scope.by_site()
        for one in practices.became_trained(window.first, window.last, scope.rule_at(site, window.last))
    )  # fmt: skip


def practices_ever_trained(scope: Scope) -> QuerySet[Attainment]:
    """Practices that were fully trained by the day, those that left since among them."""
    return _attainments(
        one for site, practices in scope.practices.items()
        for one in practices.ever_trained(scope.day, scope.rule_at(site, scope.day))
    )  # fmt: skip


def _attainments(reached: Iterable[FirstTrained]) -> QuerySet[Attainment]:
    return Attainment.objects.filter(pk__in=[one.attainment for one in reached])


def sessions_held(scope: Scope) -> QuerySet[Session]:
    """Sessions held in the window."""
    return Session.objects.filter(HELD, scope.within("site", "held_on"))


def sessions_attended(scope: Scope) -> QuerySet[Session]:
    """Sessions of which it is recorded who or how many came."""
    return Session.objects.filter(WITH_ATTENDANCE, scope.within("site", "held_on"))


def sessions_without_attendance(scope: Scope) -> QuerySet[Session]:
    """Sessions held of which nobody recorded who came."""
    return Session.objects.filter(WITHOUT_ATTENDANCE, scope.within("site", "held_on"))


def sessions_answered(scope: Scope) -> QuerySet[Session]:
    """Sessions held in the window about which somebody answered, with how many people did."""
    answered = sessions_held(scope).filter(answers__isnull=False)
    return answered.annotate(answered=Count("answers__respondent", distinct=True))


def sessions_past_their_day(scope: Scope) -> QuerySet[Session]:
    """Sessions still planned though a day has passed since: nobody said whether they were held."""
    passed = passed_without_record(scope.known_on)
    return Session.objects.filter(passed, site__in=scope.counted, held_on__lte=scope.day)


def milestones_of_whole_programmes(programmes: Iterable[int], day: date) -> QuerySet[Milestone]:
    """Overdue milestones that belong to no one site, so that no row of a board counts them."""
    return Milestone.objects.overdue_at(day).filter(site=None, programme__in=list(programmes))


def milestones_overdue(scope: Scope) -> QuerySet[Milestone]:
    return Milestone.objects.overdue_at(scope.day).filter(site__in=scope.keys)


def milestones_due_soon(scope: Scope) -> QuerySet[Milestone]:
    return Milestone.objects.due_soon_at(scope.day).filter(site__in=scope.keys)


def targets_of(measure: Measure) -> Callable[[Scope], QuerySet[Target]]:
    """The targets of a kind for the day's quarter."""

    def rows(scope: Scope) -> QuerySet[Target]:
        return targets_on(scope.keys, scope.day).filter(measure=measure)

    return rows


def targets_on(sites: Iterable[int], day: date) -> QuerySet[Target]:
    """What sites were to reach by the end of a day's quarter."""
    return Target.objects.of(Quarter.containing(day)).filter(site__in=list(sites))


def posts_held(scope: Scope) -> QuerySet[SitePost]:
    """Who is in post on the day."""
    return SitePost.objects.filter(site__in=scope.keys).held_on(scope.day)


def support_given(scope: Scope) -> QuerySet[Support]:
    """Support given to practices in the window."""
    return Support.objects.filter(scope.within("sign_up__site", "given_on")).annotate(site_id=F("sign_up__site"))


def visible_sites(user: Any, day: date) -> QuerySet[Site]:
    """The sites of a person's board on a day, with what their names need and the end of all work as agreed by then."""
    return (
        Site.objects.visible_to(user)
        .with_end_of_work(day)
        .select_related("programme", "phase")
        .order_by("programme__name", "programme_id", "phase__position", "number")
    )
