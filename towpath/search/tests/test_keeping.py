"""The index follows every change in its own transaction, and is never asked a question for each row."""

from dataclasses import replace
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from tests.sizes import tried
from towpath.access.roles import Role
from towpath.documents.practices import read_practice_file
from towpath.documents.practices.tests.making import practice, practice_file, written
from towpath.partners.services.partnerships import remove_words
from towpath.partners.tests.builders import partnership_named, person_with
from towpath.plans.models import Plan
from towpath.plans.services.amending import amend_action, amend_plan
from towpath.plans.services.comparing import compare_with
from towpath.plans.services.revising import revise_plan
from towpath.plans.tests.builders import action_draft, draft_of, plan_with
from towpath.practices.services.register import load_register
from towpath.programmes.models import Programme, Site
from towpath.programmes.services.milestones import amend_milestone
from towpath.programmes.services.periods import record_period
from towpath.programmes.services.programmes import amend_programme
from towpath.programmes.services.sites import amend_site
from towpath.programmes.tests.builders import manager_of, milestone_of, programme_with, site_of
from towpath.records import services as records
from towpath.records.files_read import files_of_our_own
from towpath.records.models import TakenBack
from towpath.search.finding import find
from towpath.search.models import IndexEntry
from towpath.search.services import mend_index
from towpath.search.tests.comparing import from_nothing, index, titles
from towpath.serving.daily import REGULAR

pytestmark = pytest.mark.django_db
NAME = "Ingrid Lindqvist"


def coordinator(plan):
    return plan.partnership.posts.filter(role=Role.COORDINATOR).first().user


def said_of(recommendation, *actions, **more):
    """A plan of one recommendation with these actions."""
    draft = draft_of([action_draft(one) for one in actions], **more)
    return replace(draft, recommendations=tuple(replace(one, text=recommendation) for one in draft.recommendations))


def revised(plan, draft):
    plan = Plan.objects.get(pk=plan.pk)
    with files_of_our_own():  # the whole test is one transaction
        accepted = compare_with(plan, draft).keys
        return revise_plan(actor=coordinator(plan), plan=plan, version=plan.version, accepted=accepted, draft=draft)


def reworded(action, text):
    return amend_action(
        actor=coordinator(action.plan), action=action, version=action.version, text=text,
        deadline_words=action.deadline_words, agencies=[], accountable=None, is_outside_control=False, reason="So.",
    )  # fmt: skip


def renamed(programme, name):
    kept = {one: getattr(programme, one) for one in
            ("model", "starts_on", "summary", "funder", "commissioner", "national_provider")}  # fmt: skip
    actor = manager_of(programme.partnership)
    return amend_programme(actor=actor, programme=programme, version=programme.version, name=name, **kept)


def moved(site, area):
    actor = manager_of(site.programme.partnership)
    return amend_site(actor=actor, site=site, version=site.version, area=area, phase=site.phase)


class TestChanges:
    def test_a_new_plan_is_found_with_all_that_stands_in_it(self):
        plan = plan_with(draft=said_of("Homes are safe", "Fit locks", "Fit alarms"), title="Safe at home")
        assert set(titles(find(coordinator(plan), "safe"))) == {
            "Safe at home", "Homes are safe", "Fit alarms", "Fit locks",
        }  # fmt: skip

    def test_an_action_is_found_by_its_new_words_and_no_longer_by_the_old(self):
        plan = plan_with(action_draft("Fit locks"))
        reworded(plan.actions.get(), "Fit alarms")
        assert titles(find(coordinator(plan), "fit alarms")) == ["Fit alarms"]
        assert find(coordinator(plan), "locks") == []

    def test_actions_are_found_by_the_new_words_of_their_recommendation(self):
        plan = plan_with(draft=said_of("Homes are safe", "Fit locks", themes=["Housing"]))
        revised(plan, said_of("Houses are safe", "Fit locks", "Fit alarms", themes=["Housing"]))
        assert {"Fit locks", "Fit alarms"} <= set(titles(find(coordinator(plan), "houses")))
        assert index() == from_nothing()

    def test_sites_and_milestones_are_found_by_the_new_names_of_what_they_belong_to(self):
        site = site_of(programme_with(), "Lockside")
        milestone_of(site.programme, name="Begin there", site=site)
        renamed(site.programme, "Harbour")
        moved(Site.objects.get(pk=site.pk), "Weirside")
        reader = manager_of(site.programme.partnership)
        assert titles(find(reader, "harbour weirside")) == ["Weirside, Harbour", "Begin there"]
        assert find(reader, "lockside") == []

    def test_a_change_that_fails_leaves_the_index_as_it_was(self):
        plan, before = plan_with(action_draft("Fit locks")), index()
        with transaction.atomic():
            reworded(plan.actions.get(), "Fit alarms")
            assert index() != before
            transaction.set_rollback(True)
        assert index() == before

    def test_what_is_taken_back_is_not_found_and_what_is_put_back_is(self):
        plan = plan_with(draft=said_of("Homes are safe", "Fit locks"), title="Safe at home")
        before = index()
        taken = records.take_back(actor=coordinator(plan), subject=plan, reason="It was another.")
        assert find(coordinator(plan), "safe") == find(coordinator(plan), "locks") == []
        records.put_back(actor=coordinator(plan), taken=taken, reason="It was this one.")
        assert index() == before


