"""An action: what will be done, by whom and by when."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, ClassVar

from django.db import models
from django.db.models import Case, F, FilteredRelation, IntegerField, Q, Value, When
from django.db.models.functions import Coalesce

from towpath.access.reach import Paths, within
from towpath.access.roles import Permission
from towpath.access.sensitivity import classified
from towpath.accounts.models import User
from towpath.foundation.ratings import NOT_STATED, Rating
from towpath.partners.models import Agency
from towpath.plans.models.plans import Plan, Recommendation, led_by
from towpath.records.audited import audited
from towpath.records.promises import DERIVED, Promise, PromiseQuerySet
from towpath.search.finding import holding
from towpath.ui.due import Due, due_of

LAST_DAY = date(9999, 12, 31)
STANDS = Q(is_gone=False)
OPEN = STANDS & Q(is_done=False)

# All that is counted above a board, in one narrow index: the rows themselves are wide, and a board counts them all.
COUNTED = ["plan", "rating", "is_gone", "is_done", "overdue_after", "due_on", "lacks_base", "recommendation", "id"]

HEADINGS = {
    "recommendation": F("recommendation__position"),
    "theme": F("recommendation__theme"),
    "deadline": Coalesce(F("due_on"), Value(LAST_DAY, output_field=models.DateField())),
}


def _due(due: str) -> Callable[[date], Q]:
    """What a reader may ask of a deadline, as the condition on a day."""
    return {
        "open": Action.is_to_keep,
        "overdue": Action.is_overdue,
        "soon": Action.is_due_soon,
        "undated": Action.is_undated,
    }[due]


# What a list can be narrowed by beside words, as conditions on the value a reader chose and the day it is asked.
NARROWINGS: dict[str, Callable[[Any, date], Q]] = {
    "rating": lambda rating, day: Q(rating=rating),
    "theme": lambda theme, day: Q(recommendation__theme=theme),
    "agency": lambda agency, day: Q(pk__in=ActionLead.objects.filter(agency=agency).values("action")),
    "due": lambda due, day: _due(due)(day),
    "outside": lambda outside, day: Q(is_outside_control=outside),
}


class ActionQuerySet(PromiseQuerySet["Action"]):
    """Ways to ask for actions."""

    def visible_to(self, user: User) -> "ActionQuerySet":
        """All actions of plans seen whole, and those that the person's own agency leads."""
        return self.filter(within(user, Permission.VIEW_PLANS, Action.reach))

    def current(self) -> "ActionQuerySet":
        """Actions still in their plan's newest document."""
        return self.filter(STANDS)

    def narrowed_to(self, chosen: Mapping[str, Any], day: date) -> "ActionQuerySet":
        """Those that a reader asked for: by rating, theme, agency, deadline, words, or outside our control."""
        kept = Q()
        for name, value in chosen.items():
            if name in NARROWINGS:
                kept &= NARROWINGS[name](value, day)
        if "words" in chosen:
            kept &= holding(Action, chosen["words"], is_last=bool(kept))
        return self.filter(kept)

    def headed_by(self, grouping: str, ratings: Sequence[Rating]) -> "ActionQuerySet":
        """With the heading a reader groups by, never null, so that a page of the list can be keyed on it."""
        if grouping == "agency":
            accountable = FilteredRelation("leads", condition=Q(leads__is_accountable=True))
            first = FilteredRelation("leads", condition=Q(leads__position=1))
            return self.annotate(accountable_lead=accountable, first_lead=first).annotate(
                heading=Coalesce("accountable_lead__agency__name", "first_lead__agency__name", Value(""))
            )
        if grouping == "rating":
            ranks = [When(rating=rating.slug, then=Value(rank)) for rank, rating in enumerate(ratings)]
            return self.annotate(heading=Case(*ranks, default=Value(len(ranks)), output_field=IntegerField()))
        return self.annotate(heading=HEADINGS[grouping])

    def with_people(self) -> "ActionQuerySet":
        """With recommendation, plan and lead agencies at hand, so that a list costs four queries."""
        return self.select_related("recommendation", "plan").prefetch_related("leads__agency")


