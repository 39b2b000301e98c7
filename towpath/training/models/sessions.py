"""Training sessions and who came: by name, or as a count of a staff group."""

from collections.abc import Iterable
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from towpath.access.grants import Visitor
from towpath.access.reach import within
from towpath.access.roles import Permission
from towpath.access.sensitivity import classified
from towpath.foundation.transitions import Transitions
from towpath.practices.models.sign_ups import STAFF_GROUPS, SignUp, through_site
from towpath.programmes.models import Site, SitePost
from towpath.records.append_only import AppendOnlyModel, AppendOnlyQuerySet
from towpath.records.audited import audited
from towpath.records.holding import Versioned
from towpath.training.kinds import SessionKind, SessionMode

KINDS = [(kind.value, kind.label) for kind in SessionKind]
MODES = [(mode.value, mode.label) for mode in SessionMode]


class SessionState(models.TextChoices):
    """How far a session has come."""

    PLANNED = "planned", "Planned"
    HELD = "held", "Held"
    CANCELLED = "cancelled", "Cancelled"


STATES = Transitions(
    "Training session",
    {
        SessionState.PLANNED: (SessionState.HELD, SessionState.CANCELLED),
        SessionState.HELD: (SessionState.PLANNED,),
        SessionState.CANCELLED: (SessionState.PLANNED,),
    },
)


class SessionQuerySet(models.QuerySet["Session"]):
    """Ways to ask for sessions."""

    def visible_to(self, user: Visitor) -> "SessionQuerySet":
        """Those of sites this person may see, and for a practice's manager those their practice was at."""
        return self.filter(within(user, Permission.VIEW_TRAINING, Session.reach))

    def held(self) -> "SessionQuerySet":
        return self.filter(state=SessionState.HELD)


def _that_one_was_at(places: Iterable[int]) -> Q:
    return Q(pk__in=Session.practices.through.objects.filter(signup__in=places).values("session"))


@audited("{get_kind_display} on {held_on} at {site.area}", page="training:session")
class Session(Versioned):
    """One training session at a site, for one or several of its practices.

    A catch-up repeats a kind for those who missed it: `counts_as` says which kind attending it counts towards, and is
    the session's own kind for every other. `people` is how many came, kept so that boards are quick; it is a number
    only where `is_counted` says that attendance was recorded, of nobody too: else nobody knows how many came.
    """

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="sessions")
    kind = models.CharField(max_length=20, choices=KINDS)
    counts_as = models.CharField(max_length=20, choices=KINDS)
    mode = models.CharField(max_length=15, choices=MODES)
    held_on = models.DateField()
    starts_at = models.TimeField(null=True, blank=True)
    minutes = models.PositiveSmallIntegerField(default=120)
    place = models.CharField(max_length=250, blank=True)
    state = models.CharField(max_length=10, choices=SessionState.choices, default=SessionState.PLANNED)
    practices = models.ManyToManyField(SignUp, related_name="sessions")
    note = models.TextField(blank=True)
    people = models.PositiveIntegerField(default=0)
    is_counted = models.BooleanField(default=False)

    derived: ClassVar = ("people",)  # of who came, which its history tells in words
    objects = SessionQuerySet.as_manager()

    reach: ClassVar = through_site("site", practice=_that_one_was_at)
    sensitivity: ClassVar = classified(
        plain="id site kind counts_as mode held_on starts_at minutes place state practices note people is_counted "
        "version"
    )

    class Meta:
        ordering: ClassVar = ["held_on", "pk"]
        indexes: ClassVar = [
            models.Index(
                fields=["site", "state", "held_on", "is_counted", "people"], name="sessions_of_a_site_counted"
            ),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(people=0) | Q(is_counted=True), name="people_at_a_session_are_counted"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.pk}"

    @property
    def title(self) -> str:
        """Catch-up for clinical session 1; every other kind by its own name."""
        label = SessionKind(self.kind).label
        if self.kind != SessionKind.CATCH_UP:
            return label
        repeated = SessionKind(self.counts_as).label
        return f"{label} for {repeated[0].lower()}{repeated[1:]}"


class Trainer(models.Model):
    """Somebody who delivered a session: in post at the site, or named where they are not."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="trainers")
    post = models.ForeignKey(SitePost, null=True, blank=True, on_delete=models.PROTECT, related_name="sessions")
    name = models.CharField(max_length=120)

    sensitivity: ClassVar = classified(plain="id session post", personal="name")

    class Meta:
        ordering: ClassVar = ["session_id", "pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["session", "name"], name="trainer_named_once")]

    def __str__(self) -> str:
        return f"Trainer {self.pk}"


class Learner(models.Model):
    """A member of a practice's staff who came to training.

    `key` is how they are known again: their e-mail address, else their name, both folded.
    """

    sign_up = models.ForeignKey(SignUp, on_delete=models.CASCADE, related_name="learners")
    key = models.CharField(max_length=254)
    name = models.CharField(max_length=120)
    email = models.CharField(max_length=254, blank=True)
    staff_group = models.CharField(max_length=20, choices=STAFF_GROUPS)

    on_pages: ClassVar = {"key": "how they are known again"}
    sensitivity: ClassVar = classified(plain="id sign_up staff_group", personal="key name email")

    class Meta:
        ordering: ClassVar = ["sign_up_id", "name"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["sign_up", "key"], name="learner_known_once_per_practice")
        ]

    def __str__(self) -> str:
        return f"Learner {self.pk}"


class AttendanceFile(AppendOnlyModel):
    """A file of attendance taken in, by which the same one is known again."""

    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="files")
    name = models.CharField(max_length=250)
    sha256 = models.CharField(max_length=64)
    meeting = models.CharField(max_length=64, blank=True, help_text="Fingerprint of the meeting, however it was saved.")
    rows = models.PositiveIntegerField()
    taken_in_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    taken_in_at = models.DateTimeField()

    objects = AppendOnlyQuerySet.as_manager()

    sensitivity: ClassVar = classified(plain="id session sha256 meeting rows taken_in_at", personal="name taken_in_by")

    class Meta:
        verbose_name = "attendance file"
        ordering: ClassVar = ["session_id", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["session", "sha256"], name="attendance_file_taken_in_once")
        ]

    def __str__(self) -> str:
        return f"Attendance file {self.pk}"


class Attendance(models.Model):
    """One person at one session."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="attendances")
    learner = models.ForeignKey(Learner, on_delete=models.CASCADE, related_name="attendances")
    minutes = models.PositiveSmallIntegerField(null=True, blank=True)
    file = models.ForeignKey(
        AttendanceFile, null=True, blank=True, on_delete=models.PROTECT, related_name="attendances"
    )

    sensitivity: ClassVar = classified(plain="id session minutes file", personal="learner")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["session", "learner"], name="person_attends_a_session_once")
        ]

    def __str__(self) -> str:
        return f"Attendance {self.pk}"


class GroupAttendance(models.Model):
    """How many people of a staff group of a practice came, where nobody took names."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="group_attendances")
    sign_up = models.ForeignKey(SignUp, on_delete=models.CASCADE, related_name="group_attendances")
    staff_group = models.CharField(max_length=20, choices=STAFF_GROUPS)
    people = models.PositiveSmallIntegerField()

    sensitivity: ClassVar = classified(plain="id session sign_up staff_group people")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["session", "sign_up", "staff_group"], name="one_count_per_session_practice_and_group"
            ),
            models.CheckConstraint(condition=Q(people__gt=0), name="a_count_of_nobody_is_not_kept"),
        ]

    def __str__(self) -> str:
        return f"{self.get_staff_group_display()}: {self.people}"
