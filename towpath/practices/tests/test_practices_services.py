"""Signing practices up, leaving, and counting: what is kept, what is refused with which sentence."""

import re
from contextlib import contextmanager
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from towpath.access.roles import Role
from towpath.audit.events import Event
from towpath.audit.models import Entry
from towpath.foundation.clock import today
from towpath.foundation.staff import StaffGroup
from towpath.partners.tests.builders import person_with
from towpath.practices.models import SignUp
from towpath.practices.services import sign_ups as services
from towpath.practices.tests.builders import practice_named, signed_up
from towpath.programmes.tests.builders import manager_of, post_at, programme_with, site_of
from towpath.records.holding import ChangedMeanwhile
from towpath.training.kinds import SessionKind
from towpath.training.models import Attainment
from towpath.training.rule import Requirement, Rule
from towpath.training.tests.session_builders import planned, rule_of, session_for

pytestmark = pytest.mark.django_db

START = date(2020, 4, 1)


@pytest.fixture
def site():
    return site_of()


@pytest.fixture
def manager(site):
    return manager_of(site.programme.partnership)


@contextmanager
def refused(field: str, sentence: str):
    with pytest.raises(ValidationError) as caught:
        yield
    assert re.search(sentence, " ".join(caught.value.message_dict[field]))


class TestSigningUp:
    def test_what_is_known_that_day_is_kept(self, site):
        person = post_at(site).person
        sign_up = services.sign_up(
            actor=person, site=site, practice=practice_named("Lock"), signed_up_on=START, champion=" Robin Weir ",
            headcounts={StaffGroup.GP: 4, StaffGroup.NURSE: 0}, patients=8200,
        )  # fmt: skip
        assert sign_up.champion == "Robin Weir"
        counts = sign_up.headcounts.values_list("staff_group", "people", "as_of")
        assert sorted(counts) == [("gp", 4, START), ("nurse", 0, START)]
        assert sign_up.list_sizes.get().patients == 8200
        entry = Entry.objects.get(event=Event.PRACTICE_SIGNED_UP)
        assert entry.details == {"on": "2020-04-01"}
        assert entry.partnership_key == str(site.programme.partnership_id)

    def test_what_nobody_knows_is_not_kept_as_none(self, site):
        sign_up = signed_up(site, headcounts={})
        assert not sign_up.headcounts.exists()
        assert not sign_up.list_sizes.exists()

    @pytest.mark.parametrize("role", [role for role in Role if role is not Role.PROGRAMME_MANAGER])
    def test_others_are_told_why_and_nothing_is_kept(self, site, role):
        person = person_with(role, partnership=site.programme.partnership)
        with pytest.raises(PermissionDenied, match="Only the programme manager and people in post"):
            signed_up(site, actor=person)
        assert not SignUp.objects.exists()

    def test_not_before_the_programme(self, site):
        with refused("signed_up_on", "was launched on 1 April 2020: choose that day or a later one"):
            signed_up(site, signed_up_on=date(2020, 3, 31))

    def test_not_on_a_day_to_come(self, site):
        with refused("signed_up_on", "must be today or earlier"):
            signed_up(site, signed_up_on=today() + timedelta(days=1))

    def test_not_after_the_practice_closed(self, site):
        with refused("signed_up_on", "closed on 31 March 2020, says the national register"):
            signed_up(site, practice_named("Shut", closed_on=date(2020, 3, 31)))

    def test_not_twice_at_a_time_at_any_site_of_the_programme(self, site):
        practice = practice_named("Lock")
        signed_up(site, practice)
        for again in (site, site_of(site.programme, area="Hackney")):
            with refused("signed_up_on", "Lock is signed up at Site 1: Tower Hamlets already, from 1 April 2020"):
                signed_up(again, practice, signed_up_on=date(2021, 1, 1))

    def test_two_programmes_may_both_have_it(self, site):
        practice = practice_named("Lock")
        signed_up(site, practice)
        assert signed_up(site_of(programme_with(site.programme.partnership)), practice).pk

    def test_again_after_it_left(self, site, manager):
        sign_up = signed_up(site)
        services.leave(actor=manager, sign_up=sign_up, version=1, left_on=date(2021, 3, 31), why_left="No time")
        with refused("signed_up_on", "until 31 March 2021"):
            signed_up(site, sign_up.practice, signed_up_on=date(2021, 3, 31))
        assert signed_up(site, sign_up.practice, signed_up_on=date(2021, 4, 1)).pk

    def test_not_before_a_later_time_in_which_it_is_signed_up(self, site):
        practice = practice_named()
        signed_up(site, practice, signed_up_on=date(2021, 1, 1))
        with refused("signed_up_on", "already, from 1 January 2021"):
            signed_up(site, practice, signed_up_on=START)

    @pytest.mark.parametrize("people", [-1, 1001])
    def test_impossible_numbers_are_refused_and_nothing_is_kept(self, site, people):
        with refused("gp", "must be between 0 and 1,000"):
            signed_up(site, headcounts={StaffGroup.GP: people})
        assert not SignUp.objects.exists()


