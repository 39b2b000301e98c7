"""The made-up room in use: run by tests/house/test_adding_a_room.py with settings that have it."""

from datetime import date

import pytest
from django.urls import reverse

from tests.made_up_room.stalls.facts import STALLS, VISITORS
from tests.made_up_room.stalls.models import Stall
from tests.made_up_room.stalls.paper import STALL_REPORT
from towpath.access.roles import Role
from towpath.audit.events import Event
from towpath.audit.models import Entry
from towpath.facts.counting import count
from towpath.foundation.clock import at, midnight
from towpath.foundation.figures import Absence, Figure
from towpath.foundation.periods import Quarter
from towpath.jobs.tests.running import run_jobs
from towpath.papers.models import Paper
from towpath.partners.tests.builders import person_with
from towpath.practices.tests.pages import signed_in, words_of
from towpath.programmes.tests.builders import manager_of, programme_with
from towpath.search.finding import find

pytestmark = pytest.mark.django_db
DAY, QUARTER = date(2021, 9, 30), Quarter.parse("2021/22 Q2")


@pytest.fixture(autouse=True)
def in_september():
    with at(midnight(DAY)):
        yield


@pytest.fixture
def programme():
    return programme_with()


@pytest.fixture
def client(programme):
    return signed_in(manager_of(programme.partnership))


def recorded(client, programme, place="Lock Market", visitors="40", held_on=("3", "8", "2021")):
    day, month, year = held_on
    typed = {"place": place, "visitors": visitors, "held_on_day": day, "held_on_month": month, "held_on_year": year}
    return client.post(reverse("stalls:record", args=[programme.pk]), typed, follow=True)


def test_a_stall_is_recorded_listed_taken_out_and_found(client, programme):
    assert "Stall recorded at Lock Market." in words_of(recorded(client, programme))
    assert Entry.objects.filter(event=Event.PROGRAMME_AMENDED, subject_label="Stall at Lock Market").exists()
    listed = words_of(client.get(reverse("stalls:stalls", args=[programme.pk])))
    assert "1 stall" in listed
    assert "Lock Market 3 August 2021 40" in listed
    taken = b"".join(client.get(reverse("stalls:stalls_file", args=[programme.pk])).streaming_content).decode()
    assert "Lock Market,3 August 2021,40" in taken
    [found] = find(manager_of(programme.partnership), "lock market")
    assert found.title == "Stall at Lock Market"


def test_what_is_refused_stands_beside_its_field_and_what_was_typed_is_kept(client, programme):
    answer = recorded(client, programme, held_on=("1", "1", "2001"))
    assert answer.status_code == 422
    assert "Lock Market" in answer.content.decode()
    assert not Stall.objects.exists()


def test_people_of_other_partnerships_find_no_stall(client, programme):
    recorded(client, programme)
    stranger = person_with(Role.PROGRAMME_MANAGER)
    assert signed_in(stranger).get(reverse("stalls:stalls", args=[programme.pk])).status_code == 404
    assert not find(stranger, "lock market")


def test_its_facts_are_counted(client, programme):
    def figures():
        return [
            count(fact, "programme", [programme.pk], [QUARTER], DAY)[programme.pk, QUARTER]
            for fact in (STALLS, VISITORS)
        ]

    assert figures() == [Figure(0), Figure(absence=Absence.NOT_APPLICABLE)]
    recorded(client, programme, visitors="")
    assert figures() == [Figure(1), Figure(absence=Absence.NOT_REPORTED)]
    recorded(client, programme, "Weir Fair")
    assert figures() == [Figure(2), Figure(40)]


def test_its_paper_is_built_and_says_the_figures(client, programme):
    recorded(client, programme)
    begun = client.post(
        reverse("stall_reports:begin"), {"programme": programme.pk, "quarter": QUARTER.slug}, follow=True
    )
    assert begun.status_code == 200
    run_jobs()
    paper = Paper.objects.of(STALL_REPORT, programme).get()
    page = words_of(client.get(reverse("stall_reports:paper", args=[paper.pk])))
    assert "2021/22 Q2 1 40" in page
    assert {one.kind for one in paper.files.all()} >= {"pdf"}
