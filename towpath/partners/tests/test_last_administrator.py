"""A partnership keeps an administrator, and nobody takes their own last post as one away: by no way there is."""

import json
import os
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from tests.journeys.databases import fresh_database
from towpath.access.roles import Role
from towpath.accounts.models import User
from towpath.foundation.clock import today
from towpath.partners.services import accounts, posts
from towpath.partners.tests.builders import LONG_AGO, agency_of, also_holds, partnership_named, person_with
from towpath.records.services import put_back, take_back

LAST, OWN = "partnership’s last administrator", "This is your last post as administrator"
CLOSED_LAST = "They are the last administrator of "
NOT_ADMINISTRATOR = (
    "Only an administrator of this partnership can do this.",
    "Only an administrator of a partnership can close accounts.",
)
DAY = timedelta(days=1)


@pytest.fixture
def ours():
    return partnership_named()


@pytest.fixture
def ada(ours):
    return person_with(Role.ADMINISTRATOR, partnership=ours)


def end(actor, post, last_day):
    posts.end_post(actor=actor, post=post, ended_on=last_day)


def correct(actor, post, **other):
    terms = {"role": post.role, "agency": post.agency, "started_on": post.started_on, "ended_on": post.ended_on}
    posts.correct_post(actor=actor, post=post, why="Typed wrongly.", **(terms | other))


LOSING = {
    "taken back": lambda actor, post: take_back(actor=actor, subject=post, reason="By mistake."),
    "another role": lambda actor, post: correct(actor, post, role=Role.AUDITOR),
    "over": lambda actor, post: correct(actor, post, ended_on=today() - DAY),
    "over from tomorrow": lambda actor, post: correct(actor, post, ended_on=today()),
    "not begun": lambda actor, post: correct(actor, post, started_on=today() + DAY),
}

WAYS = LOSING | {
    "account closed": lambda actor, post: accounts.close_account(actor=actor, person=post.user),
}


@pytest.mark.django_db
@pytest.mark.parametrize("way", LOSING)
class TestEveryWay:
    def test_own_last_post_as_administrator_stays(self, ours, ada, way):
        person_with(Role.ADMINISTRATOR, partnership=ours)
        with pytest.raises(ValidationError, match=OWN):
            LOSING[way](ada, ada.posts.get())
        assert ada.posts.get().role == Role.ADMINISTRATOR

    def test_one_of_two_own_posts_may_go(self, ours, ada, way):
        second = also_holds(ada, Role.ADMINISTRATOR, partnership=ours, agency=agency_of(ours))
        LOSING[way](ada, second)

    def test_last_one_of_the_partnership_stays_where_towpath_itself_is_asked(self, ada, way):
        with pytest.raises(ValidationError, match=LAST):
            LOSING[way](None, ada.posts.get())

    def test_administrator_whose_account_is_closed_or_who_leaves_today_does_not_stand_in(self, ours, ada, way):
        closed = person_with(Role.ADMINISTRATOR, partnership=ours)
        closed.is_active = False
        closed.save(update_fields=["is_active"])
        with pytest.raises(ValidationError, match=LAST):
            LOSING[way](None, ada.posts.get())

    def test_anothers_post_may_go(self, ours, ada, way):
        LOSING[way](ada, person_with(Role.ADMINISTRATOR, partnership=ours).posts.get())


@pytest.mark.django_db
class TestClosingAnAccount:
    """Closing an account takes its holder's posts as administrator away with it."""

    def closed(self, client, actor, person):
        client.force_login(actor)
        return client.post(reverse("close_account", args=[person.pk]))

    def test_of_the_only_one_who_stays_is_refused_and_named(self, client, ours, ada):
        leaving = person_with(Role.ADMINISTRATOR, partnership=ours, ended_on=today() + 30 * DAY)
        answer = self.closed(client, leaving, ada)
        assert answer.status_code == 403
        assert f"{CLOSED_LAST}{ours}: give" in answer.content.decode()
        assert User.objects.get(pk=ada.pk).is_active
        assert CLOSED_LAST in client.get(reverse("person", args=[ada.pk])).content.decode()

    def test_of_one_who_is_to_come_after_the_only_one_leaves_is_refused(self, client, ours):
        leaving = person_with(Role.ADMINISTRATOR, partnership=ours, ended_on=today() + 30 * DAY)
        coming = person_with(Role.ADMINISTRATOR, partnership=ours, started_on=today() + 31 * DAY)
        assert self.closed(client, leaving, coming).status_code == 403

    def test_of_one_who_is_to_come_to_a_partnership_of_others_is_refused(self, client, ours, ada):
        coming = person_with(Role.AUDITOR, partnership=ours)
        also_holds(coming, Role.AUDITOR, partnership=partnership_named(), started_on=today() + DAY)
        assert "also holds a post in a partnership" in self.closed(client, ada, coming).content.decode()

    def test_of_one_of_several_is_done(self, client, ours, ada):
        assert self.closed(client, ada, person_with(Role.ADMINISTRATOR, partnership=ours)).status_code == 302

    def test_by_towpath_itself_of_the_last_one_is_refused(self, ada):
        with pytest.raises(PermissionDenied, match=CLOSED_LAST):
            accounts.close_account(actor=None, person=ada)


