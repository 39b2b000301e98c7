"""The board: a plan's actions, counted by rating, grouped as the reader asks."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.db.models import Count, Q, QuerySet
from django.urls import reverse

from towpath.foundation.ratings import Rating
from towpath.plans.models import Action
from towpath.plans.presenters.lines import ActionLine, present_lines
from towpath.ui.charts import Bar, BarPart, stacked_bar
from towpath.ui.words import in_sentence_case

Heading = tuple[str, str, str]


def _month(day: date | None) -> str:
    return f"{day:%B %Y}" if day else "No working date"


def _recommendation(line: ActionLine) -> Heading:
    return line.recommendation, line.recommendation_text, reverse("plans:recommendation", args=[line.recommendation_pk])


# How a list can be grouped: its name, and the heading a line belongs under: words, what more is said, where it leads.
GROUPINGS: dict[str, tuple[str, Callable[[ActionLine], Heading]]] = {
    "recommendation": ("Recommendation", _recommendation),
    "rating": ("Rating", lambda line: (line.rating.label, line.rating.rule, "")),
    "theme": ("Theme", lambda line: (line.theme or "No theme", "", "")),
    "agency": ("Accountable agency", lambda line: (line.accountable or "No lead agency recorded", "", "")),
    "deadline": ("Deadline", lambda line: (_month(line.due.working_date), "", "")),
}


@dataclass(frozen=True)
class RatingShare:
    """How many actions carry one rating."""

    rating: Rating
    count: int


@dataclass(frozen=True)
class Summary:
    """The counts above a board. `total` is the sum of the shares."""

    shares: tuple[RatingShare, ...]
    overdue: int
    due_soon: int
    undated: int

    @property
    def total(self) -> int:
        return sum(share.count for share in self.shares)

    @property
    def met(self) -> set[str]:
        """The ratings that any action bears."""
        return {share.rating.slug for share in self.shares if share.count}

    @property
    def bar(self) -> Bar:
        """The shares as a stacked bar."""
        parts = (BarPart(one.rating.label, one.rating.colour, one.count, one.rating.means_done) for one in self.shares)
        return stacked_bar(parts)


@dataclass(frozen=True)
class LineGroup:
    """Lines under one heading, with what more is said of it."""

    heading: str
    note: str
    href: str
    lines: tuple[ActionLine, ...]


def summarise(actions: QuerySet[Action], ratings: Sequence[Rating], day: date) -> Summary:
    """Count actions by rating and by where they stand, in one query."""
    counted = actions.aggregate(
        **{f"rating_{n}": Count("pk", filter=Q(rating=rating.slug)) for n, rating in enumerate(ratings)},
        overdue=Count("pk", filter=Action.is_overdue(day)),
        due_soon=Count("pk", filter=Action.is_due_soon(day)),
        undated=Count("pk", filter=Action.is_undated(day)),
    )
    shares = tuple(RatingShare(rating, counted[f"rating_{n}"]) for n, rating in enumerate(ratings))
    return Summary(shares, counted["overdue"], counted["due_soon"], counted["undated"])


def group(actions: Iterable[Action], by: str, day: date) -> tuple[LineGroup, ...]:
    """Lines under the headings of a grouping; the actions must come ordered by it."""
    heading_of = GROUPINGS[by][1]
    lines = present_lines(actions, day)
    return tuple(LineGroup(*heading, tuple(rows)) for heading, rows in groupby(lines, key=heading_of))


@dataclass(frozen=True)
class PlanBoardOptions:
    """What a board can be narrowed to: pairs of value and label."""

    ratings: tuple[tuple[str, str], ...]
    themes: tuple[tuple[str, str], ...]
    agencies: tuple[tuple[str, str], ...]


def options(actions: QuerySet[Action], ratings: Sequence[Rating]) -> PlanBoardOptions:
    """The ratings, themes and agencies met in these actions."""
    themes = actions.exclude(recommendation__theme="").values_list("recommendation__theme", flat=True)
    agencies = actions.filter(leads__isnull=False).values_list("leads__agency__name", "leads__agency").distinct()
    return PlanBoardOptions(
        ratings=tuple((rating.slug, rating.label) for rating in ratings),
        themes=tuple((theme, in_sentence_case(theme)) for theme in themes.order_by("recommendation__theme").distinct()),
        agencies=tuple((str(pk), name) for name, pk in sorted(agencies.order_by())),
    )
