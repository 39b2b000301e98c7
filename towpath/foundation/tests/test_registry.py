"""What rooms declare to a lower one: each once, found by its key, with a clear word where it is not there."""

import pytest

from towpath.foundation.registry import Registry, RegistryError


@pytest.fixture
def fruit() -> Registry[str, str]:
    return Registry("fruit", key=lambda name: name[0])


def test_things_come_in_the_order_in_which_they_were_declared(fruit: Registry[str, str]) -> None:
    fruit.add("pear", "apple")
    assert (list(fruit), len(fruit)) == (["pear", "apple"], 2)
    assert (fruit["a"], fruit.get("x"), "p" in fruit) == ("apple", None, True)


def test_a_key_is_taken_once(fruit: Registry[str, str]) -> None:
    fruit.add("pear")
    with pytest.raises(RegistryError, match="There is a fruit “p” already"):
        fruit.add("plum")
    assert list(fruit) == ["pear"]


def test_an_unknown_key_is_told_with_those_there_are(fruit: Registry[str, str]) -> None:
    with pytest.raises(RegistryError, match=r"no fruit “k”\. Declared: none"):
        fruit["k"]
    fruit.add("pear", "apple")
    with pytest.raises(RegistryError, match=r"no fruit “k”\. Declared: p, a"):
        fruit["k"]


def test_what_one_room_alone_declares_is_there_exactly_once(fruit: Registry[str, str]) -> None:
    with pytest.raises(RegistryError, match="One fruit is to be declared, and there are 0"):
        _ = fruit.only
    fruit.put("anything", "pear")
    assert fruit.only == "pear"
    fruit.add("apple")
    with pytest.raises(RegistryError, match="there are 2"):
        _ = fruit.only
