"""Every field of every model is classified by how sensitive it is, and no export or page reads a secret one."""

import ast
from collections.abc import Iterator
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import models

from tests.house.source import modules, say, tree_of
from towpath.access.sensitivity import classified
from towpath.foundation.sensitivity import Sensitivity

OURS = [model for model in apps.get_models() if model.__module__.startswith("towpath.")]


def unclassified(model: type[models.Model]) -> set[str]:
    """Fields without a classification, and classifications without a field."""
    fields = {field.name for field in model._meta.get_fields() if getattr(field, "concrete", False)}
    return fields ^ set(getattr(model, "sensitivity", {}))


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_every_field_is_classified(model: type[models.Model]) -> None:
    assert not unclassified(model)


def test_the_rule_fires_on_a_field_nobody_classified() -> None:
    names = [SimpleNamespace(name=name, concrete=True) for name in ("telephone", "code")]
    slip = SimpleNamespace(
        _meta=SimpleNamespace(get_fields=lambda: names), sensitivity=classified(plain="code", secret="pin")
    )
    assert unclassified(slip) == {"telephone", "pin"}  # type: ignore[arg-type]
    assert slip.sensitivity["pin"] is Sensitivity.SECRET


LEAVES = ("exports", "presenters", "views", "facts", "api", "management")
SHOWN_ON_PURPOSE = ("demo.py",)  # the terminal tells how to sign in to the invented partnership
SECRET = {name for model in OURS for name, kind in model.sensitivity.items() if kind is Sensitivity.SECRET}  # type: ignore[attr-defined]
ASKS_FOR = {"values", "values_list", "only"}


def secrets_read(tree: ast.Module) -> Iterator[ast.Attribute]:
    """Where a secret field is read from a row, or asked for by its name."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in SECRET:
            yield node
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and SECRET & _asked_for(node):
            yield node.func


def _asked_for(call: ast.Call) -> set[object]:
    asks = isinstance(call.func, ast.Attribute) and call.func.attr in ASKS_FOR
    return {one.value for one in call.args if asks and isinstance(one, ast.Constant)}


def test_no_export_and_no_page_reads_a_secret_field() -> None:
    found = [
        say(path, node.lineno)
        for path in modules(*LEAVES)
        if path.name not in SHOWN_ON_PURPOSE
        for node in secrets_read(tree_of(path))
    ]
    assert found == []


@pytest.mark.parametrize("line", ["row.password", "rows.values_list('name', 'password')", "mail.sealed"])
def test_the_rule_finds_an_export_of_a_secret(line: str) -> None:
    assert len(list(secrets_read(ast.parse(line)))) == 1
