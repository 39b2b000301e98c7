"""What was said of an action is corrected and taken back with a reason; boards, ratings and reports follow."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from towpath.access.roles import Role
from towpath.asking.presenters import UNKNOWN_TIME
from towpath.audit.models import Entry
from towpath.partners.tests.builders import person_with
from towpath.plans.models import Action, Evidence, OutsideStep, Plan, ProgressUpdate, UpdateFigure
from towpath.plans.services.correcting import correct_step, correct_update, decide_again
from towpath.plans.services.outside import record_outside_step
from towpath.plans.services.progress import EvidenceInput, decide_figure, report_progress
from towpath.plans.tests.builders import action_draft, plan_with
from towpath.plans.tests.test_pages import signed_in
from towpath.records.append_only import AppendOnlyError
from towpath.records.examining import examined
from towpath.records.models import Change, TakenBack
from towpath.records.services import put_back, take_back, why_not

pytestmark = pytest.mark.django_db
JUNE = date(2026, 6, 30)
TRAINED = "We trained 217 clinicians."


def coordinator(action: Action) -> Any:
    return person_with(Role.COORDINATOR, partnership=action.plan.partnership)


def say(action: Action, rating: str, as_of: date = JUNE, account: str = TRAINED, **more: Any) -> Any:
    action.refresh_from_db()
    return report_progress(
        actor=coordinator(action), action=action, version=action.version, rating=rating, account=account, as_of=as_of,
        **more,
    )  # fmt: skip


def rated() -> tuple[Action, ProgressUpdate, ProgressUpdate]:
    """An action said to be amber for May, and red by mistake for June, with a file."""
    action = plan_with(action_draft(deadline="By 2029/30")).actions.get()
    first = say(action, "amber", date(2026, 5, 31), "Begun.")
    file = examined(SimpleUploadedFile("minutes.pdf", b"%PDF-1.4 minutes"))
    return action, first, say(action, "red", evidence=EvidenceInput(file=file))


def correct(update: ProgressUpdate, **more: Any) -> ProgressUpdate:
    said = {"rating": "green", "account": update.account, "as_of": update.as_of, "reason": "The wrong row."} | more
    return correct_update(actor=coordinator(update.action), update=update, version=None, **said)


def step(action: Action, kind: str, day: date) -> OutsideStep:
    Action.objects.filter(pk=action.pk).update(is_outside_control=True)
    action.refresh_from_db()
    return record_outside_step(
        actor=coordinator(action), action=action, version=action.version, kind=kind, body="the department",
        happened_on=day,
    )  # fmt: skip


class TestAccounts:
    def test_a_corrected_account_stands_in_its_place_and_its_history_tells_what_it_was(self) -> None:
        action, _, wrong = rated()
        corrected = correct(wrong)
        action.refresh_from_db()
        assert (action.rating, action.updates.count(), corrected.pk) == ("green", 2, wrong.pk)
        assert corrected.recorded_at == wrong.recorded_at
        assert corrected.evidence.get().name == "minutes.pdf"
        changes = {(one.field, one.before, one.after, one.reason) for one in Change.objects.of(corrected) if one.field}
        assert changes == {("rating", "Red", "Green", "The wrong row.")}
        assert TakenBack.objects.get().rows.get().contents["fields"]["rating"] == "red"

    def test_of_one_day_the_one_entered_last_stands_though_an_earlier_one_is_corrected_after_it(self) -> None:
        action = plan_with(action_draft()).actions.get()
        first, _ = say(action, "red"), say(action, "green")
        correct(first, rating="amber")
        action.refresh_from_db()
        assert action.rating == "green"

    def test_a_corrected_date_moves_the_rating(self) -> None:
        action, _, wrong = rated()
        correct(wrong, rating="red", as_of=date(2026, 3, 31))
        action.refresh_from_db()
        assert action.rating == "amber"

    def test_figures_whose_sentence_stays_keep_their_decision_and_others_follow_the_words(self) -> None:
        action = plan_with(action_draft()).actions.get()
        update = say(action, "green", account="We trained 217 clinicians. We held 12 sessions.")
        for figure in update.figures.all():
            decide_figure(actor=coordinator(action), figure=figure, is_right=True)
        corrected = correct(update, account="We trained 217 clinicians. We held 13 sessions.")
        assert set(corrected.figures.values_list("value", "state")) == {("217", "accepted"), ("13", "offered")}

    def test_an_account_taken_back_counts_nowhere_and_can_be_put_back(self) -> None:
        action, _, wrong = rated()
        taken = take_back(actor=coordinator(action), subject=wrong, reason="Another action's.")
        action.refresh_from_db()
        assert (action.rating, action.updates.count(), Evidence.objects.count(), UpdateFigure.objects.count()) == (
            "amber", 1, 0, 0,
        )  # fmt: skip
        put_back(actor=coordinator(action), taken=taken, reason="It was right.")
        action.refresh_from_db()
        assert (action.rating, action.updates.count(), Evidence.objects.get().name) == ("red", 2, "minutes.pdf")

    def test_the_first_account_taken_back_leaves_the_action_unrated(self) -> None:
        action = plan_with(action_draft()).actions.get()
        take_back(actor=coordinator(action), subject=say(action, "complete"), reason="Not so.")
        action.refresh_from_db()
        assert (action.rating, action.is_done, action.updated_at) == ("not-stated", False, None)

    def test_nobody_corrects_without_a_reason_or_a_right_and_nothing_changes_for_nothing(self) -> None:
        action, _, wrong = rated()
        with pytest.raises(ValidationError, match="say why"):
            correct(wrong, reason=" ")
        with pytest.raises(ValidationError, match="Nothing was changed"):
            correct(wrong, rating="red")
        with pytest.raises(PermissionDenied):
            correct_update(
                actor=person_with(Role.BOARD_MEMBER, partnership=action.plan.partnership), update=wrong, version=None,
                rating="green", account="", as_of=JUNE, reason="No.",
            )  # fmt: skip
        assert ProgressUpdate.objects.get(pk=wrong.pk).rating == "red"

    def test_the_table_still_only_grows(self) -> None:
        *_, wrong = rated()
        with pytest.raises(AppendOnlyError):
            ProgressUpdate.objects.filter(pk=wrong.pk).update(rating="green")

    def test_the_pages_lead_from_the_action_to_the_correction_and_the_history(self) -> None:
        action, _, wrong = rated()
        client = signed_in(partnership=action.plan.partnership)
        page = client.get(f"/actions/{action.pk}/").content.decode()
        assert f"/history/plans.progressupdate/{wrong.pk}/" in page
        assert (
            f"/updates/{wrong.pk}/correct/" in client.get(f"/history/plans.progressupdate/{wrong.pk}/").content.decode()
        )
        action.refresh_from_db()
        sent = {"rating": "green", "account": "Right words.", "as_of_day": "30", "as_of_month": "6",
                "as_of_year": "2026", "version": str(action.version)}  # fmt: skip
        asked = client.post(f"/updates/{wrong.pk}/correct/", sent)
        assert asked.status_code == 422
        assert "Right words." in asked.content.decode()
        answer = client.post(f"/updates/{wrong.pk}/correct/", sent | {"reason": "The wrong row."}, follow=True)
        assert f"Account corrected. Reference: update {wrong.pk}." in answer.content.decode()
        told = client.get(f"/history/plans.progressupdate/{wrong.pk}/").content.decode()
        assert "The wrong row." in told
        assert "We trained 217 clinicians." in told  # what it was before

    def test_a_board_member_sees_no_way_to_it(self) -> None:
        action, _, wrong = rated()
        client = signed_in(Role.BOARD_MEMBER, partnership=action.plan.partnership)
        assert "Correct" not in client.get(f"/actions/{action.pk}/").content.decode()
        assert client.get(f"/updates/{wrong.pk}/correct/").status_code == 403
        assert client.get(f"/history/plans.progressupdate/{wrong.pk}/").status_code == 403


class TestStepsAndEvidence:
    def test_a_step_taken_back_leaves_the_action_at_the_one_before_it(self) -> None:
        action = plan_with(action_draft()).actions.get()
        sent = step(action, "sent", date(2026, 5, 3))
        answered = step(action, "answered", date(2026, 6, 3))
        assert "A later step rests on it" in why_not(coordinator(action), sent)
        take_back(actor=coordinator(action), subject=answered, reason="Another letter.")
        action.refresh_from_db()
        assert action.outside_state == "sent"
        take_back(actor=coordinator(action), subject=sent, reason="Never sent.")
        action.refresh_from_db()
        assert action.outside_state == "not_sent"

    def test_a_step_is_corrected(self) -> None:
        action = plan_with(action_draft()).actions.get()
        sent = step(action, "sent", date(2026, 5, 3))
        corrected = correct_step(
            actor=coordinator(action), step=sent, version=None, body="the ministry", happened_on=date(2026, 5, 4),
            reason="Misread.",
        )  # fmt: skip
        assert (corrected.body, corrected.pk) == ("the ministry", sent.pk)
        assert {one.field for one in Change.objects.of(corrected) if one.field} == {"body", "happened_on"}

    def test_evidence_taken_back_can_no_longer_be_opened(self) -> None:
        action, *_ = rated()
        piece = Evidence.objects.get()
        client = signed_in(partnership=action.plan.partnership)
        assert client.get(f"/evidence/{piece.pk}/").status_code == 200
        take_back(actor=coordinator(action), subject=piece, reason="It names somebody.")
        assert client.get(f"/evidence/{piece.pk}/").status_code == 404
        assert "minutes.pdf" in client.get(f"/actions/{action.pk}/").content.decode()  # among what was taken back


def test_a_decision_on_a_figure_is_taken_back_with_a_reason() -> None:
    action = plan_with(action_draft()).actions.get()
    figure = say(action, "green").figures.get()
    actor = coordinator(action)
    figure = decide_figure(actor=actor, figure=figure, is_right=True)
    with pytest.raises(ValidationError):
        decide_again(actor=actor, figure=figure, state="offered", reason="")
    undecided = decide_again(actor=actor, figure=figure, state="offered", reason="Counted twice.")
    assert (undecided.state, undecided.decided_by, undecided.decided_at) == ("offered", None, None)
    told = [(one.before, one.after) for one in Change.objects.of(figure).filter(field="state")]
    assert told == [("Offered", "Accepted"), ("Accepted", "Offered")]


class TestPlans:
    def test_a_plan_saved_by_mistake_is_taken_back_whole_and_put_back(self) -> None:
        plan = plan_with(action_draft(rating="amber"), action_draft("Another"))
        actor = person_with(Role.COORDINATOR, partnership=plan.partnership)
        taken = take_back(actor=actor, subject=plan, reason="Read in twice.")
        assert (Plan.objects.count(), Action.objects.count(), ProgressUpdate.objects.count()) == (0, 0, 0)
        assert plan_with(action_draft(), partnership=plan.partnership, title="Other").pk != plan.pk
        put_back(actor=actor, taken=taken, reason="It was the right one.")
        assert Plan.objects.get(pk=plan.pk).actions.get(rating="amber").updates.count() == 1

    def test_a_plan_people_reported_on_says_why_it_stays(self) -> None:
        action, *_ = rated()
        assert why_not(coordinator(action), action.plan) == "2 accounts given here depend on it: take those back first."

    def test_the_way_there_is_on_the_plans_page(self) -> None:
        plan = plan_with(action_draft())
        client = signed_in(partnership=plan.partnership)
        assert f"/history/plans.plan/{plan.pk}/" in client.get(f"/plans/{plan.pk}/").content.decode()
        answer = client.post(
            f"/history/plans.plan/{plan.pk}/take-back/", {"version": "1", "reason": "Twice."}, follow=True
        )
        assert answer.status_code == 200
        assert not Plan.objects.exists()


def test_histories_of_a_plan_and_of_what_is_said_of_it_begin_with_how_they_were_recorded():
    action, _, update = rated()
    client = signed_in(partnership=action.plan.partnership)
    for one in (action.plan, action.plan.documents.get(), update, update.evidence.get()):
        first = Change.objects.of(one)[0]
        assert (first.act, first.partnership_key) == ("recorded", action.plan.partnership_id)
        assert first.made_by is not None
        page = client.get(f"/history/{one._meta.label_lower}/{one.pk}/")
        assert (page.status_code, UNKNOWN_TIME in page.content.decode()) == (200, False)


def test_who_opens_the_history_of_an_account_is_recorded_as_who_opens_its_action():
    action, _, update = rated()
    client = signed_in(partnership=action.plan.partnership)
    client.get(f"/history/plans.progressupdate/{update.pk}/")
    entry = Entry.objects.get(event="action_seen")
    assert (entry.actor_key, entry.subject_key) == (client.session["_auth_user_id"], str(action.pk))
