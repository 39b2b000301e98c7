"""The pages on which administrators look after people."""

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from towpath.access.roles import Role
from towpath.accounts.models import User
from towpath.accounts.tests.ways_in import sign_in_by_password, text_of
from towpath.partners.models import Post
from towpath.partners.tests.builders import agency_of, also_holds, partnership_named, person_with

pytestmark = pytest.mark.django_db

FIRST_DAY = {"started_on_day": "1", "started_on_month": "4", "started_on_year": "2026"}
BEA = {"name": "Bea Newcomer", "email": "bea@example.org", "role": "auditor", **FIRST_DAY}


@pytest.fixture
def ours():
    return partnership_named("Marlbrook")


@pytest.fixture
def ada(client, ours):
    ada = person_with(Role.ADMINISTRATOR, partnership=ours, name="Ada Admin")
    client.force_login(ada)
    return ada


def invite(client, partnership, **changes):
    return client.post(reverse("invite", args=[partnership.pk]), {**BEA, **changes})


def test_list_shows_each_person_with_their_posts(client, ada, ours):
    lead = person_with(Role.AGENCY_LEAD, agency=agency_of(ours, "Housing"), name="Lee Lead")
    also_holds(lead, Role.BOARD_MEMBER, partnership=ours)
    page = text_of(client.get(reverse("people")))
    assert "Agency lead for Housing" in page
    assert "Board member" in page
    assert "since 1 April 2020" in page


def test_list_shows_people_of_ones_own_partnerships_only(client, ada):
    person_with(Role.AUDITOR, name="Eve Elsewhere")
    assert "Eve Elsewhere" not in text_of(client.get(reverse("people")))


def test_list_is_narrowed_by_name(client, ada, ours):
    person_with(Role.AUDITOR, partnership=ours, name="Otto Auditor")
    page = text_of(client.get(reverse("people"), {"name": "otto"}))
    assert "Otto Auditor" in page
    assert ada.email not in page


def test_administrator_of_two_partnerships_chooses(client, ada):
    second = partnership_named("Westmere")
    also_holds(ada, Role.ADMINISTRATOR, partnership=second)
    person_with(Role.AUDITOR, partnership=second, name="Wes Westmere")
    page = text_of(client.get(reverse("people"), {"partnership": second.pk}))
    assert "People of Westmere" in page
    assert "Wes Westmere" in page


@pytest.mark.parametrize("number", ["", "x", "999999", "99999999999999999999"])
def test_partnership_that_is_none_of_ours_shows_ones_own(client, ada, number):
    assert "People of Marlbrook" in text_of(client.get(reverse("people"), {"partnership": number}))


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.AGENCY_LEAD, Role.BOARD_MEMBER, Role.AUDITOR])
def test_other_roles_are_told_why_the_page_is_not_for_them(client, role):
    client.force_login(person_with(role))
    answer = client.get(reverse("people"))
    assert answer.status_code == 403
    assert "Your role does not let you invite people and give or end their posts." in text_of(answer)


def test_person_is_invited_with_a_first_post(client, ada, ours, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        answer = invite(client, ours)
    assert "Bea Newcomer is invited." in text_of(client.get(answer["Location"]))
    assert User.objects.get(email="bea@example.org").posts.get().role == Role.AUDITOR
    assert "http://testserver/sign-in/" in mail.outbox[-1].body


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"name": ""}, "Enter the person's name."),
        ({"email": ""}, "Enter the person's e-mail address."),
        ({"email": "bea"}, "Enter an e-mail address such as name@example.org."),
        ({"role": ""}, "Choose a role."),
        ({"role": "emperor"}, "Choose a role from the list."),
        ({"role": "agency_lead"}, "Choose the agency that this person acts for."),
        ({"agency": "999999"}, "Choose an agency of this partnership."),
        ({"started_on_day": "31"}, "April 2026 has 30 days."),
        ({"started_on_day": ""}, "The first day must include a day."),
    ],
)
def test_what_is_wrong_is_told_beside_the_box_and_typing_is_kept(client, ada, ours, changes, sentence):
    answer = invite(client, ours, **changes)
    assert answer.status_code == 422
    assert sentence in text_of(answer).replace("&#39;", "'").replace("&#x27;", "'")
    kept = {**BEA, **changes}
    assert f'value="{kept["started_on_year"]}"' in answer.content.decode()
    assert not User.objects.filter(email="bea@example.org").exists()


def test_invitation_sent_twice_by_a_double_click_gives_one_post(client, ada, ours):
    invite(client, ours)
    answer = invite(client, ours)
    assert answer.status_code == 422
    assert "They hold this post already." in text_of(answer)
    assert Post.objects.filter(user__email="bea@example.org").count() == 1


def test_reversed_days_are_told(client, ada, ours):
    bea = person_with(Role.BOARD_MEMBER, partnership=ours)
    last = {"ended_on_day": "31", "ended_on_month": "3", "ended_on_year": "2026"}
    answer = client.post(reverse("give_post", args=[bea.pk, ours.pk]), {"role": "auditor", **FIRST_DAY, **last})
    assert answer.status_code == 422
    assert "The last day must be on or after the first day." in text_of(answer)


def test_post_is_given_to_somebody_who_is_here_already(client, ada, ours):
    bea = person_with(Role.BOARD_MEMBER, partnership=ours, name="Bea")
    answer = client.post(reverse("give_post", args=[bea.pk, ours.pk]), {"role": "auditor", **FIRST_DAY})
    assert "Bea has the post." in text_of(client.get(answer["Location"]))
    assert bea.posts.count() == 2


