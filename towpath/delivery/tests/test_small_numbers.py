"""What two people answered, as each role meets it: on every page, in every file, and in the list behind it."""

from datetime import date

import pytest
from django.urls import reverse

from towpath.access.roles import Role
from towpath.delivery.papers.gathering import gather
from towpath.documents.tests.reading_papers import rows_of, table
from towpath.facts.counting import Tally
from towpath.facts.listing import FactList, Window
from towpath.foundation.clock import now
from towpath.foundation.figures import Audience
from towpath.foundation.periods import Quarter
from towpath.partners.tests.builders import person_with
from towpath.practices.tests.builders import signed_up
from towpath.practices.tests.pages import lines_of, signed_in, words_of
from towpath.programmes.models import Mode, Programme
from towpath.programmes.tests.builders import manager_of, period, post_at, site_of
from towpath.training.facts.sessions import ANSWERED
from towpath.training.models import Answer
from towpath.training.tests.feedback_builders import CONFIDENCE, asked_of
from towpath.training.tests.session_builders import session_for

pytestmark = [pytest.mark.django_db, pytest.mark.once]
HIDDEN = "Hidden: too few"
ROW = f'<td colspan="7">{HIDDEN}</td>'
QUARTER = Quarter.parse("2021/22 Q3")
READERS = (Role.COMMISSIONER, Role.BOARD_MEMBER, Role.AUDITOR, Role.COORDINATOR)


@pytest.fixture(autouse=True)
def in_january(time_machine):
    """The quarter of the sessions has ended."""
    time_machine.move_to("2022-01-10 12:00Z", tick=False)


def answered_by(site, people: int, held_on: date = date(2021, 11, 2)):
    """A session here about which so many people answered, each a point more sure."""
    session = session_for(signed_up(site), held_on=held_on)
    question = site.programme.feedback_questions.get()
    Answer.objects.bulk_create(
        Answer(session=session, question=question, respondent=str(number), moment=moment, value=2 + later)
        for number in range(people)
        for later, moment in enumerate(("before", "after"))
    )
    return session


@pytest.fixture
def site():
    made = site_of()
    period(made, Mode.ADAPTED)
    asked_of(made.programme, CONFIDENCE)
    return made


def client_of(role: Role, site):
    person = person_with(role, partnership=site.programme.partnership)
    agency = person.posts.get().agency
    if agency:
        Programme.objects.filter(pk=site.programme_id).update(commissioner=agency)
    return signed_in(person)


def addresses(session) -> list[str]:
    """The session's page, the site's, the sums of sites, and the same as a file."""
    site = session.site_id
    return [
        reverse("training:feedback", args=[session.pk]), f"{reverse('delivery:site', args=[site])}?on={QUARTER.end}",
        reverse("training:feedback_of_sites"), f"{reverse('training:feedback_of_sites')}?site={site}",
    ]  # fmt: skip


@pytest.mark.parametrize("role", READERS)
def test_readers_meet_no_answer_of_two_people_anywhere(site, role: Role) -> None:
    session = answered_by(site, 2)
    client = client_of(role, site)
    for address in addresses(session):
        answer = client.get(address)
        page = words_of(answer)
        assert ROW in answer.content.decode(), address
        assert "2 of 2" not in page, address
        assert "2 people answered" not in page, address
    lines = lines_of(client.get(f"{reverse('training:feedback_file')}?site={site.pk}"))
    assert lines[1].endswith(",".join([HIDDEN] * 8))
    contents = gather(site.programme, QUARTER, now())
    ((_, *figures),) = rows_of(contents, "Change in")
    assert set(figures) == {HIDDEN}


@pytest.mark.parametrize("role", READERS)
def test_the_list_behind_is_closed_to_readers_with_a_sentence(site, role: Role) -> None:
    answered_by(site, 2)
    client = client_of(role, site)
    for name in ("figures", "figures_csv"):
        answer = client.get(f"{reverse(f'delivery:{name}', args=['people_who_answered'])}?site={site.pk}")
        assert answer.status_code == 403
        assert "this list is for the programme manager and people in post at its sites" in words_of(answer)


