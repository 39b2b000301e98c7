"""Calendar files, read back as a calendar program reads them."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from icalendar import Calendar

from towpath.documents.writers.calendar import invitation
from towpath.foundation.clock import LONDON

SUMMER = datetime(2026, 7, 1, 13, 0, tzinfo=LONDON)


def written(**changed) -> bytes:
    given = {
        "uid": "session-7@towpath.example",
        "title": "Training: session 1",
        "starts_at": SUMMER,
        "ends_at": SUMMER + timedelta(hours=2),
        "place": "Room 2, Lockside Surgery (invented)",
        "description": "Bring nothing.\nTea from 12:45; questions welcome.",
        "organiser_name": "Ada Lock (invented)",
        "sequence": 0,
    }
    return invitation(**given | changed)


def read(**changed):
    calendar = Calendar.from_ical(written(**changed))
    (event,) = calendar.events
    assert not event.errors
    return event


def test_entry_comes_back_as_it_was_given():
    event = read()
    assert (event["uid"], event["summary"]) == ("session-7@towpath.example", "Training: session 1")
    assert event["location"] == "Room 2, Lockside Surgery (invented)"
    assert event["description"] == "Bring nothing.\nTea from 12:45; questions welcome."
    assert (event["sequence"], event["status"]) == (0, "CONFIRMED")
    assert (event.start, event.end) == (SUMMER, SUMMER + timedelta(hours=2))


@pytest.mark.parametrize("name", ["title", "place", "description", "organiser_name"])
def test_no_control_character_that_was_pasted_breaks_the_file(name):
    content = written(**{name: "Room\x0b2 \x1f\ud83d"})
    assert re.search(rb"[\x00-\x09\x0b\x0c\x0e-\x1f]", content) is None
    assert b"Room2" in content


def test_file_is_one_published_calendar():
    calendar = Calendar.from_ical(written())
    assert (calendar["method"], calendar["version"]) == ("PUBLISH", "2.0")
    assert written().endswith(b"END:VCALENDAR\r\n")


@pytest.mark.parametrize(("month", "hours_from_utc"), [(1, 0), (7, 1)])
def test_time_is_the_clock_in_london_in_winter_and_in_summer(month, hours_from_utc):
    at = datetime(2026, month, 6, 9, 30, tzinfo=UTC)
    content = written(starts_at=at, ends_at=at + timedelta(hours=1))
    assert f"DTSTART;TZID=Europe/London:2026{month:02}06T{9 + hours_from_utc:02}3000".encode() in content
    event = read(starts_at=at, ends_at=at + timedelta(hours=1))
    assert event.start == at
    assert event.start.hour == 9 + hours_from_utc
    assert event.start.utcoffset() == timedelta(hours=hours_from_utc)


def test_rules_of_the_clock_are_in_the_file_for_programs_that_do_not_know_them():
    (zone,) = Calendar.from_ical(written()).timezones
    assert zone["tzid"] == "Europe/London"
    assert zone.to_tz(lookup_tzid=False).utcoffset(SUMMER.replace(tzinfo=None)) == timedelta(hours=1)


def test_the_same_entry_again_with_a_higher_number_can_be_struck_out():
    event = read(sequence=3, cancelled=True)
    assert (event["uid"], event["sequence"], event["status"]) == ("session-7@towpath.example", 3, "CANCELLED")


def test_nobody_is_invited_and_nobody_can_be_written_to():
    content = written().decode()
    assert "ATTENDEE" not in content
    assert "mailto" not in content.lower()
    assert read()["organizer"].params["CN"] == "Ada Lock (invented)"


@time_machine.travel(datetime(2026, 5, 4, 12, 0, tzinfo=UTC), tick=False)
def test_file_says_when_it_was_made():
    assert b"DTSTAMP:20260504T120000Z" in written()


@pytest.mark.parametrize("field", ["title", "place", "description", "organiser_name", "uid"])
def test_typed_words_cannot_add_lines_of_their_own(field):
    content = written(**{field: 'Tea"\r\nATTENDEE:mailto:x@towpath.example\nEND:VEVENT'}).decode()
    assert not re.search(r"^ATTENDEE", content, re.MULTILINE)
    assert content.count("\r\nEND:VEVENT\r\n") == 1


def test_words_of_any_alphabet_and_length_come_back_whole():
    title = "Café ✓ " + "long words " * 30 + "日本"
    assert read(title=title)["summary"] == title
    assert all(len(line.encode()) <= 75 for line in written(title=title).decode().split("\r\n"))


def test_nothing_typed_leaves_no_empty_line():
    content = written(place="", description="")
    assert b"LOCATION" not in content
    assert b"DESCRIPTION" not in content


@pytest.mark.parametrize(
    ("starts_at", "ends_at", "reason"),
    [
        (SUMMER, SUMMER, "not after the start"),
        (SUMMER, SUMMER - timedelta(hours=1), "not after the start"),
        (SUMMER.replace(tzinfo=None), SUMMER, "without its zone"),
        (SUMMER, SUMMER.replace(tzinfo=None), "without its zone"),
    ],
)
def test_times_that_make_no_meeting_are_refused(starts_at, ends_at, reason):
    with pytest.raises(match=reason):
        written(starts_at=starts_at, ends_at=ends_at)
