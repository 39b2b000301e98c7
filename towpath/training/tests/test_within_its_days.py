"""What was done for a practice lies in the days it is signed up, and what somebody in post did in the days of the post.

However it comes to be: recorded, corrected, put back, or by other days of the practice or of the post.
"""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from towpath.foundation.staff import StaffGroup
from towpath.practices.services import sign_ups
from towpath.practices.tests.builders import signed_up
from towpath.programmes.services import posts as site_posts
from towpath.programmes.tests.builders import manager_of, post_at
from towpath.records.refusing import Refused
from towpath.records.services import put_back, take_back
from towpath.training.kinds import SessionKind
from towpath.training.models import SessionState, SupportKind
from towpath.training.services import support
from towpath.training.services.attendance import AttendanceError, CameInGroup, record_attendance
from towpath.training.services.sessions import move_session
from towpath.training.tests.session_builders import planned, session_for

pytestmark = pytest.mark.django_db
DAY = date(2021, 6, 1)
ONE = timedelta(days=1)


@pytest.fixture
def sign_up():
    return signed_up(headcounts={})


def manager(sign_up):
    return manager_of(sign_up.site.programme.partnership)


def _support(sign_up, **more):
    return support.record_support(
        actor=manager(sign_up), sign_up=sign_up, kind=SupportKind.VISIT, given_on=DAY, hours=Decimal(1), **more
    )


def _headcount(sign_up):
    sign_ups.record_headcount(actor=manager(sign_up), sign_up=sign_up, as_of=DAY, people={StaffGroup.GP: 5})
    return sign_up.headcounts.get(as_of=DAY)


def _list_size(sign_up):
    sign_ups.record_list_size(actor=manager(sign_up), sign_up=sign_up, as_of=DAY, patients=5_000)
    return sign_up.list_sizes.get(as_of=DAY)


RECORDED = {
    "support": (_support, "The practice was given support"),
    "staff": (_headcount, "Its staff were counted"),
    "patients": (_list_size, "Its patients were counted"),
    "session": (lambda sign_up: session_for(sign_up, held_on=DAY), "The practice was at a session"),
}


def leave(sign_up, day):
    sign_up.refresh_from_db()
    return sign_ups.leave(
        actor=manager(sign_up), sign_up=sign_up, version=sign_up.version, left_on=day, why_left="It closed."
    )


def amend(sign_up, day):
    sign_up.refresh_from_db()
    return sign_ups.amend_sign_up(
        actor=manager(sign_up), sign_up=sign_up, version=sign_up.version, signed_up_on=day, champion="",
        reason="Typed wrongly.",
    )  # fmt: skip


@pytest.mark.parametrize("what", RECORDED)
class TestThePractice:
    def test_leaves_on_the_day_of_it_or_later(self, sign_up, what):
        record, words = RECORDED[what]
        record(sign_up)
        with pytest.raises(ValidationError, match=f"{words} on 1 June 2021: choose that day or a later one"):
            leave(sign_up, DAY - ONE)
        leave(sign_up, DAY)

    def test_signed_up_on_the_day_of_it_or_earlier(self, sign_up, what):
        record, words = RECORDED[what]
        record(sign_up)
        with pytest.raises(ValidationError, match=f"{words} on 1 June 2021: choose that day or an earlier one"):
            amend(sign_up, DAY + ONE)
        amend(sign_up, DAY)

    def test_left_before_it_comes_back(self, client, sign_up, what):
        subject = RECORDED[what][0](sign_up)
        taken = take_back(actor=manager(sign_up), subject=subject, reason="By mistake.")
        leave(sign_up, DAY - ONE)
        client.force_login(manager(sign_up))
        answer = client.post(reverse("put_back", args=[taken.kind, taken.key]), {"reason": "It was right."})
        assert answer.status_code == 422
        assert "left on 31 May 2021" in answer.content.decode()

    def test_leaves_after_it_and_it_comes_back(self, sign_up, what):
        subject = RECORDED[what][0](sign_up)
        taken = take_back(actor=manager(sign_up), subject=subject, reason="By mistake.")
        leave(sign_up, DAY)
        assert put_back(actor=manager(sign_up), taken=taken, reason="It was right.").pk == subject.pk


