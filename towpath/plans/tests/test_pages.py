"""The pages of plans, as a person meets them through the browser's requests."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

from towpath.access.roles import Role
from towpath.audit.models import Entry
from towpath.foundation.ratings import COMPLETED_OR_ONGOING
from towpath.partners.tests.builders import person_with
from towpath.plans.models import Action, Evidence, Plan, UpdateFigure
from towpath.plans.services.progress import report_progress
from towpath.plans.tests.builders import action_draft, agency_named, draft_of, plan_with

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def signed_in(role: Role = Role.COORDINATOR, **where: Any) -> Client:
    client = Client()
    client.force_login(person_with(role, **where), backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def three_actions(**more: Any) -> Plan:
    return plan_with(
        draft=draft_of(
            [action_draft("Train reception staff", deadline="By Sep 2015", rating="red", leads=["Housing", "Health"])],
            [
                action_draft("Publish the directory", deadline="Within 3 months", rating="amber"),
                action_draft("Write to the department", deadline="Ongoing", leads=["Probation"]),
            ],
            themes=["Prevention", "Support"],
        ),
        **more,
    )


def typed(action: Action, **more: Any) -> dict[str, Any]:
    said = {
        "rating": "amber", "account": "Two of three sessions ran.", "as_of_day": "1", "as_of_month": "6",
        "as_of_year": "2026", "version": str(action.version), "link": "",
    }  # fmt: skip
    return said | more


class TestBoard:
    def test_it_shows_every_action_under_its_recommendation_with_counts(self) -> None:
        plan = three_actions()
        page = signed_in(partnership=plan.partnership).get(f"/plans/{plan.pk}/").content.decode()
        for words in ("Train reception staff", "Publish the directory", "Recommendation text 2", "1 red, 1 amber"):
            assert words in page

    @pytest.mark.parametrize(
        ("query", "shown", "hidden"),
        [
            ("rating=red", "Train reception", "Publish the"),
            ("theme=Support", "Publish the", "Train reception"),
            ("due=overdue", "Train reception", "Publish the"),
            ("due=undated", "Publish the", "Train reception"),
            ("words=directory", "Publish the", "Write to"),
            ("words=DIRECTORY+publ", "Publish the", "Write to"),
            ("words=irectory", "No action matches", "Publish the"),
            ("words=nothing+like+it", "No action matches", "Write to the department"),
        ],
    )
    def test_a_filter_in_the_address_narrows_it(self, query: str, shown: str, hidden: str) -> None:
        plan = three_actions()
        page = signed_in(partnership=plan.partnership).get(f"/plans/{plan.pk}/?{query}").content.decode()
        assert shown in page
        assert hidden not in page

    @pytest.mark.parametrize("address", ["/plans/{}/", "/actions/"])
    def test_it_says_how_many_actions_there_are_and_when_narrowed_of_how_many(self, address: str) -> None:
        plan = three_actions()
        client, address = signed_in(partnership=plan.partnership), address.format(plan.pk)
        assert "3 actions." in client.get(address).content.decode()
        narrowed = client.get(f"{address}?words=directory&by=rating").content.decode()
        assert "1 of 3 actions." in narrowed
        assert f'href="{address}?by=rating">Clear all filters' in narrowed

    def test_the_agency_filter_finds_actions_it_shares(self) -> None:
        plan = three_actions()
        health = agency_named("Health", plan.partnership)
        page = signed_in(partnership=plan.partnership).get(f"/plans/{plan.pk}/?agency={health.pk}").content.decode()
        assert "Train reception staff" in page
        assert "Publish the directory" not in page

    @pytest.mark.parametrize("by", ["rating", "theme", "agency", "deadline", "recommendation", "nonsense"])
    def test_it_groups_by_what_the_reader_asks(self, by: str) -> None:
        plan = three_actions()
        page = signed_in(partnership=plan.partnership).get(f"/plans/{plan.pk}/?by={by}").content.decode()
        headings = {"rating": "Amber", "theme": "Prevention", "agency": "Probation", "deadline": "No working date"}
        assert f">{headings.get(by, 'Recommendation 1')}<" in page.partition("towpath-group__row")[2]
        assert page.count("<tr>") >= 3

    @pytest.mark.parametrize("query", ["rating=purple", "agency=x", "agency=999999", "due=never", "after=%00"])
    def test_an_address_nobody_understands_breaks_nothing(self, query: str) -> None:
        plan = three_actions()
        answer = signed_in(partnership=plan.partnership).get(f"/plans/{plan.pk}/?{query}")
        assert answer.status_code == 200

    def test_an_agency_lead_gets_a_smaller_working_board(self) -> None:
        plan = three_actions()
        client = signed_in(Role.AGENCY_LEAD, agency=agency_named("Probation", plan.partnership))
        page = client.get(f"/plans/{plan.pk}/").content.decode()
        assert "Write to the department" in page
        assert "Train reception staff" not in page
        assert "Housing" not in page

    def test_a_theme_printed_in_capitals_is_read_as_a_sentence_and_still_filters(self) -> None:
        plan = plan_with(draft=draft_of([action_draft()], themes=["PREVENTION AND AWARENESS"]))
        client = signed_in(partnership=plan.partnership)
        page = client.get(f"/plans/{plan.pk}/?by=theme&theme=PREVENTION+AND+AWARENESS").content.decode()
        assert page.count(">Prevention and awareness<") >= 2
        assert "Train reception staff" in page

    def test_what_is_done_bears_a_tick_whatever_its_colour(self) -> None:
        tick = "M1.200 6.400"
        for rating, ticks in {"ongoing": 0, "completed": 2}.items():
            draft = draft_of([action_draft()])
            plan = plan_with(draft=draft, title=rating, scheme=COMPLETED_OR_ONGOING)
            plan.actions.update(rating=rating)
            assert (
                signed_in(partnership=plan.partnership).get(f"/plans/{plan.pk}/").content.decode().count(tick) == ticks
            )

    def test_a_plan_of_another_partnership_is_not_found(self) -> None:
        assert signed_in().get(f"/plans/{three_actions().pk}/").status_code == 404

    def test_opening_it_is_recorded(self) -> None:
        plan = three_actions()
        signed_in(partnership=plan.partnership).get(f"/plans/{plan.pk}/")
        assert Entry.objects.latest("number").event == "plan_seen"

    def test_it_asks_few_questions_however_many_actions_it_shows(self, django_assert_max_num_queries: Any) -> None:
        plan = plan_with(*(action_draft(f"Action {n}", leads=["Housing", "Health"]) for n in range(60)))
        client = signed_in(partnership=plan.partnership)
        client.get(f"/plans/{plan.pk}/")
        with django_assert_max_num_queries(16):
            page = client.get(f"/plans/{plan.pk}/").content.decode()
        assert "Next page" in page


class TestOtherLists:
    def test_the_list_of_plans_shows_each_with_its_counts(self) -> None:
        plan = three_actions(title="Strategy")
        page = signed_in(partnership=plan.partnership).get("/plans/").content.decode()
        assert "Strategy" in page
        assert "1 red, 1 amber and 1 not stated of 3." in page

    def test_actions_of_several_plans_stand_in_one_list_each_with_its_plan(self) -> None:
        first = three_actions(title="Strategy")
        plan_with(action_draft("Review"), partnership=first.partnership, title="Tracker")
        page = signed_in(partnership=first.partnership).get("/actions/?by=rating").content.decode()
        assert page.count("Strategy") >= 3
        assert "Tracker" in page

    def test_home_leads_with_what_is_overdue(self) -> None:
        plan = three_actions()
        page = signed_in(partnership=plan.partnership).get("/").content.decode()
        assert page.index("Overdue") < page.index("Train reception staff") < page.index("Nothing is due")

    def test_a_recommendation_shows_its_own_actions(self) -> None:
        plan = three_actions()
        pk = plan.recommendations.get(number="2").pk
        page = signed_in(partnership=plan.partnership).get(f"/recommendations/{pk}/").content.decode()
        assert "Publish the directory" in page
        assert "Train reception staff" not in page


class TestAction:
    def test_it_shows_the_promise_the_rule_and_the_missing_base_date(self) -> None:
        plan = three_actions()
        action = plan.actions.get(text="Publish the directory")
        page = signed_in(partnership=plan.partnership).get(f"/actions/{action.pk}/").content.decode()
        for words in ("Within 3 months", "No base date recorded", "risk to the deadline", "Recommendation text 2"):
            assert words in page

    def test_its_history_is_a_timeline_newest_first(self) -> None:
        plan = three_actions()
        action = plan.actions.first()
        coordinator = person_with(Role.COORDINATOR, partnership=plan.partnership)
        for version, account in enumerate(("First account.", "Second account."), start=1):
            report_progress(
                actor=coordinator, action=action, version=version, rating="green", account=account,
                as_of=date(2026, 6, version),
            )  # fmt: skip
        page = signed_in(partnership=plan.partnership).get(f"/actions/{action.pk}/").content.decode()
        assert page.index("Second account.") < page.index("First account.") < page.index("Read in with the plan")

    def test_what_is_older_than_five_entries_is_folded(self) -> None:
        plan = three_actions()
        action, coordinator = plan.actions.first(), person_with(Role.COORDINATOR, partnership=plan.partnership)
        for version in range(1, 7):
            report_progress(
                actor=coordinator, action=action, version=version, rating="green",
                account=f"Account {version}.", as_of=date(2026, 6, 1),
            )  # fmt: skip
        page = signed_in(partnership=plan.partnership).get(f"/actions/{action.pk}/").content.decode()
        assert page.index("Account 2.") < page.index("2 earlier entries") < page.index("Account 1.")

    def test_a_very_long_history_begins_with_its_newest_entries_and_is_there_whole_when_asked_for(self) -> None:
        plan = three_actions()
        action, coordinator = plan.actions.first(), person_with(Role.COORDINATOR, partnership=plan.partnership)
        for version in range(1, 34):
            report_progress(
                actor=coordinator, action=action, version=version, rating="green",
                account=f"Account {version}.", as_of=date(2026, 6, 1),
            )  # fmt: skip
        client = signed_in(partnership=plan.partnership)
        page = client.get(f"/actions/{action.pk}/").content.decode()
        assert "Account 33." in page
        assert "Account 4." in page
        assert "Account 3." not in page
        assert "See the whole history" in page
        whole = client.get(f"/actions/{action.pk}/?history=whole").content.decode()
        assert "Account 1." in whole
        assert "See the whole history" not in whole

    def test_who_answers_for_it_and_another_rating_suggested_stand_above_the_history(self) -> None:
        said = {"leads": ["Housing", "Health"], "accountable": "Housing"}
        plan = plan_with(action_draft(deadline="By Sep 2015", rating="green", **said))
        address = f"/actions/{plan.actions.get().pk}/"
        page = signed_in(partnership=plan.partnership).get(address).content.decode()
        above = page.partition("What happened")[0]
        assert '<strong class="towpath-accountable">Housing</strong> (accountable), Health' in above
        assert "so Red is suggested" in above
        board = signed_in(Role.BOARD_MEMBER, partnership=plan.partnership).get(address).content.decode()
        assert "so Red is suggested" not in board.partition("What happened")[0]

    def test_a_date_said_once_is_not_said_again(self) -> None:
        plan = plan_with(action_draft(deadline="By 2025/26"), action_draft("Meet", deadline="Annually from 2015-2040"))
        client = signed_in(partnership=plan.partnership)
        once, again = (client.get(f"/actions/{action.pk}/").content.decode() for action in plan.actions.all())
        assert "Read as: by 31 March 2026." in once
        assert "Working date" not in once
        assert "Working date: " in again

    def test_it_asks_few_questions_however_long_its_history(self, django_assert_max_num_queries: Any) -> None:
        plan = three_actions()
        action, coordinator = plan.actions.first(), person_with(Role.COORDINATOR, partnership=plan.partnership)
        for version in range(1, 9):
            report_progress(
                actor=coordinator, action=action, version=version, rating="green",
                account=f"Account {version}: 12 people trained.", as_of=date(2026, 6, 1),
            )  # fmt: skip
        client = signed_in(partnership=plan.partnership)
        client.get(f"/actions/{action.pk}/")
        with django_assert_max_num_queries(18):
            client.get(f"/actions/{action.pk}/")

    def test_a_board_member_is_told_why_there_is_no_button(self) -> None:
        plan = three_actions()
        client = signed_in(Role.BOARD_MEMBER, partnership=plan.partnership)
        page = client.get(f"/actions/{plan.actions.first().pk}/").content.decode()
        assert "Report progress" not in page
        assert "Only the coordinator and the agencies that lead this action" in page


class TestReportingProgress:
    def test_a_report_is_saved_and_confirmed_with_a_reference(self) -> None:
        plan = three_actions()
        action = plan.actions.first()
        answer = signed_in(partnership=plan.partnership).post(
            f"/actions/{action.pk}/report-progress/", typed(action), follow=True
        )
        update = action.updates.order_by("-pk")[0]
        assert f"Reference: update {update.pk}" in answer.content.decode()
        assert update.account == "Two of three sessions ran."

    @pytest.mark.parametrize(
        ("wrong", "sentence"),
        [
            ({"account": ""}, "Say what has happened and why you chose this rating."),
            ({"rating": ""}, "Choose a rating."),
            ({"rating": "purple"}, "Choose a rating."),
            ({"as_of_day": "31", "as_of_month": "2"}, "February 2026 has 28 days."),
            ({"as_of_year": "2100"}, "or earlier."),
            ({"link": "not a link"}, "Enter a whole link"),
            ({"link": "javascript:alert(1)"}, "Enter a whole link"),
            ({"link": "data:text/html,hello"}, "Enter a whole link"),
            ({"link": "ftps://files.example.org/report"}, "Enter a whole link"),
        ],
    )
    def test_what_is_wrong_is_said_beside_the_field_and_the_typing_is_kept(
        self, wrong: dict[str, str], sentence: str
    ) -> None:
        plan = three_actions()
        action = plan.actions.first()
        before = action.updates.count()
        sent = typed(action, **({"account": "Kept words."} | wrong))
        answer = signed_in(partnership=plan.partnership).post(f"/actions/{action.pk}/report-progress/", sent)
        page = answer.content.decode()
        assert answer.status_code == 422
        assert sentence in page
        assert "<title>Error: " in page
        assert sent["account"] in page
        assert action.updates.count() == before

    def test_the_second_of_two_editors_sees_the_first_ones_account_and_loses_no_typing(self) -> None:
        plan = three_actions()
        action = plan.actions.first()
        first, second = (signed_in(partnership=plan.partnership) for _ in range(2))
        address = f"/actions/{action.pk}/report-progress/"
        first.post(address, typed(action, account="What the first one wrote."))
        answer = second.post(address, typed(action, account="What the second one wrote."))
        page = answer.content.decode()
        assert answer.status_code == 422
        assert "Somebody else changed this" in page
        assert "What the first one wrote." in page
        assert "What the second one wrote.</textarea>" in page
        again = second.post(address, typed(action, account="What the second one wrote.", version="2"))
        assert again.status_code == 302

    def test_a_double_click_saves_once(self) -> None:
        plan = three_actions()
        action = plan.actions.first()
        client, before = signed_in(partnership=plan.partnership), action.updates.count()
        for _ in range(2):
            sent = typed(action) | {"form_token": "a-token-of-one-form"}
            assert client.post(f"/actions/{action.pk}/report-progress/", sent).status_code == 302
        assert action.updates.count() == before + 1

    @pytest.mark.parametrize(
        "path", ["../../../minutes.txt", "/etc/minutes.txt", r"..\..\minutes.txt", "%2e%2e/minutes.txt"]
    )
    def test_a_path_in_the_name_of_a_file_leads_nowhere(self, path: str, settings: Any, tmp_path: Path) -> None:
        settings.MEDIA_ROOT = tmp_path / "media"
        action = three_actions().actions.first()
        file = SimpleUploadedFile("NAME", b"agreed", "text/plain")
        body = encode_multipart(BOUNDARY, typed(action) | {"file": file}).replace(b'"NAME"', f'"{path}"'.encode())
        client = signed_in(partnership=action.plan.partnership)
        answer = client.generic("POST", f"/actions/{action.pk}/report-progress/", body, MULTIPART_CONTENT)
        assert answer.status_code == 302
        kept = Evidence.objects.get()
        assert kept.name == "minutes.txt"
        assert [found for found in tmp_path.rglob("*") if found.is_file()] == [Path(kept.file.path)]
        assert Path(kept.file.path).is_relative_to(settings.MEDIA_ROOT)

    def test_a_board_member_cannot_post_what_the_page_does_not_offer(self) -> None:
        plan = three_actions()
        action = plan.actions.first()
        client = signed_in(Role.BOARD_MEMBER, partnership=plan.partnership)
        answer = client.post(f"/actions/{action.pk}/report-progress/", typed(action))
        assert answer.status_code == 403
        assert "Only the coordinator and the agencies that lead" in answer.content.decode()

    def test_the_rule_suggests_red_for_what_is_overdue(self) -> None:
        plan = plan_with(action_draft(deadline="By Sep 2015"))
        page = signed_in(partnership=plan.partnership).get(f"/actions/{plan.actions.get().pk}/report-progress/")
        assert "so Red is suggested" in page.content.decode()

    def test_a_figure_is_accepted_on_the_page(self) -> None:
        plan = three_actions()
        action = plan.actions.first()
        client = signed_in(partnership=plan.partnership)
        client.post(f"/actions/{action.pk}/report-progress/", typed(action, account="We trained 48 receptionists."))
        figure = UpdateFigure.objects.get(unit="receptionists")
        answer = client.post(f"/figures/{figure.pk}/decide/", {"decision": "accept"}, follow=True)
        assert "Figure accepted: 48 receptionists." in answer.content.decode()


class TestOutsideControl:
    def at_hand(self) -> tuple[Client, Action]:
        action = three_actions().actions.get(text="Write to the department")
        Action.objects.filter(pk=action.pk).update(is_outside_control=True)
        return signed_in(partnership=action.plan.partnership), action

    def step(self, client: Client, action: Action, kind: str, version: int, **more: str) -> Any:
        said = {
            "kind": kind, "body": "Home Office", "happened_on_day": "2", "happened_on_month": "3",
            "happened_on_year": "2026", "account": "", "version": str(version), "link": "https://example.org/letter",
        }  # fmt: skip
        return client.post(f"/actions/{action.pk}/record-step/", said | more, follow=True)

    def test_a_letter_is_sent_acknowledged_and_answered_each_with_evidence(self) -> None:
        client, action = self.at_hand()
        for version, kind in enumerate(("sent", "acknowledged", "answered"), start=1):
            page = self.step(client, action, kind, version).content.decode()
        assert page.index("Answered: Home Office") < page.index("Acknowledged: Home Office") < page.index("Sent: Home")
        assert page.count("https://example.org/letter") >= 3

    def test_a_double_click_records_one_step(self) -> None:
        client, action = self.at_hand()
        for _ in range(2):
            assert self.step(client, action, "sent", 1, form_token="a-token-of-one-form").status_code == 200
        assert action.outside_steps.count() == 1

    def test_an_answer_cannot_come_before_the_letter(self) -> None:
        client, action = self.at_hand()
        answer = self.step(client, action, "answered", 1)
        assert answer.status_code == 422
        assert not action.outside_steps.exists()


class TestAmending:
    def test_a_base_date_gives_within_a_working_date(self) -> None:
        plan = three_actions()
        client = signed_in(partnership=plan.partnership)
        said = {
            "title": plan.title, "source": "death_review", "version": "1",
            "base_date_day": "1", "base_date_month": "9", "base_date_year": "2026",
        }  # fmt: skip
        client.post(f"/plans/{plan.pk}/amend/", said)
        action = plan.actions.get(text="Publish the directory")
        page = client.get(f"/actions/{action.pk}/").content.decode()
        assert "1 December 2026" in page
        assert "Counted from 1 September 2026." in page

    def test_a_title_another_plan_has_is_refused_beside_the_field(self) -> None:
        plan = three_actions(title="Strategy")
        other = plan_with(partnership=plan.partnership, title="Tracker")
        said = {"title": "Strategy", "source": "strategy", "version": "1"}
        answer = signed_in(partnership=plan.partnership).post(f"/plans/{other.pk}/amend/", said)
        assert answer.status_code == 422
        assert "Another plan of this partnership has that title" in answer.content.decode()

    def test_leads_and_the_accountable_one_are_changed_together(self) -> None:
        plan = three_actions()
        action = plan.actions.get(text="Train reception staff")
        housing, probation = (agency_named(name, plan.partnership) for name in ("Housing", "Probation"))
        said = {
            "text": action.text, "deadline_words": "By 2026/27", "version": "1",
            "agencies": [housing.pk, probation.pk], "accountable": probation.pk, "reason": "The money came late.",
        }  # fmt: skip
        client = signed_in(partnership=plan.partnership)
        assert client.post(f"/actions/{action.pk}/amend/", said | {"agencies": [housing.pk]}).status_code == 422
        assert client.post(f"/actions/{action.pk}/amend/", said | {"agencies": ["9" * 25]}).status_code == 422
        assert client.post(f"/actions/{action.pk}/amend/", said).status_code == 302
        action.refresh_from_db()
        leads = list(action.leads.order_by("position").values_list("position", "agency__name", "is_accountable"))
        assert leads == [(1, "Housing", False), (2, "Probation", True)]
        assert action.due_on == date(2027, 3, 31)

    def test_the_second_of_two_editors_of_an_action_is_shown_what_the_first_changed_and_keeps_the_typing(self) -> None:
        plan = three_actions()
        action = plan.actions.get(text="Train reception staff")
        housing, probation = (agency_named(name, plan.partnership) for name in ("Housing", "Probation"))
        first = {
            "text": action.text, "deadline_words": "Ongoing", "version": "1",
            "agencies": [probation.pk], "accountable": probation.pk, "reason": "It never ends.",
        }  # fmt: skip
        second = first | {"text": "Train every receptionist", "deadline_words": "By Sep 2015"}
        second |= {"agencies": [housing.pk], "accountable": housing.pk}
        client = signed_in(partnership=plan.partnership)
        client.post(f"/actions/{action.pk}/amend/", first)
        answer = client.post(f"/actions/{action.pk}/amend/", second)
        told = answer.content.decode()
        assert answer.status_code == 422
        differences = told[told.index("What was saved while you were typing") : told.index("</table>")]
        for saved, typed_ in (("Ongoing", "By Sep 2015"), ("Probation", "Housing"), (action.text, second["text"])):
            assert differences.index(saved) < differences.index(typed_)
        assert "outside the partnership" not in differences
        assert "Train every receptionist</textarea>" in told
        assert client.post(f"/actions/{action.pk}/amend/", second | {"version": "2"}).status_code == 302

    def test_the_second_of_two_editors_of_a_plan_is_shown_its_new_base_date(self) -> None:
        plan = three_actions()
        client = signed_in(partnership=plan.partnership)
        dated = {"base_date_day": "1", "base_date_month": "9", "base_date_year": "2026"}
        said = {"title": plan.title, "source": "death_review", "version": "1"}
        client.post(f"/plans/{plan.pk}/amend/", said | dated)
        answer = client.post(f"/plans/{plan.pk}/amend/", said)
        assert answer.status_code == 422
        told = answer.content.decode()
        differences = told[told.index("What was saved while you were typing") : told.index("</table>")]
        assert "1 September 2026" in differences
        assert "Nothing" in differences
        assert "Title" not in differences
