"""Accounts of progress: the dated entries that people add to one cell, quarter after quarter."""

import re
from dataclasses import replace

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


def dated_updates(account: str) -> tuple[UpdateDraft, ...]:
    """The entries of an account in the order written, lines without a date joined to the entry above them.

    Only a date that opens a line and is set off by a dash, a colon or the end of the line starts an entry.
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
    return tuple(entry for entry in entries if entry.date or entry.text)


def _opened(line: str) -> UpdateDraft | None:
    found = _ENTRY.match(line.strip())
    if not found:
        return None
    told = read_deadline(found["date"])
    if told.meaning is not Meaning.DATED:
        return None
    return UpdateDraft(found["date"], line.strip()[found.end() :].strip(), told.end)
