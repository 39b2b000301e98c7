"""A site: one area of a programme, its partner agencies, the people in post and the periods it went through."""

from datetime import date
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery

from towpath.access.grants import Visitor
from towpath.access.reach import within
from towpath.access.roles import Permission, Reach
from towpath.access.sensitivity import classified
from towpath.accounts.models import User
from towpath.foundation.clock import today
from towpath.partners.models import Agency
from towpath.programmes.models.programmes import Phase, Programme, Terms, through_programme
from towpath.records.audited import audited
from towpath.records.days import Dated, DatedQuerySet, ends_after_it_starts
from towpath.records.holding import Versioned


class SiteQuerySet(models.QuerySet["Site"]):
    """Ways to ask for sites."""

    def visible_to(self, user: Visitor) -> "SiteQuerySet":
        """Sites of programmes seen whole or paid for by one's agency, and those where one is in post."""
        return self.filter(within(user, Permission.VIEW_PROGRAMMES, Site.reach))

    def closed_on(self, day: date) -> "SiteQuerySet":
        """Sites that were closed on a day."""
        return self.filter(pk__in=SitePeriod.objects.held_on(day).filter(mode=Mode.CLOSED).values("site"))

    def with_end_of_work(self, day: date) -> "SiteQuerySet":
        """With the last day of all work by the terms agreed by a day, after which nothing is missing any more."""
        agreed = Terms.objects.filter(agreed_on__lte=day)
        later = agreed.filter(contract=OuterRef("contract"), number__gt=OuterRef("number"))
        in_force = agreed.filter(~Exists(later), contract__programme=OuterRef("programme"))
        ends = in_force.order_by("-work_ends_on").values("work_ends_on")[:1]
        return self.annotate(work_ends_on=Subquery(ends))

    def worked_at_by(self, user: User) -> "SiteQuerySet":
        """Sites where this person is in post today."""
        return self.filter(within(user, Permission.VIEW_PROGRAMMES, Site.reach, only=Reach.SITE))


def sites_of(user: User, partnerships: set[int]) -> Any:
    """The sites of these partnerships where this person is in post today."""
    posts = SitePost.objects.filter(person=user, site__programme__partnership__in=partnerships)
    return posts.held_on(today()).order_by().values_list("site", flat=True)


@audited("{area} of {programme.name}", page="programmes:site")
class Site(Versioned):
    """One area where a programme is delivered, through one or several partner agencies.

    A site may be kept in outline: its periods are known and its practices and training are recorded elsewhere, so
    that its figures are not reported rather than nought.
    """

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="sites")
    phase = models.ForeignKey(Phase, on_delete=models.PROTECT, related_name="sites")
    number = models.PositiveSmallIntegerField()
    area = models.CharField(max_length=200, help_text="The area it serves, such as a borough.")
    is_in_outline = models.BooleanField(default=False)

    objects = SiteQuerySet.as_manager()

    reach: ClassVar = through_programme("programme", site="pk")
    sensitivity: ClassVar = classified(plain="id programme phase number area is_in_outline version")

    class Meta:
        ordering: ClassVar = ["programme_id", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["programme", "number"], name="one_site_per_number"),
            models.UniqueConstraint(fields=["programme", "area"], name="one_site_per_area"),
        ]

    def __str__(self) -> str:
        return f"Site {self.number}: {self.area}"


@audited("Partner {pk} at {site.area}", partnership="site__programme__partnership")
class SitePartner(Dated):
    """An agency that delivers at a site, from a day until a day; several may deliver in partnership."""

    site = models.ForeignKey(Site, on_delete=models.CASCADE, related_name="partners")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="site_partnerships")

    objects = DatedQuerySet["SitePartner"].as_manager()

    sensitivity: ClassVar = classified(plain="id site agency started_on ended_on version")

    class Meta:
        ordering: ClassVar = ["site_id", "started_on", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=ends_after_it_starts(), name="site_partner_ends_after_it_starts")
        ]

    def __str__(self) -> str:
        return f"Partner {self.pk}"


