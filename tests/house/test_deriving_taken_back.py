"""What is derived is derived anew when a record of any kind is recorded, taken back and put back."""

from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import pytest

from tests.house.test_deriving import derived, from_nothing, handed_on
from tests.house.test_taking_back import RECORDERS, World, _who
from tests.once import for_a_file
from towpath.records import services

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture(scope="module")
def made_once(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    with for_a_file(django_db_blocker):
        world = World()
        handed_on(world.programme, world.sign_up, world.manager)
        yield world


@pytest.mark.parametrize("label", RECORDERS)
def test_what_is_derived_follows_when_it_is_recorded_taken_back_and_put_back(label: str, made_once: World) -> None:
    world = deepcopy(made_once)
    subject = RECORDERS[label](world)
    assert derived() == from_nothing()
    taken = services.take_back(actor=_who(world, label), subject=subject, reason="It was another.")
    assert derived() == from_nothing()
    services.put_back(actor=_who(world, label), taken=taken, reason="It was this one.")
    assert derived() == from_nothing()
