"""What the code writes about itself in the docs is what it says today, and links between docs lead somewhere."""

import re
import sys
from pathlib import Path

import pytest

from tests.house.source import ROOT

sys.path.insert(0, str(ROOT / "tools"))

from build_docs import FOLDER, PAGES, page_of

LINK = re.compile(r"\]\((?!https?:|#)([^)#]+)")


@pytest.mark.parametrize("name", PAGES)
def test_generated_docs_say_what_the_code_says(name: str) -> None:
    assert (FOLDER / f"{name}.md").read_text() == page_of(name), "Run `make docs` and commit the result."


def broken_links(page: Path, text: str) -> list[str]:
    return [link for link in LINK.findall(text) if not (page.parent / link).exists()]


def test_links_between_docs_lead_somewhere() -> None:
    pages = [ROOT / "README.md", *(ROOT / "docs").rglob("*.md")]
    broken = {page.name: found for page in pages if (found := broken_links(page, page.read_text()))}
    assert not broken


def test_the_rule_finds_a_broken_link() -> None:
    assert broken_links(ROOT / "README.md", "[a](docs/nowhere.md) [b](Makefile)") == ["docs/nowhere.md"]
