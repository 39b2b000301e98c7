"""Partnerships, agencies and posts are written whole and recorded, or not at all."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from towpath.access.roles import Role
from towpath.accounts.models import User
from towpath.accounts.tests.ways_in import sign_in_by_password
from towpath.audit.events import Event
from towpath.audit.models import Entry
from towpath.partners.models import Agency, Duty, Partnership, Post
from towpath.partners.services import accounts, partnerships, posts
from towpath.partners.services.inviting import invite_to_post
from towpath.partners.tests.builders import agency_of, partnership_named, person, person_with

pytestmark = pytest.mark.django_db

DAY = date(2026, 4, 1)


@pytest.fixture
def ours():
    return partnership_named()


@pytest.fixture
def ada(ours):
    return person_with(Role.ADMINISTRATOR, partnership=ours)


def last_entry():
    return Entry.objects.latest("number")


def test_partnership_is_opened_and_recorded():
    partnership = partnerships.open_partnership(actor=None, name=" Marlbrook ", area="Marlbrook")
    assert partnership.name == "Marlbrook"
    assert (last_entry().event, last_entry().partnership_key) == (Event.PARTNERSHIP_OPENED, str(partnership.pk))


def test_agency_is_added_and_recorded(ada, ours):
    agency = partnerships.add_agency(actor=ada, partnership=ours, name="Housing", duty=Duty.SPECIFIED)
    entry = last_entry()
    assert (entry.event, entry.subject_key, entry.actor_key) == (Event.AGENCY_ADDED, str(agency.pk), str(ada.pk))


def test_post_is_given_and_recorded_with_role_and_days(ada, ours):
    bea = person("Bea Newcomer")
    post = posts.give_post(actor=ada, user=bea, partnership=ours, role=Role.AUDITOR, started_on=DAY)
    entry = last_entry()
    assert (entry.event, entry.subject_key) == (Event.POST_GIVEN, str(post.pk))
    assert entry.subject_label == "Auditor: Bea Newcomer"
    assert entry.details == {"role": "auditor", "from": "2026-04-01"}


def test_post_is_ended_and_recorded(ada, ours):
    post = person_with(Role.AUDITOR, partnership=ours).posts.get()
    posts.end_post(actor=ada, post=post, ended_on=DAY)
    assert Post.objects.get(pk=post.pk).ended_on == DAY
    assert last_entry().details == {"role": "auditor", "from": "2020-04-01", "until": "2026-04-01"}


def test_invited_person_has_account_and_post_or_neither(ada, ours):
    terms = {"actor": ada, "email": "bea@example.org", "name": "Bea", "sign_in_at": "/", "partnership": ours}
    with pytest.raises(ValidationError):
        invite_to_post(**terms, role=Role.AGENCY_LEAD, started_on=DAY)
    assert not User.objects.filter(email="bea@example.org").exists()
    invite_to_post(**terms, role=Role.AGENCY_LEAD, agency=agency_of(ours), started_on=DAY)
    assert User.objects.get(email="bea@example.org").posts.get().role == Role.AGENCY_LEAD


def test_closed_account_is_given_no_post_by_inviting_it(ada, ours):
    bea = person_with(Role.COORDINATOR, partnership=ours)
    bea.is_active = False
    bea.save()
    terms = {"email": bea.email, "name": "Bea", "sign_in_at": "/", "role": Role.AUDITOR, "started_on": DAY}
    with pytest.raises(ValidationError, match="account is closed"):
        invite_to_post(actor=ada, partnership=ours, **terms)
    assert bea.posts.get().role == Role.COORDINATOR


@pytest.mark.parametrize(
    ("terms", "sentence"),
    [
        ({"role": "emperor"}, "Choose a role from the list."),
        ({"role": Role.AGENCY_LEAD}, "Choose the agency that this person acts for."),
        ({"ended_on": date(2026, 3, 31)}, "The last day must be on or after the first day."),
    ],
)
def test_what_cannot_be_a_post_is_refused_and_nothing_is_written(ada, ours, terms, sentence):
    before = Entry.objects.count()
    with pytest.raises(ValidationError, match=sentence):
        posts.give_post(
            actor=ada, user=person(), partnership=ours, **{"role": Role.AUDITOR, "started_on": DAY, **terms}
        )
    assert Entry.objects.count() == before
    assert Post.objects.exclude(user=ada).count() == 0


def test_post_is_not_ended_before_it_began(ada, ours):
    post = person_with(Role.AUDITOR, partnership=ours).posts.get()
    with pytest.raises(ValidationError, match="The last day must be on or after the first day"):
        posts.end_post(actor=ada, post=post, ended_on=date(2020, 3, 31))
    assert Post.objects.get(pk=post.pk).ended_on is None


class TestStranger:
    """Whoever is not an administrator of the partnership is told why, and nothing is written."""

    @pytest.fixture(params=[Role.COORDINATOR, "administrator elsewhere"])
    def stranger(self, request, ours):
        if request.param == Role.COORDINATOR:
            return person_with(Role.COORDINATOR, partnership=ours)
        return person_with(Role.ADMINISTRATOR)

    @pytest.fixture
    def attempts(self, stranger, ours):
        bea, post = person(), person_with(Role.AUDITOR, partnership=ours).posts.get()
        new = {"actor": stranger, "partnership": ours}
        return [
            lambda: partnerships.add_agency(**new, name="Housing"),
            lambda: posts.give_post(**new, user=bea, role=Role.AUDITOR, started_on=DAY),
            lambda: posts.end_post(actor=stranger, post=post, ended_on=DAY),
            lambda: invite_to_post(
                **new, email="c@example.org", name="C", sign_in_at="/", role=Role.AUDITOR, started_on=DAY
            ),
        ]

    def test_stranger_is_told_why_and_nothing_is_written(self, attempts):
        def kept():
            rows = [model.objects.count() for model in (Partnership, Agency, Post, User, Entry)]
            return rows, Post.objects.filter(ended_on=None).count()

        before = kept()
        for attempt in attempts:
            with pytest.raises(PermissionDenied, match="Only an administrator of this partnership can do this"):
                attempt()
        assert kept() == before


def test_closed_account_is_out_at_once(client):
    ada = person_with(Role.ADMINISTRATOR)
    bea = person_with(Role.ADMINISTRATOR, partnership=Partnership.objects.administered_by(ada).get())
    sign_in_by_password(client, bea.email)
    assert client.get("/people/").status_code == 200
    accounts.close_account(actor=ada, person=bea)
    assert client.get("/people/").status_code == 302
    accounts.reopen_account(actor=ada, person=bea)
    assert client.get("/people/").status_code == 302, "A session that was open on a lost laptop came back to life."


def test_somebody_is_signed_out_by_an_administrator_and_may_sign_in_again(client):
    ada = person_with(Role.ADMINISTRATOR)
    bea = person_with(Role.ADMINISTRATOR, partnership=Partnership.objects.administered_by(ada).get())
    sign_in_by_password(client, bea.email)
    accounts.sign_out(actor=ada, person=bea)
    assert client.get("/people/").status_code == 302
    entry = Entry.objects.get(event=Event.PERSON_SIGNED_OUT)
    assert (entry.actor_key, entry.subject_key, entry.details) == (str(ada.pk), str(bea.pk), {"count": 1})
    sign_in_by_password(client, bea.email)
    assert client.get("/people/").status_code == 200


def test_closing_and_opening_are_recorded():
    ada, bea = person_with(Role.ADMINISTRATOR), person()
    accounts.close_account(actor=ada, person=bea)
    accounts.reopen_account(actor=ada, person=bea)
    kept = Entry.objects.filter(subject_key=str(bea.pk), actor_key=str(ada.pk)).order_by("number")
    assert [entry.event for entry in kept] == [Event.PERSON_DEACTIVATED, Event.PERSON_REACTIVATED]
