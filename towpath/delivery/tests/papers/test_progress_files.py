"""The progress report as it is handed to a commissioner: PDF and Word hold every figure of the page."""

from datetime import date
from html import escape
from io import BytesIO

import pytest
from django.template import engines
from docx import Document
from pypdf import PdfReader

from tests.once import for_a_file
from towpath.delivery.papers.gathering import gather
from towpath.delivery.tests.papers.story import PROSE, QUARTER, bare, on, whole_story
from towpath.documents.blocks import tables_in, words_of
from towpath.documents.tests.made_blocks import said_by
from towpath.documents.tests.reading_papers import firsts, headline, picture
from towpath.foundation.clock import now
from towpath.papers.making import STEPS, make
from towpath.plans.tests.papers.test_files import elements
from towpath.programmes.models import Mode
from towpath.programmes.services.programmes import amend_programme
from towpath.programmes.tests.builders import manager_of, period, site_of

pytestmark = [pytest.mark.django_db, pytest.mark.once]
A4_HEIGHT = 842  # points


@pytest.fixture(scope="module")
def made_once(django_db_setup, django_db_blocker):
    """The report of a whole story, and its files: both are values that no test can change."""
    with for_a_file(django_db_blocker):
        programme = whole_story()
        with on():
            report = gather(programme, QUARTER, now(), prose=PROSE, issue_note="Issue 2, restated: a sum was wrong.")
        return report, made(report)


@pytest.fixture
def report(made_once):
    return made_once[0]


@pytest.fixture
def files(made_once):
    return made_once[1]


def made(report):
    with on():
        return make(lambda: report, now(), tell=lambda done, step: None)


def printed_words(pdf):
    return " ".join(" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(pdf)).pages)


def squeezed(text):
    """Without the spaces and hyphens that breaking a line may add or take."""
    return "".join(text.split()).replace("-", "").replace("\xad", "")


def test_the_pdf_holds_every_word_and_figure(report, files):
    printed = squeezed(printed_words(files.pdf))
    assert [said for said in said_by(report) if squeezed(said) not in printed] == []


def test_the_word_file_holds_every_word_and_figure(report, files):
    word = Document(BytesIO(files.word))
    cells = (cell.text for table in word.tables for row in table.rows for cell in row.cells)
    written = squeezed("\n".join([*(paragraph.text for paragraph in word.paragraphs), *cells]))
    assert [said for said in said_by(report) if squeezed(said) not in written] == []


def test_each_row_of_the_word_file_has_the_figures_of_its_site(report, files):
    tables = Document(BytesIO(files.word)).tables
    rows = [[cell.text for cell in row.cells] for table in tables for row in table.rows]
    for table in tables_in(report.blocks):
        for row in table.rows:
            assert list(map(words_of, row.cells)) in rows


def test_the_pdf_is_tagged_titled_in_english_and_its_picture_described(report, files):
    pdf = PdfReader(BytesIO(files.pdf))
    catalogue = pdf.trailer["/Root"]
    assert catalogue["/MarkInfo"]["/Marked"]
    assert catalogue["/Lang"] == "en-GB"
    assert pdf.metadata.title == "Seven boroughs: progress report for Quarter 2 2020/21, July to September 2020"
    assert b"pdfuaid" in catalogue["/Metadata"].get_object().get_data()
    root = catalogue["/StructTreeRoot"]
    assert [figure["/Alt"] for figure in elements(root, "/Figure")] == [picture(report).sentence]
    assert len(elements(root, "/Table")) == sum(bool(one.rows) for one in tables_in(report.blocks))
    assert elements(root, "/TH")
    assert len(elements(root, "/H1")) >= 7


def test_the_first_page_gives_the_headline_and_the_whole_overview(report, files):
    first = squeezed(PdfReader(BytesIO(files.pdf)).pages[0].extract_text())
    for said in (*headline(report), *firsts(report, "Overview")):
        assert squeezed(said) in first


def test_the_word_file_has_headings_heading_rows_and_describes_its_picture(report, files):
    word = Document(BytesIO(files.word))
    headings = [one.text for one in word.paragraphs if one.style.name == "Heading 1"]
    assert headings == [
        "Overview", "Summary of progress", "Current status", "Next steps", "Figures", "Delivery",
        "How this was worked out",
    ]  # fmt: skip
    assert word.inline_shapes[0]._inline.docPr.get("descr") == picture(report).sentence
    assert all(table._tbl.xpath("./w:tr[1]/w:trPr/w:tblHeader") for table in word.tables)


def test_a_picture_of_many_sites_is_printed_in_parts_that_each_fit_a_page():
    programme = bare()
    with on():
        for number in range(8, 40):
            period(site_of(programme, f"Area {number}", number=number), Mode.BLENDED, date(2020, 4, 1))
        contents = gather(programme, QUARTER, now())
    parts = picture(contents).printed
    assert len(parts) == 3
    named = "".join(part.svg for part in parts)
    assert all(f">Area {number}</tspan>" in named for number in range(8, 40))
    pdf = PdfReader(BytesIO(made(contents).pdf))
    figures = elements(pdf.trailer["/Root"]["/StructTreeRoot"], "/Figure")
    assert [figure["/Alt"] for figure in figures] == [part.sentence for part in parts]
    boxes = [
        figure["/A"][0]["/BBox"] if isinstance(figure["/A"], list) else figure["/A"]["/BBox"] for figure in figures
    ]
    assert all(float(box[1]) > 0 and float(box[3]) < A4_HEIGHT for box in boxes)


def test_what_a_person_typed_is_never_mark_up():
    typed = 'Meet #panic("x") & <b>agree</b> *all* $of$ it "now"'
    programme = bare()
    with on():
        amend_programme(
            actor=manager_of(programme.partnership), programme=programme, version=1, name="Plan <b>& #x", model="IRIS",
            starts_on=programme.starts_on, summary="", funder=None, commissioner=None, national_provider=None,
        )  # fmt: skip
        programme.refresh_from_db()
        contents = gather(programme, QUARTER, now(), prose={"summary": typed})
    words = printed_words(made(contents).pdf)
    assert typed in words
    assert "<b>& #x" in words


def test_whoever_waits_hears_every_step(report):
    heard = []
    with on():
        make(lambda: report, now(), tell=lambda done, step: heard.append((done, step)))
    assert heard == list(enumerate(STEPS))


def test_sections_not_written_yet_say_so():
    programme = bare()
    with on():
        contents = gather(programme, QUARTER, now())
    assert printed_words(made(contents).pdf).count("Not written yet.") == 3


def test_the_page_holds_every_word_and_figure(report):
    """The page is made by the same macro for everybody who reads it."""
    macro = '{% from "ui/macros/blocks.html" import blocks %}{{ blocks(all) }}'
    page = squeezed(next(iter(engines.all())).from_string(macro).render({"all": report.blocks}))
    assert [said for said in said_by(report) if squeezed(escape(said, quote=False)) not in page] == []
