"""What rooms declare to lower ones stands in registries of one kind, each filled, and leading where it says."""

import ast
import sys
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

from django.apps import apps
from django.urls import get_resolver, resolve, reverse

from tests.house.source import ROOT, modules, tree_of
from towpath.access.declare import access_at
from towpath.access.grants import Grant
from towpath.access.roles import MAY, SEES_CASES, Reach, Role
from towpath.foundation.registry import Registry
from towpath.ui.first_page import PARTS
from towpath.ui.navigation import MENU
from towpath.ui.record_pages import PAGES, address_of

ADDS = {"append", "add", "extend", "update", "setdefault"}


def kept_by_hand(tree: ast.Module) -> Iterator[str]:
    """Lists and tables of a module that begin empty and that a function of its own fills."""
    filled = {name for node in ast.walk(tree) if (name := fills(node))}
    for node in tree.body:
        if isinstance(node, ast.Assign | ast.AnnAssign) and node.value and ast.unparse(node.value) in {"[]", "{}"}:
            target = node.target if isinstance(node, ast.AnnAssign) else node.targets[0]
            if ast.unparse(target) in filled:
                yield ast.unparse(target)


def fills(node: ast.AST) -> str:
    """The name of what is added to: `told.append(...)`, `told[key] = ...`; "" where nothing is."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in ADDS:
        return ast.unparse(node.func.value)
    target = node.targets[0] if isinstance(node, ast.Assign) else None
    return ast.unparse(target.value) if isinstance(target, ast.Subscript) else ""


def test_what_rooms_declare_stands_in_a_registry() -> None:
    found = {str(path.relative_to(ROOT)) for path in modules() if list(kept_by_hand(tree_of(path)))}
    assert found == set()


def test_the_rule_sees_a_list_of_its_own() -> None:
    breach = "_told: list[str] = []\n_named = {}\nNONE = {}\ndef tell(one):\n    _told.append(one)\n    _named[one] = 1"
    assert list(kept_by_hand(ast.parse(breach))) == ["_told", "_named"]


def registries() -> list[Registry[Any, Any]]:
    """Those of the product's modules, each once, however many modules import it."""
    get_resolver().url_patterns  # noqa: B018 -- as in a running service
    ours = [
        module for name, module in sorted(sys.modules.items()) if name.startswith("towpath.") and "tests" not in name
    ]
    found = [one for module in ours for one in vars(module).values() if isinstance(one, Registry)]
    return list({id(one): one for one in found}.values())


def test_every_registry_is_filled_and_each_has_a_noun_of_its_own() -> None:
    assert [one.noun for one in registries() if not len(one)] == [SEES_CASES.noun], "no room has cases yet"
    nouns = [one.noun for one in registries()]
    assert len(nouns) == len(set(nouns)) > 15


def test_every_entry_of_the_menu_and_the_first_page_leads_to_a_page_that_says_who_may_reach_it() -> None:
    for name in [*(item.url_name for item in MENU), *(part.url_name for part in PARTS)]:
        assert access_at(reverse(name)) is not None, name


def test_whoever_is_offered_a_part_of_the_first_page_may_open_its_page() -> None:
    for part in PARTS:
        access = access_at(reverse(part.url_name))
        assert access is not None
        roles = [role for role in Role if MAY[role].get(part.needs) in {part.reach or found for found in Reach}]
        offered = [SimpleNamespace(is_authenticated=True, _grants=(Grant(role, 1, 1),)) for role in roles]
        assert offered, part.heading
        assert all(access.lets_in(person) for person in offered), part.heading


def test_every_page_of_a_record_is_one_of_a_model_and_takes_its_key() -> None:
    for kind, page in PAGES.items():
        assert apps.get_model(kind)._meta.label_lower == kind
        assert resolve(address_of(kind, 1)).view_name == page
