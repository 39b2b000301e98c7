"""Charts with axes: whatever is typed can be drawn, and a chart says in words and in a table what it shows."""

import subprocess
import sys

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from lxml import etree

from tests.sizes import tried
from towpath.documents.blocks import Rated, words_of
from towpath.documents.charts import StackedColumns, drawn_by_vega
from towpath.documents.writers.pdf import picture_as_png
from towpath.foundation.figures import Absence, Audience, Figure, released

AMBER, DONE, NOT_STATED = Rated("Amber", "amber"), Rated("Done", "green"), Rated("Not stated", "")
TEXTS = st.text(st.characters(), max_size=30)  # control characters and halves of pairs among them
TEXT_ALONE = {
    "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
    "mark": "text",
    "encoding": {"text": {"field": "typed"}, "x": {"field": "typed", "type": "nominal"}},
}


def columns(**counts: tuple[int | None, ...]) -> StackedColumns:
    """Actions by rating, a column for each name."""
    figures = {
        label: released(
            [Figure(absence=Absence.NOT_REPORTED) if one is None else Figure(one) for one in each], Audience.READING
        )
        for label, each in counts.items()
    }
    listed = tuple((label, tuple(each)) for label, each in figures.items())
    return StackedColumns("Actions", "the ratings", "End of", (AMBER, DONE, NOT_STATED), listed, "no actions")


def words_in(svg: str) -> list[str]:
    return [text for node in etree.fromstring(svg.encode()).iter("{*}text") if (text := "".join(node.itertext()))]


@tried(60, 2000)
@given(TEXTS)
@example("\x00")
@example("\x1b")
@example("\uffff")
@example("\ud800")
@example('"/><script>')
def test_whatever_is_typed_is_drawn_or_left_out_and_never_stops_the_process(typed: str) -> None:
    svg = drawn_by_vega(TEXT_ALONE | {"data": {"values": [{"typed": typed}]}}, typed)
    tags = {etree.QName(tag).localname for tag in etree.fromstring(svg.encode()).iter()}
    assert tags.isdisjoint({"script", "image", "style", "a"})


@tried(20, 200)
@given(TEXTS, TEXTS, st.lists(st.none() | st.integers(0, 10**6), min_size=3, max_size=3))
def test_a_chart_of_any_ratings_goes_into_page_pdf_and_word(rating: str, label: str, counts: list[int | None]) -> None:
    chart = columns(**{label or "x": tuple(counts)})
    block = StackedColumns(
        chart.caption, chart.shows, chart.over, (Rated(rating, ""), DONE, NOT_STATED), chart.columns, chart.nothing
    ).block
    etree.fromstring(block.wide.encode())
    assert picture_as_png(block.wide, scale=0.2).startswith(b"\x89PNG")


@pytest.mark.parametrize("typed", ["\\x00", "\\x1b", "\\uffff"])
def test_what_is_not_cleaned_would_end_the_whole_process(typed: str) -> None:
    """When this fails, Vega-Lite has learnt better, and cleaning is a courtesy."""
    encoding = "'encoding': {'text': {'field': 'typed'}}"
    spec = f"{{'data': {{'values': [{{'typed': '{typed}'}}]}}, 'mark': 'text', {encoding}}}"
    program = f"import vl_convert; vl_convert.vegalite_to_svg({spec})"
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, check=False)
    assert ended.returncode < 0


def test_nothing_is_fetched_for_a_chart() -> None:
    with pytest.raises(ValueError, match=r"(?i)not allowed|access denied|base url"):
        drawn_by_vega({"data": {"url": "https://elsewhere.example/data.json"}, "mark": "point"}, "Nothing.")


def test_parts_say_rating_and_number_where_there_is_room_and_carry_patterns() -> None:
    svg = columns(Q1=(3, 1, 0), Q2=(200, 1, 0)).block.wide
    assert {"Amber 200", "Q1", "Q2"} <= set(words_in(svg))
    assert "Done 1" not in words_in(svg)
    assert svg.count("<pattern") == 3


def test_the_same_is_said_in_a_sentence_and_in_a_table() -> None:
    block = columns(Q1=(3, 0, 1), Q2=(0, 0, 0), Q3=(None, 2, 0)).block
    assert block.sentence == (
        "Bars of the ratings. Q1: 3 Amber, 1 Not stated. Q2: no actions. Q3: Amber not reported, 2 Done."
    )
    assert f'aria-label="{block.sentence}"' in block.wide
    (table,) = block.tables
    assert table.headings == ("End of", "Amber", "Done", "Not stated")
    assert [tuple(map(words_of, row.cells)) for row in table.rows] == [
        ("Q1", "3", "0", "1"), ("Q2", "0", "0", "0"), ("Q3", "Not reported", "2", "0"),
    ]  # fmt: skip


def test_a_chart_carries_no_style_that_the_page_would_refuse() -> None:
    assert "style=" not in columns(Q1=(3, 1, 0)).block.wide


def test_a_chart_of_no_columns_is_still_drawn() -> None:
    assert words_in(columns().block.wide) == []
