"""A paper on a page: whatever its blocks, every word of them is there in order, and nothing typed is markup."""

from django.template import engines
from hypothesis import given
from lxml import html

from tests.sizes import tried
from towpath.documents.blocks import CellLine, CellLines, Heading, PaperContents, TableBlock, TableRow
from towpath.documents.tests.made_blocks import ANY_TEXT, PLAIN_TEXT, first_missing, papers, said_by
from towpath.ui import record_pages

PAGE = '{% from "ui/macros/blocks.html" import blocks %}<main>{{ blocks(all) }}</main>'


def page_of(paper: PaperContents) -> str:
    page = next(iter(engines.all())).from_string(PAGE)
    return str(page.render({"all": paper.blocks}))


@tried(100, 1000)
@given(paper=papers(PLAIN_TEXT))
def test_every_word_stands_on_the_page_in_order(paper: PaperContents) -> None:
    assert first_missing(said_by(paper), html.fromstring(page_of(paper)).text_content()) is None


@tried(100, 1000)
@given(paper=papers(ANY_TEXT.map("<b>{}</b>".format)))
def test_nothing_that_was_typed_is_markup(paper: PaperContents) -> None:
    assert "<b>" not in page_of(paper)


def test_a_line_leads_to_the_page_of_its_record_where_a_room_has_one(monkeypatch) -> None:
    monkeypatch.setattr(record_pages, "PAGES", {"plans.action": "plans:action"})
    row = TableRow(
        (CellLines((CellLine("Open a drop-in", about="plans.action:12"), CellLine("Elsewhere", about="other:3"))),)
    )
    page = page_of(
        PaperContents((Heading("Drop-in", about="plans.action:12"), TableBlock("All", ("Action",), (1,), (row,))))
    )
    assert page.count('href="/actions/12/"') == 2
    assert page.count("<a ") == 2


def test_words_become_cards_on_a_phone_and_name_their_column() -> None:
    page = page_of(PaperContents((TableBlock("All", ("Action", "Lead"), (1, 1), (TableRow(("Open", "")),)),)))
    assert 'data-label="Lead"' in page
    assert "towpath-table--cards" in page
    assert "towpath-table__blank" in page
