"""The documents a user can try Towpath with: shaped like real ones, in our own words, and read by the same code."""

import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from towpath.demonstration.typesetting.building import build
from towpath.demonstration.typesetting.contents import FOLDER
from towpath.documents.plan import as_json, read_plan
from towpath.documents.reading import read_document

ROOT = Path(__file__).resolve().parents[3]
SHARED = ROOT.parent / "shared" / "documents"
SHIPPED = sorted(path for path in FOLDER.iterdir() if path.suffix != ".toml")
LONGEST_SHARED_RUN = 7

STRATEGY = "lockwater-strategy-delivery-plan"
COUNTS = {
    f"{STRATEGY}.docx": (9, 20),
    f"{STRATEGY}.pdf": (9, 20),
    "lockwater-death-review-tracker.docx": (8, 8),
    "lockwater-readiness-tracker.xlsx": (9, 10),
    "seven-boroughs-programme-actions.csv": (3, 14),
}


@cache
def document(name):
    return read_document((FOLDER / name).read_bytes(), name)


@cache
def plan(name):
    return read_plan(document(name))


def actions(name):
    return {action.text: action for action in plan(name).actions}


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    return {path.name: path for path in build(tmp_path_factory.mktemp("made"))}


def test_every_shipped_document_is_one_the_builder_makes(made):
    assert {path.name for path in SHIPPED} == set(made) == set(COUNTS)


@pytest.mark.parametrize("name", COUNTS)
def test_shipped_documents_say_what_the_builder_makes_today(made, name):
    assert read_document(made[name].read_bytes(), name) == document(name), (
        "Run `python tools/build_demonstration_documents.py`."
    )


def test_making_the_documents_again_makes_the_same_files(made, tmp_path):
    again = {path.name: path.read_bytes() for path in build(tmp_path)}
    assert again == {name: path.read_bytes() for name, path in made.items()}


@pytest.mark.parametrize(("name", "counts"), COUNTS.items())
def test_each_document_is_read_whole(name, counts):
    read = plan(name)
    assert (len(read.recommendations), len(list(read.actions))) == counts


def test_word_and_pdf_of_the_strategy_say_the_same():
    assert as_json(plan(f"{STRATEGY}.docx")) == as_json(plan(f"{STRATEGY}.pdf"))


def test_themes_spelt_down_the_side_are_read_as_words():
    themes = Counter(recommendation.theme for recommendation in plan(f"{STRATEGY}.docx").recommendations)
    assert themes == {"PREVENTION AND AWARENESS": 3, "EARLY IDENTIFICATION AND SUPPORT": 3, "ENFORCEMENT": 3}


def test_the_strategy_has_blank_costs_footnotes_and_a_deadline_with_a_slip():
    read = list(plan(f"{STRATEGY}.docx").actions)
    assert sum(action.cost == "" for action in read) == 5
    assert {note.mark for action in read for note in action.notes} == {"*", "**"}
    assert [action.deadline.text for action in read if action.deadline.doubt] == ["By of 2024/25"]
    assert all(action.deadline.is_understood for action in read)


def test_the_death_review_is_rated_by_colour_and_its_silence_is_not_stated():
    ratings = Counter(action.rating.label for action in plan("lockwater-death-review-tracker.docx").actions)
    assert ratings == {"Red": 1, "Amber": 3, "Green": 3, "Not stated": 1}


def test_a_row_that_goes_on_overleaf_is_one_action_with_its_outcome():
    protocol = actions("lockwater-death-review-tracker.docx")["Write a one-page protocol for asking the ICB's advice."]
    assert protocol.outcome == ("Referrals arrive complete and go to the right door.",)
    assert "helps to agree who does what" in " ".join(update.text for update in protocol.updates).replace("\n", " ")


def test_dated_entries_and_figures_in_a_progress_cell_are_found():
    read = actions("lockwater-death-review-tracker.docx")
    dated = read["Add both questions to every referral form and report the answers."]
    trained = read["Train every practice team in IRIS."]
    assert [update.date for update in dated.updates] == ["March 2025", "July 2025"]
    assert [figure.value for figure in trained.figures] == ["217", "33", "129"]


def test_readiness_numbers_come_back_under_each_agency():
    numbers = Counter(
        recommendation.number for recommendation in plan("lockwater-readiness-tracker.xlsx").recommendations
    )
    assert numbers["3.1"] == 3
    assert numbers["4.3"] == 2


def test_a_status_word_is_told_from_the_account_beside_it():
    read = actions("lockwater-readiness-tracker.xlsx")["Train response teams and offer reflective practice"]
    assert read.rating.label == "Ongoing"
    assert read.updates[0].text.startswith("6 sessions held")


@pytest.mark.parametrize("name", [name for name in COUNTS if not name.startswith("seven")])
def test_every_deadline_of_the_invented_borough_is_understood(name):
    assert all(action.deadline.is_understood for action in plan(name).actions)


def shingles(text, size=LONGEST_SHARED_RUN + 1):
    """Every run of so many words; column headings are the field's own, and spaced letters are no words."""
    words = re.findall(r"[^\W_]{2,}", re.sub(r"^headings = .*$", "", text, flags=re.MULTILINE).casefold())
    return {" ".join(words[at : at + size]) for at in range(len(words) - size + 1)}


def own_words():
    """What we wrote ourselves: the plans, their stories and the documentation."""
    written = [*FOLDER.parent.rglob("*.toml"), *(ROOT / "docs").rglob("*.md")]
    return {path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8") for path in written}


def test_a_copied_sentence_would_be_noticed():
    theirs = shingles("The quick brown fox jumps over the lazy dog by the canal.")
    assert shingles("We saw: quick brown fox jumps over the lazy dog!") & theirs


@pytest.mark.skipif(not SHARED.is_dir(), reason="The real documents are not beside this checkout.")
def test_nothing_is_copied_from_the_real_documents():
    theirs = set().union(*(shingles(path.read_text(encoding="utf-8")) for path in SHARED.glob("*.txt")))
    copied = {name: sorted(shingles(text) & theirs) for name, text in own_words().items()}
    assert {name: runs for name, runs in copied.items() if runs} == {}
