"""The formula guard: what a spreadsheet would run is not run, and what a person wrote stays readable."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from towpath.documents.writers.guard import cleaned, guarded, is_formula


@pytest.mark.parametrize(
    "typed",
    [
        '=HYPERLINK("http://example.org","Look")',
        "+cmd|' /C calc'!A0",
        "-2+3+cmd|' /C calc'!A0",
        "@SUM(A1:A9)",
        "\t=1+1",
        "\r=1+1",
        "\ufeff=1+1",
        "\ufeff\t=1+1",
        "\u200b=1+1",
        "  \u00a0=1+1",
        "\x00=1+1",
        "＝1+1",
        "- and then more",
    ],
)
def test_what_would_run_gets_an_apostrophe_before_it(typed):
    assert guarded(typed).startswith("'")


@pytest.mark.parametrize(
    "typed", ["-", " - ", "-5", "-1,200.50", "-45%", "+3", "-£40", "A plan", "3 = three", "", "a@b.example"]
)
def test_a_dash_a_number_and_plain_words_stay_as_they_are(typed):
    assert guarded(typed) == typed


def test_controls_go_and_line_ends_are_made_alike():
    assert cleaned("one\r\ntwo\rthree\x07\tfour\ufffe") == "one\ntwo\nthree four"


@given(st.text())
def test_nothing_guarded_is_a_formula_and_no_word_is_lost(typed):
    written = guarded(typed)
    assert not is_formula(written)
    assert written.removeprefix("'") == cleaned(typed).removeprefix("'")


def test_bullets_and_ticks_of_words_own_fonts_are_everyones():
    assert cleaned("\uf0b7 one \uf0a7 two \uf0fc three \uf0e0 four") == "• one • two ✓ three → four"