class TestRedaction:
    def test_words_that_must_not_stand_leave_the_index(self):
        draft = said_of(f"{NAME} is safe", f"Call {NAME}", "Fit locks", themes=["Housing"])
        plan = plan_with(draft=draft, title=f"Review of {NAME}")
        programme = programme_with(plan.partnership, summary=f"For {NAME}.")
        milestone_of(programme, name=f"{NAME} agreed")
        reader = person_with(Role.BOARD_MEMBER, partnership=plan.partnership)
        assert len(find(reader, NAME)) == 6  # one action only by its recommendation
        actor = manager_of(plan.partnership)
        remove_words(actor=actor, partnership=plan.partnership, words=NAME, reason="Asked for.")
        assert find(reader, NAME) == []
        assert not IndexEntry.objects.filter(words__contains="lindqvist").exists()
        assert not IndexEntry.objects.filter(title__icontains="lindqvist").exists()
        assert "Call [removed]" in titles(find(reader, "call"))
        assert index() == from_nothing()

    def test_another_partnership_still_finds_its_words(self):
        ours, theirs = plan_with(action_draft(f"Call {NAME}")), plan_with(action_draft(f"Write to {NAME}"))
        actor = manager_of(ours.partnership)
        remove_words(actor=actor, partnership=ours.partnership, words=NAME, reason="Asked for.")
        assert titles(find(coordinator(theirs), NAME)) == [f"Write to {NAME}"]


WORDS = st.sampled_from(["Café", "Weir", "Lock", "Harbour", "Ærø", "It’s"])
STEPS = st.sampled_from(
    ["plan", "reword", "retitle", "revise", "rename", "move", "milestone", "take back", "put back", "remove words"]
)


class Playing:
    """Changes made one after the other, each to something that the number picks."""

    def __init__(self):
        self.partnership = partnership_named()
        self.programme = programme_with(self.partnership)
        self.sites = [site_of(self.programme, area) for area in ("Eastside", "Westside")]
        self.plans = [plan_with(draft=said_of("Homes", "Fit locks", "Call"), partnership=self.partnership, title="P0")]
        for site in self.sites:
            milestone_of(self.programme, site=site)
        self.manager = manager_of(self.partnership)

    def play(self, step, number, word):
        getattr(self, step.replace(" ", "_"))(number, word)

    def _plan(self, number):
        plans = list(self.partnership.plans.order_by("pk"))
        return plans[number % len(plans)] if plans else self.plan(number, "Weir")

    def plan(self, number, word):
        title = f"{word} {self.partnership.plans.count()} {TakenBack.objects.count()} {number}"
        if not self.partnership.plans.filter(title=title).exists():
            return plan_with(draft=said_of(word, f"{word} first"), partnership=self.partnership, title=title)
        return self.partnership.plans.get(title=title)

    def reword(self, number, word):
        actions = list(self._plan(number).actions.current().select_related("plan__partnership"))
        reworded(actions[number % len(actions)], f"{word} {number}")

    def retitle(self, number, word):
        plan = self._plan(number)
        title = f"{word} again {plan.pk}"
        amend_plan(
            actor=coordinator(plan), plan=plan, version=plan.version, title=title, source="needs", base_date=None
        )

    def revise(self, number, word):
        revised(self._plan(number), said_of(f"{word} homes", "Fit locks", f"{word} {number}"))

    def rename(self, number, word):
        renamed(Programme.objects.get(pk=self.programme.pk), f"{word} {number}")

    def move(self, number, word):
        site = self.sites[number % 2]
        moved(Site.objects.get(pk=site.pk), f"{word} {site.number}")

    def milestone(self, number, word):
        made = milestone_of(self.programme, name=f"{word} {number}", site=self.sites[number % 2])
        amend_milestone(actor=self.manager, milestone=made, name=word, deadline_words="by June 2027", note="", why="So")

    def take_back(self, number, word):
        milestones = list(self.programme.milestones.all())
        if number % 2:
            records.take_back(actor=coordinator(plan := self._plan(number)), subject=plan, reason="So.")
        elif milestones:
            records.take_back(actor=self.manager, subject=milestones[number % len(milestones)], reason="So.")

    def put_back(self, number, word):
        for taken in TakenBack.objects.still_out()[:1]:
            actor = self.manager if taken.kind == "programmes.milestone" else person_with(
                Role.COORDINATOR, partnership=self.partnership
            )  # fmt: skip
            records.put_back(actor=actor, taken=taken, reason="So.")

    def remove_words(self, number, word):
        if any(word in title for title in IndexEntry.objects.values_list("title", flat=True)):
            remove_words(actor=self.manager, partnership=self.partnership, words=word, reason="Asked for.")


