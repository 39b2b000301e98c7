"""A partnership keeps an administrator, and nobody takes their own last post as one away: by no way there is."""

import os
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from tests.journeys.databases import fresh_database
from towpath.access.roles import Role
from towpath.foundation.clock import today
from towpath.partners import services
from towpath.partners.tests.builders import LONG_AGO, agency_of, also_holds, partnership_named, person_with
from towpath.records.services import put_back, take_back

LAST, OWN = "partnership’s last administrator", "This is your last post as administrator"
NOT_ADMINISTRATOR = "Only an administrator of this partnership can do this."
DAY = timedelta(days=1)


@pytest.fixture
def ours():
    return partnership_named()


@pytest.fixture
def ada(ours):
    return person_with(Role.ADMINISTRATOR, partnership=ours)


def end(actor, post, last_day):
    services.end_post(actor=actor, post=post, ended_on=last_day)


def correct(actor, post, **other):
    terms = {"role": post.role, "agency": post.agency, "started_on": post.started_on, "ended_on": post.ended_on}
    services.correct_post(actor=actor, post=post, why="Typed wrongly.", **(terms | other))


LOSING = {
    "taken back": lambda actor, post: take_back(actor=actor, subject=post, reason="By mistake."),
    "another role": lambda actor, post: correct(actor, post, role=Role.AUDITOR),
    "over": lambda actor, post: correct(actor, post, ended_on=today() - DAY),
    "over from tomorrow": lambda actor, post: correct(actor, post, ended_on=today()),
    "not begun": lambda actor, post: correct(actor, post, started_on=today() + DAY),
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
        return services.give_post(
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


@pytest.mark.parametrize("way", ["taken back", "another role", "over from tomorrow"])
def test_two_administrators_who_take_each_others_post_away_at_once_leave_one(tmp_path, way):
    with fresh_database(tmp_path) as address:
        environment = os.environ | {"DATABASE_URL": address, "DJANGO_SETTINGS_MODULE": "towpath.settings.testing"}
        played = subprocess.run(
            [sys.executable, "-m", "towpath.partners.tests.rivals", way],
            env=environment, cwd=Path(__file__).parents[3], capture_output=True, text=True, check=True, timeout=600,
        )  # fmt: skip
    left, *told = played.stdout.splitlines()
    assert left == "1"
    assert [LAST in sentence or sentence == NOT_ADMINISTRATOR for sentence in told] == [True]
