"""Boards and the list of plans: actions counted by rating, and grouped as the reader asks."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any, NamedTuple

from django.db.models import Count, Exists, OuterRef, QuerySet
from django.urls import reverse

from towpath.accounts.models import User
from towpath.foundation.ratings import NOT_STATED, Rating
from towpath.partners.models import Agency
from towpath.plans.models import Action, Plan
from towpath.ui.charts import Bar, BarPart, stacked_bar
from towpath.ui.words import in_sentence_case


class GroupHeading(NamedTuple):
    """What stands above the actions of a group: its words, what more is said of it, and where it leads."""

    words: str
    note: str = ""
    href: str = ""


def _recommendation(action: Action) -> GroupHeading:
    under = action.recommendation
    return GroupHeading(under.label, under.text, reverse("plans:recommendation", args=[under.pk]))


def _rating(action: Action) -> GroupHeading:
    rating = action.rated
    return GroupHeading(rating.label, rating.rule)


def _theme(action: Action) -> GroupHeading:
    return GroupHeading(in_sentence_case(action.recommendation.theme) or "No theme")


def _agency(action: Action) -> GroupHeading:
    return GroupHeading(action.listed_under or "No lead agency recorded")


def _month(action: Action) -> GroupHeading:
    return GroupHeading(f"{action.due_on:%B %Y}" if action.due_on else "No working date")


# How a list can be grouped: its name, and the heading an action belongs under.
GROUPINGS: dict[str, tuple[str, Callable[[Action], GroupHeading]]] = {
    "recommendation": ("Recommendation", _recommendation),
    "rating": ("Rating", _rating),
    "theme": ("Theme", _theme),
    "agency": ("Accountable agency", _agency),
    "deadline": ("Deadline", _month),
}


@dataclass(frozen=True)
class Summary:
    """The counts of a plan's actions, or a board's. `shares` is how many carry each rating."""

    shares: dict[Rating, int]
    overdue: int
    due_soon: int
    undated: int

    @property
    def total(self) -> int:
        return sum(self.shares.values())

    @property
    def met(self) -> set[str]:
        """The ratings that any action bears."""
        return {rating.slug for rating, count in self.shares.items() if count}

    @property
    def bar(self) -> Bar:
        """The shares as a stacked bar."""
        return stacked_bar(
            BarPart(rating.label, rating.colour, count, rating.means_done) for rating, count in self.shares.items()
        )


def summarise(actions: QuerySet[Action], ratings: Sequence[Rating], day: date) -> Summary:
    """Count actions by rating and by where they stand, in one query."""
    return _summary(_counts(actions, day), ratings)


def group(actions: Iterable[Action], by: str) -> list[tuple[GroupHeading, list[Action]]]:
    """Actions under the headings of a grouping; they must come ordered by it."""
    return [(heading, list(rows)) for heading, rows in groupby(actions, key=GROUPINGS[by][1])]


def options(
    actions: QuerySet[Action], ratings: Sequence[Rating], *, are_few: bool = False
) -> dict[str, list[tuple[str, str]]]:
    """What a board can be narrowed to, by the name of its filter: ratings, and themes and agencies met in it."""
    themes = actions.exclude(recommendation__theme="").values_list("recommendation__theme", flat=True)
    return {
        "rating": [(rating.slug, rating.label) for rating in ratings],
        "theme": [(theme, in_sentence_case(theme)) for theme in themes.order_by("recommendation__theme").distinct()],
        "agency": [(str(pk), name) for name, pk in sorted(_leading(actions, are_few))],
    }


def _leading(actions: QuerySet[Action], are_few: bool) -> QuerySet[Any, tuple[str, int]]:
    """Who leads these actions: names and keys.

    Among all actions each agency is looked for until its first is found, in the plans of its own partnership alone: in
    those of others it would be looked for to the last. Of few, as those of one plan or of oneself, most agencies lead
    none: there the actions are gone through once.
    """
    if are_few:
        led = actions.order_by().filter(leads__isnull=False)
        return led.values_list("leads__agency__name", "leads__agency").distinct()
    ours = actions.order_by().filter(plan__partnership=OuterRef("partnership"))
    leading = Exists(ours.filter(leads__agency=OuterRef("pk")))
    return Agency.objects.filter(leading).order_by().values_list("name", "pk")


def summarise_plans(user: User, plans: Iterable[Plan], day: date) -> list[tuple[Plan, Summary]]:
    """Plans with the counts of the actions this person may see in them, in two queries for the whole list."""
    page = list(plans)
    counts_of = defaultdict(list)
    for row in _counts(Action.objects.visible_to(user).current().filter(plan__in=page), day, "plan"):
        counts_of[row["plan"]].append(row)
    return [(plan, _summary(counts_of[plan.pk], (*plan.scheme.ratings, NOT_STATED))) for plan in page]


def _counts(actions: QuerySet[Action], day: date, *by: str) -> list[dict[str, Any]]:
    """One row for each rating of each `by`: how many actions, how many overdue, due soon, undated."""
    rows = actions.values(*by, "rating").order_by().annotate(
        count=Count("pk"),
        overdue=Count("pk", filter=Action.is_overdue(day)),
        due_soon=Count("pk", filter=Action.is_due_soon(day)),
        undated=Count("pk", filter=Action.is_undated(day)),
    )  # fmt: skip
    return list(rows)


def _summary(rows: list[dict[str, Any]], ratings: Sequence[Rating]) -> Summary:
    count_of = {row["rating"]: row["count"] for row in rows}
    return Summary(
        shares={rating: count_of.get(rating.slug, 0) for rating in ratings},
        overdue=sum(row["overdue"] for row in rows),
        due_soon=sum(row["due_soon"] for row in rows),
        undated=sum(row["undated"] for row in rows),
    )
