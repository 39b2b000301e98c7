"""Where a practice stands against the rule for fully trained, and what would complete it, in sentences."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef
from django.utils.text import get_text_list

from towpath.foundation.days import is_over
from towpath.foundation.periods import months_after
from towpath.foundation.staff import StaffGroup
from towpath.practices.models import SignUp
from towpath.practices.services.mergers import IS_MERGED
from towpath.programmes.models import Site
from towpath.training.facts.practices import rules_of
from towpath.training.kinds import SessionKind
from towpath.training.rule import PeopleReached, RequirementProgress, Rule, StaffCounted, progress_under
from towpath.training.services.attaining import TrainingRecord, records_of
from towpath.training.services.refreshing import last_refreshers
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

    People and shares are of the day asked about; the day on which the requirement was first met is not undone by staff
    who joined since, even where the share is smaller now (`is_overtaken`).
    """

    progress: RequirementProgress

    @property
    def groups(self) -> str:
        words = listed(self.progress.requirement.groups)
        return words[0].upper() + words[1:]

    @property
    def came(self) -> str:
        """8 of 10, or how many came where nobody knows of how many."""
        eligible = self.progress.eligible
        return f"{self.progress.people} of {'a number not recorded' if eligible is None else eligible}"

    @property
    def doubt(self) -> str:
        """Said where counts without names were added up."""
        if not self.progress.may_count_twice:
            return ""
        attendances = count_of(self.progress.attendances, "attendance")
        return f"{attendances}; counts without names may count someone twice"

    @property
    def share(self) -> str:
        return share_of(self.progress.people, self.progress.eligible)

    @property
    def needed(self) -> int | None:
        """How many people are enough; None while nobody knows of how many."""
        eligible = self.progress.eligible
        return None if eligible is None else self.progress.requirement.needs(eligible)

    @property
    def lacks_count(self) -> bool:
        return bool(self.progress.uncounted) and self.progress.reached_on is None

    @property
    def is_overtaken(self) -> bool:
        return self.progress.reached_on is not None and self.progress.people < (self.needed or 0)

    @property
    def sentence(self) -> str:
        """What would complete the requirement, or since when it is."""
        progress = self.progress
        if progress.reached_on:
            is_empty = progress.eligible == progress.people == 0
            return "Nobody to train." if is_empty else f"Reached on {as_day(progress.reached_on)}."
        if progress.uncounted:
            is_one = len(progress.uncounted) == 1
            numbers, are, them = ("number", "is", "it") if is_one else ("numbers", "are", "them")
            return f"The {numbers} of {listed(progress.uncounted)} {are} not recorded: record {them}."
        asked = progress.requirement
        return f"{progress.missing} more of the {listed(asked.groups)} at {SESSIONS[asked.kind]}"


@dataclass(frozen=True)
class TrainingStatus:
    """A practice's training status on a day, with the rule it is held against.

    A practice that left owes no refresher, and neither does one at a site that is closed.
    """

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
        missing = tuple(dict.fromkeys(line.sentence for line in self.lines if line.progress.reached_on is None))
        return missing or (NOBODY_CAME,)

    @property
    def is_overtaken(self) -> bool:
        """Whether staff joined since a requirement was reached, so that its share is under what was needed."""
        return any(line.is_overtaken for line in self.lines)

    @property
    def lacks_counts(self) -> bool:
        """Whether recording staff numbers is part of what is missing."""
        return any(line.lacks_count for line in self.lines)


def statuses_of(sign_ups: Sequence[SignUp], day: date) -> Mapping[int, TrainingStatus | None]:
    """By sign-up, the beginning of its part of a practice's page; None where its programme has no rule on the day."""
    keys = [sign_up.pk for sign_up in sign_ups]
    rules = rules_of({sign_up.site.programme_id for sign_up in sign_ups}).in_force(day)
    closed_site = Exists(Site.objects.closed_on(day).filter(pk=OuterRef("site")))
    ours = SignUp.objects.filter(pk__in=keys)
    flags = list(ours.annotate(is_merged=IS_MERGED, is_closed=closed_site).values_list("pk", "is_merged", "is_closed"))
    closed = {pk for pk, _, is_closed in flags if is_closed}
    records, refreshed = records_of(keys, [pk for pk, is_merged, _ in flags if is_merged]), last_refreshers(ours, day)
    statuses: dict[int, TrainingStatus | None] = dict.fromkeys(keys)
    for one in sign_ups:
        if rule := rules.get(one.site.programme_id):
            record = records.get(one.pk) or TrainingRecord()
            statuses[one.pk] = present_status(
                one, rule.rule, record.reached, record.counted, day,
                refreshed_on=refreshed.get(one.pk), handed_on=record.handed_on.get(rule.pk),
                owes_refresher=one.pk not in closed and not is_over(one.left_on, day),
            )  # fmt: skip
    return statuses


def present_status(
    sign_up: SignUp,
    rule: Rule,
    reached: Sequence[PeopleReached],
    counted: Sequence[StaffCounted],
    day: date,
    *,
    refreshed_on: date | None = None,
    handed_on: date | None = None,
    owes_refresher: bool = True,
) -> TrainingStatus:
    """The status on a day. `refreshed_on` is the day of the last refresher held by then, where there was one.

    `handed_on` is the day from which a practice that merged into this one makes it fully trained.
    """
    own = progress_under(rule, reached, counted, day)
    lines = tuple(RequirementLine(one) for one in own.requirements)
    days = [one for one in (own.reached_on, handed_on) if one and one <= day]
    trained_on = min(days, default=None)
    return TrainingStatus(
        day=day,
        rule=rule.words,
        lines=lines,
        trained_on=trained_on,
        refresher_due=refresher_due(rule, trained_on, refreshed_on) if owes_refresher else None,
        sentence=_sentence(sign_up, lines, trained_on, day, is_handed_on=trained_on != own.reached_on),
    )


def refresher_due(rule: Rule, trained_on: date | None, refreshed_on: date | None) -> date | None:
    """So many months after the practice became fully trained, or after its last refresher since then."""
    if trained_on is None or rule.refresher_months is None:
        return None
    return months_after(max(trained_on, refreshed_on or trained_on), rule.refresher_months)


def share_of(people: int, eligible: int | None) -> str:
    """A whole percentage, rounded down so that a share short of what is needed never looks like it.

    Nothing where there is nobody to be a share of, and no more than all where some who came have left since.
    """
    if not eligible:
        return "–"
    return "over 100%" if people > eligible else f"{100 * people // eligible}%"


def listed(groups: Sequence[StaffGroup]) -> str:
    """GPs, nurses and other clinical staff."""
    return get_text_list([STAFF[group] for group in groups], "and")


def _sentence(
    sign_up: SignUp, lines: Sequence[RequirementLine], trained_on: date | None, day: date, *, is_handed_on: bool
) -> str:  # fmt: skip
    if day < sign_up.signed_up_on:
        return f"Not signed up on {as_day(day)}: it signed up on {as_day(sign_up.signed_up_on)}."
    left = f" It left on {as_day(sign_up.left_on)}." if sign_up.left_on and is_over(sign_up.left_on, day) else ""
    if trained_on:
        by = ", handed on by a practice that merged into it" if is_handed_on else ""
        return f"Fully trained since {as_day(trained_on)}{by}.{left}"
    done = sum(line.progress.reached_on is not None for line in lines)
    return f"Not fully trained on {as_day(day)}: {done} of {len(lines)} parts reached.{left}"
