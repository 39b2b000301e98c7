"""A newer document of a kept plan: told first, then changed as far as a person accepts, and never doubled."""

from dataclasses import replace
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from hypothesis import given
from hypothesis import strategies as st

from tests.sizes import tried
from towpath.access.roles import Role
from towpath.audit.models import Entry
from towpath.documents.plan.columns import Guess, Mapping, PlanColumn
from towpath.documents.plan.draft import ActionDraft, PlanDraft, UpdateDraft
from towpath.documents.wording import folded
from towpath.partners.tests.builders import person_with
from towpath.plans.models import Action, Plan
from towpath.plans.services.amending import amend_action
from towpath.plans.services.comparing import compare_with
from towpath.plans.services.deadlines import typed_here
from towpath.plans.services.progress import report_progress
from towpath.plans.services.revising import revise_plan
from towpath.plans.services.revision import Revision
from towpath.plans.tests.builders import action_draft, draft_of, plan_with
from towpath.records.holding import ChangedMeanwhile
from towpath.records.models import Change

pytestmark = pytest.mark.django_db

DAY = date(2026, 6, 30)
TRAIN = action_draft("Train reception staff in every practice", leads=("Health",), deadline="By 2026/27")
WRITE = action_draft("Write to the housing providers about tenancies", leads=("Housing",), deadline="Ongoing")
CARDS = action_draft("Print cards with the helpline number", leads=("Council",), deadline="Ongoing")


def kept(draft: PlanDraft) -> Plan:
    return plan_with(draft=draft)


def coordinator(plan: Plan) -> object:
    return person_with(Role.COORDINATOR, partnership=plan.partnership)


def named(keys: frozenset[str]) -> dict[str, str]:
    """The keys of changes by what each is about."""
    return {key.rpartition("-")[0]: key for key in keys}


def revise(plan: Plan, draft: PlanDraft, accepted: object = None) -> Plan:
    """The plan brought up to date with the changes accepted, or with all of them."""
    plan = Plan.objects.get(pk=plan.pk)
    keys = compare_with(plan, draft).keys if accepted is None else accepted
    return revise_plan(actor=coordinator(plan), plan=plan, version=plan.version, draft=draft, accepted=keys)


def told(revision: Revision) -> dict[str, list[str]]:
    return {
        "new": [one.action.text if one.action else one.recommendation.text for one in revision.new],
        "changed": [one.action.text for one in revision.changed],
        "gone": [one.action.text if one.action else one.recommendation.text for one in revision.gone],
    }


def texts(plan: Plan) -> list[str]:
    return [action.text for action in plan.actions.current()]


def test_the_same_document_changes_nothing_however_often_it_is_read() -> None:
    draft = draft_of([TRAIN, WRITE], [CARDS])
    plan = kept(draft)
    for _ in range(2):
        assert not compare_with(Plan.objects.get(pk=plan.pk), draft)
        revise(plan, draft)
    assert plan.actions.count() == 3
    assert plan.recommendations.count() == 2


def test_texts_longer_than_their_columns_are_the_same_when_they_are_read_again() -> None:
    long = "Northern and eastern partners in health, housing and justice " * 6
    (told,) = draft_of([action_draft(number=long, leads=(long, f"{long} again"))], themes=[long]).recommendations
    draft = replace(draft_of(), recommendations=(replace(told, number=long, scope=long),))
    plan = kept(draft)
    again = Plan.objects.get(pk=plan.pk)
    assert not compare_with(again, draft)
    revise(again, draft)
    assert again.partnership.agencies.filter(name__startswith="Northern").count() == 1
    (recommendation,) = again.recommendations.all()
    assert {len(getattr(recommendation, name)) for name in ("theme", "scope")} == {200}
    assert len(recommendation.number) == len(again.actions.get().number) == 40


def test_new_changed_and_gone_are_told_apart_and_nothing_is_written_by_telling() -> None:
    plan, entries = kept(draft_of([TRAIN, WRITE])), Entry.objects.count()
    newer = draft_of([replace(TRAIN, leads=("Health", "Council")), CARDS])
    revision = compare_with(plan, newer)
    assert told(revision) == {"new": [CARDS.text], "changed": [TRAIN.text], "gone": [WRITE.text]}
    assert [(one.field, one.before, one.after) for one in revision.changed[0].differences] == [
        ("leads", "Health", "Health\nCouncil")
    ]
    assert Entry.objects.count() == entries
    assert plan.actions.count() == 2


def test_every_accepted_change_is_made() -> None:
    plan = kept(draft_of([TRAIN, WRITE]))
    newer = draft_of([replace(TRAIN, leads=("Health", "Council"), cost="£2,000"), CARDS])
    revised = revise(plan, newer)
    train = revised.actions.get(text=TRAIN.text)
    assert [lead.agency.name for lead in train.leads.all()] == ["Health", "Council"]
    assert train.cost == "£2,000"
    assert texts(revised) == [TRAIN.text, CARDS.text]
    assert revised.actions.get(text=WRITE.text).is_gone


