"""Every template of ours is shown by a page, or is part of one that is."""

import re
from pathlib import Path

from tests.house.source import PACKAGE, modules

NAME = re.compile(r"[\"']((?:[\w-]+/)+[\w.-]+\.(?:html|txt|svg))[\"']")
# Pages of a dependency show these by names it makes up itself.
BORROWED = ("account/", "mfa/", "ui/fields/", "429.html")


def ours() -> dict[str, Path]:
    """Our templates by the name they are asked for by."""
    found = {}
    for path in PACKAGE.rglob("templates/**/*.*"):
        room = next(parent for parent in path.parents if parent.name == "templates")
        found[path.relative_to(room).as_posix()] = path
    return found


def named_in(texts: list[str]) -> set[str]:
    return {name for text in texts for name in NAME.findall(text)}


def unused(templates: dict[str, str], code: list[str]) -> set[str]:
    """Templates that neither code nor another template asks for."""
    return {name for name in templates if not name.startswith(BORROWED)} - named_in([*code, *templates.values()])


def test_every_template_is_used() -> None:
    templates = {name: path.read_text() for name, path in ours().items()}
    assert len(templates) > 50
    assert not unused(templates, [path.read_text() for path in modules()])


def test_the_rule_finds_a_template_nobody_asks_for() -> None:
    templates = {"plans/a.html": '{% extends "ui/base.html" %}', "ui/base.html": "", "plans/lost.html": ""}
    assert unused(templates, ['render(request, "plans/a.html")']) == {"plans/lost.html"}
