"""PDF files: tagged, and nothing a person typed becomes mark-up."""

from datetime import UTC, datetime
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from tests.sizes import tried
from towpath.documents.writers import pdf
from towpath.documents.writers.pdf import PrintingError, picture_as_png, typeset
from towpath.documents.writers.tests.alphabets import OUT_OF_ORDER, PASTED, READ_OUT_BADLY, WORDS
from towpath.documents.writers.tests.papers import bare, faults_in, words_of_pdf

MADE_AT = datetime(2026, 7, 10, 9, 5, tzinfo=UTC)
TEMPLATE = """
#import "/house.typ": *
#let told = json(bytes(sys.inputs.contents))
#show: house.with(title: told.title)
#title(told.title)
#told.words
#for drawn in json(bytes(sys.inputs.pictures)) { picture(drawn, "What the picture shows.") }
"""


@pytest.fixture(scope="module")
def template(tmp_path_factory):
    folder = tmp_path_factory.mktemp("templates")
    (folder / "house.typ").write_text((pdf.STYLES / "house.typ").read_text())
    (folder / "page.typ").write_text(TEMPLATE)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pdf, "PACKAGE", folder)
        yield folder / "page.typ"


def read(template, **told):
    return PdfReader(BytesIO(typeset(template, told, made_at=MADE_AT)))


def test_the_file_is_tagged_titled_and_in_english(template):
    catalogue = read(template, title="A plan", words="Some words.").trailer["/Root"]
    assert catalogue["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in catalogue
    assert catalogue["/Lang"] == "en-GB"


@pytest.mark.parametrize("typed", ["#panic(1)", "*bold* _slant_ $x$", '"] #read("/etc/hosts")', "= Not a heading"])
def test_what_a_person_typed_is_printed_as_typed(template, typed):
    assert typed in read(template, title="A plan", words=typed).pages[0].extract_text()


def test_a_template_that_lacks_something_says_what(template):
    with pytest.raises(PrintingError, match="words"):
        typeset(template, {"title": "A plan"}, made_at=MADE_AT)


@pytest.mark.parametrize("endless", ["ক্" * 400, "ক" + "ি" * 400, "ക" + "ൄ" * 400], ids=ascii)
def test_a_syllable_without_end_stops_no_paper(template, endless):
    """Typst panics at one of 255 characters (rustybuzz), and Python is told so by what is no Exception."""
    assert read(template, title=endless, words=endless).pages


def test_where_typst_panics_the_paper_cannot_be_set_and_the_text_is_named(template, monkeypatch):
    monkeypatch.setattr(pdf, "printable", str)
    with pytest.raises(PrintingError, match="“A plan” cannot be printed: “ক্ক্"):
        read(template, title="A plan", words="ক্" * 400)


def test_the_same_contents_give_the_same_file(template):
    told = {"title": "A plan", "words": "Some words."}
    assert typeset(template, told, made_at=MADE_AT) == typeset(template, told, made_at=MADE_AT)


def svg(words):
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" width="300" height="60" font-family="Arial">'
        f'<g transform="translate(4 5)"><text x="9" y="15" font-size="12" fill="#222b30">A site</text>'
        f'<text x="290" y="40" font-size="12" fill="#222b30" text-anchor="end">{words}</text></g></svg>'
    )


def made(template, words, *pictures):
    return typeset(template, {"title": words, "words": words}, made_at=MADE_AT, pictures=pictures)


@pytest.mark.parametrize("alphabet", WORDS)
def test_words_of_every_alphabet_are_printed_and_can_be_read_out_of_a_conforming_file(template, alphabet):
    paper = made(template, WORDS[alphabet], svg(WORDS[alphabet]))
    assert faults_in(paper) == []
    letters, read_out = bare(WORDS[alphabet]), words_of_pdf(paper)
    assert read_out.count(letters) == 3 or alphabet in OUT_OF_ORDER
    assert all(read_out.count(letter) >= 3 * letters.count(letter) for letter in letters)


def test_all_alphabets_together_conform(template):
    words = "\n".join([*(WORDS | READ_OUT_BADLY).values(), *PASTED, "x" * 5000])
    assert faults_in(made(template, words, svg("শ" * 400))) == []


def test_the_title_of_the_file_is_as_typed(template):
    assert PdfReader(BytesIO(made(template, WORDS["Hebrew"]))).metadata.title == WORDS["Hebrew"]


@pytest.mark.parametrize("long", ["x" * 400, "สถานที่" * 60, "安全的地方" * 90, "_" * 300, "শ্র" * 120])
def test_a_word_longer_than_the_page_is_wide_stays_on_it(template, long):
    paper = made(template, long)
    page = PdfReader(BytesIO(paper)).pages[0]
    edges = []
    page.extract_text(visitor_text=lambda text, cm, tm, *_: edges.append(tm[4]))
    assert max(edges) < float(page.mediabox.width)
    assert bare(long) in words_of_pdf(paper)


@tried(25, 500)
@given(typed=st.lists(st.text(min_size=1), min_size=1, max_size=20))
def test_no_character_stops_a_paper(template, typed):
    assert faults_in(made(template, "\n".join(typed))) == []


@tried(25, 500)
@given(typed=st.text(st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="<&\ufffe\uffff"), min_size=1))
def test_no_character_stops_a_picture(template, typed):
    assert faults_in(made(template, "A plan", svg(typed))) == []
    assert picture_as_png(svg(typed), scale=1).startswith(b"\x89PNG")


ROW = {"cells": [{"words": "Brent"}, "Met \U00012000"]}


def test_a_paper_that_still_fails_names_the_part_and_what_stands_in_it(template, monkeypatch):
    monkeypatch.setattr(pdf, "printable", lambda text: text)
    told = {"title": "A plan", "words": "", "rows": [ROW]}
    template.write_text(TEMPLATE + "#told.rows.first().cells.last()")
    with pytest.raises(PrintingError, match=r"^“Brent” cannot be printed: “Met \U00012000”"):
        typeset(template, told, made_at=MADE_AT)
