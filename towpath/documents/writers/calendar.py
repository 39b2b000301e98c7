"""A session or a meeting as a calendar file (iCalendar, RFC 5545), for any calendar program to take in.

It names no guest and holds no address: a calendar is often open to others in the house.
"""

from datetime import date, datetime

from icalendar import Calendar, Event, vCalAddress, vText

from towpath.documents.writers.guard import cleaned
from towpath.foundation import clock

PRODUCT = "-//Towpath//Calendar//EN"
# The standard asks for an organiser's address in every published entry; this one says that there is none.
_NO_ADDRESS = "invalid:nomail"


def invitation(  # noqa: PLR0913 -- as many as an entry in a calendar has, each by its name
    *,
    uid: str,
    title: str,
    starts_at: datetime,
    ends_at: datetime,
    place: str,
    description: str,
    organiser_name: str,
    sequence: int,
    cancelled: bool = False,
) -> bytes:
    """The file to send. The same `uid` with a higher `sequence` changes the entry that went before, and with
    `cancelled` strikes it out; its words are the caller's, who keeps them neutral.
    """
    _check(starts_at, ends_at)
    event = Event()
    event.add("uid", uid)
    event.add("dtstamp", clock.now())
    event.add("dtstart", starts_at.astimezone(clock.LONDON))
    event.add("dtend", ends_at.astimezone(clock.LONDON))
    event.add("summary", cleaned(title))
    event.add("sequence", sequence)
    event.add("status", "CANCELLED" if cancelled else "CONFIRMED")
    event.add("organizer", _organiser(organiser_name))
    for name, words in (("location", place), ("description", description)):
        if words:
            event.add(name, cleaned(words))
    return _published(event, starts_at)


def _check(starts_at: datetime, ends_at: datetime) -> None:
    if starts_at.tzinfo is None or ends_at.tzinfo is None:
        raise ValueError("A time without its zone could be another hour elsewhere: give both with their zone.")
    if ends_at <= starts_at:
        raise ValueError("The end is not after the start: correct one of them.")


def _organiser(name: str) -> vCalAddress:
    organiser = vCalAddress(_NO_ADDRESS)
    organiser.params["CN"] = vText(cleaned(name))
    return organiser


def _published(event: Event, starts_at: datetime) -> bytes:
    """The calendar around the entry, with the rules of the clock in London beside it."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add_component(event)
    year = starts_at.year  # the file tells the clock's changes from the year before to the year after
    calendar.add_missing_timezones(date(year - 1, 1, 1), date(year + 2, 1, 1))
    return bytes(calendar.to_ical())
