"""What a site is held to: targets, the risk assessment of meeting in person, the core elements."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from towpath.access.sensitivity import classified
from towpath.programmes.models.programmes import Programme
from towpath.programmes.models.sites import Site
from towpath.records.append_only import AppendOnlyModel, AppendOnlyQuerySet
from towpath.records.quarters import OfAQuarter, OfAQuarterQuerySet, one_of_four_quarters


class Measure(models.TextChoices):
    """What a target is set for."""

    PRACTICES_SIGNED_UP = "practices_signed_up", "Practices signed up"
    PRACTICES_TRAINED = "practices_trained", "Practices fully trained"
    SESSIONS = "sessions", "Training sessions held"
    PEOPLE = "people", "People at training sessions"


class Target(OfAQuarter):
    """What a site is to reach by the end of a quarter, counted from the programme's start."""

    site = models.ForeignKey(Site, on_delete=models.CASCADE, related_name="targets")
    measure = models.CharField(max_length=30, choices=Measure.choices)
    number = models.PositiveIntegerField()

    objects = OfAQuarterQuerySet["Target"].as_manager()

    sensitivity: ClassVar = classified(plain="id site measure financial_year quarter_number number")

    class Meta:
        ordering: ClassVar = ["site_id", "measure", "financial_year", "quarter_number"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["site", "measure", "financial_year", "quarter_number"], name="one_target_per_site_and_quarter"
            ),
            one_of_four_quarters("target_is_for_one_of_four_quarters"),
        ]

    def __str__(self) -> str:
        return f"{self.get_measure_display()}: {self.number}"


class RiskOutcome(models.TextChoices):
    """What an assessment of meeting people in person came to."""

    MAY_GO_AHEAD = "may_go_ahead", "May go ahead"
    WITH_MEASURES = "with_measures", "May go ahead with these measures"
    MAY_NOT = "may_not", "May not go ahead yet"


class RiskAssessment(models.Model):
    """A site's assessment of working face to face: by whom, what it came to, when it is looked at again."""

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="risk_assessments")
    made_on = models.DateField()
    made_by = models.CharField(max_length=200, help_text="Who made it, such as the partner agency's service manager.")
    outcome = models.CharField(max_length=20, choices=RiskOutcome.choices)
    measures = models.TextField(blank=True)
    review_on = models.DateField(null=True, blank=True)
    evidence = models.CharField(max_length=500, blank=True, help_text="Where it can be read.")
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    on_pages: ClassVar = {"made_by": "who made it"}
    sensitivity: ClassVar = classified(
        plain="id site made_on outcome measures review_on evidence recorded_at", personal="made_by recorded_by"
    )

    class Meta:
        verbose_name = "risk assessment"
        ordering: ClassVar = ["site_id", "made_on", "pk"]

    def __str__(self) -> str:
        return f"Risk assessment {self.pk}"


class CoreElement(models.Model):
    """A part of the model that must stay the same wherever and however it is delivered."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="core_elements")
    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=100)
    description = models.TextField(blank=True)

    sensitivity: ClassVar = classified(plain="id programme position name description")

    class Meta:
        ordering: ClassVar = ["programme_id", "position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["programme", "position"], name="one_core_element_per_position")
        ]

    def __str__(self) -> str:
        return self.name


class Finding(models.TextChoices):
    """What a quarter's check of a core element found."""

    KEPT = "kept", "Kept"
    VARIED = "varied", "Varied, with a reason"
    NOT_KEPT = "not_kept", "Not kept"


class CoreCheckQuerySet(OfAQuarterQuerySet["CoreCheck"], AppendOnlyQuerySet):  # type: ignore[override]
    """Ways to ask for checks; rows that only grow."""


class CoreCheck(OfAQuarter, AppendOnlyModel):
    """What a site's core element was found to be in a quarter, with the evidence. The newest of a quarter counts."""

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="core_checks")
    element = models.ForeignKey(CoreElement, on_delete=models.PROTECT, related_name="checks")
    finding = models.CharField(max_length=10, choices=Finding.choices)
    reason = models.TextField(blank=True)
    evidence = models.CharField(max_length=500, blank=True)
    checked_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    checked_at = models.DateTimeField()

    objects = CoreCheckQuerySet.as_manager()

    sensitivity: ClassVar = classified(
        plain="id site element financial_year quarter_number finding reason evidence checked_at", personal="checked_by"
    )

    class Meta:
        verbose_name = "check of a core element"
        verbose_name_plural = "checks of core elements"
        ordering: ClassVar = ["site_id", "element_id", "pk"]
        constraints: ClassVar = [
            one_of_four_quarters("check_is_of_one_of_four_quarters"),
            models.CheckConstraint(condition=Q(finding="kept") | ~Q(reason=""), name="what_was_not_kept_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"Check {self.pk}"
