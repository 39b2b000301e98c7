"""Invented words of realistic length for a grown database, chosen by number so that every run has the same."""

from collections.abc import Sequence
from typing import TypeVar

from towpath.foundation.deadlines import read_deadline

Choice = TypeVar("Choice")

PLACES = ("Aldermere", "Brackwater", "Culverton", "Dunlock", "Eastholm")
AGENCIES = (
    "Adult Social Care", "Children's Services", "Community Safety", "Fire and Rescue", "Health Board",
    "Housing", "Mental Health Trust", "Police", "Probation", "Public Health", "Schools", "Women's Centre",
)  # fmt: skip
PLAN_TITLES = ("Delivery plan", "Death review tracker", "Readiness assessment", "Needs assessment plan")
THEMES = ("Prevention", "Provision", "Protection", "Partnership", "Perpetrators", "")
DEADLINES = tuple(
    map(
        read_deadline,
        ("By March 2025", "Within 3 months", "Ongoing", "Annually from 2016/17", "By 30 June 2027", "By 2015/16",
         "2017/18 onwards", "Throughout the life of the strategy", "By December 2026"),
    )
)  # fmt: skip
VERBS = ("Train", "Brief", "Agree with", "Review with", "Write to", "Fund", "Survey", "Visit")
WHOM = ("reception staff", "practice managers", "housing officers", "school leads", "ward sisters", "the board")
WHY = (
    "so that a person who speaks about abuse at home is heard at the first attempt and knows what comes next",
    "so that a referral reaches the named worker within two working days and the referrer hears what became of it",
    "so that what was learnt in the review is known to every team that meets families under strain",
)
NUMBERED = (7, 12, 33, 48, 129, 217)


def pick(choices: Sequence[Choice], number: int) -> Choice:
    return choices[number % len(choices)]


def action(number: int) -> str:
    text = f"{pick(VERBS, number)} {pick(WHOM, number // 8)} in {pick(PLACES, number // 3)}, {pick(WHY, number)}"
    return f"{text}, and tell the steering group each quarter how far this has come."


def recommendation(number: int) -> str:
    return f"The partnership should work with {pick(WHOM, number)} {pick(WHY, number + 1)}."


def output(number: int) -> str:
    return f"A session for {pick(WHOM, number)}, with a note of who came\nA page for staff, checked each spring"


def outcomes(number: int) -> list[str]:
    return [f"More referrals from {pick(WHOM, number)}", "Fewer people have to tell their story twice"]


def indicators(number: int) -> list[str]:
    return [f"Number of sessions held in {pick(PLACES, number)}", "Share of staff who came, by practice"]


def account(number: int) -> str:
    done, left = pick(NUMBERED, number), pick(NUMBERED, number + 1)
    return (
        f"{done} clinicians came to the sessions held since the last report, and {left} are booked for the next. "
        f"{pick(WHOM, number).capitalize()} asked for a shorter session in the evening, which is being written.\n"
        f"The steering group heard this and asked that {pick(AGENCIES, number)} report again next quarter."
    )
