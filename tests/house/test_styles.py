"""Every class our styles name stands on a page, and the design system's parts that we load are used by one."""

import re
from collections.abc import Iterable

from tests.house.source import PACKAGE, modules

STYLES = PACKAGE / "ui" / "styles"
OURS = re.compile(r"\.(towpath-[\w-]+(?:#\{)?)")
PART = re.compile(r"(govuk|moj)/components/([\w-]+)")


def unused(styles: str, pages: Iterable[str]) -> set[str]:
    """Classes that no page bears; one that is made up of parts, such as towpath-mode--{{ mode }}, by its beginning."""
    shown = "\n".join(pages)
    return {name.rstrip("#{") for name in OURS.findall(styles) if not _stands(name, shown)}


def _stands(name: str, shown: str) -> bool:
    """Whether a page bears the class; where styles or pages make its end up, whether one bears its beginning."""
    beginning, parted, end = name.rpartition("--")
    anything = r"[\w{]" if end == "#{" else r"\{"
    made_up = bool(parted) and re.search(rf"(?<![\w-]){re.escape(beginning)}--{anything}", shown)
    return bool(made_up or re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", shown))


def unused_parts(styles: str, pages: Iterable[str]) -> set[str]:
    """Parts of the design system, such as "govuk-tag", whose class no page bears and whose macro no template asks."""
    shown = "\n".join(pages)
    return {
        f"{library}-{part}"
        for library, part in PART.findall(styles)
        if not re.search(rf"{library}-{part}(?:\b|_)|components/{part}/", shown)
    }


def _styles() -> str:
    return "\n".join(path.read_text() for path in sorted(STYLES.glob("*.scss")))


def _pages() -> list[str]:
    templates = (*PACKAGE.rglob("templates/**/*.*"), *PACKAGE.rglob("static/ui/*.js"))
    return [path.read_text() for path in (*templates, *modules())]


def test_every_class_of_our_styles_stands_on_a_page() -> None:
    assert len(OURS.findall(_styles())) > 100
    assert not unused(_styles(), _pages())


def test_every_part_of_the_design_system_that_is_loaded_is_used() -> None:
    assert len(PART.findall(_styles())) > 20
    assert not unused_parts(_styles(), _pages())


def test_the_rules_find_what_no_page_bears() -> None:
    styles = ".towpath-lost { } .towpath-mode--#{$name} { } .towpath-old--#{$name} { } .towpath-list { }"
    assert not unused(".towpath-mode--#{$name} { }", ['class="towpath-mode--paused"'])
    assert unused(styles, ['class="towpath-mode--{{ mode }} towpath-list"']) == {"towpath-lost", "towpath-old--"}
    loaded = '@use "govuk-frontend/dist/govuk/components/tag"; @use "govuk-frontend/dist/govuk/components/details";'
    assert unused_parts(loaded, ['<details class="govuk-details">']) == {"govuk-tag"}
