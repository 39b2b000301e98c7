"""The report's own sentences: the headline for whoever reads no further, and how it was worked out."""

from collections import Counter
from collections.abc import Iterable, Iterator

from towpath.delivery.papers.delivery import DUE_NEXT, MET, OVERDUE, milestones_by_state
from towpath.delivery.papers.overview import ends, mode_now
from towpath.delivery.papers.programme_facts import ProgrammeFacts
from towpath.delivery.papers.tables import AUDIENCE
from towpath.foundation.figures import MEANINGS, Absence, Figure, RatioOfSums, Style, released, share
from towpath.practices.facts import JOINED, SIGNED_UP
from towpath.programmes.models import Measure
from towpath.training.facts.practices import BECAME_TRAINED, TRAINED_OF_SIGNED_UP
from towpath.training.facts.sessions import PAST_THEIR_DAY, PEOPLE, SESSIONS, SUPPORT
from towpath.training.rule import NO_RULE
from towpath.ui.words import as_day, count_of, in_a_row

NOT_COUNTED = "No practice was due to be fully trained yet."
REFERRALS = (
    "Referrals of patients, and what became of them, are not recorded here yet: this report says nothing of them."
)
ABSENCES = (
    *(f"“{word}”: {meaning}." for word, meaning in MEANINGS.items()),
    "0 is a count of none.",
    "A target is what a site was to reach by the end of the quarter, counted from the start; the share of several "
    "sites is of those that have a target and of which it is known what they reached.",
)


def stands_note(facts: ProgrammeFacts) -> str:
    """Said where the report does not show the end of its quarter."""
    if facts.is_over:
        return ""
    return f"The quarter has not ended: this is how the programme stands on {as_day(facts.day)}."


def headline(facts: ProgrammeFacts) -> tuple[str, ...]:
    """The quarter in a few sentences."""
    sentences = (*_practices(facts), _sessions(facts), _modes(facts), _milestones(facts), *ends(facts))
    return tuple(sentence for sentence in sentences if sentence)


def _label(figure: Figure, style: Style = Style.COUNT) -> str:
    return released([figure], AUDIENCE, style=style)[0].label


def _practices(facts: ProgrammeFacts) -> Iterator[str]:
    """Fully trained first, as it is what the programme is paid for; of the practices signed up on the same day."""
    if not facts.sites:
        yield "No site is recorded yet."
        return
    became, signed_up = (facts.tally.total(fact).figure for fact in (BECAME_TRAINED, SIGNED_UP))
    ratio = facts.tally.ratio(TRAINED_OF_SIGNED_UP)
    if ratio.part.number is None:
        yield _why_none_trained(facts, ratio.part) if facts.rule else NO_RULE
    else:
        yield (
            f"{_practices_are(ratio.part)} fully trained on {as_day(facts.day)} of {_label(ratio.whole).lower()} "
            f"signed up{_where_both(ratio, signed_up)}; {_label(became).lower()} became so in this quarter"
            f"{_against_target(facts)}."
        )
    if signed_up.number is not None:
        joined = _label(facts.tally.total(JOINED).figure).lower()
        yield f"{_practices_are(signed_up)} signed up at {_sites_with(facts)}; {joined} signed up in this quarter."


def _why_none_trained(facts: ProgrammeFacts, figure: Figure) -> str:
    if figure.absence is Absence.NOT_DUE:
        return NOT_COUNTED
    return f"Practices fully trained on {as_day(facts.day)}: {_label(figure).lower()}."


def _where_both(ratio: RatioOfSums, signed_up: Figure) -> str:
    """At how many sites, where practices are signed up at others of which it is not known how many are trained."""
    return (
        "" if ratio.whole.number == signed_up.number else f" at {count_of(ratio.places, 'site')} where both are known"
    )


def _sites_with(facts: ProgrammeFacts) -> str:
    """How many sites have a practice signed up: those that have not begun are not among them."""
    have = sum(bool(count.figure(SIGNED_UP).number) for count in facts.tally.sites)
    return count_of(have, "site")


def _practices_are(figure: Figure) -> str:
    count = int(figure.number or 0)
    return f"{count_of(count, 'practice')} {'is' if count == 1 else 'are'}"


def _against_target(facts: ProgrammeFacts) -> str:
    """The target of the sites that have one, and which share of it they reached."""
    ratio = facts.tally.reached_of_target(Measure.PRACTICES_TRAINED)
    if not ratio.places:
        return ""
    target = int(ratio.whole.number or 0)
    part = _label(share(ratio.part, target), Style.SHARE)
    reached = f" ({part} of it reached)" if ratio.part.number is not None else ""
    where = f" at {count_of(ratio.places, 'site')} where it is known how many are" if ratio.without else ""
    return f"; the target by its end was {target:,}{where}{reached}"


def _sessions(facts: ProgrammeFacts) -> str:
    held, came, hours = (facts.tally.total(fact).figure for fact in (SESSIONS, PEOPLE, SUPPORT))
    if held.number is None:
        return ""
    people = f", with {_label(came)} {'person' if came.number == 1 else 'people'} at them" if came.number else ""
    support = f"; {_label(hours)} hours of support were given to practices" if hours.number else ""
    number = int(held.number)
    return f"{count_of(number, 'session')} {'was' if number == 1 else 'were'} held in the quarter{people}{support}."


def _modes(facts: ProgrammeFacts) -> str:
    """How the sites work on the report's day."""
    counts = Counter(mode_now(facts, site) for site in facts.sites)
    if not counts:
        return ""
    modes = [f"{count} {mode[0].lower()}{mode[1:]}" for mode, count in counts.most_common()]
    return f"Sites on {as_day(facts.day)}: {in_a_row(modes)}."


def _milestones(facts: ProgrammeFacts) -> str:
    counts = Counter(state for _, state in milestones_by_state(facts))
    if not facts.rows.milestones:
        return ""
    return (
        f"Milestones: {counts[MET]} met in the quarter, {counts[OVERDUE]} overdue, {counts[DUE_NEXT]} due next quarter."
    )


def notes(facts: ProgrammeFacts) -> Iterator[str]:
    """How the report was worked out, so that whoever doubts a figure can follow it."""
    yield (
        f"Figures of the quarter count from {as_day(facts.quarter.start)} to {as_day(facts.day)}; those since the "
        f"start from the launch on {as_day(facts.programme.starts_on)}."
    )
    yield REFERRALS
    if facts.rule:
        since = as_day(facts.rule.in_force_from)
        yield f"The rule for “fully trained” in force on {as_day(facts.day)} has held since {since}."
    yield from ABSENCES
    yield from _unrecorded(facts)
    yield "People who came to training are counted and never named in this report."


def _unrecorded(facts: ProgrammeFacts) -> Iterable[str]:
    """Sites with sessions of the quarter that passed without anybody recording them as held or cancelled."""
    for site in facts.sites:
        passed = int(facts.tally.number(PAST_THEIR_DAY, site.pk, facts.quarter))
        if passed and not site.is_in_outline:
            sessions = count_of(passed, "session")
            yield f"{site.area}: {sessions} of the quarter passed without being recorded as held or cancelled."