def test_who_works_with_the_answers_sees_them_and_their_list(site) -> None:
    session = answered_by(site, 2)
    for person in (manager_of(site.programme.partnership), post_at(site).person):
        client = signed_in(person)
        for address in addresses(session):
            answer = client.get(address)
            assert "2 of 2" in words_of(answer), address
            assert ROW not in answer.content.decode(), address
        listed = words_of(client.get(f"{reverse('delivery:figures', args=['people_who_answered'])}?site={site.pk}"))
        assert "2 people who answered" in listed


def test_five_people_are_shown_to_readers_unless_the_sum_would_betray_two(site) -> None:
    session = answered_by(site, 5)
    client = client_of(Role.COMMISSIONER, site)
    assert all("5 of 5" in words_of(client.get(address)) for address in addresses(session))
    few = site_of(site.programme)
    period(few, Mode.ADAPTED)
    answered_by(few, 2)
    assert "7 of 7" in words_of(client.get(reverse("training:feedback_of_sites")))
    for one in (site, few):
        assert ROW in client.get(f"{reverse('delivery:site', args=[one.pk])}?on={QUARTER.end}").content.decode()
        assert ROW in client.get(f"{reverse('training:feedback_of_sites')}?site={one.pk}").content.decode()


def test_readers_look_at_one_quarter_at_a_time(site) -> None:
    answered_by(site, 6)
    page = client_of(Role.COMMISSIONER, site).get(reverse("training:feedback_of_sites")).content.decode()
    assert '<option value="2021-22-q3" selected' in page
    assert page.count('<option value=""') == page.count("<select") - 1


def test_before_a_quarter_has_ended_readers_see_none_of_its_answers_and_workers_do(site, time_machine) -> None:
    """Six answered by the tenth and two more after it: of two days shown, the later would give the two away."""
    session = answered_by(site, 6)
    answered_by(site, 2, date(2021, 11, 20))
    reader, worker = client_of(Role.COMMISSIONER, site), signed_in(manager_of(site.programme.partnership))
    page = reverse("delivery:site", args=[site.pk])
    for day, people in (("2021-11-10", 6), ("2021-11-30", 8)):
        assert f"{people} of {people}" in words_of(worker.get(f"{page}?on={day}"))
        shown = words_of(reader.get(f"{page}?on={day}"))
        assert "What people said of sessions in 2021/22 Q3 is shown once the quarter has ended." in shown
        assert f"{people} of {people}" not in shown
    assert "8 of 8" in words_of(reader.get(f"{page}?on={QUARTER.end}"))
    time_machine.move_to("2021-12-15 12:00Z", tick=False)
    for address in (page, reverse("training:feedback", args=[session.pk])):
        shown = words_of(reader.get(address))
        assert "is shown once the quarter has ended." in shown
        assert "of 6" not in shown
    assert "No feedback is recorded for this choice." in words_of(reader.get(reverse("training:feedback_of_sites")))
    contents = gather(site.programme, QUARTER, now())
    change = table(contents, "Change in")
    assert (change.rows, change.note[:8]) == ((), "Not due:")
    assert [one.figure.label for one in contents.figures if one.fact == "people_who_answered"] == ["Not due"]


def test_answers_about_a_session_not_recorded_as_held_are_in_no_sum(site) -> None:
    """The page of sums had them and the site's page had not: their difference was that session's people."""
    answered_by(site, 6)
    late = answered_by(site, 5, date(2021, 11, 20))
    type(late).objects.filter(pk=late.pk).update(state="planned")
    for client in (client_of(Role.COMMISSIONER, site), signed_in(manager_of(site.programme.partnership))):
        for address in (f"{reverse('delivery:site', args=[site.pk])}?on={QUARTER.end}",
                        reverse("training:feedback_of_sites")):  # fmt: skip
            assert "6 of 6" in words_of(client.get(address)), address


def test_a_practices_manager_has_no_feedback_at_all(site) -> None:
    session = answered_by(site, 9)
    client = client_of(Role.PRACTICE_MANAGER, site)
    assert client.get(reverse("training:feedback", args=[session.pk])).status_code == 404


def test_a_list_gives_readers_no_number_of_few_people_even_where_it_is_made(site) -> None:
    for people in (2, 6):
        answered_by(site, people)
    tally, window = Tally("site", [site.pk], QUARTER.end), Window(frozenset([site.pk]), QUARTER.end)
    shown = {
        audience: [line.cells[-1] for line in FactList(ANSWERED, tally, [window], audience)] for audience in Audience
    }
    assert shown == {Audience.WORKING: [2, 6], Audience.READING: [HIDDEN, 6]}