@pytest.mark.django_db
class TestDaysToCome:
    """An administrator who leaves later stands in only until then."""

    @pytest.mark.parametrize("way", LOSING)
    def test_only_one_who_stays_is_not_taken_away_by_one_who_leaves_later(self, ours, ada, way):
        leaving = person_with(Role.ADMINISTRATOR, partnership=ours, ended_on=today() + 30 * DAY)
        if way == "not begun":  # goes on afterwards
            LOSING[way](leaving, ada.posts.get())
            return
        with pytest.raises(ValidationError, match=LAST):
            LOSING[way](leaving, ada.posts.get())

    def test_two_who_follow_each_other_stand_in_for_one_who_leaves(self, ours, ada):
        leaving = person_with(Role.ADMINISTRATOR, partnership=ours, ended_on=today() + 30 * DAY)
        person_with(Role.ADMINISTRATOR, partnership=ours, started_on=today() + 31 * DAY)
        end(leaving, ada.posts.get(), today())

    def test_one_who_begins_a_day_too_late_does_not(self, ours, ada):
        leaving = person_with(Role.ADMINISTRATOR, partnership=ours, ended_on=today() + 30 * DAY)
        person_with(Role.ADMINISTRATOR, partnership=ours, started_on=today() + 32 * DAY)
        with pytest.raises(ValidationError, match=LAST):
            end(leaving, ada.posts.get(), today())


@pytest.mark.django_db
def test_of_two_who_end_each_others_posts_on_the_same_day_the_second_is_refused(ours, ada):
    bea = person_with(Role.ADMINISTRATOR, partnership=ours)
    end(ada, bea.posts.get(), today())
    with pytest.raises(ValidationError, match=LAST):
        end(bea, ada.posts.get(), today())


@pytest.mark.django_db
def test_the_page_of_ones_own_last_post_says_why_it_is_not_taken_back(client, ours, ada):
    person_with(Role.ADMINISTRATOR, partnership=ours)
    client.force_login(ada)
    pk = ada.posts.get().pk
    for page in ("history", "take_back"):
        assert OWN in client.get(reverse(page, args=["partners.post", pk])).content.decode()
    answer = client.post(reverse("take_back", args=["partners.post", pk]), {"reason": "By mistake."})
    assert answer.status_code == 422


@pytest.mark.django_db
def test_after_a_persons_only_post_is_taken_back_the_people_are_shown(client, ours, ada):
    post = person_with(Role.AUDITOR, partnership=ours).posts.get()
    client.force_login(ada)
    answer = client.post(reverse("take_back", args=["partners.post", post.pk]), {"reason": "By mistake."})
    page = client.get(answer["Location"])
    assert page.status_code == 200
    assert "Taken back: " in page.content.decode()


@pytest.mark.django_db
class TestPostsThatShareADay:
    """Nobody holds the same post twice on any day, however it comes to be."""

    BEGINS, ENDS = date(2021, 4, 1), date(2022, 3, 31)

    def give(self, ours, who, started_on, ended_on=None):
        return posts.give_post(
            actor=None, user=who, partnership=ours, role=Role.AUDITOR, started_on=started_on, ended_on=ended_on
        )

    @pytest.fixture
    def held(self, ours, ada):
        return self.give(ours, ada, self.BEGINS, self.ENDS)

    @pytest.mark.parametrize(
        ("first", "last"), [(LONG_AGO, None), (LONG_AGO, BEGINS), (date(2021, 6, 1), date(2021, 6, 2)), (ENDS, None)]
    )
    def test_given_twice(self, ours, ada, held, first, last):
        with pytest.raises(ValidationError, match="hold this post already"):
            self.give(ours, ada, first, last)

    @pytest.mark.parametrize(("first", "last"), [(LONG_AGO, BEGINS - DAY), (ENDS + DAY, None)])
    def test_given_before_or_after(self, ours, ada, held, first, last):
        self.give(ours, ada, first, last)

    def test_corrected_or_lengthened_into_another(self, ours, ada, held):
        other = self.give(ours, ada, LONG_AGO, self.BEGINS - DAY)
        with pytest.raises(ValidationError, match="hold this post already"):
            correct(None, other, ended_on=self.BEGINS)
        coming = self.give(ours, ada, today(), today())
        self.give(ours, ada, today() + DAY)
        with pytest.raises(ValidationError, match="hold this post already"):
            end(None, coming, today() + DAY)

    def test_put_back_beside_a_longer_one(self, ours, ada, held):
        taken = take_back(actor=None, subject=held, reason="By mistake.")
        self.give(ours, ada, LONG_AGO)
        with pytest.raises(ValidationError, match="hold this post already"):
            put_back(actor=None, taken=taken, reason="It was right.")


@pytest.mark.django_db
def test_agency_put_back_beside_one_of_its_name_in_capitals_is_refused(ours):
    agency = agency_of(ours, "Weir Trust")
    taken = take_back(actor=None, subject=agency, reason="By mistake.")
    agency_of(ours, "WEIR TRUST")
    with pytest.raises(ValidationError, match="has an agency of that name already"):
        put_back(actor=None, taken=taken, reason="It was right.")


def test_two_administrators_who_take_each_others_post_away_at_once_leave_one(tmp_path):
    ways = ["taken back", "another role", "over from tomorrow", "account closed"]
    with fresh_database(tmp_path) as address:
        environment = os.environ | {"DATABASE_URL": address, "DJANGO_SETTINGS_MODULE": "towpath.settings.testing"}
        played = subprocess.run(
            [sys.executable, "-m", "towpath.partners.tests.rivals", *ways],
            env=environment, cwd=Path(__file__).parents[3], capture_output=True, text=True, check=True, timeout=600,
        )  # fmt: skip
    came = [json.loads(line) for line in played.stdout.splitlines()]
    assert [(one["way"], one["left"]) for one in came] == [(way, 1) for way in ways]
    for one in came:
        (sentence,) = one["told"]
        assert any(known in sentence for known in (LAST, CLOSED_LAST, *NOT_ADMINISTRATOR)), one
