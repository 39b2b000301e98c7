"""Since when practices are fully trained, from what was recorded."""

from datetime import date, timedelta

import pytest

from towpath.facts.counting import Tally
from towpath.foundation.figures import Absence, Figure
from towpath.foundation.staff import StaffGroup
from towpath.practices.models import SignUp
from towpath.practices.tests.builders import ALL_COUNTED, practice_named, signed_up
from towpath.programmes.tests.builders import manager_of, period, programme_with, site_of
from towpath.training.facts.practices import TRAINED_OF_SIGNED_UP, practices_at, rules_of
from towpath.training.kinds import SessionKind
from towpath.training.models import Attainment, SessionState
from towpath.training.rule import PeopleReached, Requirement, Rule, StaffCounted
from towpath.training.services.attaining import attain, records_of
from towpath.training.services.attendance import record_attendance
from towpath.training.services.sessions import amend_session, move_session
from towpath.training.tests.session_builders import fully_trained, planned, rule_of, session_for

pytestmark = pytest.mark.django_db
JUNE = date(2021, 6, 1)
JULY = date(2021, 7, 1)
GP = StaffGroup.GP
ONE_GP = Rule((Requirement(SessionKind.CLINICAL_1, (GP,), 25),))
HALF = Rule((Requirement(SessionKind.CLINICAL_1, (GP,), 50),))


def facts(sign_up):
    return records_of([sign_up.pk], [sign_up.pk])[sign_up.pk]


def trained_at(day, *sites):
    """How many practices are fully trained on a day at each of these sites."""
    found = Tally("site", [site.pk for site in sites], day).fetched(practices_at)
    return [len(found[site.pk].trained(day)) for site in sites]


def trained_of_signed_up(site, day):
    return Tally("site", [site.pk], day).ratio(TRAINED_OF_SIGNED_UP)


def test_practice_that_came_to_every_session_is_fully_trained_on_the_last_day():
    sign_up = signed_up()
    rule_of(sign_up.site.programme)
    fully_trained(sign_up, JUNE)
    assert Attainment.objects.get().reached_on == JUNE


def test_person_counts_once_for_a_kind_on_the_first_day():
    sign_up = signed_up()
    for held_on in (JULY, JUNE):
        session_for(sign_up, held_on=held_on, names=["Ann Lee"])
    session_for(sign_up, held_on=JULY, names=["Ann Lee"], kind=SessionKind.CLINICAL_2)
    assert facts(sign_up).reached == [
        PeopleReached(SessionKind.CLINICAL_1, GP, JUNE, 1),
        PeopleReached(SessionKind.CLINICAL_2, GP, JULY, 1),
    ]


def test_counts_of_groups_are_added_to_names_and_kept_by_day():
    sign_up, other = signed_up(), signed_up()
    session_for(sign_up, held_on=JUNE, names=["Ann Lee"], came={GP: 2})
    session_for(sign_up, held_on=JULY, came={GP: 1})
    session_for(other, held_on=JUNE, came={GP: 4})
    assert facts(sign_up).reached == [
        PeopleReached(SessionKind.CLINICAL_1, GP, JUNE, 3),
        PeopleReached(SessionKind.CLINICAL_1, GP, JULY, 1),
    ]


def test_catch_up_counts_as_what_it_repeats_and_a_champion_session_as_itself():
    sign_up = signed_up()
    session_for(sign_up, held_on=JUNE, kind=SessionKind.CATCH_UP, counts_as=SessionKind.CLINICAL_1, names=["Ann Lee"])
    session_for(sign_up, held_on=JULY, kind=SessionKind.CHAMPION, names=["Ann Lee"])
    assert {(one.kind, one.day) for one in facts(sign_up).reached} == {
        (SessionKind.CLINICAL_1, JUNE),
        (SessionKind.CHAMPION, JULY),
    }


def test_counts_of_staff_come_by_the_day_from_which_they_hold():
    sign_up = signed_up(headcounts={GP: 4})
    sign_up.headcounts.create(staff_group=GP, as_of=JULY, people=6)
    assert facts(sign_up).counted == [StaffCounted(GP, sign_up.signed_up_on, 4), StaffCounted(GP, JULY, 6)]


