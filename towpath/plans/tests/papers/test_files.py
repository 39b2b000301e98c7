"""The report as it is handed to a board: PDF, Word and the picture in them."""

from functools import partial
from io import BytesIO

import pytest
from docx import Document
from pypdf import PdfReader

from towpath.documents.tests.reading_papers import headline, notes, picture, rows_of, table
from towpath.foundation.clock import now
from towpath.foundation.ratings import COMPLETED_OR_ONGOING
from towpath.papers.making import STEPS, make
from towpath.plans.papers.gathering import gather
from towpath.plans.tests.builders import action_draft
from towpath.plans.tests.papers.story import QUARTER, REPORTED_ON, on, plan_of, whole_story

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def made(plan):
    with on(REPORTED_ON):
        return make(partial(gather, plan, QUARTER, now()), now(), tell=lambda done, step: None)


@pytest.fixture
def story():
    return made(whole_story())


def elements(node, kind):
    """Every element of that kind in a PDF's structure."""
    node = node.get_object()
    if not isinstance(node, dict):
        return []
    children = node.get("/K", [])
    below = children if isinstance(children, list) else [children]
    own = [node] if node.get("/S") == kind else []
    return own + [one for child in below for one in elements(child, kind)]


def test_the_pdf_is_tagged_titled_in_english_and_its_picture_described(story):
    pdf = PdfReader(BytesIO(story.pdf))
    catalogue = pdf.trailer["/Root"]
    assert catalogue["/MarkInfo"]["/Marked"]
    assert catalogue["/Lang"] == "en-GB"
    assert catalogue["/ViewerPreferences"]["/DisplayDocTitle"]
    assert pdf.metadata.title == "Delivery plan: report for Quarter 1 2026/27, April to June 2026"
    assert b"pdfuaid" in catalogue["/Metadata"].get_object().get_data()
    root = catalogue["/StructTreeRoot"]
    assert [figure["/Alt"] for figure in elements(root, "/Figure")] == [picture(story.contents).sentence]
    assert elements(root, "/TH")
    assert len(elements(root, "/H1")) >= 9


def test_the_pdf_says_what_the_report_says(story):
    words = " ".join(" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(story.pdf)).pages)
    for said in (
        "As known on 10 July 2026 at 9:05am",
        "Two trainers left.",
        "30 days late",
        "2025/26 Q4",
        *headline(story.contents),
    ):
        assert said in words


def test_the_word_file_says_the_same_and_describes_its_picture(story):
    word = Document(BytesIO(story.word))
    words = "\n".join(paragraph.text for paragraph in word.paragraphs)
    cells = "\n".join(cell.text for table in word.tables for row in table.rows for cell in row.cells)
    for sentence in (*headline(story.contents), *notes(story.contents)):
        assert sentence in words
    assert "30 days late" in cells
    assert word.inline_shapes[0]._inline.docPr.get("descr") == picture(story.contents).sentence
    assert "4 actions in all." in words


def test_the_picture_says_ratings_in_words_and_in_patterns(story):
    drawn = picture(story.contents)
    assert "Amber 3" in drawn.wide
    assert drawn.wide.count("<pattern") == len(rows_of(story.contents, "What the ratings mean"))
    assert drawn.sentence == (
        "Bars of the ratings at the end of each quarter. 2025/26 Q4: 3 Amber, 1 Green. "
        "2026/27 Q1: 1 Red, 2 Amber, 1 Complete."
    )


def test_what_a_person_typed_is_never_mark_up():
    typed = 'Meet #panic("x") & <b>agree</b> *all* $of$ it "now"'
    files = made(plan_of(action_draft(typed, rating="green"), title="Plan <b>& #x"))
    words = " ".join(" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(files.pdf)).pages)
    assert typed in words
    assert "<b>& #x" in words


def test_a_scheme_of_words_without_colours_is_drawn_and_set():
    files = made(plan_of(action_draft("Open a drop-in"), scheme=COMPLETED_OR_ONGOING))
    assert "Not stated 1" in picture(files.contents).wide
    assert files.pdf.startswith(b"%PDF")


def test_a_plan_without_a_single_action_is_reported_as_such():
    plan = plan_of(action_draft("Gone"))
    plan.actions.update(is_gone=True)
    files = made(plan)
    assert "The plan has no action." in table(files.contents, "Every action").empty
    assert files.pdf.startswith(b"%PDF")


def test_whoever_waits_hears_every_step():
    heard = []
    with on(REPORTED_ON):
        gathers = partial(gather, whole_story(), QUARTER, now())
        make(gathers, now(), tell=lambda done, step: heard.append((done, step)))
    assert heard == list(enumerate(STEPS))
