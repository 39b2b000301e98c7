"""What is derived is derived anew: after every form, and after what is said of an action is taken back and put back.

It is compared with a reckoning from nothing: which practices are fully trained and since when, the dates of milestones
and actions, the ratings that actions carry, and the index of what can be found.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.db import transaction

from tests.forms.bodies import FORMS
from tests.forms.sending import browser_of, first_look, person_of, send
from tests.forms.world import make_world
from tests.house.test_taking_back import RECORDERS
from tests.once import for_a_file
from towpath.plans.models import Action, OutsideStep, ProgressUpdate
from towpath.plans.services.correcting import carry_on
from towpath.practices.models import SignUp
from towpath.practices.services.register import merge_practices
from towpath.practices.tests.builders import signed_up
from towpath.programmes.models import Milestone
from towpath.programmes.tests.builders import milestone_of
from towpath.records import services
from towpath.records.history import save_with_history
from towpath.records.kinds import KINDS
from towpath.records.promises import DERIVED
from towpath.records.reckoning import reckon_all
from towpath.search.models import IndexEntry
from towpath.search.services import FIELDS, make_index
from towpath.training.models import Attainment
from towpath.training.services.attaining import attain
from towpath.training.tests.session_builders import fully_trained

pytestmark = [pytest.mark.django_db, pytest.mark.once]
CARRIED = ("rating", "is_done", "outside_state")
WORDS = ("Within 3 months of the launch", "Within 2 months of the end of delivery", "Each quarter")


def derived() -> dict[str, list[Any]]:
    """Everything that is kept though it follows from other rows."""
    return {
        "trained": sorted(Attainment.objects.values_list("sign_up", "rule", "reached_on")),
        "milestones": list(Milestone.objects.order_by("pk").values_list("pk", *DERIVED)),
        "actions": list(Action.objects.order_by("pk").values_list("pk", *DERIVED, *CARRIED)),
        "index": sorted(IndexEntry.objects.exclude(kind="practices.practice").values_list(*FIELDS)),
    }


def from_nothing() -> dict[str, list[Any]]:
    """The same, worked out from nothing; the database is left as it was."""
    with transaction.atomic():
        Attainment.objects.all().delete()
        attain(SignUp.objects.all())
        Milestone.objects.update(due_on=None, overdue_after=None, lacks_base=False)
        Action.objects.update(due_on=None, overdue_after=None, lacks_base=False)
        reckon_all()
        for action in Action.objects.select_related("plan"):
            carry_on(action)
        make_index()
        found = derived()
        transaction.set_rollback(True)
    return found


def handed_on(programme: Any, into: SignUp, actor: Any) -> SignUp:
    """A practice trained before it merged into another, and milestones that count from days that may be corrected."""
    trained = fully_trained(signed_up(into.site), date(2020, 9, 1))
    merge_practices(actor=actor, practice=trained.practice, into=into.practice, happened_on=date(2021, 2, 1))
    for words in WORDS:
        milestone_of(programme, words, name=words)
        milestone_of(programme, words, name=f"{words} at the site", site=into.site)
    return trained


@pytest.fixture(scope="module")
def made_once(django_db_setup: None, django_db_blocker: Any) -> Iterator[Any]:
    with for_a_file(django_db_blocker):
        world = make_world()
        handed_on(world.programme, world.left, world.managers[0])
        yield world


@pytest.mark.long
@pytest.mark.parametrize("name", FORMS)
def test_after_every_form_what_is_derived_follows_from_what_is_recorded(name: str, made_once: Any) -> None:
    world, form = made_once, FORMS[name]
    assert derived() == from_nothing()
    client = browser_of(person_of(form, world))
    answer = send(client, form, world, *first_look(client, form, world, form.typed(world)))
    assert answer.status_code == 302
    assert derived() == from_nothing()


def test_accounts_and_steps_that_are_taken_back_and_put_back(made_once: Any) -> None:
    for model in (ProgressUpdate, OutsideStep):
        subject = model.objects.filter(action__plan__title="Letters").order_by("-pk")[0]
        taken = services.take_back(actor=made_once.coordinators[0], subject=subject, reason="It was another.")
        assert derived() == from_nothing()
        services.put_back(actor=made_once.coordinators[0], taken=taken, reason="It was this one.")
        assert derived() == from_nothing()


def test_what_stands_meanwhile_in_other_rows_counts_once_a_milestone_is_put_back(made_once: Any) -> None:
    milestone = Milestone.objects.filter(deadline_words=WORDS[0], site=None)[0]
    due, actor = milestone.due_on, made_once.managers[0]
    taken = services.take_back(actor=actor, subject=milestone, reason="It was another.")
    programme = made_once.programme
    with transaction.atomic():
        save_with_history(programme, actor=actor, starts_on=date(2020, 3, 1))
    back = services.put_back(actor=actor, taken=taken, reason="It was this one.")
    assert Milestone.objects.get(pk=back.pk).due_on < due
    assert derived() == from_nothing()


def test_every_kind_is_tried() -> None:
    tried = {*RECORDERS, "plans.progressupdate", "plans.outsidestep"}
    never_leaves_alone = {"plans.plan", "plans.plandocument", "plans.action", "plans.evidence", "plans.updatefigure"}
    assert {kind.label for kind in KINDS} == tried | never_leaves_alone
    assert {kind.correct for kind in KINDS if kind.correct} <= set(FORMS)


def test_the_comparison_finds_what_was_not_derived_anew(made_once: Any) -> None:
    Attainment.objects.all().delete()
    assert derived() != from_nothing()
