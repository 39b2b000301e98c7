"""Where a practice stands against the rule for fully trained, and what would complete it, in sentences."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.text import get_text_list

from towpath.foundation.days import is_over
from towpath.foundation.periods import months_after
from towpath.foundation.staff import StaffGroup
from towpath.practices.models import SignUp
from towpath.training.kinds import SessionKind
from towpath.training.rule import PeopleReached, RequirementProgress, Rule, StaffCounted, stand
from towpath.ui.words import as_day, count_of

STAFF = {
    StaffGroup.GP: "GPs",
    StaffGroup.NURSE: "nurses",
    StaffGroup.OTHER_CLINICAL: "other clinical staff",
    StaffGroup.RECEPTION: "reception and administration staff",
    StaffGroup.MANAGEMENT: "practice management",
}
SESSIONS = {
    SessionKind.CLINICAL_1: "clinical session 1",
    SessionKind.CLINICAL_2: "clinical session 2",
    SessionKind.RECEPTION: "the reception and administration session",
    SessionKind.CHAMPION: "the champion session",
    SessionKind.REFRESHER: "a refresher",
    SessionKind.CATCH_UP: "a catch-up",
}
NOBODY_CAME = "Nobody of the practice has come to any of these sessions yet"


@dataclass(frozen=True)
class RequirementLine:
    """One requirement of the rule: who came of whom, the share, and what would complete it.

    `people`, `eligible` and `share` are of the day asked about; `reached_on` is the day the requirement was first met,
    which staff who joined since do not undo even where the share is smaller now (`is_overtaken`).
    """

    kind: str
    groups: str
    asked: int
    people: int
    eligible: int | None
    share: str
    needed: int | None
    reached_on: date | None
    sentence: str
    lacks_count: bool
    is_overtaken: bool
    attendances: int = 0
    may_count_twice: bool = False

    @property
    def doubt(self) -> str:
        """Said where counts without names were added up."""
        if not self.may_count_twice:
            return ""
        return f"{count_of(self.attendances, 'attendance')}; counts without names may count someone twice"

    @property
    def came(self) -> str:
        """8 of 10, or how many came where nobody knows of how many."""
        return (
            f"{self.people} of {self.eligible}"
            if self.eligible is not None
            else f"{self.people} of a number not recorded"
        )


@dataclass(frozen=True)
class TrainingStatus:
    """A practice's training status on a day, with the rule it is held against."""

    day: date
    rule: str
    lines: tuple[RequirementLine, ...]
    trained_on: date | None
    refresher_due: date | None
    sentence: str

    @property
    def to_complete(self) -> tuple[str, ...]:
        """What is still missing, each once, in the rule's order; where nobody ever came, that somebody has to."""
        if self.trained_on:
            return ()
        missing = tuple(dict.fromkeys(line.sentence for line in self.lines if line.reached_on is None))
        return missing or (NOBODY_CAME,)

    @property
    def is_overtaken(self) -> bool:
        """Whether staff joined since a requirement was reached, so that its share is under what was needed."""
        return any(line.is_overtaken for line in self.lines)

    @property
    def lacks_counts(self) -> bool:
        """Whether recording staff numbers is part of what is missing."""
        return any(line.lacks_count for line in self.lines)


def present_status(
    sign_up: SignUp,
    rule: Rule,
    reached: Sequence[PeopleReached],
    counted: Sequence[StaffCounted],
    day: date,
    *,
    refreshed_on: date | None = None,
    handed_on: date | None = None,
) -> TrainingStatus:
    """The status on a day. `refreshed_on` is the day of the last refresher held by then, where there was one.

    `handed_on` is the day from which a practice that merged into this one makes it fully trained.
    """
    standing = stand(rule, reached, counted, day)
    lines = tuple(_line(progress) for progress in standing.progress)
    days = [one for one in (standing.reached_on, handed_on) if one and one <= day]
    trained_on = min(days, default=None)
    return TrainingStatus(
        day=day,
        rule=rule.words,
        lines=lines,
        trained_on=trained_on,
        refresher_due=refresher_due(rule, trained_on, refreshed_on),
        sentence=_sentence(sign_up, lines, trained_on, day, is_handed_on=trained_on != standing.reached_on),
    )


def refresher_due(rule: Rule, trained_on: date | None, refreshed_on: date | None) -> date | None:
    """So many months after the practice became fully trained, or after its last refresher since then."""
    if trained_on is None or rule.refresher_months is None:
        return None
    return months_after(max(trained_on, refreshed_on or trained_on), rule.refresher_months)


def _line(progress: RequirementProgress) -> RequirementLine:
    asked = progress.requirement
    return RequirementLine(
        kind=asked.kind.label,
        groups=_capitalised(listed(asked.groups)),
        asked=asked.share,
        people=progress.people,
        eligible=progress.eligible,
        share=share_of(progress.people, progress.eligible),
        needed=None if progress.eligible is None else asked.needs(progress.eligible),
        reached_on=progress.reached_on,
        sentence=_what_completes(progress),
        lacks_count=bool(progress.uncounted) and progress.reached_on is None,
        attendances=progress.attendances,
        may_count_twice=progress.may_count_twice,
        is_overtaken=progress.reached_on is not None and progress.people < asked.needs(progress.eligible or 0),
    )


def share_of(people: int, eligible: int | None) -> str:
    """A whole percentage, rounded down so that a share short of what is needed never looks like it.

    Nothing where there is nobody to be a share of, and no more than all where some who came have left since.
    """
    if not eligible:
        return "–"
    return "over 100%" if people > eligible else f"{100 * people // eligible}%"


def _what_completes(progress: RequirementProgress) -> str:
    """What would complete a requirement, or since when it is."""
    if progress.reached_on:
        is_empty = progress.eligible == progress.people == 0
        return "Nobody to train." if is_empty else f"Reached on {as_day(progress.reached_on)}."
    if progress.uncounted:
        is_one = len(progress.uncounted) == 1
        numbers, are, them = ("number", "is", "it") if is_one else ("numbers", "are", "them")
        return f"The {numbers} of {listed(progress.uncounted)} {are} not recorded: record {them}."
    asked = progress.requirement
    return f"{progress.missing} more of the {listed(asked.groups)} at {SESSIONS[asked.kind]}"


def listed(groups: Sequence[StaffGroup]) -> str:
    """GPs, nurses and other clinical staff."""
    return get_text_list([STAFF[group] for group in groups], "and")


def _capitalised(words: str) -> str:
    return words[0].upper() + words[1:]


def _sentence(
    sign_up: SignUp, lines: Sequence[RequirementLine], trained_on: date | None, day: date, *, is_handed_on: bool
) -> str:  # fmt: skip
    if day < sign_up.signed_up_on:
        return f"Not signed up on {as_day(day)}: it signed up on {as_day(sign_up.signed_up_on)}."
    left = f" It left on {as_day(sign_up.left_on)}." if sign_up.left_on and is_over(sign_up.left_on, day) else ""
    if trained_on:
        by = ", handed on by a practice that merged into it" if is_handed_on else ""
        return f"Fully trained since {as_day(trained_on)}{by}.{left}"
    done = sum(line.reached_on is not None for line in lines)
    return f"Not fully trained on {as_day(day)}: {done} of {len(lines)} parts reached.{left}"
