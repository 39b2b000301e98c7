"""No class name has two meanings: a newcomer who meets one knows which thing it is."""

import ast
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from tests.house.source import PACKAGE, modules, tree_of

# What Django asks for by name.
ASKED_FOR = {"Meta", "Command"}


def in_two_places(trees: Iterable[tuple[str, ast.Module]]) -> dict[str, list[str]]:
    """Classes of one name, by the modules that define them."""
    places = defaultdict(list)
    for module, tree in trees:
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef) and node.name not in ASKED_FOR:
                places[node.name].append(module)
    return {name: found for name, found in places.items() if len(found) > 1}


def module_of(path: Path) -> str:
    return str(path.relative_to(PACKAGE).with_suffix(""))


def test_no_two_classes_have_one_name() -> None:
    assert in_two_places((module_of(path), tree_of(path)) for path in modules()) == {}


def test_the_rule_finds_a_name_given_twice() -> None:
    trees = [("plans/a", ast.parse("class Line: ...")), ("training/b", ast.parse("class Line: ...\nclass Meta: ..."))]
    assert in_two_places(trees) == {"Line": ["plans/a", "training/b"]}