class PostKind(models.TextChoices):
    """A post that a site of such a programme has (domain facts 1.1)."""

    ADVOCATE_EDUCATOR = "advocate_educator", "Advocate educator"
    CLINICAL_LEAD = "clinical_lead", "Clinical lead"
    SITE_MANAGER = "site_manager", "Site manager"


@audited("Post {pk} at {site.area}", partnership="site__programme__partnership", watched=True)
class SitePost(Dated):
    """Somebody in post at a site: what as, with how much working time, from when until when.

    `person` is their account where they have one, which is what lets them see the site; `name` stays without it.
    """

    site = models.ForeignKey(Site, on_delete=models.CASCADE, related_name="posts")
    kind = models.CharField(max_length=20, choices=PostKind.choices)
    name = models.CharField(max_length=120)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="site_posts"
    )
    agency = models.ForeignKey(Agency, null=True, blank=True, on_delete=models.PROTECT, related_name="site_posts")
    working_time = models.DecimalField(max_digits=4, decimal_places=2, help_text="Of a whole post: 0.6 is three days.")

    objects = DatedQuerySet["SitePost"].as_manager()

    sensitivity: ClassVar = classified(
        plain="id site kind agency working_time started_on ended_on version", personal="name person"
    )

    class Meta:
        ordering: ClassVar = ["site_id", "kind", "started_on", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=ends_after_it_starts(), name="site_post_ends_after_it_starts"),
            models.CheckConstraint(
                condition=Q(working_time__gt=0, working_time__lte=1), name="working_time_is_part_of_a_whole"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["person", "site"], name="sites_of_a_person")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.pk}"

    @property
    def name_in_history(self) -> str:
        return self.name


class Mode(models.TextChoices):
    """How a site works in a period."""

    MOBILISING = "mobilising", "Mobilising"
    ADAPTED = "adapted", "Adapted (virtual)"
    BLENDED = "blended", "Blended"
    FACE_TO_FACE = "face_to_face", "Face to face"
    PAUSED = "paused", "Paused"
    CLOSED = "closed", "Closed"
    RECOMMISSIONED = "recommissioned", "Re-commissioned"

    @property
    def delivers(self) -> bool:
        """Whether practices are trained and patients seen in this mode."""
        return self in (Mode.ADAPTED, Mode.BLENDED, Mode.FACE_TO_FACE, Mode.RECOMMISSIONED)

    @property
    def signs_up(self) -> bool:
        """Whether practices are signed up in this mode: from mobilising on."""
        return self.delivers or self is Mode.MOBILISING

    @property
    def meets_in_person(self) -> bool:
        """Whether face-to-face work happens, which needs a risk assessment."""
        return self in (Mode.BLENDED, Mode.FACE_TO_FACE)


@audited("Period {pk} at {site.area}", partnership="site__programme__partnership")
class SitePeriod(Dated):
    """A stretch of time in which a site worked in one mode. Two of a site never overlap; gaps show."""

    site = models.ForeignKey(Site, on_delete=models.CASCADE, related_name="periods")
    mode = models.CharField(max_length=20, choices=Mode.choices)
    reason = models.TextField(blank=True, help_text="Why it changed; for a pause, what waits for it.")

    objects = DatedQuerySet["SitePeriod"].as_manager()

    sensitivity: ClassVar = classified(plain="id site mode started_on ended_on reason version")

    class Meta:
        ordering: ClassVar = ["site_id", "started_on"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=ends_after_it_starts(), name="site_period_ends_after_it_starts"),
            models.UniqueConstraint(fields=["site", "started_on"], name="one_period_begins_a_day"),
            models.UniqueConstraint(
                fields=["site"], condition=Q(ended_on=None), name="one_period_without_end_per_site"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_mode_display()} {self.pk}"