@audited("Action {position} of {plan.title}", page="plans:action")
class Action(Promise):
    """One thing to be done under a recommendation.

    Its deadline is counted from the plan's base date. `rating` is the one true of the latest date
    (plans.services.rating). Kept so that boards are quick.
    """

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="actions")
    recommendation = models.ForeignKey(Recommendation, on_delete=models.CASCADE, related_name="actions")
    position = models.PositiveIntegerField()
    number = models.CharField(max_length=40, blank=True)
    text = models.TextField()
    output = models.TextField(blank=True)
    outcomes: Any = models.JSONField(default=list)
    indicators: Any = models.JSONField(default=list)
    cost = models.TextField(blank=True)
    extra: Any = models.JSONField(default=dict)
    doubts: Any = models.JSONField(default=list)
    places: Any = models.JSONField(default=list)

    rating = models.CharField(max_length=40, default=NOT_STATED.slug)
    is_done = models.BooleanField(default=False)
    is_outside_control = models.BooleanField(default=False)
    outside_state = models.CharField(max_length=20, default="not_sent")
    is_gone = models.BooleanField(default=False, help_text="No longer in the newest document; kept for its history.")
    updated_at = models.DateTimeField(null=True, blank=True)

    objects = ActionQuerySet.as_manager()

    bases_stand_in = ("plan",)
    derived: ClassVar = (*DERIVED, "rating", "is_done", "outside_state", "updated_at")
    on_pages: ClassVar = {
        "text": "what is to be done",
        "extra": "other columns of its document",
        "doubts": "doubts about how it was read",
        "places": "where it stands in its document",
        "deadline_words": "deadline as written",
        "deadline_kept": "what its deadline means",
    }
    reach: ClassVar = Paths("plan__partnership", agency=led_by("action"))
    sensitivity: ClassVar = classified(
        plain="id plan recommendation position number text output outcomes indicators cost extra doubts places "
        "deadline_words deadline_kept due_on overdue_after lacks_base rating is_done is_outside_control outside_state "
        "is_gone updated_at version"
    )

    class Meta:
        ordering: ClassVar = ["plan_id", "position"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["plan", "position"], name="one_action_per_position")]
        indexes: ClassVar = [
            models.Index(fields=COUNTED, name="counted_on_boards"),
            models.Index(fields=["due_on", "id"], condition=Q(is_done=False, is_gone=False), name="open_by_due_date"),
            models.Index(
                fields=["overdue_after", "id"],
                condition=Q(is_done=False, is_gone=False),
                name="open_by_overdue",
            ),
        ]

    def __str__(self) -> str:
        return self.text

    @classmethod
    def is_to_keep(cls, day: date) -> Q:
        """Its rating says what is done as things stand, whatever the day."""
        return OPEN

    def bases(self) -> date | None:
        return self.plan.base_date

    @property
    def rated(self) -> Rating:
        """The newest rating, with what it means in this plan's scheme."""
        return self.plan.scheme.rating(self.rating)

    @property
    def lead_names(self) -> list[str]:
        return [lead.agency.name for lead in self.leads.all()]

    @property
    def accountable(self) -> Agency | None:
        """The agency that answers for it; None where nobody was said to."""
        return next((lead.agency for lead in self.leads.all() if lead.is_accountable), None)

    @property
    def listed_under(self) -> str:
        """The agency under which it is listed: the accountable one, else the first; "" where nobody leads."""
        return next(
            (agency.name for agency in (self.accountable, *(lead.agency for lead in self.leads.all())) if agency), ""
        )

    def due_at(self, day: date) -> Due:
        """Its deadline as it stands on a day, in the words of its plan."""
        due = due_of(self.deadline, self.due_on, self.plan.base_date, day, is_done=self.is_done)
        return replace(due, words=self.deadline_words)


class ActionLead(models.Model):
    """An agency that leads an action; where there are several, one may be accountable.

    `written` are the names under which its document has it.
    """

    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="leads")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="led_actions")
    position = models.PositiveIntegerField()
    is_accountable = models.BooleanField(default=False)
    written: Any = models.JSONField(default=list, help_text="How its document names the agency.")

    sensitivity: ClassVar = classified(plain="id action agency position is_accountable written")

    class Meta:
        ordering: ClassVar = ["position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["action", "agency"], name="agency_leads_an_action_once"),
            models.UniqueConstraint(
                fields=["action"], condition=Q(is_accountable=True), name="one_accountable_lead_per_action"
            ),
        ]

    def __str__(self) -> str:
        return f"Lead {self.pk}"