def test_a_change_left_unticked_leaves_the_plan_as_it_was() -> None:
    plan = kept(draft_of([TRAIN]))
    newer = draft_of([replace(TRAIN, leads=("Council",), cost="£2,000"), CARDS])
    train = plan.actions.get()
    cost = named(compare_with(plan, newer).keys)[f"a{train.pk}-cost"]
    revised = revise(plan, newer, accepted={cost})
    train = revised.actions.get()
    assert train.cost == "£2,000"
    assert [lead.agency.name for lead in train.leads.all()] == ["Health"]


def test_a_changed_deadline_moves_the_working_date() -> None:
    plan = kept(draft_of([TRAIN]))
    revised = revise(plan, draft_of([action_draft(TRAIN.text, leads=("Health",), deadline="By 2027/28")]))
    assert revised.actions.get().due_on.isoformat() == "2028-03-31"


def test_a_deadline_is_a_documents_or_a_persons_by_who_moved_it_last_whatever_the_reason_says() -> None:
    plan = kept(draft_of([action_draft("Train everybody", deadline="By March 2027")]))
    action = plan.actions.get()

    def move(words: str, reason: str) -> None:
        action.refresh_from_db()
        amend_action(
            actor=coordinator(plan), action=action, version=action.version, text=action.text, deadline_words=words,
            agencies=[], accountable=None, is_outside_control=False, reason=reason,
        )  # fmt: skip

    assert typed_here(Action.objects.all()) == set()
    move("By June 2027", "A newer document was taken in, as at 31 March 2026.")  # so a person says
    assert typed_here(Action.objects.all()) == {action.pk}
    revise(Plan.objects.get(pk=plan.pk), draft_of([action_draft("Train everybody", deadline="By May 2027")]))
    assert typed_here(Action.objects.all()) == set()
    told = {(one.label, one.after) for one in Change.objects.of(action)}
    assert ("Taken from a newer document", "Its date is not known") in told
    move("By July 2027", "The hall was flooded.")
    assert typed_here(Action.objects.all()) == {action.pk}


def test_ratings_and_history_stay_unless_a_new_account_is_accepted() -> None:
    first = UpdateDraft("March 2026", "Ten practices trained.", DAY)
    second = UpdateDraft("June 2026", "Twenty practices trained.", DAY)
    plan = kept(draft_of([replace(TRAIN, updates=(first,))]))
    newer = draft_of([action_draft(TRAIN.text, leads=("Health",), deadline="By 2026/27", rating="green",
                                   updates=(first, second))])  # fmt: skip
    action = plan.actions.get()
    keys = compare_with(plan, newer).keys
    assert set(named(keys)) == {f"a{action.pk}-updates", f"a{action.pk}-rating"}
    assert [update.account for update in revise(plan, newer, set()).actions.get().updates.all()] == [first.text]
    action = revise(plan, newer, keys).actions.get()
    assert [update.account for update in action.updates.all()] == [first.text, second.text]
    assert (action.rating, action.updates.last().rating_before) == ("green", "not-stated")


def test_a_rating_set_here_since_is_pointed_out() -> None:
    plan = kept(draft_of([action_draft(rating="amber")]))
    action = plan.actions.get()
    newer = draft_of([action_draft(rating="green")])
    assert not compare_with(plan, newer).changed[0].is_rated_here
    report_progress(actor=coordinator(plan), action=action, version=1, rating="red", account="Late.", as_of=DAY)
    assert compare_with(plan, newer).changed[0].is_rated_here


def test_an_action_that_had_gone_and_is_back_keeps_its_history() -> None:
    draft = draft_of([TRAIN, WRITE])
    plan = kept(draft)
    first = plan.actions.get(text=WRITE.text)
    revise(plan, draft_of([TRAIN]))
    assert texts(plan) == [TRAIN.text]
    back = compare_with(Plan.objects.get(pk=plan.pk), draft)
    assert back.new[0].returning == first
    revise(plan, draft)
    assert texts(plan) == [TRAIN.text, WRITE.text]
    assert plan.actions.count() == 2


def test_a_reworded_recommendation_is_the_same_recommendation() -> None:
    draft = draft_of([TRAIN, WRITE])
    plan = kept(draft)
    [old] = draft.recommendations
    newer = replace(
        draft, recommendations=(replace(old, text="Recommendation text one, said better", theme="Training"),)
    )
    revision = compare_with(plan, newer)
    assert [one.field for one in revision.reworded[0].differences] == ["recommendation", "theme"]
    assert not revision.changed
    revised = revise(plan, newer)
    assert [row.text for row in revised.recommendations.all()] == ["Recommendation text one, said better"]


def test_an_action_that_moves_to_another_recommendation_is_moved_not_doubled() -> None:
    plan = kept(draft_of([TRAIN, WRITE], [CARDS]))
    revised = revise(plan, draft_of([TRAIN], [CARDS, WRITE]))
    moved = revised.actions.get(text=WRITE.text)
    assert moved.recommendation.text == "Recommendation text 2"
    assert revised.actions.count() == 3


