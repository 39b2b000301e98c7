"""Text from elsewhere is kept as far as its column goes, and compared as it is kept."""

import re

import pytest

from tests.house.source import PACKAGE
from towpath.plans.models import Recommendation
from towpath.records.fitting import fit, fitted

# What is cut, and is no text that a column keeps: names of files, fingerprints, what is looked at.
NOT_KEPT = {
    "plans/views/exports.py", "papers/views/reading.py", "records/holding.py", "documents/plan/columns.py",
    "jobs/workers.py", "documents/writers/word.py", "documents/practices/opening.py",
    "documents/kinds.py", "documents/text_decoding.py",
}  # fmt: skip


@pytest.mark.parametrize("length", [0, 39, 40, 41, 400])
def test_a_text_is_kept_as_far_as_its_column_goes(length):
    assert fit(Recommendation, "number", "7" * length) == "7" * min(length, 40)


def test_a_text_without_an_end_is_kept_whole():
    assert fit(Recommendation, "text", "word " * 1_000) == "word " * 1_000


def test_each_text_goes_by_its_own_column():
    kept = fitted(Recommendation, number="7" * 300, theme="t" * 300)
    assert {name: len(text) for name, text in kept.items()} == {"number": 40, "theme": 200}


def test_no_length_of_a_column_is_said_twice():
    cut = re.compile(r"\[:\d{2,}\]")
    found = {
        str(path.relative_to(PACKAGE))
        for path in PACKAGE.rglob("*.py")
        if "tests" not in path.parts and cut.search(path.read_text(encoding="utf-8"))
    }
    assert found == NOT_KEPT
