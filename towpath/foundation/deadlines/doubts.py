"""What speaks against a reading: why words must not be read as a date, and what a person should look at."""

from collections.abc import Sequence
from itertools import pairwise

from towpath.foundation.deadlines.deadline import Deadline, Meaning, Offset
from towpath.foundation.deadlines.states import unread_beside_done
from towpath.foundation.deadlines.things import Join, Span, Token, Unclear, YearlyDay
from towpath.foundation.deadlines.vocabulary import BEFOREHAND, NOUNS_OF_DOING, SENSE_CHANGERS, TURNS, WHICH_DAY
from towpath.foundation.deadlines.wording import with_months

DATE_JOINS = (Join.BY, Join.START, Join.UNTIL, Join.ONWARDS, Join.WITHIN)
MORE_DATES = "More dates stand here than one deadline has."
LONGEST_ASIDE = 4  # more words than these that say nothing of time, and the cell is prose, not a deadline


def trouble(clause: Sequence[Token]) -> str:
    """Why these words must not be read as a date, "" where nothing speaks against it."""
    unclear = next((token.thing.reason for token in clause if isinstance(token.thing, Unclear)), "")
    is_done = any(token.thing is Meaning.DONE for token in clause) and not unread_beside_done(clause)
    unread = [] if is_done else strays(clause)
    is_length = any(isinstance(token.thing, Offset) for token in clause)
    changers = SENSE_CHANGERS if is_length else SENSE_CHANGERS | BEFOREHAND
    changer = next((word for word in unread if word.strip(".,") in changers), "")
    if unclear or changer:
        return unclear or f"“{changer}” changes what the date means."
    if any(character.isdigit() for word in unread if not word.endswith("%") for character in word):
        return "A number in these words is part of no date."
    if len(unread) > LONGEST_ASIDE:
        return "These words say more than a date."
    return "" if len(spans(clause)) <= 2 else MORE_DATES


def undated(clause: Sequence[Token]) -> str:
    """Why words without a date have none, as far as they tell."""
    days = [with_months([token.text]) for token in clause if isinstance(token.thing, YearlyDay)]
    if days:
        return f"No year stands beside “{days[0]}”."
    unread = strays(clause)
    if any(word in TURNS for word in unread):
        return f"“{' '.join(unread)}” names an event, and gives no day."
    if any(token.text == "financial" for token in clause):
        return "These words do not say which financial year."
    return "No date was found in these words."


def slip(clause: Sequence[Token]) -> str:
    """ "By of 2015/16": a word is missing or one too many, so a person should see what we made of it."""
    for token, following in pairwise(clause):
        if token.text == "by" and following.text == "of":
            return "“By of” looks like a slip for “by” or “by end of”; both mean the same day."
    return ""


def aside(clause: Sequence[Token], reading: Deadline) -> str:
    """Words set aside beside a bare date may belong to it, as the 2 of "phase 2 March 2025" might."""
    if reading.meaning not in (Meaning.DATED, Meaning.STARTING, Meaning.RECURRING):
        return ""
    if reading.precision is None:
        which = [word for word in strays(clause) if word in WHICH_DAY]
        return f"“{' '.join(which)}” was not read as part of the turn." if which else ""
    days = [token.text for token in clause if isinstance(token.thing, YearlyDay)]
    if days and reading.recurrence is None:
        return f"No year stands beside “{with_months(days)}”, so it was not read."
    joins = [place for place, token in enumerate(clause) if token.thing in DATE_JOINS]
    beside = clause[joins[-1] :] if joins else clause
    unread = [token.text for token in beside if token.thing is Join.STRAY and token.text not in NOUNS_OF_DOING]
    return f"“{' '.join(unread)}” was not read as part of the date." if unread else ""


def unread_end(clause: Sequence[Token]) -> str:
    """ "Monthly for 6 months", "every 6 months until go-live": turns that end on a day nobody reads."""
    if spans(clause):
        return ""
    until = [place for place, token in enumerate(clause) if token.text in ("until", "till", "up to")]
    behind = clause[until[0] :] if until else []
    told = [token.text for token in behind if token.thing is Join.STRAY]
    told += [token.text for token in clause if isinstance(token.thing, Offset)]
    return f"“{' '.join(told)}” may end these turns, and gives no date." if told else ""


def next_turn(clause: Sequence[Token]) -> str:
    """ "Annually (next due March 2025)": the date may be one of the turns and not the last."""
    is_next = {"next", "first"} & set(strays(clause))
    is_until = any(token.thing is Join.UNTIL and token.text != "-" for token in clause)
    if is_next and spans(clause) and not is_until:
        return "The date may be the next turn, and not the end of them."
    return ""


def strays(clause: Sequence[Token]) -> list[str]:
    return [token.text for token in clause if token.thing is Join.STRAY]


def spans(clause: Sequence[Token]) -> list[Span]:
    return [token.thing for token in clause if isinstance(token.thing, Span)]