@tried(few=12, many=150, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(steps=st.lists(st.tuples(STEPS, st.integers(0, 5), WORDS), min_size=3, max_size=8))
def test_after_any_changes_the_index_is_what_it_would_be_made_anew(steps):
    with transaction.atomic():
        playing = Playing()
        for step in steps:
            playing.play(*step)
            assert index() == from_nothing(), step
        transaction.set_rollback(True)


def asked_of_index(captured):
    return [one["sql"] for one in captured.captured_queries if "search_indexentry" in one["sql"]]


class TestMany:
    @pytest.mark.parametrize("number", [10, 1_000])
    def test_a_plan_of_a_thousand_actions_asks_few_questions(self, number):
        draft = said_of("Homes are safe", *[f"Fit lock {one}" for one in range(number)])
        with CaptureQueriesContext(connection) as captured:
            plan_with(draft=draft)
        assert IndexEntry.objects.count() == number + 2
        assert len(asked_of_index(captured)) == 2 * 3

    def test_reading_it_in_again_writes_nothing(self):
        draft = said_of("Homes are safe", *[f"Fit lock {one}" for one in range(300)])
        plan = plan_with(draft=draft)
        with CaptureQueriesContext(connection) as captured:
            revised(plan, draft)
        assert not [sql for sql in asked_of_index(captured) if not sql.startswith("SELECT")]

    def test_a_register_of_five_thousand_practices_asks_few_questions(self):
        file = read_practice_file(practice_file(5_000))
        with CaptureQueriesContext(connection) as captured:
            load_register(actor=None, file=file, name="epraccur.csv")
        assert IndexEntry.objects.count() == 5_000
        assert len(asked_of_index(captured)) == 2 * 2  # two batches, each asked for what is kept and written

    def test_a_newer_register_indexes_what_it_changes(self):
        load_register(actor=None, file=read_practice_file(practice_file(300)), name="epraccur.csv")
        rows = [practice(number) for number in range(2, 301)]
        file = read_practice_file(written([practice(1, c2="LOCK HOUSE"), *rows, practice(301)]))
        with CaptureQueriesContext(connection) as captured:
            load_register(actor=None, file=file, name="epraccur.csv")
        reader = manager_of(partnership_named())
        assert [one.title for one in find(reader, "lock house")] == ["Lock House (Z00001)"]
        assert index() == from_nothing()
        assert len(asked_of_index(captured)) <= 3

    def test_what_happens_at_a_site_does_not_look_through_its_milestones(self):
        site = site_of()
        milestone_of(site.programme, site=site)
        with CaptureQueriesContext(connection) as captured:
            record_period(actor=manager_of(site.programme.partnership), site=site, mode="adapted",
                          started_on=site.programme.starts_on)  # fmt: skip
        assert len(asked_of_index(captured)) == 1


class TestMakingAnew:
    def test_the_command_makes_it_whole_and_says_how_many(self):
        plan_with(draft=said_of("Homes are safe", "Fit locks"))
        before, out = index(), StringIO()
        IndexEntry.objects.filter(kind="plans.action").delete()
        IndexEntry.objects.create(kind="plans.plan", key=10**9, title="Gone", page="plans:plan", page_key="1")
        call_command("index", stdout=out)
        assert index() == before
        assert out.getvalue() == "3 records can be found.\n"

    def test_the_regular_job_puts_right_what_differs_and_counts_it(self, monkeypatch):
        monkeypatch.setattr("towpath.search.services.BATCH", 3)
        plan = plan_with(draft=said_of("Homes are safe", *[f"Fit lock {one}" for one in range(8)]))
        before = index()
        assert mend_index() == 0
        plan.actions.filter(text="Fit lock 2").update(text="Fit alarm")
        IndexEntry.objects.filter(title="Fit lock 5").delete()
        for key in (0, 10**9):
            IndexEntry.objects.create(kind="plans.action", key=key, title="Gone")
        IndexEntry.objects.create(kind="gone.kind", key=1, title="Gone")
        assert mend_index() == 5
        assert index() == from_nothing()
        assert titles(find(coordinator(plan), "alarm")) == ["Fit alarm"]
        assert index().keys() == before.keys()

    def test_it_is_a_regular_job(self):
        assert "search.mend_index" in [kind.name for kind in REGULAR]
