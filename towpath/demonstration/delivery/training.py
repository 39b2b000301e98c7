"""Entering a site's practices and their training, as the numbers of its story ask."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from decimal import Decimal
from functools import cached_property
from typing import Any

from towpath.accounts.models import User
from towpath.demonstration.delivery.register import codes_by_site
from towpath.demonstration.delivery.stories import Days
from towpath.foundation.clock import today
from towpath.foundation.staff import StaffGroup
from towpath.practices.models import Practice, SignUp
from towpath.practices.services.sign_ups import name_manager, sign_up
from towpath.programmes.models import PostKind, Site
from towpath.training.kinds import SessionKind, SessionMode
from towpath.training.models import Moment, Question, Session, SupportKind
from towpath.training.rule import CLINICAL
from towpath.training.services.attendance import Attendee, CameInGroup, record_attendance
from towpath.training.services.feedback import AnswerInput, record_feedback
from towpath.training.services.sessions import plan_session
from towpath.training.services.support import record_support

# How many days into a quarter each kind of session is held.
HELD = {SessionKind.CLINICAL_1: 14, SessionKind.CLINICAL_2: 35, SessionKind.RECEPTION: 49}
MINUTES = {SessionKind.CLINICAL_1: 120, SessionKind.CLINICAL_2: 120, SessionKind.RECEPTION: 60}
AT_ONE_SESSION = 3
GIVEN = ("Ada", "Bilal", "Carys", "Dev", "Esi", "Femi", "Grace", "Hana", "Idris", "Joan", "Kwame", "Leila", "Milo",
         "Nia", "Omar", "Petra", "Ravi", "Sian", "Tariq", "Uma", "Vera", "Wren", "Yusuf")  # fmt: skip
FAMILY = ("Ash", "Beck", "Crane", "Dale", "Elm", "Field", "Grove", "Heath", "Isle", "Jay", "Knoll", "Lake", "Marsh",
          "Nook", "Oak", "Pike", "Reed", "Shore", "Thorn")  # fmt: skip
# What people said before and after a session, on any scale that reaches 5; None where somebody was not asked.
SAID = ((2, 4), (1, 4), (3, 3), (2, 5), (4, 3), (3, None))


@dataclass(frozen=True)
class Trainings:
    """One site's training."""

    actor: User
    site: Site
    told: dict[str, Any]
    days: Days
    programme: str
    cast: dict[str, User]

    def tell(self) -> None:
        codes = iter(codes_by_site()[self.programme, self.told["area"]])
        for written, number in self.told.get("trained", {}).items():
            for group in _threes(self._signed_up(codes, number, written)):
                self._train(group, self.days.quarter(written).start)
        for written, number in self.told.get("begun", {}).items():
            self._begin(self._signed_up(codes, number, written), self.days.quarter(written).start)
        self._plan_ahead()
        if manager := self.cast.get("practice_manager"):
            name_manager(actor=self.actor, sign_up=self.site.sign_ups.earliest("pk"), manager=manager)

    def _signed_up(self, codes: Iterator[str], number: int, written: str) -> list[SignUp]:
        """The next practices, signed up as a quarter begins, their staff counted."""
        return [self._sign_up(next(codes), self.days.quarter(written).start) for _ in range(number)]

    def _sign_up(self, code: str, day: date) -> SignUp:
        place = int(code[2:])
        return sign_up(
            actor=self.actor,
            site=self.site,
            practice=Practice.objects.get(code=code),
            signed_up_on=day,
            champion=f"Champion {place} (invented)",
            headcounts=staff_of(place),
            patients=6000 + 350 * (place % 17),
        )

    def _train(self, practices: Sequence[SignUp], quarter: date) -> None:
        """Every session, each reaching enough of the staff it is for."""
        for kind, days in HELD.items():
            self._hold(kind, quarter + timedelta(days), practices, absent=1)
        if self.told.get("has_names", False):
            self._support(practices, quarter)

    def _begin(self, practices: Sequence[SignUp], quarter: date) -> None:
        """One clinical session, which too few came to: what a practice looks like on its way."""
        if practices:
            self._hold(SessionKind.CLINICAL_1, quarter + timedelta(HELD[SessionKind.CLINICAL_1]), practices, absent=3)

    def _hold(self, kind: SessionKind, day: date, practices: Sequence[SignUp], absent: int) -> None:
        """A session at which, of each practice, so many of the largest group were absent."""
        if day > today():
            return
        session = self._session(kind, day, practices)
        came = [
            CameInGroup(practice, group, people)
            for practice in practices
            for group, people in came_of(practice, kind, absent)
        ]
        has_names = self.told.get("has_names", False)
        record_attendance(
            actor=self.actor,
            session=session,
            version=session.version,
            people=[person for one in came for person in named(one)] if has_names else (),
            groups=() if has_names else came,
        )
        if kind is SessionKind.CLINICAL_1 and self._questions:
            self._ask(session)

    @cached_property
    def _questions(self) -> list[Question]:
        return list(self.site.programme.feedback_questions.all())

    def _ask(self, session: Session) -> None:
        """What six people said before and after: most gained, one lost, and one had left by the end."""
        answers = [
            AnswerInput(str(respondent), question, moment, _on_scale(value, question, respondent))
            for question in self._questions
            for respondent, (before, after) in enumerate(SAID, start=1)
            for moment, value in ((Moment.BEFORE, before), (Moment.AFTER, after))
            if value is not None
        ]
        record_feedback(actor=self.actor, session=session, answers=answers)

    def _support(self, practices: Sequence[SignUp], quarter: date) -> None:
        """A visit once a practice is trained, and advice a week later."""
        educators = self.site.posts.filter(kind=PostKind.ADVOCATE_EDUCATOR)
        told = "The manager asked how referrals come back."
        for days, kind, hours, note in ((56, SupportKind.VISIT, "1.50", told), (63, SupportKind.ADVICE, "0.25", "")):
            day = quarter + timedelta(days)
            educator = educators.held_on(day).first()
            if educator is None or day > today():
                continue
            for practice in practices:
                record_support(
                    actor=self.actor,
                    sign_up=practice,
                    kind=kind,
                    given_on=day,
                    hours=Decimal(hours),
                    given_by=educator,
                    note=note,
                )

    def _session(self, kind: SessionKind, day: date, practices: Sequence[SignUp]) -> Session:
        trainers = self.site.posts.held_on(day)
        return plan_session(
            actor=self.actor,
            site=self.site,
            kind=kind,
            mode=self._mode_on(day),
            held_on=day,
            practices=practices,
            starts_at=time(13, 0),
            minutes=MINUTES[kind],
            trainers=list(trainers),
        )

    def _mode_on(self, day: date) -> SessionMode:
        """Online where the site was, else in person."""
        period = self.site.periods.filter(started_on__lte=day).order_by("-started_on").first()
        return SessionMode.FACE_TO_FACE if period and period.mode == "face_to_face" else SessionMode.VIRTUAL

    def _plan_ahead(self) -> None:
        """Sessions still to come, for the practices on their way."""
        on_their_way = list(self.site.sign_ups.filter(attainments=None))
        for told in self.told.get("planned", []):
            self._session(SessionKind(told["kind"]), self.days.known(told["on"]), on_their_way)


