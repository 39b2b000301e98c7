"""The rating an action carries is the one true of the latest date, wherever it is asked."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.sizes import tried
from towpath.access.roles import Role
from towpath.documents.plan.draft import UpdateDraft
from towpath.foundation.clock import today
from towpath.partners.tests.builders import person_with
from towpath.plans.models import Action, Plan, ProgressUpdate
from towpath.plans.services.amending import date_document
from towpath.plans.services.comparing import compare_with
from towpath.plans.services.planning import PlanInput, create_plan
from towpath.plans.services.progress import report_progress, suggestion_for
from towpath.plans.services.rating import began_on, current_account, whole_history
from towpath.plans.services.revising import revise_plan
from towpath.plans.tests.builders import action_draft, draft_of, plan_with
from towpath.plans.tests.test_pages import signed_in, typed

pytestmark = pytest.mark.django_db
DAY = date(2026, 6, 30)


def say(action: Action, rating: str, as_of: date) -> ProgressUpdate:
    action.refresh_from_db()
    actor = person_with(Role.COORDINATOR, partnership=action.plan.partnership)
    return report_progress(
        actor=actor, action=action, version=action.version, rating=rating, account=f"Said {rating}.", as_of=as_of
    )


def told_late(**more: Any) -> Action:
    """An action rated green for June, and afterwards, late, red for March."""
    action = plan_with(action_draft(deadline="By 2029/30"), **more).actions.get()
    say(action, "green", DAY)
    say(action, "red", date(2026, 3, 31))
    action.refresh_from_db()
    return action


def taken_in(*actions: Any, as_at: date | None) -> Plan:
    """A plan read in from a document that stands as at a date."""
    blank = plan_with()
    heading = PlanInput("Read in", "strategy", None, blank.scheme, {}, as_at)
    actor = person_with(Role.COORDINATOR, partnership=blank.partnership)
    return create_plan(actor=actor, partnership=blank.partnership, heading=heading, draft=draft_of(actions))


def test_a_late_account_of_an_earlier_day_leaves_the_later_rating_standing() -> None:
    action = told_late()
    assert (action.rating, action.is_done) == ("green", False)
    say(action, "amber", DAY)
    action.refresh_from_db()
    assert action.rating == "amber"  # of one day, what was entered last


def test_board_filter_sums_page_and_suggestion_all_show_the_rating_that_stands() -> None:
    action = told_late()
    client = signed_in(partnership=action.plan.partnership)
    board = client.get(f"/plans/{action.plan_id}/").content.decode()
    assert "1 green" in board
    assert client.get(f"/plans/{action.plan_id}/?rating=red").content.decode().count("Train reception staff") == 0
    assert "Train reception staff" in client.get(f"/plans/{action.plan_id}/?rating=green").content.decode()
    page = client.get(f"/actions/{action.pk}/").content.decode()
    assert "The rating of 30 June 2026, a later date, stands." in page
    assert "Green" in page.partition("What happened")[0]
    assert suggestion_for(action).rating.slug == "green"


def test_whoever_reports_late_is_told_which_rating_stands() -> None:
    action = told_late()
    client = signed_in(partnership=action.plan.partnership)
    sent = typed(action, rating="red", as_of_day="1", as_of_month="2", confirmed=["2026-02-01"])
    answer = client.post(f"/actions/{action.pk}/report-progress/", sent, follow=True)
    assert "The action stays Green, which is true of 30 June 2026, a later date." in answer.content.decode()


def test_each_entry_shows_what_stood_before_its_own_day() -> None:
    action = told_late()
    late = action.updates.order_by("-pk")[0]
    say(action, "complete", date(2026, 9, 30))
    ratings = whole_history(action)
    before = {account.order: ratings.rating_before(account).slug for account in ratings.accounts}
    assert list(before.values()) == ["not-stated", "red", "green"]
    assert before[late.pk] == "not-stated"


accounts = st.lists(
    st.tuples(st.integers(0, 400), st.sampled_from(["red", "amber", "green", "complete", "not-stated"])), max_size=6
)


@tried(15, 200)
@given(accounts)
def test_the_column_of_the_board_is_what_the_history_says(told: list[tuple[int, str]]) -> None:
    first = date(2025, 1, 1)
    action = plan_with(title=f"Plan {Plan.objects.count()}").actions.get()
    for days, rating in told:
        say(action, rating, first + timedelta(days=days))
    action.refresh_from_db()
    latest = max(range(len(told)), key=lambda place: (told[place][0], place), default=None)
    assert action.rating == ("not-stated" if latest is None else told[latest][1])
    assert action.rating == whole_history(action).rating_on(today()).slug
    assert action.is_done == action.rated.means_done


class TestDoubtedDates:
    def post(self, action: Action, **said: Any) -> Any:
        client = signed_in(partnership=action.plan.partnership)
        return client.post(f"/actions/{action.pk}/report-progress/", typed(action, **said))

    def test_a_date_before_the_plan_is_questioned_the_typing_kept_and_saved_once_confirmed(self) -> None:
        action = plan_with(base_date=date(2026, 4, 1)).actions.get()
        asked = self.post(action, account="Kept words.", as_of_month="2")
        page = asked.content.decode()
        assert asked.status_code == 422
        assert "1 February 2026 is before the plan, of which nothing is known until 1 April 2026." in page
        assert "Yes, 1 February 2026 is right" in page
        assert "Kept words." in page
        assert not action.updates.exists()
        assert self.post(action, as_of_month="2", confirmed="2026-02-01").status_code == 302
        assert action.updates.get().as_of == date(2026, 2, 1)

    def test_another_date_typed_after_the_tick_is_questioned_in_its_turn(self) -> None:
        action = plan_with(base_date=date(2026, 4, 1)).actions.get()
        asked = self.post(action, as_of_month="1", confirmed="2026-02-01")
        assert asked.status_code == 422
        assert "Yes, 1 January 2026 is right" in asked.content.decode()

    def test_a_slip_of_years_is_questioned_where_nothing_is_known_of_the_plans_beginning(self) -> None:
        action = plan_with().actions.get()
        assert "more than a year before the plan was read in" in self.post(action, as_of_year="2016").content.decode()

    def test_a_date_an_account_is_corrected_to_is_questioned_too(self) -> None:
        action = plan_with(base_date=date(2026, 4, 1)).actions.get()
        update = say(action, "amber", DAY)
        action.refresh_from_db()
        client, page = signed_in(partnership=action.plan.partnership), f"/updates/{update.pk}/correct/"
        sent = {"rating": "green", "account": "Right words.", "as_of_day": "1", "as_of_month": "2",
                "as_of_year": "2026", "reason": "Two plans mixed up.", "version": str(action.version)}  # fmt: skip
        asked = client.post(page, sent)
        assert asked.status_code == 422
        assert (
            "1 February 2026 is before the plan, of which nothing is known until 1 April 2026."
            in asked.content.decode()
        )
        assert "Right words." in asked.content.decode()
        assert action.updates.get().rating == "amber"
        assert client.post(page, sent | {"confirmed": "2026-02-01"}).status_code == 302
        update = action.updates.get()
        assert update.as_of == date(2026, 2, 1)
        action.refresh_from_db()
        again = sent | {"account": "Righter words.", "version": str(action.version)}
        assert client.post(f"/updates/{update.pk}/correct/", again).status_code == 302  # the day stays

    def test_a_date_a_document_is_said_to_stand_at_is_questioned_too(self) -> None:
        plan = taken_in(action_draft(rating="amber"), as_at=DAY)
        document = plan.documents.get()
        client, page = signed_in(partnership=plan.partnership), f"/plan-documents/{document.pk}/date/"
        sent = {"as_at_day": "30", "as_at_month": "6", "as_at_year": "2016", "version": str(document.version)}
        asked = client.post(page, sent)
        assert asked.status_code == 422
        assert (
            "30 June 2016 is before the plan, of which nothing is known until 30 June 2026." in asked.content.decode()
        )
        document.refresh_from_db()
        assert document.as_at == DAY
        assert client.post(page, sent | {"confirmed": "2016-06-30"}).status_code == 302

    def test_an_ordinary_date_is_not_questioned(self) -> None:
        action = plan_with(base_date=date(2026, 4, 1)).actions.get()
        assert self.post(action).status_code == 302


class TestDocuments:
    def test_the_ratings_of_a_dated_document_are_true_of_its_date(self) -> None:
        told = (UpdateDraft("December 2025", "Ten trained.", date(2025, 12, 31)),)
        action = taken_in(action_draft(rating="amber", updates=told), as_at=date(2026, 3, 31)).actions.get()
        history = whole_history(action)
        assert history.rating_on(date(2026, 3, 30)).slug == "not-stated"
        assert history.rating_on(date(2026, 3, 31)).slug == "amber"
        assert action.updates.get().as_of == date(2025, 12, 31)  # the account keeps its own day

    def test_a_rating_given_here_for_a_later_day_stands_though_the_document_was_read_in_after_it(self) -> None:
        plan = plan_with(action_draft())
        action = plan.actions.get()
        say(action, "green", DAY)
        self.revise(plan, "red", as_at=date(2026, 3, 31))
        action.refresh_from_db()
        assert action.rating == "green"

    def test_without_a_date_what_a_person_took_stands_until_somebody_gives_one_with_a_date(self) -> None:
        plan = plan_with(action_draft())
        action = plan.actions.get()
        say(action, "green", DAY)
        self.revise(plan, "red", as_at=None)
        action.refresh_from_db()
        assert action.rating == "red"
        say(action, "amber", DAY + timedelta(days=1))
        action.refresh_from_db()
        assert action.rating == "amber"

    def test_the_date_can_be_said_later_and_the_rating_follows(self) -> None:
        plan = plan_with(action_draft())
        action = plan.actions.get()
        say(action, "green", DAY)
        self.revise(plan, "red", as_at=None)
        document = plan.documents.latest("pk")
        page = f"/plan-documents/{document.pk}/date/"
        client = signed_in(partnership=plan.partnership)
        assert "as at what date is not known" in client.get(f"/plans/{plan.pk}/").content.decode()
        sent = {"as_at_day": "31", "as_at_month": "3", "as_at_year": "2026", "version": "1"}
        sent["confirmed"] = ["2026-03-31", "2026-03-01"]  # before anything else that is known
        assert client.post(page, sent).status_code == 302
        action.refresh_from_db()
        assert action.rating == "green"
        assert "as at 31 March 2026" in client.get(f"/plans/{plan.pk}/").content.decode()
        stale = client.post(page, sent | {"as_at_day": "1"})
        assert stale.status_code == 422
        assert "Somebody else changed this" in stale.content.decode()

    def test_the_date_of_a_document_is_its_coordinators_to_say(self) -> None:
        plan = taken_in(action_draft(rating="amber"), as_at=None)
        board = person_with(Role.BOARD_MEMBER, partnership=plan.partnership)
        with pytest.raises(Exception, match="Only the partnership's coordinator"):
            date_document(actor=board, document=plan.documents.get(), version=1, as_at=DAY)

    def test_what_came_with_the_document_says_so_with_its_date(self) -> None:
        dated, undated = (taken_in(action_draft(rating="amber"), as_at=day) for day in (DAY, None))
        for plan, words in ((dated, "as at 30 June 2026"), (undated, "as at what date is not known")):
            client = signed_in(partnership=plan.partnership)
            page = client.get(f"/actions/{plan.actions.get().pk}/").content.decode()
            assert f"Read in with the plan, {words}" in page
        assert current_account(dated.actions.get()).rating_day == DAY

    def test_an_older_account_in_a_newer_document_gives_no_rating_to_its_day(self) -> None:
        told = tuple(UpdateDraft(str(day), f"Account {day}.", day) for day in (date(2025, 6, 30), date(2026, 6, 30)))
        plan = plan_with(action_draft(rating="green"))
        self.revise(plan, "amber", as_at=DAY, updates=told)
        ratings = whole_history(plan.actions.get())
        assert ratings.rating_on(date(2025, 6, 30)).slug == "not-stated"
        assert ratings.rating_on(DAY).slug == "amber"

    def revise(self, plan: Plan, rating: str, *, as_at: date | None, **more: Any) -> None:
        plan = Plan.objects.get(pk=plan.pk)
        draft = draft_of([action_draft(rating=rating, **more)])
        revise_plan(
            actor=person_with(Role.COORDINATOR, partnership=plan.partnership), plan=plan, version=plan.version,
            draft=draft, accepted=compare_with(plan, draft).keys, as_at=as_at,
        )  # fmt: skip


@pytest.mark.parametrize(("gone", "first"), [((), date(2024, 3, 31)), (("Publish",), date(2025, 6, 30))])
def test_a_plan_begins_with_the_first_account_of_what_stands_in_it(gone: tuple[str, ...], first: date) -> None:
    plan = plan_with(action_draft("Train"), action_draft("Publish"))
    for text, day in (("Train", date(2025, 6, 30)), ("Publish", date(2024, 3, 31))):
        say(plan.actions.get(text=text), "green", day)
    plan.actions.filter(text__in=gone).update(is_gone=True)
    assert began_on(plan) == first


def test_a_plan_of_which_nothing_is_told_begins_on_its_base_date_or_when_it_was_added() -> None:
    assert began_on(plan_with()) == today()
    assert began_on(plan_with(base_date=date(2023, 4, 1))) == date(2023, 4, 1)
    assert began_on(plan_with(base_date=today() + timedelta(9))) == today()
