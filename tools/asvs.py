"""How Towpath stands to ASVS 5.0.0: reads docs/security/asvs.toml and writes the page beside it."""

import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "docs" / "security" / "asvs.toml"
PAGE = DATA.with_suffix(".md")
NOTE = "<!-- Written by `make docs` from asvs.toml: change that, not this file. -->\n"
HEAD = """\
# How Towpath stands to ASVS 5.0.0

Every requirement of level 1 and 2 of OWASP's Application Security Verification Standard 5.0.0, by its number and in
words of our own: the standard itself says what each asks for. *Holds* names tests that prove it; what the code does and
no test proves is *not yet*. Nobody from outside has looked at this list.
"""


class Standing(StrEnum):
    """How Towpath stands to a requirement, by its key in the data."""

    HOLDS = "holds"
    INSTALLATION = "installation"
    NOT_YET = "not_yet"
    NOT_LOOKED_AT = "not_looked_at"
    DOES_NOT_APPLY = "does_not_apply"

    @property
    def label(self) -> str:
        return "of the installation" if self is Standing.INSTALLATION else self.value.replace("_", " ")


@dataclass(frozen=True)
class Requirement:
    """One requirement: `because` is what its standing names, such as tests or what is missing."""

    chapter: str
    number: str
    level: int
    label: str
    standing: Standing
    because: Any
    note: str = ""


def requirements(text: str) -> list[Requirement]:
    """Every requirement of the data. Raises ValueError for a line that does not say how it stands, or says it twice."""
    return [
        _requirement(f"{key} {chapter['title']}", number, chapter.get("every", {}) | said)
        for key, chapter in tomllib.loads(text).items()
        for number, said in chapter.items()
        if number not in {"title", "every"}
    ]


def _requirement(chapter: str, number: str, said: dict[str, Any]) -> Requirement:
    standings = [one for one in Standing if one in said]
    if len(standings) != 1 or said.keys() - {"level", "label", "note", *standings}:
        raise ValueError(f"{number} says how it stands with one of: {', '.join(Standing)}.")
    (standing,) = standings
    return Requirement(chapter, number, said["level"], said["label"], standing, said[standing], said.get("note", ""))


def written(text: str) -> str:
    """The page, from the text of the data."""
    found = requirements(text)
    return "\n".join([NOTE, HEAD, *summary(found), *chapters(found)]).rstrip() + "\n"


def summary(found: list[Requirement]) -> Iterator[str]:
    counts = Counter((one.standing, one.level) for one in found)
    yield "| Standing | Level 1 | Level 2 | Both |"
    yield "|---|---|---|---|"
    for standing in Standing:
        first, second = counts[standing, 1], counts[standing, 2]
        yield f"| {standing.label} | {first} | {second} | {first + second} |"
    first, second = (sum(one.level == level for one in found) for level in (1, 2))
    yield f"| all | {first} | {second} | {first + second} |"


def chapters(found: list[Requirement]) -> Iterator[str]:
    for chapter in dict.fromkeys(one.chapter for one in found):
        yield f"\n## {chapter}\n"
        yield "| Number | Level | In our words | Standing | By what, or why |"
        yield "|---|---|---|---|---|"
        for one in found:
            if one.chapter == chapter:
                yield f"| {one.number} | {one.level} | {one.label} | {one.standing.label} | {reason(one)} |"


def reason(one: Requirement) -> str:
    """What the standing names, with links to it, and the note."""
    match one.standing:
        case Standing.HOLDS:
            said = ", ".join(map(link, one.because))
        case Standing.INSTALLATION:
            said = f"[{one.because['heading']}](../running.md): “{one.because['line']}”"
        case Standing.NOT_LOOKED_AT:
            said = ""
        case _:
            said = one.because
    return "; ".join(filter(None, [said, one.note]))


def link(test: str) -> str:
    path, _, name = test.partition("::")
    return f"[`{name.rpartition('::')[2]}`](../../{path})"
