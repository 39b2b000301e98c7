"""The attendance file of a Teams meeting, however it was exported and saved."""

import hashlib
from datetime import datetime

import pytest

from towpath.documents.attendance import read_teams
from towpath.documents.attendance.layout import MAX_LINES
from towpath.documents.attendance.tests.making import PEOPLE, STAYS, events, exported, sections, with_commas
from towpath.documents.limits import MAX_BYTES
from towpath.documents.table import UnreadableFile
from towpath.documents.tests import made

NO_STAYS = sections(stays=()).split("3. In-Meeting")[0]


def at(hour, minute, second=0):
    return datetime(2024, 4, 23, hour, minute, second)  # noqa: DTZ001 -- the reader gives local times


def minutes(attendance):
    return [one.minutes for one in attendance.people]


def test_the_meeting_and_everyone_in_it_are_told():
    attendance = read_teams(exported(sections()), "Clinical session 1 - Attendance report.csv")
    assert attendance.title == "Clinical session 1"
    assert (attendance.started_at, attendance.ended_at) == (at(9, 58), at(11, 30))
    ada, ben, cy = attendance.people
    assert (ada.name, ada.email, ada.role, ada.row) == ("Ada Lock (invented)", "ada@towpath.example", "Organiser", 11)
    assert (ben.email, ben.joined_at, ben.left_at) == ("ben@towpath.example", at(10, 0, 30), at(11, 2, 33))
    assert (cy.name, cy.email, cy.role, cy.row) == ("Cy Wharf (invented)", "", "Attendee", 13)
    assert [one.is_organiser for one in attendance.people] == [True, False, False]
    assert attendance.doubts == ()


def test_minutes_of_several_stays_are_added_and_an_overlap_counts_once():
    assert minutes(read_teams(exported(sections()))) == [92, 42, 45]


def test_without_single_stays_what_teams_counted_is_taken():
    assert minutes(read_teams(exported(NO_STAYS))) == [90, 50, 45]


def test_teams_count_of_two_devices_is_no_longer_than_the_time_that_passed():
    told = NO_STAYS.replace("50m 2s", "2h 0m 4s")
    assert minutes(read_teams(exported(told)))[1] == 62


def test_shape_between_the_old_and_the_new_is_read():
    lines = [
        "Meeting Summary", "Total Number of Participants\t2", "Meeting Title\tReception session",
        "Meeting Start Time\t23/04/2024, 09:58:00", "Meeting End Time\t23/04/2024, 11:30:00", "",
        "Full Name\tJoin Time\tLeave Time\tDuration\tEmail\tRole",
        *(stay.replace("{day}", "23/04/2024") for stay in STAYS),
    ]  # fmt: skip
    attendance = read_teams(exported("\n".join(lines)))
    assert (attendance.title, attendance.started_at) == ("Reception session", at(9, 58))
    assert [(one.name, one.role, one.minutes) for one in attendance.people] == [
        ("Ada Lock (invented)", "Organiser", 92),
        ("Ben Quay (invented)", "Presenter", 42),
    ]


def test_older_shape_of_joins_and_leavings_is_read():
    attendance = read_teams(exported(events(
        "Ada Lock (invented)\tJoined before\t{day}, 09:58:00",
        "Ben Quay (invented)\tJoined\t{day}, 10:00:00",
        "Ben Quay (invented)\tLeft\t{day}, 10:20:00",
        "Ben Quay (invented)\tJoined\t{day}, 10:30:00",
        "Ben Quay (invented)\tLeft\t{day}, 11:00:00",
        "Ada Lock (invented)\tLeft\t{day}, 11:30:00",
    )))  # fmt: skip
    assert [(one.name, one.email, one.role, one.minutes) for one in attendance.people] == [
        ("Ada Lock (invented)", "", "", 92),
        ("Ben Quay (invented)", "", "", 50),
    ]
    assert (attendance.title, attendance.started_at, attendance.ended_at) == ("", at(9, 58), at(11, 30))
    assert attendance.doubts == ()


def test_somebody_still_there_when_the_older_file_was_taken_out_is_told():
    attendance = read_teams(exported(events(
        "Ada Lock (invented)\tJoined\t{day}, 10:00:00",
        "Ben Quay (invented)\tJoined\t{day}, 10:00:00",
        "Ben Quay (invented)\tLeft\t{day}, 10:45:00",
    )))  # fmt: skip
    assert minutes(attendance) == [45, 45]
    assert attendance.doubts == ("Row 2 has a join without a leaving: counted until 10:45.",)


def test_leaving_without_a_join_counts_no_minutes_and_is_told():
    attendance = read_teams(exported(events("Ada Lock (invented)\tLeft\t{day}, 10:00:00")))
    assert [(one.minutes, one.joined_at) for one in attendance.people] == [(None, None)]
    assert "Row 2" in attendance.doubts[0]


def test_two_devices_at_once_are_one_person_until_both_have_left():
    attendance = read_teams(exported(events(
        "Ada Lock (invented)\tJoined\t{day}, 10:00:00",
        "Ada Lock (invented)\tJoined\t{day}, 10:10:00",
        "Ada Lock (invented)\tLeft\t{day}, 10:30:00",
        "Ada Lock (invented)\tLeft\t{day}, 11:00:00",
    )))  # fmt: skip
    assert minutes(attendance) == [60]


