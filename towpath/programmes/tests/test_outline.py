"""A site kept in outline: its figures are not reported anywhere, and everywhere it says so."""

from datetime import date

import pytest
from django.urls import reverse

from towpath.delivery.papers.gathering import gather
from towpath.documents.tests.reading_papers import row, rows_of
from towpath.facts.counting import Tally
from towpath.foundation.clock import now
from towpath.foundation.deadlines import read_deadline
from towpath.foundation.figures import Absence, Figure
from towpath.foundation.periods import Quarter
from towpath.practices.facts import SIGNED_UP
from towpath.practices.tests.builders import signed_up
from towpath.practices.tests.pages import lines_of, signed_in, words_of
from towpath.programmes.facts import MILESTONES_OVERDUE
from towpath.programmes.models import Mode
from towpath.programmes.presenters.timeline import timeline_of
from towpath.programmes.services.sites import amend_site
from towpath.programmes.tests.builders import manager_of, period, site_of
from towpath.training.facts.practices import TRAINED
from towpath.training.facts.sessions import SESSIONS
from towpath.training.tests.feedback_builders import CONFIDENCE, answered, asked_of
from towpath.training.tests.session_builders import rule_of, session_for

pytestmark = [pytest.mark.django_db, pytest.mark.once]
SENTENCE = "Kept in outline: its figures are not reported"


@pytest.fixture(autouse=True)
def in_february(time_machine):
    time_machine.move_to("2022-02-02 12:00Z", tick=False)


@pytest.fixture
def site():
    made = site_of()
    rule_of(made.programme)
    period(made, Mode.ADAPTED)
    session_for(signed_up(made), held_on=date(2021, 11, 3))
    return made


def keep_in_outline(site):
    client = signed_in(manager_of(site.programme.partnership))
    address = reverse("programmes:amend_site", args=[site.pk])
    assert "rather than 0" in words_of(client.get(address))
    sent = {"area": site.area, "phase": site.phase_id, "version": site.version, "is_in_outline": "on"}
    assert client.post(address, sent).status_code == 302
    site.refresh_from_db()
    assert site.is_in_outline
    return client


def test_its_figures_are_not_reported_on_board_page_report_and_picture(site):
    client = keep_in_outline(site)
    board = words_of(client.get("/delivery/"))
    assert SENTENCE in board
    assert "Not reported" in board
    page = words_of(client.get(reverse("delivery:site", args=[site.pk])))
    assert SENTENCE in page
    assert client.get(f"/delivery/figures/sessions/?site={site.pk}").status_code == 200
    assert "0 sessions held" in words_of(client.get(f"/delivery/figures/sessions/?site={site.pk}"))
    contents = gather(site.programme, Quarter.parse("2021/22 Q3"), now())
    assert set(row(contents, "Sessions, people", site.area).values()) == {"Not reported"}
    assert (site.area, SENTENCE) in rows_of(contents, "What is missing")
    lane = next(lane for lane in timeline_of(site.programme, date(2022, 2, 2)).lanes if lane.label == site.area)
    assert lane.note.endswith("kept in outline")


def test_what_is_not_recorded_of_it_is_not_said_to_be_missing(site):
    client = signed_in(manager_of(site.programme.partnership))
    addresses = ["/delivery/", *(reverse(page, args=[site.pk]) for page in ("delivery:site", "programmes:site"))]
    claims = "No clinical lead in post", "No advocate educator in post", "core elements were not checked"
    assert all(claim in words_of(client.get(address)) for claim in claims for address in addresses)
    keep_in_outline(site)
    for address in addresses:
        page = words_of(client.get(address))
        assert SENTENCE in page
        assert not [claim for claim in claims if claim in page]


