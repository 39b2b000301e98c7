"""What "fully trained" means in a programme, since when, and which practices reached it on which day."""

from functools import cached_property
from typing import Any, ClassVar

from django.db import models

from towpath.access.sensitivity import classified
from towpath.practices.models.sign_ups import SignUp
from towpath.programmes.models import Programme
from towpath.records.append_only import AppendOnlyModel, AppendOnlyQuerySet
from towpath.records.audited import audited
from towpath.training.rule import Rule


@audited(
    "Fully-trained rule of {programme.name} from {in_force_from}", partnership="programme__partnership", watched=True
)
class TrainingRule(AppendOnlyModel):
    """A programme's rule for "fully trained", in force from a day until a later one.

    `kept` is `training.rule.Rule` as JSON. No official definition exists (domain facts 1.2), so each programme
    states its own and it is printed beside every figure that uses it.
    """

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="training_rules")
    in_force_from = models.DateField()
    kept: Any = models.JSONField()
    reason = models.TextField(blank=True)
    added_at = models.DateTimeField()

    objects = AppendOnlyQuerySet.as_manager()

    sensitivity: ClassVar = classified(plain="id programme in_force_from kept reason added_at")

    class Meta:
        verbose_name = "rule for fully trained"
        verbose_name_plural = "rules for fully trained"
        ordering: ClassVar = ["programme_id", "in_force_from", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["programme", "in_force_from"], name="one_training_rule_begins_a_day")
        ]

    def __str__(self) -> str:
        return f"Rule {self.pk}"

    @cached_property
    def rule(self) -> Rule:
        return Rule.from_json(self.kept)


class Attainment(models.Model):
    """The day on which a practice became fully trained by a rule; none while it is not.

    It follows from sessions, attendance and headcounts (training.services.attaining), kept so that a board of sixty
    sites counts rows instead of reading every attendance. Nobody types it.
    """

    sign_up = models.ForeignKey(SignUp, on_delete=models.CASCADE, related_name="attainments")
    rule = models.ForeignKey(TrainingRule, on_delete=models.PROTECT, related_name="attainments")
    reached_on = models.DateField()

    sensitivity: ClassVar = classified(plain="id sign_up rule reached_on")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["sign_up", "rule"], name="one_attainment_per_practice_and_rule")
        ]
        indexes: ClassVar = [models.Index(fields=["rule", "reached_on", "sign_up"], name="attained_by_rule_and_day")]

    def __str__(self) -> str:
        return f"Attainment {self.pk}"
