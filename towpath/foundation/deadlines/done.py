"""What is said to be done: all of it or a part, and by a day that has come or one still to come."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from towpath.foundation.deadlines.deadline import Deadline, Meaning, Precision
from towpath.foundation.deadlines.doing import Sense
from towpath.foundation.deadlines.states import SENTENCES, is_joined_to_date, may_be_a_share, unread_beside_done
from towpath.foundation.deadlines.things import Join, Remark, Span, Token
from towpath.foundation.periods import FinancialYear, months_after

TO_COME = "These words say that it is done on a day that is still to come: the date was taken as a deadline."
BARE = "“Complete” with a date was read as done: it may ask to complete it by then."
A_WEEK = timedelta(days=6)  # from its first day to its last
MONTHS_OF = {
    Precision.MONTH: 1, Precision.QUARTER: 3, Precision.SEASON: 3, Precision.TERM: 3, Precision.HALF_YEAR: 6,
    Precision.YEAR: 12, Precision.ACADEMIC_YEAR: 12,
}  # fmt: skip


def done(bounded: Deadline, clause: Sequence[Token], *, is_alone: bool) -> Deadline:
    """Done only where every word beside it is known to leave it so; one of several deadlines may be the part done."""
    left_open = unread_beside_done(clause)
    spans = (token.thing for token in clause if isinstance(token.thing, Span))
    share = next((span.doubt for span in spans if may_be_a_share(span)), "")
    if share:
        return not_understood(f"{share} Beside a word for done it may be a share.")
    if not left_open:
        is_bare = bounded.end and any(token.text == "complete" for token in clause)
        return replace(bounded, meaning=Meaning.DONE, doubt=BARE if is_bare else "")
    remark = Remark(Sense.UNREAD, SENTENCES[Sense.UNREAD].format(words=left_open))
    if is_alone:
        return remarked(remark, bounded, clause)
    return Deadline("", Meaning.PARTLY_DONE, doubt=remark.sentence)


def remarked(remark: Remark, bounded: Deadline, clause: Sequence[Token]) -> Deadline:
    """A date beside "partially complete" is a deadline only where a word such as "by" says so."""
    is_joined = is_joined_to_date(clause, Join.BY, Join.UNTIL)
    if bounded.end and (is_joined or remark.sense is Sense.UNSURE):
        return replace(bounded, doubt=f"{remark.sentence} The date was taken as a deadline.")
    if remark.sense is Sense.PARTLY:
        doubt = f"{remark.sentence} The date beside it was not read as a deadline." if bounded.precision else ""
        return Deadline("", Meaning.PARTLY_DONE, doubt=doubt)
    asked = "" if remark.sense is Sense.UNREAD else " It gives no date to be done by."
    return not_understood(remark.sentence + asked)


def not_understood(reason: str) -> Deadline:
    return Deadline("", Meaning.NOT_UNDERSTOOD, doubt=reason)


def as_of(deadline: Deadline, day: date) -> Deadline:
    """The deadline as its words are to be understood on a day: what they say is done later is still to be done."""
    if deadline.parts:
        parts = tuple(as_of(part, day) for part in deadline.parts)
        doubt = deadline.doubt or next((part.doubt for part in parts if part.doubt), "")
        return replace(deadline, parts=parts, doubt=doubt)
    if deadline.meaning is not Meaning.DONE or not _is_to_come(deadline, day):
        return deadline
    doubt = TO_COME if deadline.doubt in ("", BARE) else deadline.doubt
    return replace(deadline, meaning=Meaning.DATED if deadline.end else Meaning.STARTING, doubt=doubt)


def _is_to_come(deadline: Deadline, day: date) -> bool:
    """Of "completed March 2027" the first of March; of a range its end."""
    if deadline.end is None:
        return deadline.start is not None and deadline.start > day
    first = deadline.end if deadline.start else _first_day(deadline.end, deadline.precision)
    return first > day


def _first_day(end: date, precision: Precision | None) -> date:
    """The first day of a span, from its last one."""
    if precision is Precision.FINANCIAL_YEAR:
        return FinancialYear.containing(end).start
    if precision is Precision.WEEK:
        return end - A_WEEK
    months = MONTHS_OF.get(precision) if precision else None
    return months_after(end.replace(day=1), 1 - months) if months else end
