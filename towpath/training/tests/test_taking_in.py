"""Files of attendance: what their rows are taken for, and what is kept of them."""

from datetime import date

import pytest

from towpath.documents.attendance.tests.making import exported, sections, with_commas
from towpath.documents.table import UnreadableFile
from towpath.foundation.staff import StaffGroup
from towpath.practices.tests.builders import practice_named, signed_up
from towpath.programmes.tests.builders import manager_of
from towpath.training.models import Attendance, AttendanceFile, Learner
from towpath.training.services.arrived import MOST_PEOPLE, Arrived, read_attendance
from towpath.training.services.attendance_faults import AttendanceError
from towpath.training.services.learners import Attendee
from towpath.training.services.matching import beside, match_rows
from towpath.training.services.taking_in import TakenIn, take_in_attendance
from towpath.training.tests.session_builders import planned, session_for

pytestmark = pytest.mark.django_db
APRIL = date(2024, 4, 23)
GP = StaffGroup.GP


@pytest.fixture
def sign_up():
    return signed_up(practice=practice_named("Lock Cottage Surgery", code="Y00001"))


def register(*rows: str, heading: str = "Name,Email,Role,Practice,Attended,Minutes") -> bytes:
    return "\n".join([heading, *rows]).encode()


def take_in(session, arrived, people):
    session.refresh_from_db()
    taken = TakenIn(arrived.name, arrived.sha256, arrived.meeting, len(arrived.people), tuple(people))
    actor = manager_of(session.site.programme.partnership)
    return take_in_attendance(actor=actor, session=session, version=session.version, taken=taken)


def as_gps(arrived, sign_up):
    return [Attendee(sign_up, one.name, GP, one.email, one.minutes, one.row) for one in arrived.people]


def test_file_of_teams_and_register_are_told_apart():
    teams = read_attendance(exported(sections()), "meeting.csv")
    assert (len(teams.people), teams.day, teams.people[0].is_organiser) == (3, APRIL, True)
    read = read_attendance(register("Ann Lee,ann@example.org,GP,Y00001,yes,100"), "register.csv")
    assert (read.people[0].practice, read.people[0].staff, read.people[0].minutes) == ("Y00001", "GP", 100)


def test_what_was_read_survives_the_way_through_the_page():
    for content in (exported(sections()), register("Ann Lee,,GP,Y00001,no,", ",,GP,Y00001,yes,")):
        arrived = read_attendance(content, "file.csv")
        assert Arrived.from_text(arrived.as_text()) == arrived
        assert arrived.people[0].name not in arrived.as_text()


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "The file is empty"),
        (b"PK\x03\x04 nothing", "damaged"),
        (b"1;2;3\n4;5;6", "No column of this file is headed “Name”"),
        (register(*[f"Person {number},,GP,,yes," for number in range(MOST_PEOPLE + 1)]), "one session takes 500"),
        (register(*["Ann Lee,,GP,,yes,"] * 200_000), "more than"),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_sentence(content, sentence):
    with pytest.raises(UnreadableFile, match=sentence):
        read_attendance(content, "file.csv")


def matches(session, content, minimum=None):
    sign_ups = list(session.practices.select_related("practice").order_by("pk"))
    return match_rows(read_attendance(content, "file.csv"), beside(session, sign_ups), minimum)


def test_rows_are_matched_by_practice_and_role(sign_up):
    other = signed_up(sign_up.site, practice_named("Weir Lane", code="Y00002"))
    session = planned(sign_up, other, held_on=APRIL)
    by_code, by_name, unknown, nothing = matches(
        session,
        register("A,,GP partner,y00001,yes,", "B,,Receptionist,weir lane,yes,", "C,,Astronaut,Z9,yes,", "D,,,,yes,"),
    )
    assert (by_code.practice, by_code.staff_group) == (sign_up.pk, GP)
    assert (by_name.practice, by_name.staff_group) == (other.pk, StaffGroup.RECEPTION)
    assert (unknown.practice, unknown.staff_group) == (None, None)
    assert unknown.doubts == (
        "“Z9” is not the code or name of a practice of this session.",
        "“Astronaut” is no staff group we know.",
    )
    assert (nothing.practice, nothing.staff_group, nothing.doubts) == (None, None, ())


