"""How many people answered, as each audience sees it: while a quarter goes on and after it, however the site works."""

from datetime import date

import pytest
from django.urls import reverse

from towpath.access.roles import Role
from towpath.delivery.papers.gathering import gather
from towpath.delivery.sites.counting import SiteCount
from towpath.delivery.sites.figure_rows import figure_rows
from towpath.delivery.tests.made_counts import HeldInQuarter
from towpath.delivery.tests.test_count import CLOSED, DELIVERING, END, MOBILISING, PAUSED, QUARTER, START, counted
from towpath.foundation.clock import at, midnight
from towpath.foundation.figures import Absence, Audience
from towpath.partners.tests.builders import person_with
from towpath.practices.tests.pages import signed_in, words_of
from towpath.programmes.models import Mode
from towpath.programmes.tests.builders import manager_of, period, site_of
from towpath.training.facts.feedback import AnswerGiven, Feedback
from towpath.training.facts.sessions import ANSWERED
from towpath.training.models import Question

QUESTION = Question(pk=1, topic="confidence", wording="How?", minimum=1, maximum=5)
WORKING, READING = Audience.WORKING, Audience.READING
NOT_DUE, NOT_REPORTED, NOT_APPLICABLE = Absence.NOT_DUE, Absence.NOT_REPORTED, Absence.NOT_APPLICABLE
HIDDEN = Absence.SUPPRESSED
PEOPLE = (None, 0, 1, 4, 5)
SITES = {"delivering": DELIVERING, "paused": PAUSED, "closed": CLOSED, "not begun": MOBILISING}

# By audience, whether the quarter is over, and the site: what is seen where no session was held, and then of a session
# about which 0, 1, 4 and 5 people answered. One held while the site was paused is kept, and so are answers about it.
TRUTH = {
    (WORKING, "over", "delivering"): (NOT_APPLICABLE, NOT_REPORTED, 1, 4, 5),
    (WORKING, "over", "paused"): (NOT_APPLICABLE, NOT_REPORTED, 1, 4, 5),
    (WORKING, "over", "closed"): (NOT_APPLICABLE, NOT_REPORTED, 1, 4, 5),
    (WORKING, "over", "not begun"): (NOT_DUE, NOT_REPORTED, 1, 4, 5),
    (WORKING, "going on", "delivering"): (NOT_APPLICABLE, NOT_REPORTED, 1, 4, 5),
    (WORKING, "going on", "paused"): (NOT_APPLICABLE, NOT_REPORTED, 1, 4, 5),
    (WORKING, "going on", "closed"): (NOT_APPLICABLE, NOT_REPORTED, 1, 4, 5),
    (WORKING, "going on", "not begun"): (NOT_DUE, NOT_REPORTED, 1, 4, 5),
    (READING, "over", "delivering"): (NOT_APPLICABLE, NOT_REPORTED, HIDDEN, HIDDEN, 5),
    (READING, "over", "paused"): (NOT_APPLICABLE, NOT_REPORTED, HIDDEN, HIDDEN, 5),
    (READING, "over", "closed"): (NOT_APPLICABLE, NOT_REPORTED, HIDDEN, HIDDEN, 5),
    (READING, "over", "not begun"): (NOT_DUE, NOT_REPORTED, HIDDEN, HIDDEN, 5),
    (READING, "going on", "delivering"): (NOT_DUE, *[NOT_DUE] * 4),
    (READING, "going on", "paused"): (NOT_APPLICABLE, *[NOT_DUE] * 4),
    (READING, "going on", "closed"): (NOT_APPLICABLE, *[NOT_DUE] * 4),
    (READING, "going on", "not begun"): (NOT_DUE, *[NOT_DUE] * 4),
}


def answered_by(people: int | None, periods, day: date) -> SiteCount:
    """A site with a session about which so many answered; None where no session was held."""
    held = HeldInQuarter(held=0 if people is None else 1)
    return counted(periods, sessions=held, day=day, answered={QUARTER: people or 0})


def feedback_of(people: int) -> Feedback:
    return Feedback([QUESTION], [
        AnswerGiven(1, 1, 1, str(number), moment, 3) for number in range(people) for moment in ("before", "after")
    ])  # fmt: skip


def test_every_case_is_in_the_table() -> None:
    assert set(TRUTH) == {(who, when, site) for who in Audience for when in ("over", "going on") for site in SITES}


@pytest.mark.parametrize(("audience", "when", "site"), TRUTH)
def test_who_sees_how_many_answered(audience: Audience, when: str, site: str) -> None:
    is_over = when == "over"
    seen = []
    for people in PEOPLE:
        one = answered_by(people, SITES[site], END if is_over else date(2021, 8, 20))
        answers = {QUARTER: feedback_of(people or 0)} if is_over else {}
        rows = figure_rows([one], [QUARTER], audience, answers)
        (figure,) = (row.figure for row in rows if row.fact is ANSWERED)
        seen.append(figure.absence or figure.number)
    assert tuple(seen) == TRUTH[audience, when, site]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("mode", "sentence"),
    [
        (Mode.PAUSED, "People who answered before or after: Not applicable."),
        (Mode.CLOSED, "People who answered before or after: Not applicable."),
        (Mode.ADAPTED, "What people said of sessions in 2021/22 Q2 is shown once the quarter has ended."),
    ],
)
def test_the_page_and_the_report_say_the_same_word_to_readers_while_the_quarter_goes_on(mode, sentence) -> None:
    site = site_of()
    period(site, Mode.ADAPTED, date(2020, 4, 1), date(2021, 6, 30))
    period(site, mode, START)
    word = "Not applicable" if "Not applicable" in sentence else "Not due"
    with at(midnight(date(2021, 8, 20))):
        reader = signed_in(person_with(Role.BOARD_MEMBER, partnership=site.programme.partnership))
        assert sentence in words_of(reader.get(reverse("delivery:site", args=[site.pk])))
        worker = signed_in(manager_of(site.programme.partnership))
        assert sentence not in words_of(worker.get(reverse("delivery:site", args=[site.pk])))
        contents = gather(site.programme, QUARTER, midnight(date(2021, 8, 20)))
    assert [one.figure.label for one in contents.figures if one.fact == ANSWERED.key] == [word]
