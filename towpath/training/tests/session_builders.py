"""Sessions, attendance and rules for tests of any room. They go through the services, so they obey every rule."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from towpath.foundation.clock import today
from towpath.foundation.staff import StaffGroup
from towpath.practices.models import SignUp
from towpath.programmes.models import Programme
from towpath.programmes.tests.builders import manager_of
from towpath.training.kinds import SessionKind, SessionMode
from towpath.training.models import Session, TrainingRule
from towpath.training.rule import DEFAULT_RULE, Rule
from towpath.training.services.attendance import Attendee, CameInGroup, record_attendance
from towpath.training.services.rules import set_training_rule
from towpath.training.services.sessions import plan_session

# Enough of everybody in `builders.ALL_COUNTED` for the default rule.
ENOUGH = {
    SessionKind.CLINICAL_1: {StaffGroup.GP: 3, StaffGroup.NURSE: 2, StaffGroup.OTHER_CLINICAL: 1},
    SessionKind.CLINICAL_2: {StaffGroup.GP: 3, StaffGroup.NURSE: 2, StaffGroup.OTHER_CLINICAL: 1},
    SessionKind.RECEPTION: {StaffGroup.RECEPTION: 3},
}


def planned(
    *sign_ups: SignUp, held_on: date | None = None, kind: SessionKind = SessionKind.CLINICAL_1, **more: Any
) -> Session:
    """A planned session for these practices: in a week, where no day is given."""
    site = sign_ups[0].site
    more = {"actor": manager_of(site.programme.partnership), "mode": SessionMode.FACE_TO_FACE} | more
    held_on = held_on or today() + timedelta(days=7)
    return plan_session(site=site, practices=sign_ups, held_on=held_on, kind=kind, **more)


def session_for(
    *sign_ups: SignUp,
    kind: SessionKind = SessionKind.CLINICAL_1,
    held_on: date | None = None,
    came: Mapping[StaffGroup, int] | None = None,
    names: Sequence[str] = (),
    staff_group: StaffGroup = StaffGroup.GP,
    **more: Any,
) -> Session:
    """A session held: `came` people of each staff group of each practice, and `names` from the first practice.

    On the day after the first practice signed up, where no day is given; one GP of each where nobody is.
    """
    held_on = held_on or sign_ups[0].signed_up_on + timedelta(days=1)
    session = planned(*sign_ups, kind=kind, held_on=held_on, **more)
    if came is None:
        came = {} if names else {StaffGroup.GP: 1}
    groups = [CameInGroup(one, group, people) for one in sign_ups for group, people in came.items()]
    people = [Attendee(sign_ups[0], name, staff_group) for name in names]
    actor = manager_of(session.site.programme.partnership)
    return record_attendance(actor=actor, session=session, version=session.version, people=people, groups=groups)


def rule_of(
    programme: Programme, rule: Rule = DEFAULT_RULE, *, in_force_from: date | None = None, **more: Any
) -> TrainingRule:
    """A rule of the programme, from its first day where no other is given."""
    return set_training_rule(
        actor=manager_of(programme.partnership), programme=programme,
        in_force_from=in_force_from or programme.starts_on, rule=rule, **more,
    )  # fmt: skip


def fully_trained(sign_up: SignUp, held_on: date | None = None) -> SignUp:
    """A practice counted as in `builders.ALL_COUNTED` that came to all three sessions of the default rule in time."""
    for kind, came in ENOUGH.items():
        session_for(sign_up, kind=kind, held_on=held_on, came=came)
    return sign_up