def test_its_milestones_are_kept_here_and_counted(site):
    """In outline is what it did in training; what was promised of it is recorded here as of every site."""
    words = "By 1 December 2021"
    site.milestones.create(
        programme=site.programme,
        name="Recruit",
        deadline_words=words,
        deadline_kept=read_deadline(words).as_json(),
        due_on=date(2021, 12, 1),
        overdue_after=date(2021, 12, 1),
    )
    client = keep_in_outline(site)
    tally = Tally("site", [site.pk], date(2022, 2, 2))
    assert tally.total(MILESTONES_OVERDUE).figure == Figure(1)
    board = words_of(client.get("/delivery/"))
    assert "1 overdue" in board
    assert "1 milestone overdue" in words_of(client.get("/delivery/figures/milestones_overdue/"))


def test_after_it_closed_its_practices_are_still_not_reported_and_the_gap_still_says_so(site):
    site.periods.update(ended_on=date(2021, 12, 31))
    period(site, Mode.CLOSED, date(2022, 1, 1))
    client = keep_in_outline(site)
    day = date(2022, 4, 5)
    tally = Tally("site", [site.pk], day)
    assert {fact: tally.figure(fact, site.pk).absence for fact in (SIGNED_UP, TRAINED, SESSIONS)} == {
        SIGNED_UP: Absence.NOT_REPORTED,
        TRAINED: Absence.NOT_REPORTED,
        SESSIONS: Absence.NOT_APPLICABLE,
    }
    assert SENTENCE in words_of(client.get("/delivery/"))


def test_it_is_said_in_its_record_and_given_up_again(site):
    client = keep_in_outline(site)
    assert SENTENCE in words_of(client.get(reverse("programmes:site", args=[site.pk])))
    amend_site(
        actor=manager_of(site.programme.partnership), site=site, version=site.version, area=site.area,
        phase=site.phase, is_in_outline=False,
    )  # fmt: skip
    assert SENTENCE not in words_of(client.get(reverse("programmes:site", args=[site.pk])))


def test_board_and_record_name_the_same_things_missing(site):
    client = signed_in(manager_of(site.programme.partnership))
    board, record = (
        words_of(client.get(address)) for address in ("/delivery/", reverse("programmes:site", args=[site.pk]))
    )
    page = words_of(client.get(reverse("delivery:site", args=[site.pk])))
    for text in (
        "No partner agency recorded", "No clinical lead in post", "No advocate educator in post",
        "4 of 4 core elements were not checked in 2021/22 Q3",
    ):  # fmt: skip
        assert text in board
        assert text in record
        assert text in page


def test_whoever_checks_is_told_of_what_the_record_shows_nothing(site):
    site.programme.core_elements.filter(position=4).update(name="Support to practices")
    client = signed_in(manager_of(site.programme.partnership))
    address = reverse("programmes:check_core_elements", args=[site.pk], query={"quarter": "2021-22-q3"})
    page = words_of(client.get(address))
    assert "No hours of support to practices are recorded in 2021/22 Q3. Where it was kept" in page
    assert "No session held" not in page


def test_what_people_said_there_and_who_is_trained_there_stands_on_no_page(site):
    session = session_for(signed_up(site), held_on=date(2021, 11, 4))
    asked_of(site.programme, CONFIDENCE)
    answered(session, *((str(number), CONFIDENCE, 2, 4) for number in range(9)))
    client = signed_in(manager_of(site.programme.partnership))
    on = "?on=2021-12-31"
    addresses = [
        reverse("training:feedback", args=[session.pk]), reverse("delivery:site", args=[site.pk]) + on,
        reverse("training:feedback_of_sites"), f"{reverse('training:feedback_of_sites')}?site={site.pk}",
    ]  # fmt: skip
    assert all("9 of 9" in words_of(client.get(address)) for address in addresses)
    keep_in_outline(site)
    for address in addresses:
        page = words_of(client.get(address))
        assert "9 of 9" not in page, address
        assert "9 people" not in page, address
    assert SENTENCE in words_of(client.get(addresses[0])).replace("This site is kept", "Kept")
    page = words_of(client.get(addresses[1]))
    assert "Not yet fully trained" not in page
    assert "Its practices are recorded elsewhere." in page
    assert len(lines_of(client.get(reverse("training:feedback_file")))) == 2
