"""The list of sessions, a session's page, and planning one, as people meet them."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from towpath.access.roles import Role
from towpath.audit.events import Event
from towpath.audit.models import Entry
from towpath.foundation.clock import today
from towpath.foundation.staff import StaffGroup
from towpath.partners.tests.builders import agency_of, person_with
from towpath.practices.services.sign_ups import name_manager
from towpath.practices.tests.builders import practice_named, signed_up
from towpath.programmes.models import Mode
from towpath.programmes.tests.builders import manager_of, period, post_at, programme_with, site_of
from towpath.training.kinds import SessionKind
from towpath.training.models import Session, SessionState
from towpath.training.tests.session_builders import planned, session_for

pytestmark = [pytest.mark.django_db, pytest.mark.once]
JUNE = date(2021, 6, 1)
ANN = "Ann Attendee"


@pytest.fixture
def as_(client):
    def sign_in(person):
        client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return sign_in


@pytest.fixture
def held():
    """A session at two practices, with one name at the first and two unnamed nurses at each."""
    site = site_of()
    one, other = signed_up(site, practice_named("Lock Cottage Surgery")), signed_up(site, practice_named("Weir Lane"))
    return session_for(one, other, held_on=JUNE, names=[ANN], came={StaffGroup.NURSE: 2})


def page(session, name="session"):
    return reverse(f"training:{name}", args=[session.pk])


def reader(role, session):
    """Somebody who holds a role and may see the session through it."""
    site, partnership = session.site, session.site.programme.partnership
    if role is Role.PROGRAMME_MANAGER:
        return manager_of(partnership)
    if role in (Role.ADVOCATE_EDUCATOR, Role.CLINICAL_LEAD):
        return post_at(site, kind=role.value).person
    if role is Role.PRACTICE_MANAGER:
        person = person_with(role, partnership=partnership)
        first = session.practices.order_by("pk").first()
        name_manager(actor=manager_of(partnership), sign_up=first, manager=person)
        return person
    if role is Role.COMMISSIONER:
        agency = agency_of(partnership)
        site.programme.commissioner = agency
        site.programme.save()
        return person_with(role, agency=agency)
    return person_with(role, partnership=partnership)


SEES_NAMES = (Role.PROGRAMME_MANAGER, Role.ADVOCATE_EDUCATOR, Role.CLINICAL_LEAD, Role.PRACTICE_MANAGER)
SEES_COUNTS = (Role.COORDINATOR, Role.BOARD_MEMBER, Role.AUDITOR, Role.COMMISSIONER)


@pytest.mark.parametrize("role", [*SEES_NAMES, *SEES_COUNTS])
def test_who_sees_the_names_of_attendees_on_page_and_in_file(role, held, as_):
    client = as_(reader(role, held))
    shown = client.get(page(held)).content.decode()
    assert "Lock Cottage Surgery" in shown
    assert (ANN in shown) == (role in SEES_NAMES)
    file = b"".join(client.get(reverse("training:sessions_file"))).decode()
    assert "Lock Cottage Surgery" in file
    assert ANN not in file
    assert Entry.objects.filter(event=Event.ATTENDEES_SEEN).exists() == (role in SEES_NAMES)


def test_practice_manager_sees_their_own_practice_only(held, as_):
    client = as_(reader(Role.PRACTICE_MANAGER, held))
    shown = client.get(page(held)).content.decode()
    assert "Lock Cottage Surgery" in shown
    assert "Weir Lane" not in shown
    listed = client.get(reverse("training:sessions")).content.decode()
    assert "Lock Cottage Surgery" in listed
    assert "Weir Lane" not in listed


@pytest.mark.parametrize("role", [Role.ADVOCATE_EDUCATOR, Role.PRACTICE_MANAGER])
def test_people_of_another_site_do_not_find_the_session(role, held, as_):
    other = session_for(signed_up(site_of(held.site.programme)), held_on=JUNE)
    assert as_(reader(role, other)).get(page(held)).status_code == 404


def test_page_counts_who_came_against_who_worked_there(held, as_):
    shown = as_(manager_of(held.site.programme.partnership)).get(page(held)).content.decode()
    assert "1 of 4" in shown
    assert "2 of 2" in shown


def test_page_of_a_planned_session_says_who_works_there_and_nothing_of_who_came(as_):
    session = planned(signed_up())
    shown = as_(manager_of(session.site.programme.partnership)).get(page(session)).content.decode()
    assert "Practices, and the staff each has" in shown
    assert " of 4" not in shown


def test_list_shows_what_is_planned_before_what_was_held(held, as_):
    planned(held.practices.first(), held_on=today() + timedelta(days=3), kind=SessionKind.RECEPTION)
    shown = as_(manager_of(held.site.programme.partnership)).get(reverse("training:sessions")).content.decode()
    assert shown.index("Planned, the next first") < shown.index("Held and cancelled")


@pytest.mark.parametrize(
    ("query", "is_found"),
    [
        ({"kind": "clinical_1"}, True), ({"kind": "reception"}, False), ({"state": "held"}, True),
        ({"state": "planned"}, False), ({"quarter": "2021-22-q1"}, True), ({"quarter": "2021-22-q2"}, False),
        ({"site": "nonsense"}, True),
    ],
)  # fmt: skip
def test_list_is_narrowed_by_the_address(query, is_found, held, as_):
    client = as_(manager_of(held.site.programme.partnership))
    shown = client.get(reverse("training:sessions", query=query)).content.decode()
    assert (page(held) in shown) == is_found


def test_list_asks_as_much_for_fifty_sessions_as_for_one(held, as_, django_assert_max_num_queries):
    practices = list(held.practices.all())
    for number in range(30):
        session_for(*practices, held_on=JUNE + timedelta(days=number))
    client = as_(manager_of(held.site.programme.partnership))
    with django_assert_max_num_queries(15):
        client.get(reverse("training:sessions"))
    with django_assert_max_num_queries(24):
        client.get(page(held))


PLAN = {
    "kind": "clinical_1", "held_on_day": "1", "held_on_month": "6", "held_on_year": "2021", "mode": "virtual",
    "starts_at": "1pm", "minutes": "", "trainer_names": "Jo Fen\n",
}  # fmt: skip


def test_advocate_educator_plans_a_session_once_however_often_the_button_is_pressed(as_):
    sign_up = signed_up()
    client = as_(post_at(sign_up.site).person)
    address = reverse("training:plan_session", args=[sign_up.site_id])
    for _ in range(2):
        answer = client.post(address, PLAN | {"practices": [sign_up.pk], "form_token": "a-token-of-one-form"})
        assert answer.status_code == 302
    session = Session.objects.get()
    assert (session.minutes, session.counts_as, session.state) == (120, SessionKind.CLINICAL_1, SessionState.PLANNED)
    assert [trainer.name for trainer in session.trainers.all()] == ["Jo Fen"]


def test_two_sessions_of_the_same_kind_and_day_are_planned_from_two_forms(as_):
    sign_up = signed_up()
    client = as_(post_at(sign_up.site).person)
    for token in ("a-token-of-one-form", "a-token-of-another"):
        client.post(
            reverse("training:plan_session", args=[sign_up.site_id]),
            PLAN | {"practices": [sign_up.pk], "form_token": token},
        )
    assert Session.objects.count() == 2


def test_reception_session_lasts_an_hour_unless_told(as_):
    sign_up = signed_up()
    client = as_(post_at(sign_up.site).person)
    client.post(
        reverse("training:plan_session", args=[sign_up.site_id]),
        PLAN | {"kind": "reception", "practices": [sign_up.pk]},
    )
    assert Session.objects.get().minutes == 60


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"held_on_year": "2019"}, "was launched on 1 April 2020: choose that day or a later one"),
        ({"practices": []}, "Choose at least one practice."),
        ({"kind": "catch_up"}, "Choose which session this catch-up counts as."),
        ({"kind": "clinical_1", "counts_as": "reception"}, "Only a catch-up counts as another kind of session."),
        ({"minutes": "700"}, "The length must be from 1 to 600 minutes."),
        ({"starts_at": "late"}, "Enter a time such as 13:00."),
        ({"mode": ""}, "Choose where people meet."),
    ],
)
def test_what_is_wrong_stands_beside_the_field_and_the_typing_stays(changed, sentence, as_):
    sign_up = signed_up()
    client = as_(post_at(sign_up.site).person)
    sent = PLAN | {"practices": [sign_up.pk], "place": "Canal House"} | changed
    answer = client.post(reverse("training:plan_session", args=[sign_up.site_id]), sent)
    assert answer.status_code == 422
    shown = answer.content.decode()
    assert sentence in shown
    assert "Canal House" in shown
    assert "Error: " in shown
    assert not Session.objects.exists()


def test_session_of_a_paused_site_is_kept_and_the_recorder_told(as_):
    sign_up = signed_up()
    period(sign_up.site, Mode.PAUSED, started_on=date(2021, 5, 1))
    client = as_(post_at(sign_up.site).person)
    address = reverse("training:plan_session", args=[sign_up.site_id])
    shown = client.post(address, PLAN | {"practices": [sign_up.pk]}, follow=True).content.decode()
    assert "was paused on 1 June 2021" in shown
    assert Session.objects.exists()


def test_commissioner_can_neither_plan_nor_record(held, as_):
    client = as_(reader(Role.COMMISSIONER, held))
    assert client.get(reverse("training:plan_session", args=[held.site_id])).status_code == 403
    assert client.get(page(held, "record_attendance")).status_code == 403


def test_educator_of_one_site_plans_at_no_other(as_):
    mine = signed_up()
    other = site_of(mine.site.programme)
    client = as_(post_at(mine.site).person)
    assert client.get(reverse("training:plan_session", args=[other.pk])).status_code == 404
    chosen = client.get(reverse("training:choose_site"))
    assert chosen.url == reverse("training:plan_session", args=[mine.site_id])


def test_second_person_to_amend_is_shown_what_the_first_changed(as_):
    sign_up = signed_up()
    session = planned(sign_up, held_on=JUNE, place="Canal House")
    client = as_(manager_of(sign_up.site.programme.partnership))
    sent = PLAN | {"practices": [sign_up.pk], "version": session.version}
    assert client.post(page(session, "amend_session"), sent | {"place": "Weir Hall"}).status_code == 302
    answer = client.post(page(session, "amend_session"), sent | {"place": "Tow House"})
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert "Weir Hall" in shown
    assert "Tow House" in shown
    session.refresh_from_db()
    assert session.place == "Weir Hall"


def test_session_is_cancelled_and_planned_again_from_its_page(as_):
    session = planned(signed_up())
    client = as_(manager_of(session.site.programme.partnership))
    for version, state in ((1, "cancelled"), (2, "planned")):
        client.post(page(session, "move_session"), {"state": state, "version": version})
        session.refresh_from_db()
        assert session.state == state
    shown = client.post(page(session, "move_session"), {"state": "held", "version": 3}, follow=True).content.decode()
    assert "is still to come: the session cannot have been held" in shown


def test_empty_list_says_so(as_):
    shown = as_(manager_of(programme_with().partnership)).get(reverse("training:sessions")).content.decode()
    assert "There is no session here yet." in shown


def test_first_page_of_an_educator_names_the_sessions_to_record(as_):
    sign_up = signed_up()
    waiting, to_come = planned(sign_up, held_on=JUNE), planned(sign_up)
    elsewhere = planned(signed_up(site_of(sign_up.site.programme)), held_on=JUNE)
    shown = as_(post_at(sign_up.site).person).get("/").content.decode()
    assert page(waiting, "record_attendance") in shown
    assert page(to_come, "record_attendance") not in shown
    assert page(elsewhere, "record_attendance") not in shown
