"""The source as the whole-system tests read it: parsed once, looked at by several rules."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
PACKAGE = ROOT / "towpath"


def modules(*names: str) -> Iterator[Path]:
    """Modules of the product, tests and migrations left out; only those under a folder or file of these names."""
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(PACKAGE).with_suffix("").parts
        if {"tests", "migrations"} & set(parts):
            continue
        if not names or set(names) & set(parts):
            yield path


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text())


def functions(tree: ast.Module) -> Iterator[ast.FunctionDef]:
    """The functions at the top of a module."""
    return (node for node in tree.body if isinstance(node, ast.FunctionDef))


def calls(node: ast.AST) -> Iterator[str]:
    """The dotted names of everything called inside, such as `policies.may_edit_plans` or `record`."""
    return (ast.unparse(call.func) for call in ast.walk(node) if isinstance(call, ast.Call))


def say(path: Path, line: int) -> str:
    return f"{path.relative_to(ROOT)}:{line}"
