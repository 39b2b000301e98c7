"""Accounts of progress: the dated entries that people add to one cell, quarter after quarter."""

import re
from dataclasses import replace
from datetime import date

from towpath.documents.plan.draft import UpdateDraft
from towpath.foundation.deadlines import Meaning, read_deadline

_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_YEAR = r"(?:20\d\d|['’]?\d\d)"
_DATE = "|".join((
    rf"\d{{1,2}}(?:st|nd|rd|th)?[\s-]+{_MONTH}[\s,-]+{_YEAR}",
    rf"{_MONTH}[\s,-]*{_YEAR}",
    r"\d{1,2}[./]\d{1,2}[./](?:20)?\d\d",
    r"20\d\d-\d\d-\d\d",
    r"(?:q[1-4]\s*,?\s*20\d\d[/-]\d\d|20\d\d[/-]\d\d\s*,?\s*q[1-4])",
))  # fmt: skip
_ENTRY = re.compile(
    rf"^\(?(?:(?:progress\s+)?update(?:d)?\s*+(?:[-–—:]|as (?:at|of)|on|in)?\s*+)?\(?(?P<date>{_DATE})\)?"
    r"(?:\s+update)?\s*(?:[-–—:]+|\n|$)\s*",
    re.IGNORECASE,
)
_NAMED = re.compile(rf"(?<!\w)(?:{_DATE})(?!\w)", re.IGNORECASE)
# "In March 2026 the board met": the month that opens an account, with its year in full.
_OPENING = re.compile(rf"\W*(?:(?:in|during|as (?:at|of)|at)\s+)?(?P<date>{_MONTH}\s+20\d\d)(?!\w)", re.IGNORECASE)


def dated_updates(account: str, heading: str = "", day: date | None = None) -> tuple[UpdateDraft, ...]:
    """The entries of an account in the order written, lines without a date joined to the entry above them.

    Only a date that opens a line and is set off by a dash, a colon or the end of the line starts an entry. What stands
    before the first is true of the month that opens it, up to `day`, or of the date in the column's heading; the words
    stay as they are.
    """
    openings: list[UpdateDraft] = []
    lines: list[list[str]] = []
    for line in account.splitlines():
        opened = _opened(line)
        if opened or not openings:
            openings.append(opened or UpdateDraft("", line.strip()))
            lines.append([openings[-1].text])
        else:
            lines[-1].append(line.strip())
    entries = (
        replace(entry, text="\n".join(filter(None, words))) for entry, words in zip(openings, lines, strict=True)
    )
    told = [entry for entry in entries if entry.date or entry.text]
    if told and not told[0].date:
        told[0] = replace(told[0], day=_opening_day(told[0].text, day) or named_day(heading))
    return tuple(told)


def named_day(heading: str) -> date | None:
    """The last day of what a heading such as "Progress at October 2026" names; None where it names none or several."""
    days = {_day(found[0]) for found in _NAMED.finditer(heading)}
    return days.pop() if len(days) == 1 else None


def _opening_day(account: str, day: date | None) -> date | None:
    """A month still to come is promised there and not told of."""
    found = _OPENING.match(account)
    told = _day(found["date"]) if found else None
    return told if told and (day is None or told.replace(day=1) <= day) else None


def _day(words: str) -> date | None:
    told = read_deadline(words)
    return told.end if told.meaning is Meaning.DATED else None


def _opened(line: str) -> UpdateDraft | None:
    found = _ENTRY.match(line.strip())
    if not found:
        return None
    day = _day(found["date"])
    return UpdateDraft(found["date"], line.strip()[found.end() :].strip(), day) if day else None
