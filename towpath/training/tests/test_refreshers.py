"""Refreshers due: counted from the rule, the longest overdue first."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from towpath.access.roles import Role
from towpath.audit.events import Event
from towpath.audit.models import Entry
from towpath.foundation.clock import today
from towpath.foundation.periods import months_after
from towpath.foundation.staff import StaffGroup
from towpath.partners.tests.builders import person_with
from towpath.practices.models import Practice, SignUp
from towpath.practices.tests.builders import practice_named, signed_up
from towpath.practices.tests.pages import lines_of, signed_in, words_of
from towpath.programmes.models import Mode
from towpath.programmes.tests.builders import manager_of, period, post_at, programme_with, site_of
from towpath.training.kinds import SessionKind
from towpath.training.presenters.refreshers import RefresherStanding, refreshers_due
from towpath.training.rule import DEFAULT_RULE
from towpath.training.services.refreshing import Trained
from towpath.training.tests.session_builders import fully_trained, planned, rule_of, session_for

DAY = date(2022, 6, 1)


def known(reached_on=date(2021, 6, 1), refreshed_on=None, months=12, sign_up=1, name="Mill Surgery"):
    rule = replace(DEFAULT_RULE, refresher_months=months)
    practice = Practice(code=f"Y{sign_up}", name=name)
    return Trained(SignUp(pk=sign_up, practice=practice), rule, reached_on, refreshed_on)


class TestDue:
    @pytest.mark.parametrize(
        ("one", "due"),
        [
            (known(), date(2022, 6, 1)),
            (known(refreshed_on=date(2021, 9, 15)), date(2022, 9, 15)),
            (known(refreshed_on=date(2021, 1, 1)), date(2022, 6, 1)),
            (known(reached_on=date(2021, 8, 31), months=6), date(2022, 2, 28)),
        ],
    )
    def test_it_counts_from_the_later_of_training_and_the_last_refresher(self, one, due):
        assert refreshers_due([one], {}, due)[0].due_on == due

    @pytest.mark.parametrize(
        ("days", "standing", "words"),
        [
            (-30, RefresherStanding.OVERDUE, "Overdue by 30 days"),
            (-1, RefresherStanding.OVERDUE, "Overdue by 1 day"),
            (0, RefresherStanding.DUE, "Due today"),
            (60, RefresherStanding.SOON, "Due in 60 days"),
            (61, None, ""),
        ],
    )
    def test_it_is_listed_from_sixty_days_before(self, days, standing, words):
        found = refreshers_due([known()], {}, date(2022, 6, 1) - timedelta(days=days))
        assert [(one.standing, one.in_words) for one in found] == ([(standing, words)] if standing else [])

    def test_the_longest_overdue_comes_first(self):
        late, later = known(date(2021, 3, 1), sign_up=2), known(date(2021, 5, 1), sign_up=3)
        assert [one.sign_up.pk for one in refreshers_due([known(), later, late], {}, DAY)] == [2, 3, 1]


def trained(months_ago=13, site=None, **more) -> SignUp:
    """A practice that became fully trained so many months before today, where the rule asks for a yearly refresher."""
    site = site or site_of()
    if not site.programme.training_rules.exists():
        rule_of(site.programme)
    day = months_after(today(), -months_ago)
    return fully_trained(signed_up(site=site, signed_up_on=day - timedelta(days=1), **more), held_on=day)


@pytest.mark.django_db
class TestList:
    def listed(self, sign_up, query=""):
        client = signed_in(manager_of(sign_up.site.programme.partnership))
        return words_of(client.get(f"/practices/refreshers/{query}"))

    def test_an_overdue_practice_is_listed_with_its_days(self):
        sign_up = trained()
        page = self.listed(sign_up)
        assert sign_up.practice.name in page
        assert "1 practice, 1 of them overdue" in page
        assert "Nothing planned" in page
        assert "Clinical session 2: 75% of GPs, nurses and other clinical staff" in page
        assert "A refresher is due 12 months later." in page

    def test_a_practice_trained_lately_is_not(self):
        assert "No refresher is overdue or due in the next 60 days" in self.listed(trained(months_ago=3))

    def test_a_refresher_held_moves_the_day_and_one_planned_is_shown(self):
        sign_up = trained(months_ago=24)
        session_for(sign_up, kind=SessionKind.REFRESHER, held_on=months_after(today(), -11))
        coming = planned(sign_up, kind=SessionKind.REFRESHER, held_on=today() + timedelta(days=9))
        page = self.listed(sign_up)
        assert "1 practice." in page
        assert f"{coming.held_on.day} {coming.held_on:%b %Y}" in page
        assert "Overdue" not in page.partition("Apply filters")[2]

    def test_a_practice_that_left_or_whose_rule_asks_for_none_is_not_listed(self):
        gone, unasked = trained(), None
        SignUp.objects.filter(pk=gone.pk).update(left_on=today() - timedelta(days=1))
        assert "No refresher" in self.listed(gone)
        programme = programme_with()
        rule_of(programme, replace(DEFAULT_RULE, refresher_months=None))
        unasked = trained(site=site_of(programme))
        assert "No refresher" in self.listed(unasked)

    def test_a_refresher_to_which_nobody_of_the_practice_came_refreshed_nobody(self):
        sign_up = trained()
        other = trained(site=sign_up.site, practice=practice_named("Other Surgery"))
        session = session_for(sign_up, other, kind=SessionKind.REFRESHER, held_on=today(), came={StaffGroup.GP: 1})
        session.group_attendances.filter(sign_up=sign_up).delete()
        page = self.listed(sign_up)
        assert sign_up.practice.name in page
        assert "Other Surgery" not in page.partition("Apply filters")[2]

    def test_a_site_that_is_closed_owes_no_refresher(self):
        sign_up = trained()
        period(sign_up.site, mode=Mode.CLOSED, started_on=today(), ended_on=None)
        assert "No refresher" in self.listed(sign_up)

    def test_filters_narrow_by_site_nearness_and_plan(self):
        here = trained(practice=practice_named("Near Surgery"))
        there = trained(
            months_ago=11, site=site_of(here.site.programme), practice=practice_named("Far Surgery")
        )  # fmt: skip
        planned(there, kind=SessionKind.REFRESHER, held_on=today() + timedelta(days=9))
        for query, shown, hidden in (
            (f"?site={here.site_id}", "Near", "Far"), ("?standing=overdue", "Near", "Far"),
            ("?standing=soon", "Far", "Near"), ("?planned=yes", "Far", "Near"), ("?planned=no", "Near", "Far"),
        ):  # fmt: skip
            page = self.listed(here, query)
            assert f"{shown} Surgery" in page, query
            assert f"{hidden} Surgery" not in page, query

    @pytest.mark.parametrize("query", ["?site=x", "?standing=never", "?after=abc", "?after=-1", "?after=999999"])
    def test_an_address_nobody_understands_shows_the_first_page(self, query):
        sign_up = trained()
        assert sign_up.practice.name in self.listed(sign_up, query)

    def test_people_in_post_see_their_own_site_only(self):
        here, there = trained(), trained()
        page = words_of(signed_in(post_at(here.site).person).get("/practices/refreshers/"))
        assert here.practice.name in page
        assert there.practice.name not in page

    def test_an_administrator_is_refused(self):
        assert signed_in(person_with(Role.ADMINISTRATOR)).get("/practices/refreshers/").status_code == 403

    def test_the_file_says_the_same_and_is_recorded(self):
        sign_up = trained()
        client = signed_in(manager_of(sign_up.site.programme.partnership))
        lines = lines_of(client.get("/practices/refreshers/file/?standing=overdue"))
        assert lines[1].startswith(f"{sign_up.practice.code},")
        assert lines[-1] == "Rows: 1"
        assert Entry.objects.get(event=Event.DELIVERY_EXPORTED).details == {"list": "refreshers", "rows": 1}

    def test_more_practices_ask_no_more_questions(self, django_assert_max_num_queries):
        site = site_of()
        for _ in range(4):
            sign_up = trained(site=site)
        client = signed_in(manager_of(sign_up.site.programme.partnership))
        client.get("/practices/refreshers/")
        with django_assert_max_num_queries(15):
            client.get("/practices/refreshers/")

    def test_the_first_page_of_an_advocate_educator_names_those_without_a_plan(self):
        waiting = trained(practice=practice_named("Waiting Surgery"))
        covered = trained(site=waiting.site, practice=practice_named("Covered Surgery"))
        planned(covered, kind=SessionKind.REFRESHER, held_on=today() + timedelta(days=9))
        page = words_of(signed_in(post_at(waiting.site).person).get("/"))
        assert "Refreshers to plan" in page
        assert "Waiting Surgery" in page
        assert "Covered Surgery" not in page
