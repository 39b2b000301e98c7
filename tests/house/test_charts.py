"""Charts are drawn in two ways: those with axes by Vega-Lite, all others by the elements of `documents.svg`."""

import ast
import re

from tests.house.source import PACKAGE, modules, tree_of

VEGA = {"documents/charts.py"}
# What else names an element: the marks of ratings and of Towpath, and what finds pictures among kept words.
MARKS = {"ui/templates/ui/macros/rating.html", "ui/templates/ui/mark.svg", "records/words.py"}
MARK_UP = re.compile(r"(?<!P)<(?:svg|path|rect|circle|line|polygon|polyline|pattern|text|tspan|g)\b")


def calls_vega(source: ast.Module) -> bool:
    names = (alias.name for node in ast.walk(source) if isinstance(node, ast.Import) for alias in node.names)
    froms = (node.module or "" for node in ast.walk(source) if isinstance(node, ast.ImportFrom))
    return any(name.split(".")[0] == "vl_convert" for name in (*names, *froms))


def written_by_hand(texts: dict[str, str]) -> set[str]:
    """Files in which an element of SVG is written as mark-up."""
    return {name for name, text in texts.items() if MARK_UP.search(text)}


def test_one_module_calls_vega_lite_as_it_cleans_every_text() -> None:
    callers = {path.relative_to(PACKAGE).as_posix() for path in modules() if calls_vega(tree_of(path))}
    assert callers == VEGA


def test_no_picture_is_written_as_mark_up() -> None:
    paths = (*modules(), *PACKAGE.rglob("templates/**/*.html"), *PACKAGE.rglob("templates/**/*.svg"))
    texts = {path.relative_to(PACKAGE).as_posix(): path.read_text() for path in paths}
    assert written_by_hand(texts) == MARKS


def test_the_rules_find_a_third_way() -> None:
    assert calls_vega(ast.parse("def draw():\n    import vl_convert"))
    assert calls_vega(ast.parse("from vl_convert import vegalite_to_svg"))
    assert not calls_vega(ast.parse("import json"))
    assert written_by_hand({"a.html": '<rect width="3"/>', "b.py": "element('rect')", "c.html": "<table>"}) == {
        "a.html"
    }
