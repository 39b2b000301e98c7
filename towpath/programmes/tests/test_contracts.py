"""Contracts and their variations: the earlier plan stays beside the new one."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from towpath.access.roles import Role
from towpath.partners.tests.builders import person_with
from towpath.programmes.models import Terms
from towpath.programmes.presenters.contracts import present_contracts, time_between
from towpath.programmes.services import contracts
from towpath.programmes.tests.builders import manager_of, programme_with
from towpath.records.services import put_back, take_back

pytestmark = pytest.mark.django_db

FIRST = {
    "title": "Seven boroughs", "starts_on": date(2020, 4, 1), "agreed_on": date(2020, 3, 2),
    "delivery_ends_on": date(2022, 1, 31), "work_ends_on": date(2022, 3, 31), "budget": Decimal(750_000),
}  # fmt: skip
EXTENDED = {
    "agreed_on": date(2021, 10, 4), "reason": "Practices could not be visited.",
    "delivery_ends_on": date(2022, 9, 30), "work_ends_on": date(2022, 12, 31),
}  # fmt: skip


@pytest.fixture
def programme():
    return programme_with()


def agree(programme, **more):
    return contracts.agree_contract(
        actor=manager_of(programme.partnership), programme=programme, **FIRST | more
    )  # fmt: skip


def vary(contract, **more):
    manager = manager_of(contract.programme.partnership)
    return contracts.vary_contract(actor=manager, contract=contract, **EXTENDED | more)


def shown(contract):
    return present_contracts([list(contract.terms.select_related("contract"))])[0]


def test_an_extension_keeps_the_earlier_plan_beside_the_new_one(programme):
    contract = agree(programme)
    vary(contract, budget=Decimal("820000.50"))
    assert [(terms.number, terms.delivery_ends_on) for terms in contract.terms.all()] == [
        (0, date(2022, 1, 31)),
        (1, date(2022, 9, 30)),
    ]
    view = shown(contract)
    assert [(one.what, one.first, one.now, one.difference) for one in view.compared] == [
        ("End of delivery", "31 January 2022", "30 September 2022", "8 months later"),
        ("End of all work", "31 March 2022", "31 December 2022", "9 months later"),
        ("Budget", "£750,000", "£820,000.50", "£70,000.50 more"),
    ]
    assert [(str(one), one.reason) for one in view.terms] == [
        ("As first agreed", ""),
        ("Variation 1", "Practices could not be visited."),
    ]


def test_a_variation_that_names_no_budget_leaves_the_earlier_one(programme):
    contract = agree(programme)
    vary(contract)
    view = shown(contract)
    assert (view.compared[2].now, view.compared[2].difference) == ("£750,000", "No change")
    assert view.budget_of(view.terms[1]) == "As before"


def test_a_contract_never_varied_shows_one_set_of_terms(programme):
    view = shown(agree(programme, budget=None))
    assert not view.is_varied
    assert view.budget_of(view.terms[0]) == "Not stated"


@pytest.mark.parametrize(
    ("more", "field", "sentence"),
    [
        ({"work_ends_on": date(2022, 1, 30)}, "work_ends_on", "All work ends on the day delivery ends, or later."),
        (
            {"delivery_ends_on": date(2020, 3, 31)}, "delivery_ends_on",
            "The contract starts on 1 April 2020: delivery cannot end before.",
        ),
        ({"budget": Decimal(-1)}, "budget", "A budget is 0 or more."),
    ],
)  # fmt: skip
def test_terms_that_cannot_be_are_refused_whole(programme, more, field, sentence):
    before = programme.contracts.count()
    with pytest.raises(ValidationError) as refused:
        agree(programme, **more)
    assert refused.value.message_dict == {field: [sentence]}
    assert programme.contracts.count() == before


@pytest.mark.parametrize(
    ("more", "field", "sentence"),
    [
        (
            {"agreed_on": date(2020, 3, 1)}, "agreed_on",
            "The contract was agreed on 2 March 2020: a variation cannot have been agreed before it.",
        ),
        ({"reason": " "}, "reason", "Say why it was varied."),
        ({"work_ends_on": date(2022, 9, 29)}, "work_ends_on", "All work ends on the day delivery ends, or later."),
    ],
)  # fmt: skip
def test_a_variation_that_cannot_be_is_refused(programme, more, field, sentence):
    contract = agree(programme)
    with pytest.raises(ValidationError) as refused:
        vary(contract, **more)
    assert refused.value.message_dict == {field: [sentence]}
    assert contract.terms.count() == 1


def test_a_second_variation_is_not_agreed_before_the_first(programme):
    contract = agree(programme)
    vary(contract)
    with pytest.raises(ValidationError, match=r"Variation 1 was agreed on 4 October 2021"):
        vary(contract, agreed_on=date(2021, 10, 3))
    assert vary(contract, agreed_on=date(2021, 10, 4)).number == 2


def test_commissioner_cannot_record_a_variation(programme):
    contract = agree(programme)
    with pytest.raises(PermissionDenied):
        contracts.vary_contract(actor=person_with(Role.COMMISSIONER), contract=contract, **EXTENDED)
    assert Terms.objects.filter(contract=contract).count() == 1


@pytest.mark.parametrize(
    ("first", "now", "words"),
    [
        (date(2022, 1, 31), date(2022, 1, 31), "No change"),
        (date(2022, 1, 31), date(2022, 2, 28), "1 month later"),
        (date(2022, 2, 28), date(2022, 3, 31), "1 month later"),
        (date(2022, 1, 31), date(2027, 3, 31), "5 years and 2 months later"),
        (date(2022, 1, 10), date(2023, 1, 10), "1 year later"),
        (date(2022, 1, 10), date(2022, 1, 31), "21 days later"),
        (date(2022, 3, 31), date(2022, 1, 31), "2 months earlier"),
    ],
)
def test_the_difference_of_two_ends_is_said_as_people_say_it(first, now, words):
    assert time_between(first, now) == words


class TestPuttingBackAVariation:
    """What was agreed before and after it may have been corrected meanwhile."""

    @pytest.fixture
    def varied(self):
        contract = programme_with().contracts.get()
        actor = manager_of(contract.programme.partnership)
        ends = {"delivery_ends_on": date(2024, 1, 1), "work_ends_on": date(2024, 6, 1), "reason": "Extended."}
        first, second = (
            contracts.vary_contract(actor=actor, contract=contract, agreed_on=day, **ends)
            for day in (date(2021, 1, 1), date(2022, 1, 1))
        )
        return contract, first, second, ends | {"actor": actor, "why": "Typed wrongly.", "budget": None}

    def put_back(self, terms, meanwhile):
        contract, actor = terms.contract, manager_of(terms.contract.programme.partnership)
        taken = take_back(actor=actor, subject=terms, reason="Never agreed.")
        meanwhile(contract)
        put_back(actor=actor, taken=taken, reason="It was.")

    def test_is_refused_where_it_is_out_of_order_now(self, varied):
        _, first, second, terms = varied
        earlier = {"agreed_on": date(2020, 12, 1)}
        with pytest.raises(ValidationError, match="Variation 2 was agreed on 1 December 2020: this was agreed before"):
            self.put_back(first, lambda _: contracts.correct_terms(terms=second, **terms | earlier))

    def test_is_refused_where_the_contract_starts_after_it_now(self, varied):
        _, first, _, terms = varied
        about = {"actor": terms["actor"], "why": "Typed wrongly.", "title": "Contract"}
        with pytest.raises(ValidationError, match="delivery cannot end before"):
            self.put_back(
                _ends(first, terms, date(2020, 5, 1)),
                lambda contract: contracts.correct_contract(contract=contract, starts_on=date(2020, 6, 1), **about),
            )


def _ends(terms, about, day):
    """The terms, corrected so that delivery ends on that day."""
    return contracts.correct_terms(terms=terms, **about | {"agreed_on": terms.agreed_on, "delivery_ends_on": day})