class TestAmending:
    def test_the_day_and_the_champion_are_corrected(self, manager, site):
        sign_up = signed_up(site)
        amended = services.amend_sign_up(
            actor=manager, sign_up=sign_up, version=1, signed_up_on=date(2020, 5, 1), champion="Kim Lock",
            reason="The form is of 1 May.",
        )  # fmt: skip
        assert (amended.signed_up_on, amended.champion, amended.version) == (date(2020, 5, 1), "Kim Lock", 2)

    def test_the_second_of_two_editors_is_told(self, manager, site):
        sign_up = signed_up(site)
        said = {"actor": manager, "sign_up": sign_up, "version": 1, "signed_up_on": START}
        services.amend_sign_up(**said, champion="Kim Lock")
        with pytest.raises(ChangedMeanwhile):
            services.amend_sign_up(**said, champion="Robin Weir")
        sign_up.refresh_from_db()
        assert sign_up.champion == "Kim Lock"

    def test_the_day_stays_before_its_sessions(self, manager, site):
        sign_up = signed_up(site)
        session_for(sign_up, held_on=date(2020, 6, 1))
        with refused("signed_up_on", "was at a session on 1 June 2020"):
            services.amend_sign_up(
                actor=manager, sign_up=sign_up, version=1, signed_up_on=date(2020, 6, 2), champion=""
            )


class TestLeaving:
    def leave(self, manager, sign_up, on=date(2021, 3, 31), why="It closed"):
        return services.leave(actor=manager, sign_up=sign_up, version=sign_up.version, left_on=on, why_left=why)

    def test_it_is_kept_with_its_reason(self, manager, site):
        left = self.leave(manager, signed_up(site))
        assert (left.left_on, left.why_left) == (date(2021, 3, 31), "It closed")
        assert Entry.objects.get(event=Event.PRACTICE_LEFT).details == {"on": "2021-03-31"}

    def test_impossible_days_are_refused(self, manager, site):
        sign_up = signed_up(site)
        session_for(sign_up, held_on=date(2021, 4, 1))
        with refused("left_on", "signed up on 1 April 2020"):
            self.leave(manager, sign_up, date(2020, 3, 31))
        with refused("left_on", "must be today or earlier"):
            self.leave(manager, sign_up, today() + timedelta(days=1))
        with refused("left_on", "was at a session on 1 April 2021"):
            self.leave(manager, sign_up)
        with refused("why_left", "Say why the practice left"):
            self.leave(manager, sign_up, why="  ")

    def test_a_session_only_planned_does_not_hold_it_back(self, manager, site):
        sign_up = signed_up(site)
        planned(sign_up)
        assert self.leave(manager, sign_up).left_on

    def test_its_last_day_is_not_put_into_its_next_time(self, manager, site):
        left = self.leave(manager, signed_up(site))
        signed_up(site, left.practice, signed_up_on=date(2021, 6, 1))
        with refused("left_on", "already, from 1 June 2021"):
            self.leave(manager, left, date(2021, 7, 1))


