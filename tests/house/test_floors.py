"""What the import contracts of pyproject.toml cannot say."""

import ast
from collections.abc import Iterator

from tests.house.source import modules, say, tree_of

PAGES = ("django.http", "django.shortcuts", "django.urls", "django.views")


def knows_pages(tree: ast.Module) -> Iterator[ast.stmt]:
    """Imports of what only pages need."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(PAGES):
            yield node
        if isinstance(node, ast.Import) and any(name.name.startswith(PAGES) for name in node.names):
            yield node


def test_models_policies_and_services_know_no_pages() -> None:
    found = [
        say(path, node.lineno)
        for path in modules("models", "policies", "services")
        for node in knows_pages(tree_of(path))
    ]
    assert not found


def test_the_rule_fires_on_a_service_that_redirects() -> None:
    bad = ast.parse("from django.shortcuts import redirect\nimport django.http\nfrom django.db import models")
    assert len(list(knows_pages(bad))) == 2
