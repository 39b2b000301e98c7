"""Colours are named as people name them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from towpath.documents.colours import fill_of, fill_of_css, fill_of_hex, tinted


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("FF0000", "red"), ("C00000", "red"), ("FF9999", "red"),
        ("FFC000", "amber"), ("FFA500", "amber"), ("ED7D31", "amber"),
        ("FFFF00", "yellow"), ("92D050", "green"), ("00B050", "green"), ("C6EFCE", "green"),
        ("0070C0", "blue"), ("00B0F0", "blue"), ("7030A0", "purple"), ("FF66CC", "pink"),
        ("BFBFBF", "grey"), ("000000", "black"),
    ],
)  # fmt: skip
def test_colour_has_the_name_a_person_would_give_it(code, name):
    assert fill_of_hex(code).name == name


@pytest.mark.parametrize("code", ["FFFFFF", "auto", "", "none", "FEFEFE"])
def test_white_and_automatic_are_no_colour(code):
    assert fill_of_hex(code) is None


@pytest.mark.parametrize(
    ("written", "code"),
    [("#f00", "#FF0000"), ("rgb(255, 192, 0)", "#FFC000"), ("Green", "#008000"), ("#92D050 !important", "#92D050")],
)
def test_colour_of_a_web_page_is_understood(written, code):
    assert fill_of_css(written).hex == code


@pytest.mark.parametrize("written", ["transparent", "inherit", "url(x.png)", ""])
def test_what_is_no_colour_gives_none(written):
    assert fill_of_css(written) is None


@pytest.mark.parametrize(("tint", "expected"), [(0, "4472C4"), (1, "FFFFFF"), (-1, "000000"), (0.4, "8FAADC")])
def test_tint_makes_a_theme_colour_lighter_or_darker(tint, expected):
    assert tinted("4472C4", tint) == expected


@given(st.floats(0, 1), st.floats(0, 1), st.floats(0, 1))
def test_every_colour_has_a_name_and_six_digits(red, green, blue):
    fill = fill_of(red, green, blue)
    assert fill is None or (fill.name and len(fill.hex) == 7)
