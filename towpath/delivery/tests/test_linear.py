"""What is asked of each of many sites is looked up once for all, so that twice as many take twice as long."""

from collections.abc import Iterator
from typing import Any

from towpath.delivery.papers.programme_facts import checks_in
from towpath.delivery.sites.page import core_checks
from towpath.foundation.periods import Quarter
from towpath.programmes.missing import CheckRow
from towpath.programmes.models import Site
from towpath.training.facts.feedback import AnswerGiven, Feedback
from towpath.training.models import Question

QUARTER, BEFORE = Quarter.parse("2021/22 Q3"), Quarter.parse("2021/22 Q2")
MANY = 40
SITES = [Site(pk=pk, area=f"Area {pk}") for pk in range(1, MANY + 1)]


class Read(list[Any]):
    """A list that counts how often it is gone through."""

    times = 0

    def __iter__(self) -> Iterator[Any]:
        self.times += 1
        return super().__iter__()


def row(element: int, site: int | None, quarter: Quarter | None, finding: str, reason: str = "") -> CheckRow:
    return CheckRow(1, element, f"Element {element}", site, quarter, finding, reason, "")


def test_checks_are_gone_through_once_for_any_number_of_sites() -> None:
    rows = Read(row(element, site.pk, QUARTER, "kept") for element in (1, 2) for site in SITES)
    found = checks_in(rows, SITES, QUARTER)
    assert {pk: [one.name for one in checks] for pk, checks in found.items()} == {
        site.pk: ["Element 1", "Element 2"] for site in SITES
    }
    assert rows.times == 1


def test_each_site_has_its_own_newest_check_of_the_quarter_and_every_element_once() -> None:
    rows = [
        row(1, 1, BEFORE, "not_kept", "Of the quarter before."), row(1, 1, QUARTER, "varied", "At first."),
        row(1, 2, QUARTER, "kept"), row(1, 1, QUARTER, "kept"), row(2, None, None, ""),
    ]  # fmt: skip
    checks = core_checks(rows, SITES[:3], QUARTER)
    unchecked = row(2, None, None, "")
    assert checks[1] == [row(1, 1, QUARTER, "kept"), unchecked]
    assert checks[2] == [row(1, 2, QUARTER, "kept"), unchecked]
    assert checks[3] == [row(1, None, None, ""), unchecked]
    in_quarter = checks_in(rows, SITES[:3], QUARTER)
    assert in_quarter == {1: [row(1, 1, QUARTER, "kept")], 2: [row(1, 2, QUARTER, "kept")], 3: []}


def times_read(sites: int) -> int:
    """How often the answers are gone through for a page that shows how many people answered at each site."""
    question = Question(pk=1, topic="confidence", wording="How?", minimum=1, maximum=5)
    feedback = Feedback([question], [AnswerGiven(1, site, site, "A", "before", 3) for site in range(1, sites + 1)])
    feedback.given = read = Read(feedback.given)
    assert all(feedback.hides_site(site) for site in range(1, sites + 1))
    return read.times


def test_answers_are_gone_through_as_often_for_many_sites_as_for_one() -> None:
    assert times_read(MANY) == times_read(1)
