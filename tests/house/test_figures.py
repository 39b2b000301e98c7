"""Figures leave through one exit, and the words for a missing number stand in one place."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.template import engines

from tests.house.source import PACKAGE, modules, say, tree_of
from towpath.foundation.figures import LABELS, NO_TARGET, Audience, Figure, released

FIGURES = PACKAGE / "foundation" / "figures.py"
SHOWS = ("presenters", "exports", "views", "papers", "writers", "management", "forms")
# What gathers for a report is not what it shows.
GATHERS = {PACKAGE / "delivery" / "papers" / "tables.py"}


def fields_with_figures(tree: ast.Module) -> Iterator[ast.AnnAssign]:
    """Fields of classes that hold a figure nobody has released."""
    for kind in ast.walk(tree):
        if isinstance(kind, ast.ClassDef):
            for field in kind.body:
                if isinstance(field, ast.AnnAssign) and "Figure" in names_in(field.annotation):
                    yield field


def takes_figures(tree: ast.Module) -> bool:
    """Whether the module means our figures: other rooms call other things by that name."""
    imports = (node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom))
    return any(node.module == "towpath.foundation.figures" for node in imports)


def names_in(annotation: ast.expr) -> set[str]:
    return {node.id for node in ast.walk(annotation) if isinstance(node, ast.Name)}


def makes_released(tree: ast.Module) -> bool:
    return any(isinstance(node, ast.Call) and ast.unparse(node.func) == "ReleasedFigure" for node in ast.walk(tree))


def literals(text: str) -> set[str]:
    return {label for label in (*LABELS.values(), NO_TARGET) if f'"{label}' in text or f">{label}<" in text}


def test_what_is_shown_holds_released_figures_only() -> None:
    found = [
        say(path, field.lineno)
        for path in modules(*SHOWS)
        if path not in GATHERS
        if takes_figures(tree_of(path))
        for field in fields_with_figures(tree_of(path))
    ]
    assert not found, found


def test_the_rule_finds_a_row_that_would_show_an_unreleased_figure() -> None:
    bad = ast.parse("class Row:\n    figures: tuple[Figure, ...]\n    shown: ReleasedFigure")
    assert [field.lineno for field in fields_with_figures(bad)] == [2]


def test_only_the_exit_makes_released_figures() -> None:
    assert [path for path in modules() if makes_released(tree_of(path))] == [FIGURES]


def test_the_rule_finds_a_figure_released_by_hand() -> None:
    assert makes_released(ast.parse("figure = ReleasedFigure(2, None, '2')"))


@pytest.mark.parametrize("template", ["{{ figure }}", "{{ figure.label }}", "{{ 'x' ~ figure }}"])
def test_no_page_can_show_a_figure_that_was_not_released(template: str) -> None:
    page = next(iter(engines.all())).from_string(template)
    with pytest.raises(Exception, match=r"leaves through `released`|has no attribute 'label'"):
        page.render({"figure": Figure(2, people=2)})
    (shown,) = released([Figure(2, people=2)], Audience.READING)
    assert "Hidden: too few" in page.render({"figure": shown})


def shown_in() -> Iterator[Path]:
    yield from (path for path in modules() if path != FIGURES)
    yield from (path for path in PACKAGE.rglob("templates/**/*.html"))
    yield from PACKAGE.rglob("*.typ")


def test_the_words_for_a_missing_number_stand_in_one_place() -> None:
    found = {str(path): here for path in shown_in() if (here := literals(path.read_text()))}
    assert not found, found


def test_the_rule_finds_a_label_written_by_hand() -> None:
    assert literals('people or "Not reported"') == {"Not reported"}
