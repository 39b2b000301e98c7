"""Agencies that documents name: their other names kept, found in the next plan and taken apart again; who answers."""

from dataclasses import replace

import pytest

from towpath.access.roles import Role
from towpath.audit.events import Event
from towpath.audit.models import Entry
from towpath.documents.plan import SameAs
from towpath.partners.models import Agency, Duty
from towpath.partners.tests.builders import partnership_named, person_with
from towpath.plans.services.agencies import keep_names, take_apart
from towpath.plans.services.amending import amend_action
from towpath.plans.tests.builders import action_draft, draft_of, plan_with
from towpath.records.models import Change
from towpath.records.refusing import Refused

pytestmark = [pytest.mark.django_db, pytest.mark.once]

MPS, POLICE = "MPS", "Metropolitan Police Service"
SAME = SameAs(MPS, POLICE, f"“{MPS}” may be “{POLICE}”: the first letters of its words.")


def led(action):
    return [(lead.position, lead.agency.name, lead.written, lead.is_accountable) for lead in action.leads.all()]


def read_in(partnership, *leads, same=(SAME,), title="Delivery plan", **more):
    """The actions of a plan, each led under these names."""
    drafts = [action_draft(f"Action {nth}", leads=names, **more) for nth, names in enumerate(leads, start=1)]
    draft = replace(draft_of(drafts), same_agencies=tuple(same))
    return list(plan_with(partnership=partnership, draft=draft, title=title).actions.order_by("position"))


@pytest.fixture
def partnership():
    return partnership_named("Marlbeck Community Safety Partnership")


@pytest.fixture
def coordinator(partnership):
    return person_with(Role.COORDINATOR, partnership=partnership)


def test_a_name_said_to_be_another_leads_as_its_agency_here_and_in_the_next_plan(partnership):
    first, second = read_in(partnership, (MPS, "Housing"), (POLICE, MPS))
    (later,) = read_in(partnership, ("mps.",), same=(), title="Next plan")
    assert led(first) == [(1, POLICE, [MPS], False), (2, "Housing", ["Housing"], False)]
    assert led(second) == [(1, POLICE, [POLICE, MPS], False)]
    assert led(later) == [(1, POLICE, ["mps."], False)]
    police = partnership.agencies.get(name=POLICE)
    assert police.other_names == [MPS]
    assert not partnership.agencies.filter(name=MPS).exists()
    assert Change.objects.filter(subject_kind="partners.agency", subject_key=police.pk, reason=SAME.reason).exists()


def test_a_name_is_kept_once_and_never_takes_the_name_of_an_agency(partnership, coordinator):
    read_in(partnership, ("Housing",), same=())
    keep_names(actor=coordinator, partnership=partnership, same=[SAME, SAME, SameAs("housing", POLICE, "So.")])
    assert partnership.agencies.get(name=POLICE).other_names == [MPS]


def test_a_name_is_taken_apart_whole(partnership, coordinator):
    first, second, third = read_in(partnership, (MPS, "Housing"), (POLICE, "Health", MPS), (POLICE,))
    own = take_apart(actor=coordinator, agency=partnership.agencies.get(name=POLICE), name=MPS)
    assert (own.name, partnership.agencies.get(name=POLICE).other_names) == (MPS, [])
    assert led(first) == [(1, MPS, [MPS], False), (2, "Housing", ["Housing"], False)]
    assert led(second) == [(1, POLICE, [POLICE], False), (2, MPS, [MPS], False), (3, "Health", ["Health"], False)]
    assert led(third) == [(1, POLICE, [POLICE], False)]
    moved = Change.objects.filter(subject_kind="plans.action", field="leads").values_list("before", "after")
    assert set(moved) == {
        (f"{POLICE}, Housing", f"{MPS}, Housing"),
        (f"{POLICE}, Health", f"{POLICE}, {MPS}, Health"),
    }
    assert Entry.objects.filter(event=Event.AGENCY_NAME_TAKEN_APART).count() == 1


def test_a_name_that_was_taken_apart_before_is_refused_and_nothing_changes(partnership, coordinator):
    (action,) = read_in(partnership, (MPS,))
    police = partnership.agencies.get(name=POLICE)
    take_apart(actor=coordinator, agency=police, name=MPS)
    before = led(action)
    with pytest.raises(Refused, match="no other name of"):
        take_apart(actor=coordinator, agency=police, name=MPS)
    assert (led(action), partnership.agencies.filter(name=MPS).count()) == (before, 1)


def test_an_action_whose_leads_a_person_chose_keeps_how_its_document_names_those_that_stay(partnership, coordinator):
    (action,) = read_in(partnership, (MPS, "Housing"))
    police = partnership.agencies.get(name=POLICE)
    amend_action(
        actor=coordinator, action=action, version=action.version, text=action.text, accountable=police,
        deadline_words=action.deadline_words, reason="", agencies=[police], is_outside_control=False,
    )  # fmt: skip
    take_apart(actor=coordinator, agency=police, name=MPS)
    assert led(action) == [(1, MPS, [MPS], True)]


def test_nobody_answers_for_an_action_unless_its_document_says_so(partnership):
    (action,) = read_in(partnership, ("Housing", "Health"), same=())
    (said,) = read_in(partnership, ("Housing", "Health"), same=(), title="Said", accountable="Health")
    assert (action.accountable, action.listed_under) == (None, "Housing")
    assert (str(said.accountable), said.listed_under) == ("Health", "Health")


def test_which_duty_an_agency_has_is_not_guessed(partnership):
    read_in(partnership, ("Housing",), same=())
    assert [agency.duty for agency in Agency.objects.all()] == [Duty.NOT_SAID]
