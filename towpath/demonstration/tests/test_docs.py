"""The documentation keeps up with the code: every model is in the glossary, every address among the pages."""

import re
from pathlib import Path

import pytest
from django.apps import apps
from django.urls import URLPattern, get_resolver

DOCS = Path(__file__).resolve().parents[3] / "docs"
ENTRY = re.compile(r"^\| (?P<terms>[^|]+) \| (?P<meaning>[^|]+) \|(?P<code>[^|]*)\|$", re.MULTILINE)
ADDRESS = re.compile(r"^\| `(?P<address>/[^`]*)` \|", re.MULTILINE)
# A part of an address that differs: <int:pk>, or a group of a regular expression.
PART = re.compile(r"<[^>]+>|\(\?P<[^>]+>[^)]*\)")


def glossary(text):
    """What the glossary says of each term, and the names of the code that it gives."""
    found = [match for match in ENTRY.finditer(text) if set(match["terms"]) - set("-| ") and match["terms"] != "Term"]
    terms = {term: match["meaning"] for match in found for term in match["terms"].split(", ")}
    return terms, {name for match in found for name in re.findall(r"`(\w+)`", match["code"])}


def missing_models(text, models):
    terms, names = glossary(text)
    return [m.__name__ for m in models if m.__name__ not in names or str(m._meta.verbose_name) not in terms]


def models():
    return [model for model in apps.get_models() if model.__module__.startswith("towpath.")]


def addresses(patterns=None, before="/"):
    """Every address of the site, with … for each part that differs."""
    for pattern in patterns if patterns is not None else get_resolver().url_patterns:
        written = before + str(pattern.pattern).removeprefix("^").removesuffix("$")
        if isinstance(pattern, URLPattern):
            yield re.sub(r"…-…", "…", PART.sub("…", written))
        else:
            yield from addresses(pattern.url_patterns, written)


def test_every_model_is_defined_in_the_glossary():
    assert missing_models((DOCS / "glossary.md").read_text(encoding="utf-8"), models()) == []


def test_a_model_without_a_definition_would_be_noticed():
    assert missing_models("| plan | What was promised. | `Plan` |", models())


def test_the_glossary_explains_each_term_once_and_in_a_sentence():
    text = (DOCS / "glossary.md").read_text(encoding="utf-8")
    written = [term for match in ENTRY.finditer(text) for term in match["terms"].split(", ")]
    terms, _ = glossary(text)
    assert len(terms) > 80
    assert all(written.count(term) == 1 for term in terms)
    assert all(meaning.endswith(".") for meaning in terms.values())


def test_every_address_is_among_the_pages_and_every_page_has_an_address():
    written = ADDRESS.findall((DOCS / "pages.md").read_text(encoding="utf-8"))
    assert sorted(written) == sorted(set(addresses())), "Bring docs/pages.md up to date."


def test_an_address_that_is_not_among_the_pages_would_be_noticed():
    assert "/plans/…/" in set(addresses())
    assert "/nowhere/" not in set(addresses())


@pytest.mark.parametrize("path", sorted((DOCS / "decisions").glob("*.md")), ids=lambda path: path.stem)
def test_a_decision_is_numbered_short_and_says_why(path):
    text = path.read_text(encoding="utf-8")
    number, _, _ = path.stem.partition("-")
    assert text.startswith(f"# {number} ")
    assert len(text.splitlines()) <= 60
    assert text.index("**Decided.**") < text.index("**Why.**")
