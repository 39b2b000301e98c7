"""What attendance must be, and what becomes of it."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from towpath.access.roles import Role
from towpath.audit.events import Event
from towpath.audit.models import Entry
from towpath.foundation.clock import today
from towpath.foundation.staff import StaffGroup
from towpath.partners.tests.builders import person_with
from towpath.practices.tests.builders import practice_named, signed_up
from towpath.programmes.tests.builders import manager_of, site_of
from towpath.records.holding import ChangedMeanwhile
from towpath.training.models import Attainment, Attendance, GroupAttendance, Learner, SessionState
from towpath.training.services.attendance import AttendanceError, Attendee, CameInGroup, record_attendance
from towpath.training.services.sessions import move_session
from towpath.training.tests.session_builders import fully_trained, planned, rule_of, session_for

pytestmark = pytest.mark.django_db
JUNE = date(2021, 6, 1)
GP, NURSE = StaffGroup.GP, StaffGroup.NURSE


def record(session, people=(), groups=(), actor=None, **more):
    """Record who came, as the programme manager unless told."""
    session.refresh_from_db()
    actor = actor or manager_of(session.site.programme.partnership)
    said = {"people": people, "groups": groups, **more}
    return record_attendance(actor=actor, session=session, version=session.version, **said)


@pytest.fixture
def sign_up():
    return signed_up(practice=practice_named("Lock Cottage Surgery", code="Y00001"))


@pytest.fixture
def session(sign_up):
    return planned(sign_up, held_on=JUNE)


def test_planned_session_whose_people_are_recorded_was_held(session, sign_up):
    saved = record(session, [Attendee(sign_up, "Ann Lee", GP)], [CameInGroup(sign_up, NURSE, 2)])
    assert (saved.state, saved.people) == (SessionState.HELD, 3)
    entry = Entry.objects.filter(event=Event.ATTENDANCE_RECORDED).get()
    assert "Ann" not in str(entry.details) + entry.subject_label


def test_recording_again_replaces_what_was_recorded(session, sign_up):
    record(
        session, [Attendee(sign_up, "Ann Lee", GP), Attendee(sign_up, "Bo Kay", GP)], [CameInGroup(sign_up, NURSE, 2)]
    )
    saved = record(session, [Attendee(sign_up, "ann  lee", NURSE, "ann@example.org")], reason="A nurse, and alone.")
    assert saved.people == 1
    learner = Learner.objects.get()
    assert (learner.name, learner.staff_group, learner.email) == ("ann lee", NURSE, "ann@example.org")
    assert not GroupAttendance.objects.exists()


@pytest.mark.parametrize("is_new", [True, False])
def test_nothing_said_counts_nobody_and_changes_nothing(session, sign_up, is_new):
    if not is_new:
        record(session, [Attendee(sign_up, "Ann Lee", GP)])
    session.refresh_from_db()
    before = (session.state, session.people, session.is_counted)
    with pytest.raises(AttendanceError, match="Write who came, or how many"):
        record(session)
    kept = type(session).objects.get()
    assert (kept.state, kept.people, kept.is_counted) == before


def test_nobody_came_is_counted_when_it_is_said(session):
    saved = record(session, is_nobody=True)
    assert (saved.state, saved.people, saved.is_counted) == (SessionState.HELD, 0, True)
    assert record(session, is_nobody=True).people == 0


def test_a_group_of_nobody_is_a_count(session, sign_up):
    saved = record(session, groups=[CameInGroup(sign_up, NURSE, 0)])
    assert (saved.people, saved.is_counted) == (0, True)
    assert not GroupAttendance.objects.exists()


def test_nobody_beside_somebody_is_refused(session, sign_up):
    for said in ({"people": [Attendee(sign_up, "Ann Lee", GP)]}, {"groups": [CameInGroup(sign_up, NURSE, 2)]}):
        with pytest.raises(AttendanceError, match="is ticked, and people are named or counted"):
            record(session, is_nobody=True, **said)


def test_a_session_said_to_be_held_is_not_counted_and_one_planned_again_no_more(session):
    def move(state):
        actor = manager_of(session.site.programme.partnership)
        session.refresh_from_db()
        return move_session(actor=actor, session=session, version=session.version, state=state)

    assert not move(SessionState.HELD).is_counted
    record(session, is_nobody=True)
    assert not move(SessionState.PLANNED).is_counted
    assert not move(SessionState.HELD).is_counted


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ([("Ann Lee", GP, ""), ("ANN LEE", GP, "")], "Row 2 repeats ANN LEE, who is in row 1."),
        ([("Ann Lee", GP, "a@example.org"), ("Ann Lee", GP, "")], "Row 2 repeats Ann Lee, who is in row 1."),
        ([("Ann Lee", None, "")], "Row 1: choose the staff group of Ann Lee."),
        ([("", GP, "a@example.org")], "Row 1 has no name: write who came."),
        ([("A" * 121, GP, "")], "Row 1: the name or e-mail address is too long. Shorten it."),
        (
            [(f"Person {number}", GP, "") for number in range(5)],
            "Lock Cottage Surgery (Y00001) had 4 of “GPs” on 1 June 2021, and 5 are said to have come. "
            "Record the new headcount of the practice first, or correct the number.",
        ),
    ],
)
def test_what_is_wrong_is_refused_by_row_and_nothing_is_kept(rows, sentence, session, sign_up):
    with pytest.raises(AttendanceError) as refused:
        record(session, [Attendee(sign_up, name, group, email) for name, group, email in rows])
    assert [fault.sentence for fault in refused.value.faults] == [sentence]
    session.refresh_from_db()
    assert (session.state, session.version) == (SessionState.PLANNED, 1)
    assert not Learner.objects.exists()
    assert not Attendance.objects.exists()


def test_names_and_numbers_together_do_not_pass_the_headcount(session, sign_up):
    with pytest.raises(AttendanceError, match="had 4 of “GPs” on 1 June 2021, and 5 are said"):
        record(session, [Attendee(sign_up, "Ann Lee", GP)], [CameInGroup(sign_up, GP, 4)])


def test_headcount_of_the_day_counts_and_not_a_later_one(session, sign_up):
    sign_up.headcounts.create(staff_group=GP, as_of=JUNE + timedelta(days=1), people=9)
    with pytest.raises(AttendanceError):
        record(session, groups=[CameInGroup(sign_up, GP, 5)])
    sign_up.headcounts.create(staff_group=GP, as_of=JUNE, people=9)
    assert record(session, groups=[CameInGroup(sign_up, GP, 5)]).people == 5


def test_staff_never_counted_can_come(session, sign_up):
    sign_up.headcounts.all().delete()
    assert record(session, groups=[CameInGroup(sign_up, GP, 50)]).people == 50


def test_practice_that_was_not_at_the_session_is_refused(session, sign_up):
    other = signed_up(sign_up.site)
    with pytest.raises(AttendanceError, match="is not one of the practices of this session"):
        record(session, [Attendee(other, "Ann Lee", GP)])
    with pytest.raises(AttendanceError, match="is not one of the practices of this session"):
        record(session, groups=[CameInGroup(other, GP, 1)])


def test_two_people_who_share_an_address_stay_two(session, sign_up):
    desk = "reception@example.org"
    record(session, [Attendee(sign_up, "Ann Lee", GP, desk), Attendee(sign_up, "Bo Kay", GP, desk)])
    record(session, [Attendee(sign_up, "Bo Kay", GP, desk), Attendee(sign_up, "Ann Lee", GP, desk)])
    assert sorted(Learner.objects.values_list("name", flat=True)) == ["Ann Lee", "Bo Kay"]


def test_person_known_by_address_is_the_same_person_under_another_name(sign_up):
    one, two = planned(sign_up, held_on=JUNE), planned(sign_up, held_on=JUNE + timedelta(days=7))
    record(one, [Attendee(sign_up, "Ann Lee", GP, "ann@example.org")])
    record(two, [Attendee(sign_up, "Ann Lee-Kay", GP, "ANN@example.org")])
    assert Learner.objects.get().attendances.count() == 2


def test_person_known_by_name_is_the_same_person_when_an_address_is_added(sign_up):
    one, two = planned(sign_up, held_on=JUNE), planned(sign_up, held_on=JUNE + timedelta(days=7))
    record(one, [Attendee(sign_up, "Ann Lee", GP)])
    record(two, [Attendee(sign_up, "Ann Lee", GP, "ann@example.org")])
    assert Learner.objects.get().email == "ann@example.org"


def test_somebody_nobody_recorded_any_more_is_forgotten(session, sign_up):
    record(session, [Attendee(sign_up, "Ann Lee", GP)])
    with pytest.raises(AttendanceError, match="say why"):
        record(session, is_nobody=True)
    assert Learner.objects.count() == 1
    record(session, is_nobody=True, reason="She was at another session.")
    assert not Learner.objects.exists()


def test_session_to_come_and_one_cancelled_take_no_attendance(sign_up):
    to_come = planned(sign_up, held_on=today() + timedelta(days=1))
    with pytest.raises(AttendanceError, match="record who came once it was held"):
        record(to_come)
    move_session(
        actor=manager_of(sign_up.site.programme.partnership), session=to_come, version=1, state=SessionState.CANCELLED
    )
    with pytest.raises(AttendanceError, match="was cancelled: plan it again"):
        record(to_come)


def test_second_person_to_record_is_refused(session, sign_up):
    record(session, [Attendee(sign_up, "Ann Lee", GP)])
    with pytest.raises(ChangedMeanwhile):
        record_attendance(
            actor=manager_of(session.site.programme.partnership), session=session, version=1, people=[], groups=[]
        )


def test_coordinator_is_refused_with_the_reason(session):
    coordinator = person_with(Role.COORDINATOR, partnership=session.site.programme.partnership)
    with pytest.raises(PermissionDenied, match="Only the programme manager and people in post at this site"):
        record(session, actor=coordinator)


def test_attendance_taken_out_again_takes_the_attainment_with_it(sign_up):
    rule_of(sign_up.site.programme)
    fully_trained(sign_up, JUNE)
    assert Attainment.objects.get().reached_on == JUNE
    record(sign_up.sessions.first(), is_nobody=True, reason="Another practice.")
    assert not Attainment.objects.exists()


def test_recording_asks_as_much_for_thirty_people_as_for_one(django_assert_max_num_queries):
    site = site_of()
    many = dict.fromkeys(StaffGroup, 40)
    practices = [signed_up(site, headcounts=many) for _ in range(4)]
    rule_of(site.programme)
    session = planned(*practices, held_on=JUNE)
    people = [Attendee(one, f"Person {number}", GP) for one in practices for number in range(8)]
    manager = manager_of(site.programme.partnership)
    with django_assert_max_num_queries(41 + 2):  # the index holds the session against its entry
        record_attendance(actor=manager, session=session, version=1, people=people)
    assert session_for(practices[0], held_on=JUNE, names=["Person 1"]).people == 1