def _on_scale(value: int, question: Question, respondent: int) -> int:
    """An answer of 1 to 5 as somebody would give it on the question's own scale."""
    return value if question.maximum == 5 else min(2 * value + respondent % 3, question.maximum)


def staff_of(place: int) -> dict[StaffGroup, int]:
    """The staff of a practice; they differ from practice to practice, and always the same way."""
    return {
        StaffGroup.GP: 5 + place % 3,
        StaffGroup.NURSE: 2,
        StaffGroup.OTHER_CLINICAL: 1 + place % 2,
        StaffGroup.RECEPTION: 5 + place % 4,
        StaffGroup.MANAGEMENT: 1,
    }


def came_of(practice: SignUp, kind: SessionKind, absent: int) -> list[tuple[StaffGroup, int]]:
    """Who came of a practice: all that the session is for, but so many of the largest group."""
    staff = staff_of(int(practice.practice.code[2:]))
    groups = (StaffGroup.RECEPTION, StaffGroup.MANAGEMENT) if kind is SessionKind.RECEPTION else CLINICAL
    largest = max(groups, key=lambda group: staff[group])
    return [(group, staff[group] - (absent if group is largest else 0)) for group in groups]


def named(came: CameInGroup) -> Iterator[Attendee]:
    """The people of a count, each with a name that says it is invented; the same people come to the next session."""
    first = int(came.sign_up.practice.code[2:]) * 23 + list(StaffGroup).index(came.staff_group) * 7
    for place in range(first, first + came.people):
        yield Attendee(came.sign_up, f"{_name(place)} (invented)", came.staff_group)


def _name(place: int) -> str:
    """A name of its own for each place of some four hundred in a row."""
    given = GIVEN[place % len(GIVEN)]
    return f"{given} {FAMILY[place // len(GIVEN) % len(FAMILY)]}-{FAMILY[place % len(FAMILY)]}"


def _threes(practices: Sequence[SignUp]) -> Iterator[Sequence[SignUp]]:
    for start in range(0, len(practices), AT_ONE_SESSION):
        yield practices[start : start + AT_ONE_SESSION]