def test_a_recommendation_whose_last_action_moved_away_goes_too() -> None:
    plan = kept(draft_of([], [TRAIN]))
    newer = draft_of([TRAIN])
    revise(plan, newer)
    assert [row.is_gone for row in plan.recommendations.all()] == [False, True]
    assert not compare_with(Plan.objects.get(pk=plan.pk), newer)


def test_a_recommendation_goes_with_its_last_action_and_returns_with_it() -> None:
    draft = draft_of([TRAIN], [CARDS])
    plan = kept(draft)
    revise(plan, draft_of([TRAIN]))
    assert [row.is_gone for row in plan.recommendations.all()] == [False, True]
    revise(plan, draft)
    assert [row.is_gone for row in plan.recommendations.all()] == [False, False]


def test_a_new_recommendation_without_an_action_is_added_once() -> None:
    plan, newer = kept(draft_of([TRAIN])), draft_of([TRAIN], [])
    for _ in range(2):
        revise(plan, newer)
    assert [row.text for row in plan.recommendations.all()] == ["Recommendation text 1", "Recommendation text 2"]


def test_a_recommendation_that_loses_or_gains_its_only_action_is_neither_new_nor_gone_itself() -> None:
    plan = kept(draft_of([TRAIN], []))
    gained = compare_with(plan, draft_of([TRAIN], [CARDS]))
    assert told(gained) == {"new": [CARDS.text], "changed": [], "gone": []}
    plan = kept(draft_of([TRAIN], [CARDS]))
    lost = compare_with(plan, draft_of([TRAIN], []))
    assert told(lost) == {"new": [], "changed": [], "gone": [CARDS.text]}


def test_a_document_without_a_column_does_not_say_that_it_is_empty() -> None:
    plan = kept(draft_of([replace(TRAIN, cost="£2,000")]))
    silent = draft_of([TRAIN])
    assert not compare_with(plan, silent)
    costs = Mapping((Guess("Cost", PlanColumn.COST, "", 1.0),))
    [emptied] = compare_with(plan, replace(silent, mapping=costs)).changed
    assert [(one.field, one.before, one.after) for one in emptied.differences] == [("cost", "£2,000", "")]


def test_an_agency_spelled_with_a_full_stop_is_no_change() -> None:
    plan = kept(draft_of([TRAIN]))
    assert not compare_with(plan, draft_of([replace(TRAIN, leads=("health.",))]))


def test_whoever_saw_an_older_plan_is_told_and_nothing_changes() -> None:
    plan = kept(draft_of([TRAIN]))
    newer = draft_of([TRAIN, CARDS])
    revise(plan, newer, accepted=set())
    with pytest.raises(ChangedMeanwhile):
        revise_plan(actor=coordinator(plan), plan=plan, version=1, draft=newer, accepted={"n2"})
    assert plan.actions.count() == 1


def test_only_a_coordinator_brings_a_plan_up_to_date() -> None:
    plan = kept(draft_of([TRAIN]))
    stranger = person_with(Role.BOARD_MEMBER, partnership=plan.partnership)
    with pytest.raises(PermissionDenied, match="coordinator"):
        revise_plan(actor=stranger, plan=plan, version=1, draft=draft_of([CARDS]), accepted={"n1"})
    assert [action.text for action in Action.objects.all()] == [TRAIN.text]


def test_the_revision_is_recorded_with_counts_and_no_words() -> None:
    plan = kept(draft_of([TRAIN]))
    revise(plan, draft_of([TRAIN, CARDS]))
    entry = Entry.objects.latest("number")
    assert (entry.event, entry.details) == ("plan_revised", {"accepted": 1, "left": 0})


words = st.text("abcdefg ", min_size=3, max_size=30).map(str.strip).filter(lambda text: len(text) > 2)
agencies = st.lists(st.sampled_from(["Health", "Housing", "Police"]), max_size=3, unique=True).map(tuple)
actions = st.builds(
    action_draft,
    words,
    leads=agencies,
    deadline=st.sampled_from(["Ongoing", "By 2026/27", "Within 3 months", "When we can"]),
    rating=st.sampled_from(["not-stated", "red", "green"]),
    cost=st.sampled_from(["", "£2,000"]),
)


def told_apart(rows: list[list[ActionDraft]]) -> bool:
    """Whether no two actions read the same: of twins nobody can say which one was meant."""
    written = [folded(action.text) for row in rows for action in row]
    return len(written) == len(set(written))


rows = st.lists(st.lists(actions, max_size=4), min_size=1, max_size=4).filter(told_apart)
drafts = rows.map(lambda rows: draft_of(*rows))


@tried(12, 200)
@given(first=drafts, second=drafts)
def test_whoever_accepts_everything_has_the_document_and_nothing_twice(first: PlanDraft, second: PlanDraft) -> None:
    plan = kept(first)
    revised = revise(plan, second)
    assert not compare_with(Plan.objects.get(pk=plan.pk), second).keys
    assert sorted(texts(revised)) == sorted(action.text for action in second.actions)
    assert revised.actions.count() >= plan_size(first)


def plan_size(draft: PlanDraft) -> int:
    return len(list(draft.actions))
