"""Milestones: what a programme or one of its sites is to reach by a time.

What their words count from is what the record knows under that name: the launch, the contract's date, its ends.
"""

from collections.abc import Sequence
from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from towpath.access.grants import Visitor
from towpath.access.sensitivity import classified
from towpath.foundation.deadlines import Base, Bases, Day
from towpath.programmes.models.programmes import Programme, Terms
from towpath.programmes.models.sites import Site
from towpath.records.audited import audited
from towpath.records.promises import DERIVED, Promise, PromiseQuerySet

OF_CONTRACT = (Base.CONTRACT, Base.END_OF_DELIVERY, Base.END_OF_WORK)


class MilestoneQuerySet(PromiseQuerySet["Milestone"]):
    """Ways to ask for milestones."""

    def visible_to(self, user: Visitor) -> "MilestoneQuerySet":
        """Those of sites this person may see, and those of whole programmes that they see anything of."""
        of_programmes = Q(site=None, programme__in=Programme.objects.visible_to(user))
        return self.filter(of_programmes | Q(site__in=Site.objects.visible_to(user)))


@audited("Milestone {pk} of {programme.name}", partnership="programme__partnership")
class Milestone(Promise):
    """Something to be reached by a time: of a whole programme, or of one site."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="milestones")
    site = models.ForeignKey(Site, null=True, blank=True, on_delete=models.CASCADE, related_name="milestones")
    name = models.CharField(max_length=250)
    met_on = models.DateField(null=True, blank=True)
    note = models.TextField(blank=True)

    bases_stand_in = ("programme", "site__phase")
    derived: ClassVar = DERIVED
    objects = MilestoneQuerySet.as_manager()

    on_pages: ClassVar = {"deadline_words": "deadline as written", "deadline_kept": "what its deadline means"}
    sensitivity: ClassVar = classified(
        plain="id programme site name deadline_words deadline_kept due_on overdue_after lacks_base met_on note version"
    )

    class Meta:
        ordering: ClassVar = ["programme_id", F("due_on").asc(nulls_last=True), "pk"]

    def __str__(self) -> str:
        return self.name

    @classmethod
    def is_to_keep(cls, day: date) -> Q:
        return Q(met_on=None) | Q(met_on__gt=day)

    def bases(self) -> Bases:
        return bases_of(self)


def bases_of(milestone: Milestone, terms: Sequence[Terms] | None = None) -> Bases:
    """The days a milestone's words may count from: the launch of its site's phase, or of the programme, and what was
    agreed in the contract. Of several contracts none is meant for certain, so they give no day. `terms` are those to
    go by, in order of their number; all that were agreed where none are given."""
    launch = milestone.site.phase.starts_on if milestone.site else milestone.programme.starts_on
    known = {Base.UNNAMED: Day(launch), Base.LAUNCH: Day(launch, "the launch")}
    if any(part.base in OF_CONTRACT for part in milestone.deadline.parts or (milestone.deadline,)):
        agreed = Terms.objects.filter(contract__programme=milestone.programme).order_by("number")
        known |= _agreed(list(agreed if terms is None else terms))
    return Bases(known)


def _agreed(terms: Sequence[Terms]) -> dict[Base, Day]:
    """The days that a programme's one contract gives, its ends as last varied."""
    if len({one.contract_id for one in terms}) != 1:
        return {}
    return {
        Base.CONTRACT: Day(terms[0].agreed_on, "the contract’s date"),
        Base.END_OF_DELIVERY: Day(terms[-1].delivery_ends_on, "the end of delivery"),
        Base.END_OF_WORK: Day(terms[-1].work_ends_on, "the end of all work"),
    }