def test_only_practice_is_taken_where_the_file_names_none(sign_up):
    (match, *_) = matches(planned(sign_up, held_on=APRIL), exported(sections()))
    assert match.practice == sign_up.pk


def test_person_known_at_a_practice_is_matched_by_address_or_name(sign_up):
    other = signed_up(sign_up.site)
    earlier = session_for(sign_up, other, held_on=APRIL, names=["Cy Wharf (invented)"], staff_group=StaffGroup.NURSE)
    Learner.objects.create(sign_up=other, key="ben@towpath.example", name="Benjamin", staff_group=GP)
    organiser, ben, cy = matches(earlier, exported(sections()))
    assert (ben.practice, ben.staff_group) == (other.pk, GP)
    assert (cy.practice, cy.staff_group) == (sign_up.pk, StaffGroup.NURSE)
    assert cy.doubts == ("Recorded as having come already, and stays once.",)
    assert organiser.left_out == "Organised the meeting."


def test_organiser_trainers_absent_and_short_stays_are_left_out(sign_up):
    session = planned(sign_up, held_on=APRIL, trainer_names=["Ann Lee"])
    rows = register(
        "Ann Lee,,GP,,yes,120", "Bo Kay,,GP,,no,", "Cy Dunn,,GP,,yes,59", "Di Fox,,GP,,yes,60", "Ed,,GP,,yes,"
    )
    assert [match.left_out for match in matches(session, rows, 60)] == [
        "Trained at this session.", "Did not come, says the file.", "There for 59 of at least 60 minutes.", "", "",
    ]  # fmt: skip


def test_people_of_a_file_are_added_to_those_recorded(sign_up):
    session = session_for(sign_up, held_on=APRIL, names=["Ben Quay (invented)", "Di Fox"], came={StaffGroup.NURSE: 1})
    arrived = read_attendance(exported(sections()), "meeting.csv")
    saved = take_in(session, arrived, as_gps(arrived, sign_up)[1:])
    assert saved.people == 4
    rows = {row.learner.name: (row.minutes, row.file_id) for row in Attendance.objects.select_related("learner")}
    file = AttendanceFile.objects.get().pk
    assert rows == {"Ben Quay (invented)": (42, None), "Di Fox": (None, None), "Cy Wharf (invented)": (45, file)}


@pytest.mark.parametrize("again", [exported(sections()), with_commas(sections())], ids=["same file", "saved again"])
def test_same_meeting_twice_is_refused_and_nothing_doubled(again, sign_up):
    session = planned(sign_up, held_on=APRIL)
    arrived = read_attendance(exported(sections()), "meeting.csv")
    take_in(session, arrived, as_gps(arrived, sign_up))
    second = read_attendance(again, "copy.csv")
    with pytest.raises(AttendanceError, match=r"was taken in on .* already\. Nothing was added twice\."):
        take_in(session, second, as_gps(second, sign_up))
    assert (Attendance.objects.count(), AttendanceFile.objects.count()) == (3, 1)


def test_what_is_wrong_keeps_nothing_of_the_file(sign_up):
    session = planned(sign_up, held_on=APRIL)
    arrived = read_attendance(exported(sections()), "meeting.csv")
    people = as_gps(arrived, sign_up)
    with pytest.raises(AttendanceError, match=r"^Row 11 repeats Ada Lock"):
        take_in(session, arrived, [*people, people[0]])
    with pytest.raises(AttendanceError, match="Nobody is chosen"):
        take_in(session, arrived, [])
    sign_up.headcounts.filter(staff_group=GP).update(people=2)
    with pytest.raises(AttendanceError, match="had 2 of “GPs”"):
        take_in(session, arrived, people)
    assert not Learner.objects.exists()
    assert not AttendanceFile.objects.exists()


def test_two_rows_of_one_known_person_are_refused(sign_up):
    session = session_for(sign_up, held_on=APRIL, names=["Ann Lee"])
    arrived = read_attendance(register("Ann Lee,,GP,,yes,"), "register.csv")
    rows = [Attendee(sign_up, "Ann Lee", GP, row=2), Attendee(sign_up, "ann lee", GP, row=3)]
    with pytest.raises(AttendanceError, match=r"Row 3 repeats ann lee, who is in row 2\."):
        take_in(session, arrived, rows)