def test_file_without_times_says_who_came_and_not_how_long():
    lines = ["1. Summary", "Meeting title\tSession", "", "2. Participants", "Name\tEmail\tRole",
             "Ada Lock (invented)\tada@towpath.example\tOrganizer"]  # fmt: skip
    attendance = read_teams(exported("\n".join(lines)))
    (ada,) = attendance.people
    assert (ada.minutes, ada.joined_at, ada.left_at, attendance.started_at) == (None, None, None, None)


def test_two_rows_of_one_nameless_address_are_taken_together_and_told():
    cy = PEOPLE[2]
    attendance = read_teams(exported(sections(people=(*PEOPLE, cy), stays=())))
    assert minutes(attendance) == [90, 50, 45]
    assert attendance.doubts == ("Rows 13 and 14 look like one person and were taken together.",)


def test_people_of_another_section_did_not_attend_for_that():
    registered = "\r\n4. Registered participants\r\nName\tEmail\r\nDi Mooring (invented)\tdi@towpath.example\r\n"
    assert len(read_teams(exported(sections() + registered)).people) == 3


def test_a_quotation_mark_in_a_name_harms_no_other_row():
    attendance = read_teams(exported(sections(people=('"Bee Lane (invented)' + PEOPLE[0][19:], *PEOPLE), stays=())))
    assert [one.name for one in attendance.people][:2] == ["Bee Lane (invented)", "Ben Quay (invented)"]


ENCODED = {
    "as exported": exported(sections()),
    "saved as UTF-8": sections().encode("utf-8-sig"),
    "saved as UTF-16 without its mark": sections().encode("utf-16-le"),
    "saved with commas": with_commas(sections()),
    "saved with semicolons": with_commas(sections().replace(", ", " ")).replace(b",", b";"),
    "saved without seconds": with_commas(sections().replace(":00\t", "\t").replace(":00\r", "\r")),
    "exported with American dates": exported(sections("4/23/24")),
    "with dates in points": exported(sections("23.04.2024")),
    "with the year first": exported(sections("2024-04-23")),
}


@pytest.mark.parametrize("how", ENCODED)
def test_same_meeting_is_known_however_it_was_saved(how):
    original, again = read_teams(exported(sections()), "a.csv"), read_teams(ENCODED[how], "b.csv")
    assert again.same_meeting == original.same_meeting
    assert again.sha256 == hashlib.sha256(ENCODED[how]).hexdigest()
    assert minutes(again) == minutes(original)


@pytest.mark.parametrize(
    "other",
    [sections("24/04/2024"), sections(title="Clinical session 2"), sections(people=PEOPLE[:2]),
     sections().replace("10:50:59", "10:49:59")],
    ids=["another day", "another title", "one person fewer", "another leaving"],
)  # fmt: skip
def test_another_meeting_is_not_taken_for_the_same(other):
    assert read_teams(exported(other)).same_meeting != read_teams(exported(sections())).same_meeting


REFUSED = {
    "nothing": (b"", "empty"),
    "a file over 20 MB": (b"a" * (MAX_BYTES + 1), "20 MB"),
    "too many lines": (exported("a\n" * (MAX_LINES + 1)), "20,000 lines"),
    "other words": (b"Dear all,\nthank you for coming.", "not the attendance file"),
    "another language": (exported(sections().replace("Name", "Nom")), "English"),
    "a heading and nobody": (exported(sections(people=(), stays=())), "not the attendance file"),
    "a workbook": (lambda: made.saved(made.workbook([["Name", "Email"], ["Ada", "a@towpath.example"]])), ".csv"),
    "a workbook cut short": (b"PK\x03\x04" + b"a" * 500, "cut short"),
    "a time that is none": (exported(sections().replace("23/04/2024, 10:50:59", "soon")), "Row 13 has the time “soon”"),
    "a day that never was": (exported(sections("31/02/2024")), "Row 4 has the time “31/02/2024, 09:58:00”"),
    "dates of two orders": (exported(sections().replace("23/04/2024, 10:50:59", "04/23/2024, 10:50:59")),
                            "Rows 4 and 13 put day and month in different orders"),
    "an unknown act": (exported(events("Ada (invented)\tWaved\t{day}, 10:00:00")), "Row 2 does not say when"),
    "an endless line": (b"Name,Email\n" + b"a" * 200_000, "not the attendance file"),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED)
def test_sender_is_told_in_a_sentence_why_the_file_is_refused(case):
    content, expected = REFUSED[case]
    with pytest.raises(UnreadableFile) as refusal:
        read_teams(content() if callable(content) else content, "attendance.csv")
    assert expected in str(refusal.value)
    assert str(refusal.value).endswith(".")


NEVER = "Di Mooring (invented)\t\t\t{length}\tdi@towpath.example\tdi@towpath.example\tAttendee"


@pytest.mark.parametrize("length", ["", "0s"])
def test_somebody_registered_who_never_joined_is_told_from_those_who_came(length):
    attendance = read_teams(exported(sections(people=(*PEOPLE, NEVER.format(length=length)))))
    assert [one.never_joined for one in attendance.people] == [False, False, False, True]
    assert attendance.people[3].joined_at is None


def test_a_file_without_any_times_leaves_nobody_out():
    lines = ["2. Participants", "Name\tEmail\tRole", "Ada Lock (invented)\tada@towpath.example\tOrganizer"]
    assert [one.never_joined for one in read_teams(exported("\n".join(lines))).people] == [False]


def test_whoever_left_without_a_join_was_there():
    rows = ("Ada Lock (invented)\tLeft\t{day}, 10:00:00", "Ben Quay (invented)\tJoined\t{day}, 09:00:00")
    assert [one.never_joined for one in read_teams(exported(events(*rows))).people] == [False, False]
