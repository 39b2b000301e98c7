"""One way to refuse: services raise Refused, pages show it, and every other exception is named an error."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.house.source import modules, say, tree_of

KNOWN = {"Refused", "ChangedMeanwhile", "UnreadableFile"}
BARE = {"ValueError", "ValidationError"}


def exceptions(tree: ast.Module) -> Iterator[tuple[ast.ClassDef, set[str]]]:
    """The exceptions that a module makes, with what each is a kind of."""
    for node in tree.body:
        if isinstance(node, ast.ClassDef):
            bases = {ast.unparse(base).rpartition(".")[2] for base in node.bases}
            if any(base in KNOWN | BARE or base.endswith(("Error", "Exception")) for base in bases):
                yield node, bases


def misnamed(tree: ast.Module) -> Iterator[ast.ClassDef]:
    for node, bases in exceptions(tree):
        if not (node.name.endswith("Error") or node.name in KNOWN or "Refused" in bases):
            yield node


def bare_refusals(tree: ast.Module) -> Iterator[ast.AST]:
    """Where what is refused is raised, or caught, as something that pages do not show."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call) and ast.unparse(node.exc.func) in BARE:
            yield node
        if (
            isinstance(node, ast.ExceptHandler)
            and node.type is not None
            and ast.unparse(node.type) == "ValidationError"
        ):
            yield node


def told(path: Path, nodes: Iterator[ast.AST]) -> list[str]:
    return [say(path, node.lineno) for node in nodes]  # type: ignore[attr-defined]


def test_exceptions_are_named_as_errors_or_are_one_of_the_few() -> None:
    assert [where for path in modules() for where in told(path, misnamed(tree_of(path)))] == []


def test_services_refuse_by_one_exception_which_views_catch() -> None:
    found = [
        where for path in modules("services", "exports", "views") for where in told(path, bare_refusals(tree_of(path)))
    ]
    assert found == []


def test_the_rules_see_a_clause_for_a_name_and_a_bare_refusal() -> None:
    assert [one.name for one in misnamed(ast.parse("class WrongDay(ValueError): ..."))] == ["WrongDay"]
    assert not list(misnamed(ast.parse("class FileRefused(Refused): ...\nclass DayError(ValueError): ...")))
    assert len(list(bare_refusals(ast.parse("raise ValueError('No.')")))) == 1
    assert len(list(bare_refusals(ast.parse("try: ...\nexcept ValidationError: ...")))) == 1
