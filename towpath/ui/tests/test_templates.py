"""Every template of every room compiles, and a misspelt name on a page is found out rather than left blank."""

from pathlib import Path

import pytest
from django.conf import settings
from django.template import engines
from jinja2 import UndefinedError

TEMPLATES = sorted(
    path.relative_to(folder).as_posix()
    for folder in map(Path, settings.TEMPLATES[0]["DIRS"])
    for path in folder.rglob("*.html")
)


def rendered(source: str, **context) -> str:
    return engines["pages"].from_string(source).render(context)


@pytest.mark.parametrize("name", TEMPLATES)
def test_template_compiles(name):
    engines["pages"].get_template(name)


@pytest.mark.parametrize("source", ["{{ actoin }}", "{% if actoin %}{% endif %}", "{% for a in actoin %}{% endfor %}"])
def test_misspelt_name_is_a_fault(source):
    with pytest.raises(UndefinedError, match="actoin"):
        rendered(source, action="a")


def test_misspelt_attribute_is_a_fault():
    with pytest.raises(UndefinedError, match="titel"):
        rendered("{{ path.titel }}", path=Path())


def test_option_left_out_of_a_macro_is_no_fault():
    assert rendered("{{ options.hint }}{{ 'a' if false }}", options={}) == ""


def test_text_is_escaped_unless_marked():
    assert rendered("{{ text }}", text="<b>") == "&lt;b&gt;"
