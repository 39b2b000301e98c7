"""Nothing in the repository that must not be there: registries' hosts, this machine's paths, others' sentences."""

import re
import subprocess
from pathlib import Path

import pytest

from tests.house.source import PACKAGE, ROOT

HOSTS = re.compile(
    "|".join(["pypi" + r"\.org", "python" + r"hosted\.org", "registry" + r"\.npmjs", "deb" + r"\.debian"])
)
SOURCES = ROOT.parent / "shared" / "documents"
TEXTS = {
    ".py",
    ".md",
    ".html",
    ".txt",
    ".toml",
    ".json",
    ".in",
    ".css",
    ".scss",
    ".js",
    ".svg",
    ".typ",
    ".csv",
    ".yaml",
}
LONGEST_QUOTE = 12  # words in a row that may be the same by chance, or because a form's heading is long
VAGUE = {"utils", "helpers", "common", "manager", "data", "info", "misc"}


def tracked() -> list[Path]:
    """Every file that is or would be committed."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    return [ROOT / name for name in listed.splitlines() if (ROOT / name).is_file()]


def texts() -> dict[Path, str]:
    return {path: path.read_text(errors="replace") for path in tracked() if path.suffix in TEXTS or not path.suffix}


def runs(text: str) -> set[str]:
    """Every run of as many words as may not be copied."""
    words = re.findall(r"[a-z0-9']{2,}", text.lower())
    return {" ".join(words[start : start + LONGEST_QUOTE]) for start in range(len(words) - LONGEST_QUOTE + 1)}


def test_no_file_names_a_registry() -> None:
    found = [path for path, text in texts().items() if HOSTS.search(text)]
    assert not found


def test_no_sentence_of_the_source_documents_is_copied() -> None:
    if not SOURCES.is_dir():
        pytest.skip("The source documents are not beside this checkout.")
    theirs = set().union(*(runs(path.read_text(errors="replace")) for path in SOURCES.glob("*.txt")))
    found = {str(path): copied for path, text in texts().items() if (copied := runs(text) & theirs)}
    assert not found


def test_the_rule_finds_a_copied_sentence() -> None:
    sentence = "one two three four five six seven eight nine ten eleven twelve thirteen"
    assert runs(f"Before. {sentence.title()}!") & runs(sentence)


def test_no_module_has_a_name_that_says_nothing() -> None:
    assert not [path for path in PACKAGE.rglob("*.py") if path.stem in VAGUE]
