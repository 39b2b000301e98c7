"""What people said before and after a session: confidence and knowledge, on scales that are data."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from towpath.access.sensitivity import classified
from towpath.programmes.models import Programme
from towpath.training.models.sessions import Session


class Question(models.Model):
    """What is asked before and after, and the scale it is answered on. Scales differ and are never mixed."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="feedback_questions")
    position = models.PositiveSmallIntegerField()
    topic = models.CharField(max_length=60, help_text="What it measures, such as confidence.")
    wording = models.CharField(max_length=300)
    minimum = models.SmallIntegerField()
    maximum = models.SmallIntegerField()
    higher_is_better = models.BooleanField(default=True)

    sensitivity: ClassVar = classified(plain="id programme position topic wording minimum maximum higher_is_better")

    class Meta:
        ordering: ClassVar = ["programme_id", "position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["programme", "position"], name="one_question_per_position"),
            models.CheckConstraint(condition=Q(maximum__gt=F("minimum")), name="scale_has_two_ends"),
        ]

    def __str__(self) -> str:
        return self.wording

    @property
    def scale(self) -> str:
        """1 to 5, higher is better."""
        return f"{self.minimum} to {self.maximum}, {'higher' if self.higher_is_better else 'lower'} is better"


class Moment(models.TextChoices):
    """When somebody answered."""

    BEFORE = "before", "Before the session"
    AFTER = "after", "After the session"


class Answer(models.Model):
    """One person's answer. `respondent` tells people of a session apart, and is nobody's name."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="answers")
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="answers")
    respondent = models.CharField(max_length=40)
    moment = models.CharField(max_length=6, choices=Moment.choices)
    value = models.SmallIntegerField()

    on_pages: ClassVar = {"respondent": "mark of who answered"}
    sensitivity: ClassVar = classified(plain="id session question respondent moment value")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["session", "question", "respondent", "moment"], name="one_answer_per_person_and_moment"
            )
        ]

    def __str__(self) -> str:
        return f"Answer {self.pk}"