def test_post_is_ended(client, ada, ours):
    post = person_with(Role.AUDITOR, partnership=ours).posts.get()
    sent = {"ended_on_day": "31", "ended_on_month": "3", "ended_on_year": "2026"}
    answer = client.post(reverse("end_post", args=[post.pk]), sent)
    post.refresh_from_db()
    assert f"in this post is 31 March 2026. Reference: post {post.pk}." in text_of(client.get(answer["Location"]))
    assert str(post.ended_on) == "2026-03-31"


def test_last_day_before_the_first_is_refused(client, ada, ours):
    post = person_with(Role.AUDITOR, partnership=ours).posts.get()
    sent = {"ended_on_day": "31", "ended_on_month": "3", "ended_on_year": "2020"}
    answer = client.post(reverse("end_post", args=[post.pk]), sent)
    assert answer.status_code == 422
    assert "The last day must be on or after the first day." in text_of(answer)


def test_own_last_post_as_administrator_offers_no_end_and_refuses_it(client, ada):
    post = ada.posts.get()
    assert "This is your last post as administrator" in text_of(client.get(reverse("person", args=[ada.pk])))
    answer = client.post(reverse("end_post", args=[post.pk]), FIRST_DAY)
    assert answer.status_code == 403
    assert "This is your last post as administrator" in text_of(answer)


def test_account_is_closed_and_opened_again(client, ada, ours):
    bea = person_with(Role.AUDITOR, partnership=ours)
    client.get(reverse("close_account", args=[bea.pk]))
    client.post(reverse("close_account", args=[bea.pk]))
    bea.refresh_from_db()
    assert not bea.is_active
    client.post(reverse("reopen_account", args=[bea.pk]))
    bea.refresh_from_db()
    assert bea.is_active


def test_person_is_signed_out_everywhere(client, ada, ours):
    bea = person_with(Role.AUDITOR, partnership=ours)
    elsewhere = Client()
    sign_in_by_password(elsewhere, bea.email)
    page = client.get(reverse("person", args=[bea.pk]))
    assert "Sign them out everywhere" in text_of(page)
    answer = client.post(reverse("sign_out_person", args=[bea.pk]), follow=True)
    assert f"{bea} is signed out everywhere." in text_of(answer)
    assert elsewhere.get("/").status_code == 302
    assert "Sign them out everywhere" not in text_of(client.get(reverse("person", args=[ada.pk])))


def test_invitation_is_sent_again(client, ada, ours, django_capture_on_commit_callbacks):
    bea = person_with(Role.AUDITOR, partnership=ours)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("invite_again", args=[bea.pk]))
    assert mail.outbox[-1].to == [bea.email]


def test_people_and_posts_of_other_partnerships_do_not_exist_for_an_administrator(client, ada, ours):
    stranger = person_with(Role.AUDITOR)
    theirs = stranger.posts.get()
    addresses = [
        reverse("person", args=[stranger.pk]),
        reverse("close_account", args=[stranger.pk]),
        reverse("give_post", args=[stranger.pk, ours.pk]),
        reverse("end_post", args=[theirs.pk]),
        reverse("invite", args=[theirs.partnership_id]),
        reverse("agencies", args=[theirs.partnership_id]),
    ]
    assert [client.get(address).status_code for address in addresses] == [404] * 6


def test_agency_is_added_once(client, ada, ours):
    address = reverse("agencies", args=[ours.pk])
    client.post(address, {"name": "Housing", "duty": "specified"})
    answer = client.post(address, {"name": "housing", "duty": "specified"})
    assert answer.status_code == 422
    assert "This partnership has an agency of that name already." in text_of(answer)
    assert ours.agencies.get().name == "Housing"


def test_list_of_many_people_asks_few_questions_of_the_database(client, ada, ours, django_assert_max_num_queries):
    for _ in range(15):
        person_with(Role.AUDITOR, partnership=ours)
    with django_assert_max_num_queries(18):  # five of them record that they were seen
        client.get(reverse("people"))


def test_a_name_that_is_sought_is_counted_of_all_and_taken_off_in_the_same_partnership(client, ada):
    second = partnership_named("Westmere")
    also_holds(ada, Role.ADMINISTRATOR, partnership=second)
    person_with(Role.AUDITOR, partnership=second, name="Wes Westmere")
    answer = client.get(reverse("people"), {"partnership": second.pk, "name": "wes"})
    assert "1 of 2 people, by name." in text_of(answer)
    assert f'href="/people/?partnership={second.pk}">Clear all filters' in answer.content.decode()


def test_people_beyond_the_first_page_are_on_the_next_each_with_all_their_posts(client, ada, ours):
    for number in range(50):
        person_with(Role.AUDITOR, partnership=ours, name=f"Bo {number:02}")
    zoe = person_with(Role.AUDITOR, partnership=ours, name="Zoe Last")
    also_holds(zoe, Role.COORDINATOR, partnership=ours)
    first = client.get(reverse("people")).content.decode()
    assert "Zoe Last" not in first
    following = first.partition('rel="next" href="')[2].partition('"')[0].replace("&amp;", "&")
    second = text_of(client.get(following))
    assert "Zoe Last" in second
    assert "Partnership coordinator since" in second.partition("Zoe Last")[2]