class TestCounting:
    def test_a_later_count_stands_beside_the_earlier_one(self, manager, site):
        sign_up = signed_up(site, headcounts={StaffGroup.GP: 4})
        services.record_headcount(
            actor=manager, sign_up=sign_up, as_of=date(2021, 1, 1), people={StaffGroup.GP: 6, StaffGroup.NURSE: 0}
        )
        counts = sign_up.headcounts.order_by("as_of", "staff_group").values_list("staff_group", "people", "as_of")
        assert list(counts) == [("gp", 4, START), ("gp", 6, date(2021, 1, 1)), ("nurse", 0, date(2021, 1, 1))]
        assert Entry.objects.get(event=Event.HEADCOUNT_RECORDED).details == {"on": "2021-01-01", "gp": 6, "nurse": 0}

    def test_a_second_count_of_the_same_day_corrects_the_first(self, manager, site):
        sign_up = signed_up(site, headcounts={StaffGroup.GP: 4})
        counted = {"actor": manager, "sign_up": sign_up, "as_of": START, "people": {StaffGroup.GP: 5}}
        with refused("reason", "say why"):
            services.record_headcount(**counted)
        services.record_headcount(**counted, reason="One was on leave.")
        assert sign_up.headcounts.get().people == 5

    def test_a_count_makes_a_practice_fully_trained_where_it_was_all_that_lacked(self, manager, site):
        rule = rule_of(site.programme, Rule((Requirement(SessionKind.CLINICAL_1, (StaffGroup.GP,), 75),)))
        sign_up = signed_up(site, headcounts={})
        session_for(sign_up, held_on=date(2020, 6, 1), came={StaffGroup.GP: 3})
        assert not Attainment.objects.exists()
        services.record_headcount(actor=manager, sign_up=sign_up, as_of=date(2020, 7, 1), people={StaffGroup.GP: 4})
        assert Attainment.objects.get(rule=rule).reached_on == date(2020, 7, 1)

    def test_days_outside_its_time_are_refused(self, manager, site):
        sign_up = signed_up(site)
        sign_up = services.leave(actor=manager, sign_up=sign_up, version=1, left_on=date(2021, 3, 31), why_left="x")
        for day, sentence in [
            (date(2020, 3, 31), "signed up on 1 April 2020"),
            (today() + timedelta(days=1), "today or earlier"),
            (date(2021, 4, 1), "left on 31 March 2021"),
        ]:
            with refused("as_of", sentence):
                services.record_headcount(actor=manager, sign_up=sign_up, as_of=day, people={StaffGroup.GP: 1})
            with refused("as_of", sentence):
                services.record_list_size(actor=manager, sign_up=sign_up, as_of=day, patients=1)

    def test_no_number_at_all_is_refused(self, manager, site):
        with pytest.raises(ValidationError, match="at least one staff group"):
            services.record_headcount(actor=manager, sign_up=signed_up(site), as_of=START, people={})

    @pytest.mark.parametrize(("what", "largest"), [("people", 1_000), ("patients", 200_000)])
    def test_numbers_are_from_none_to_as_many_as_there_can_be(self, manager, site, what, largest):
        sign_up = signed_up(site)

        def say(number, day=START):
            if what == "people":
                people = {StaffGroup.GP: number}
                services.record_headcount(actor=manager, sign_up=sign_up, as_of=day, people=people, reason="Recounted.")
            else:
                services.record_list_size(actor=manager, sign_up=sign_up, as_of=day, patients=number)

        for number in (-1, largest + 1):
            with pytest.raises(ValidationError, match=f"must be between 0 and {largest:,}"):
                say(number)
        say(0)
        say(largest, START + timedelta(days=1))

    def test_patients_are_kept_by_day(self, manager, site):
        sign_up = signed_up(site, patients=8000)
        services.record_list_size(actor=manager, sign_up=sign_up, as_of=date(2021, 4, 1), patients=8400)
        assert list(sign_up.list_sizes.values_list("patients", flat=True)) == [8000, 8400]


class TestNamingTheManager:
    def test_the_person_then_sees_the_practice_and_no_other(self, manager, site):
        sign_up, other = signed_up(site), signed_up(site)
        person = person_with(Role.PRACTICE_MANAGER, partnership=site.programme.partnership)
        services.name_manager(actor=manager, sign_up=sign_up, manager=person)
        assert list(SignUp.objects.visible_to(person)) == [sign_up]
        assert other not in SignUp.objects.visible_to(person)
        assert Entry.objects.get(event=Event.PRACTICE_MANAGER_NAMED).details == {"manager": person.pk}

    def test_nobody_without_the_role_is_named(self, manager, site):
        for person in (person_with(Role.PRACTICE_MANAGER), person_with(Role.COMMISSIONER)):
            with refused("manager", "does not hold the role of practice manager in this partnership"):
                services.name_manager(actor=manager, sign_up=signed_up(site), manager=person)

    def test_it_can_be_ended(self, manager, site):
        sign_up = signed_up(site)
        person = person_with(Role.PRACTICE_MANAGER, partnership=site.programme.partnership)
        services.name_manager(actor=manager, sign_up=sign_up, manager=person)
        services.name_manager(actor=manager, sign_up=sign_up, manager=None)
        assert not SignUp.objects.visible_to(person).exists()
