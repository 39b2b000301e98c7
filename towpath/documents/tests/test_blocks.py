"""Blocks: kept as JSON they come back unchanged, and what cannot be shown is refused with a sentence."""

import json

import pytest
from hypothesis import given

from tests.sizes import tried
from towpath.documents.blocks import (
    FORMAT,
    Heading,
    PaperContents,
    PictureBlock,
    PicturePart,
    TableBlock,
    TableRow,
    Title,
    UnreadableContentsError,
    as_json,
    from_json,
)
from towpath.documents.tests.made_blocks import ANY_TEXT, papers
from towpath.foundation.figures import Audience, Figure, released

(TWO,) = released([Figure(2)], Audience.READING)


@tried(100, 2000)
@given(paper=papers(ANY_TEXT))
def test_a_paper_is_kept_as_json_and_comes_back_the_same(paper: PaperContents) -> None:
    assert from_json(json.loads(json.dumps(as_json(paper)))) == paper


@pytest.mark.parametrize("format_number", [0, 1, None])
def test_another_format_is_refused_with_its_number(format_number: int | None) -> None:
    stored = as_json(PaperContents((Title("A paper"),))) | {"format": format_number}
    with pytest.raises(UnreadableContentsError, match=f"kept in format {format_number}.*it reads format {FORMAT}"):
        from_json(stored)


@pytest.mark.parametrize("part", [{"kind": "poem", "words": "x"}, {"kind": "heading", "verse": "x"}, {"words": "x"}])
def test_a_block_nobody_knows_is_refused(part: dict[str, str]) -> None:
    with pytest.raises(UnreadableContentsError, match="cannot show a part of this paper"):
        from_json({"format": FORMAT, "blocks": [part], "figures": []})


def test_a_row_has_a_cell_under_each_heading() -> None:
    with pytest.raises(ValueError, match="Each row of “Sites” needs a cell under each heading"):
        TableBlock("Sites", ("Site", "Sessions"), (1, 1), (TableRow(("Brent",)),))


def test_figures_make_a_column_of_numbers_and_words_do_not() -> None:
    table = TableBlock("Sites", ("Site", "Mode", "Sessions"), (1, 1, 1), (TableRow(("Brent", "Paused", TWO)),))
    assert table.number_columns == (2,)


def test_the_title_is_found_among_the_blocks() -> None:
    assert PaperContents((Heading("x"), Title("A plan", below="Report"))).title.whole == "A plan: report"
    assert PaperContents(()).title.whole == "Untitled"


def test_a_picture_always_says_what_it_shows() -> None:
    with pytest.raises(ValueError, match="A picture says in words what it shows"):
        PicturePart("<svg/>", " ")


def test_a_picture_always_has_a_table_beside_it() -> None:
    with pytest.raises(ValueError, match="A picture has the facts it is drawn from beside it, as a table"):
        PictureBlock("Two bars.", "<svg/>", "", (PicturePart("<svg/>", "Two bars."),), ())