def test_session_moved_to_another_day_moves_the_attainment():
    sign_up = signed_up()
    rule_of(sign_up.site.programme, ONE_GP)
    session = session_for(sign_up, held_on=JUNE)
    amend_session(
        actor=manager_of(sign_up.site.programme.partnership), session=session, version=session.version,
        kind=SessionKind.CLINICAL_1, mode=session.mode, held_on=JULY, practices=[sign_up], reason="It was in July.",
    )  # fmt: skip
    assert Attainment.objects.get().reached_on == JULY


def test_session_that_turns_out_not_to_have_been_held_trains_nobody():
    sign_up = signed_up(headcounts=dict.fromkeys(StaffGroup, 0) | {GP: 1})
    rule_of(sign_up.site.programme, ONE_GP)
    manager = manager_of(sign_up.site.programme.partnership)
    session = session_for(sign_up, held_on=JUNE)
    assert trained_at(JUNE, sign_up.site) == [1]
    session = record_attendance(
        actor=manager, session=session, version=session.version, people=[], is_nobody=True, reason="Nobody was there."
    )
    move_session(actor=manager, session=session, version=session.version, state=SessionState.PLANNED)
    assert not Attainment.objects.exists()


def test_new_headcount_can_complete_a_practice():
    sign_up = signed_up(headcounts={})
    rule_of(sign_up.site.programme, ONE_GP)
    session_for(sign_up, held_on=JUNE)
    assert not Attainment.objects.exists()
    sign_up.headcounts.create(staff_group=GP, as_of=JULY, people=4)
    attain([sign_up])
    assert Attainment.objects.get().reached_on == JULY


@pytest.mark.parametrize(
    ("day", "trained"),
    [(JUNE - timedelta(days=1), 0), (JUNE, 1), (JULY - timedelta(days=1), 1), (JULY, 0), (date(2026, 1, 1), 0)],
)
def test_rule_in_force_on_the_day_decides(day, trained):
    sign_up = signed_up()
    programme = sign_up.site.programme
    rule_of(programme, ONE_GP)
    session_for(sign_up, held_on=JUNE)
    rule_of(programme, HALF, in_force_from=JULY, reason="Agreed anew.")
    period(sign_up.site)
    assert trained_of_signed_up(sign_up.site, day).part == Figure(trained)
    assert trained_at(day, sign_up.site) == [trained]


def test_before_any_rule_nobody_is_fully_trained():
    sign_up = signed_up()
    fully_trained(sign_up, JUNE)
    period(sign_up.site)
    programme = sign_up.site.programme_id
    assert rules_of([programme]).on(programme, JULY) is None
    ratio = trained_of_signed_up(sign_up.site, JULY)
    assert ratio.part == Figure(absence=Absence.NOT_APPLICABLE)
    assert trained_at(JULY, sign_up.site) == [0]


def test_sites_of_several_programmes_are_counted_by_their_own_rules():
    first, second = programme_with(), programme_with()
    one, two = signed_up(site_of(first)), signed_up(site_of(second))
    rule_of(first, ONE_GP)
    rule_of(second, HALF)
    for sign_up in (one, two):
        session_for(sign_up, held_on=JUNE)
    assert trained_at(JULY, one.site, two.site) == [1, 0]


def test_practice_that_left_and_came_back_counts_once():
    site, practice = site_of(), practice_named()
    rule_of(site.programme, ONE_GP)
    first = signed_up(site, practice)
    session_for(first, held_on=JUNE)
    SignUp.objects.filter(pk=first.pk).update(left_on=JUNE, why_left="Merged")
    session_for(signed_up(site, practice, signed_up_on=JULY), held_on=JULY)
    assert Attainment.objects.count() == 2
    assert trained_at(JULY, site) == [1]


def test_attaining_asks_as_much_for_forty_practices_as_for_one(django_assert_num_queries):
    site = site_of()
    rule_of(site.programme, ONE_GP)
    rule_of(site.programme, HALF, in_force_from=JULY, reason="Agreed anew.")
    practices = [signed_up(site, headcounts=ALL_COUNTED) for _ in range(40)]
    session = session_for(*practices, held_on=JUNE)
    assert Attainment.objects.count() == 40
    for some in (practices[:1], practices):
        with django_assert_num_queries(2 + 6 + 2):  # what follows from them, the lock, and the savepoint of its own
            attain(some)
    with django_assert_num_queries(4):  # the site, the rules, who is signed up, and what they reached
        assert trained_at(JULY, site) == [0]
    assert planned(practices[0]).pk > session.pk
