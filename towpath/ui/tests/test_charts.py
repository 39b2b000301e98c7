"""Small charts fill exactly their place, are drawn to scale and say in words what they show."""

import re

import pytest
from bs4 import BeautifulSoup
from django.template import engines
from hypothesis import given
from hypothesis import strategies as st

from towpath.foundation.figures import Absence, Audience, Figure, released
from towpath.foundation.periods import Quarter
from towpath.ui.charts import (
    HIGH,
    TARGET_WIDTH,
    WIDTH,
    BarPart,
    ColumnChart,
    QuarterColumn,
    stacked_bar,
    tallest,
    target_bar,
)

PARTS = st.lists(
    st.builds(BarPart, st.text("ab", min_size=1), st.sampled_from(["red", "amber", ""]), st.integers(0, 500)),
    max_size=6,
)


def drawn(parts) -> BeautifulSoup:
    source = '{% from "ui/macros/rating.html" import rating_bar %}{{ rating_bar(bar, "one", "Ratings") }}'
    return BeautifulSoup(engines["pages"].from_string(source).render({"bar": stacked_bar(parts)}), "html.parser")


@given(PARTS)
def test_parts_lie_side_by_side_and_fill_the_bar(parts):
    bar = stacked_bar(parts)
    assert bar.total == sum(part.count for part in parts)
    assert sum(segment.width for segment in bar.segments) == (WIDTH if bar.total else 0)
    ends = [segment.start + segment.width for segment in bar.segments]
    assert [segment.start for segment in bar.segments[1:]] == ends[:-1]


def test_bar_says_the_same_in_words():
    page = drawn([BarPart("Red", "red", 3), BarPart("Green", "green", 1), BarPart("Amber", "amber", 0)])
    assert page.svg["aria-label"] == "Ratings: 3 red and 1 green of 4."
    assert [item.get_text(" ", strip=True) for item in page.find_all("li")] == ["Red 3 (75%)", "Green 1 (25%)"]


def test_parts_differ_by_pattern_and_not_by_colour_alone():
    page = drawn([BarPart(colour, colour, 1) for colour in ("red", "amber", "green", "blue", "grey")])
    patterns = [pattern.decode_contents().strip() for pattern in page.find_all("pattern")]
    assert len(set(patterns)) == 5


def test_plan_without_actions_has_no_picture_and_says_so():
    page = drawn([])
    assert not page.svg
    assert "Nothing to show yet." in page.get_text()


def test_parts_of_a_scheme_of_words_alone_differ_in_shade():
    bar = stacked_bar(
        [BarPart("Completed", "", 2), BarPart("Ongoing", "", 1), BarPart("Red", "red", 1), BarPart("Missing", "", 1)]
    )
    assert [(segment.colour, segment.shade) for segment in bar.segments] == [
        ("grey", 0),
        ("grey", 1),
        ("red", 0),
        ("grey", 2),
    ]


some_figures = st.one_of(
    st.integers(0, 10_000).map(Figure), st.sampled_from(list(Absence)).map(lambda absence: Figure(absence=absence))
)


@given(st.lists(some_figures, min_size=1, max_size=30), st.booleans())
def test_every_quarter_is_drawn_once_and_inside_the_drawing(figures: list[Figure], is_open: bool) -> None:
    listed = released(figures, Audience.READING)
    quarters = [Quarter.parse("2020/21 Q1")]
    while len(quarters) < len(listed):
        quarters.append(quarters[-1].next())
    columns = [
        QuarterColumn(quarter, figure, is_open=is_open and quarter == quarters[-1])
        for quarter, figure in zip(quarters, listed, strict=True)
    ]
    chart = ColumnChart("Sessions", tuple(columns), tallest([figure.number or 0 for figure in figures]))
    paths = {path["class"][0]: path["d"] for path in BeautifulSoup(chart.svg(), "html.parser").find_all("path")}
    drawn = "".join(paths.values())
    assert drawn.count("z") == len(listed)
    assert paths.get("towpath-chart__absent", "").count("z") == sum(figure.number is None for figure in listed)
    assert ("towpath-chart__open" in paths) == (is_open and bool(listed[-1].number))
    assert all(int(height) <= HIGH for height in re.findall(r"v-(\d+)", drawn))
    assert all(figure.label.lower() in chart.sentence for figure in listed)


@given(st.integers(0, 500), st.integers(1, 500))
def test_bar_reaches_for_the_target_to_scale(number: int, target: int) -> None:
    """The longer of the two is as long as the bar, the other its share of that; half a unit is rounded."""
    bar = target_bar(number, target)
    assert bar is not None
    longest = max(number, target)
    assert max(bar.done, bar.goal) == TARGET_WIDTH
    assert abs(bar.done * longest - TARGET_WIDTH * number) <= longest / 2
    assert abs(bar.goal * longest - TARGET_WIDTH * target) <= longest / 2


@pytest.mark.parametrize("number", [0, 7])
def test_a_target_of_nought_has_no_bar(number: int) -> None:
    assert target_bar(number, 0) is None
