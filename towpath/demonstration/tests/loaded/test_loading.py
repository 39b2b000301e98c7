"""The demonstration as loaded: marked as invented, and as lively as a partnership two years on."""

from itertools import pairwise

import pytest
from django.contrib.auth import authenticate
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command

from towpath.access.roles import Role
from towpath.accounts.models import User
from towpath.accounts.production import refuse_demonstration
from towpath.audit.models import Entry
from towpath.demonstration import loading
from towpath.demonstration.people import CHARACTERS, sign_ins
from towpath.partners.models import Agency, Partnership
from towpath.plans.models import Action, Evidence, Plan, ProgressUpdate, UpdateFigure
from towpath.plans.models.history import FigureState
from towpath.plans.services.progress import report_progress
from towpath.search.register import SEARCHABLES
from towpath.search.tests.comparing import from_nothing, index

pytestmark = pytest.mark.once  # what the demonstration says, no database changes


def directions(action):
    """The ways in which an action's rating moved: +1 for the better, -1 for the worse."""
    steps = {rating.slug: place for place, rating in enumerate(action.plan.scheme.ratings)}
    places = [steps[update.rating] for update in action.updates.all() if update.rating in steps]
    return {(later > earlier) - (later < earlier) for earlier, later in pairwise(places)}


def test_four_plans_arrive_as_documents_do(lockwater):
    counts = {plan.title: (plan.recommendations.count(), plan.actions.count()) for plan in lockwater.plans.all()}
    assert counts == {
        "Domestic abuse strategy 2024 to 2029": (9, 20),
        "“Rowan” death review (invented)": (8, 8),
        "Serious violence duty readiness": (9, 10),
        "IRIS in seven boroughs, 2020 to 2022": (3, 14),
    }
    assert lockwater.source_documents.count() == 4


def test_the_command_says_in_a_sentence_what_it_did(loaded_for_a_folder, lockwater, capsys):
    assert loaded_for_a_folder.startswith("Loaded")
    assert "11 invented people, 4 plans and 52 actions, 2 programmes with 64 practices" in loaded_for_a_folder
    call_command("load_demonstration")
    assert capsys.readouterr().out.endswith("nothing was changed.\n")


def test_a_visitor_finds_every_standing_and_both_directions(lockwater, today):
    actions = Action.objects.filter(plan__partnership=lockwater).select_related("plan").prefetch_related("updates")
    moved = set().union(*(directions(action) for action in actions))
    assert {1, -1} <= moved
    assert actions.overdue_at(today).exists()
    assert actions.due_soon_at(today).exists()
    assert actions.filter(actions.model.is_undated(today)).count() >= 3
    assert actions.filter(is_done=True).exists()
    assert {"sent", "acknowledged", "answered"} == set(
        actions.filter(is_outside_control=True).values_list("outside_state", flat=True)
    )
    assert Evidence.objects.exclude(link="").exists()
    assert set(UpdateFigure.objects.values_list("state", flat=True)) == set(FigureState.values)


def test_accounts_are_dated_when_they_were_given_and_none_lies_ahead(lockwater, today):
    reported = ProgressUpdate.objects.filter(is_read_in=False)
    assert all(update.recorded_at.date() == update.as_of <= today for update in reported)
    assert (reported.last().recorded_at - reported.first().recorded_at).days > 700


def test_every_working_date_is_as_seen_today(lockwater, today):
    yearly = Action.objects.get(text="Run a public campaign every year")
    assert yearly.due_on >= today


def test_loading_twice_changes_nothing_and_loses_nothing_entered_in_between(lockwater):
    action = Action.objects.select_related("plan").get(text="Keep up a regular dialogue with MOPAC")
    coordinator = User.objects.get(email="coordinator@towpath.example")
    report_progress(
        actor=coordinator,
        action=action,
        version=action.version,
        rating="amber",
        account="Ours.",
        as_of=action.updated_at.date(),
    )
    before = [model.objects.count() for model in (Partnership, Agency, User, Plan, Action, ProgressUpdate, Entry)]
    said = loading.load_demonstration()
    after = [model.objects.count() for model in (Partnership, Agency, User, Plan, Action, ProgressUpdate, Entry)]
    assert "already" in said
    assert before == after
    assert action.updates.last().account == "Ours."


def test_every_person_is_marked_as_invented_and_lives_at_an_address_that_leads_nowhere(lockwater):
    people = User.objects.all()
    assert people.count() == len(CHARACTERS)
    assert all(person.name.endswith(" (invented)") for person in people)
    assert all(person.email.endswith("@towpath.example") for person in people)
    assert all(person.is_demonstration for person in people)
    assert lockwater.is_demonstration
    assert "demonstration" in lockwater.name


def test_production_refuses_to_start_beside_the_demonstration(lockwater):
    with pytest.raises(ImproperlyConfigured, match=f"{len(CHARACTERS)} people"):
        refuse_demonstration()


def test_each_role_has_a_sign_in_and_the_printed_password_opens_it(lockwater, rf):
    held = set()
    for one in sign_ins():
        user = authenticate(rf.post("/"), email=one.email, password=one.password)
        assert user is not None, one.email
        held |= set(user.posts.values_list("role", flat=True))
    assert held == set(Role.values)


def test_the_two_agency_leads_speak_for_different_agencies(lockwater):
    leads = lockwater.posts.filter(role=Role.AGENCY_LEAD)
    assert len(set(leads.values_list("agency", flat=True))) == leads.count() == 2


def test_everything_that_is_kept_of_two_years_is_proved(lockwater, capsys):
    call_command("verify")
    assert str(Entry.objects.count()) in capsys.readouterr().out


def test_whoever_tries_it_finds_what_it_holds(lockwater):
    assert index() == from_nothing()
    assert {kind for kind, _ in index()} == {one.label for one in SEARCHABLES}
