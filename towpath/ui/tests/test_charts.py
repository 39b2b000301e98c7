"""A stacked bar fills exactly its width and says in words what it shows."""

from bs4 import BeautifulSoup
from django.template import engines
from hypothesis import given
from hypothesis import strategies as st

from towpath.ui.charts import WIDTH, BarPart, stacked_bar

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