def test_what_was_counted_on_the_day_of_signing_up_goes_with_it():
    sign_up = signed_up(patients=5_000)
    amend(sign_up, DAY)
    assert {one.as_of for one in (*sign_up.headcounts.all(), *sign_up.list_sizes.all())} == {DAY}


def test_what_was_counted_on_both_days_is_taken_back_first():
    sign_up = signed_up()
    _headcount(sign_up)
    with pytest.raises(ValidationError, match="Its staff were counted on 1 April 2020"):
        amend(sign_up, DAY)


def test_session_that_is_planned_for_a_practice_that_left_is_not_recorded_as_held(sign_up):
    session = planned(sign_up, held_on=DAY)
    leave(sign_up, DAY - ONE)
    with pytest.raises(Refused, match=r"left on 31 May 2021: choose .* or leave the practice out"):
        move_session(actor=manager(sign_up), session=session, version=1, state=SessionState.HELD)
    with pytest.raises(AttendanceError, match=r"left on 31 May 2021: choose .* or leave the practice out"):
        record_attendance(
            actor=manager(sign_up), session=session, version=1, people=[],
            groups=[CameInGroup(sign_up, StaffGroup.GP, 1)],
        )  # fmt: skip


class TestThePost:
    @pytest.fixture
    def post(self, sign_up):
        return post_at(sign_up.site)

    @pytest.fixture(params=["support", "held", "planned"])
    def said(self, request, sign_up, post):
        """What they gave or are to give, as the page says it, and the other way out of it."""
        if request.param == "support":
            _support(sign_up, given_by=post)
            return "They gave support on 1 June 2021", "."
        if request.param == "held":
            session_for(sign_up, held_on=DAY, trainers=[post])
            return "They gave a session on 1 June 2021", "."
        planned(sign_up, held_on=DAY, kind=SessionKind.CLINICAL_1, trainers=[post])
        another = ", or first name another trainer for it."
        return "They are to give a session that is planned for 1 June 2021", another

    def correct(self, post, **other):
        names = ("kind", "name", "working_time", "started_on", "ended_on", "person", "agency")
        kept = {name: getattr(post, name) for name in names}
        return site_posts.correct_site_post(
            actor=manager_of(post.site.programme.partnership), post=post, why="Typed wrongly.", **(kept | other)
        )

    def test_covers_what_is_recorded_as_given_by_it(self, post, said):
        words, end = said
        with pytest.raises(ValidationError) as refused:
            self.correct(post, ended_on=DAY - ONE)
        assert refused.value.message_dict == {"ended_on": [f"{words}: choose that day or a later one{end}"]}
        with pytest.raises(ValidationError) as refused:
            self.correct(post, started_on=DAY + ONE)
        assert refused.value.message_dict == {"started_on": [f"{words}: choose that day or an earlier one{end}"]}
        self.correct(post, started_on=DAY, ended_on=DAY)

    def test_ends_on_the_last_day_of_what_is_recorded_as_given_by_it(self, post, said):
        actor = manager_of(post.site.programme.partnership)
        with pytest.raises(ValidationError, match=said[0]):
            site_posts.end_site_post(actor=actor, post=post, ended_on=DAY - ONE)
        site_posts.end_site_post(actor=actor, post=post, ended_on=DAY)


@pytest.mark.parametrize("has_account", [True, False])
def test_nobody_is_in_the_same_post_at_a_site_twice_on_any_day(sign_up, has_account):
    first = post_at(sign_up.site, has_account=has_account, started_on=DAY, ended_on=DAY + 30 * ONE)
    again = {"person": first.person, "has_account": has_account, "name": first.name.upper()}
    with pytest.raises(ValidationError, match="is in this post already"):
        post_at(sign_up.site, **again, started_on=DAY - ONE)
    with pytest.raises(ValidationError, match="is in this post already"):
        post_at(sign_up.site, **again, started_on=DAY - ONE, ended_on=DAY)
    post_at(sign_up.site, **again, started_on=DAY - ONE, ended_on=DAY - ONE)
    post_at(sign_up.site, **again, started_on=DAY + 31 * ONE)
