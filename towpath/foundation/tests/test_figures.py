"""Figures: a number or a word, sums that their parts add up to, and the one exit by which they leave."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from towpath.foundation.disclosure import FEWEST
from towpath.foundation.figures import (
    MEANINGS,
    NO_TARGET,
    Absence,
    Audience,
    Figure,
    Style,
    ratio_of_sums,
    released,
    released_target,
    rounded,
    share,
    total_of,
)

READING, WORKING = Audience.READING, Audience.WORKING
figures = st.one_of(
    st.integers(0, 10_000).map(Figure), st.sampled_from(list(Absence)).map(lambda absence: Figure(absence=absence))
)
answered = st.integers(0, 30).map(lambda people: Figure(people, people=people))


def test_figure_is_a_number_or_a_word_and_never_both() -> None:
    for wrong in ({}, {"number": 3, "absence": Absence.NOT_DUE}):
        with pytest.raises(ValueError, match="never both"):
            Figure(**wrong)


@pytest.mark.parametrize("print_it", [str, "{}".format, lambda figure: f"{figure}"])
def test_a_figure_that_was_not_released_cannot_be_printed(print_it) -> None:
    with pytest.raises(TypeError, match="leaves through `released`"):
        print_it(Figure(3))


@given(st.integers(0, 50), st.sampled_from([None, *Absence]))
def test_number_above_nought_is_always_given(number: int, otherwise: Absence | None) -> None:
    figure = Figure.of(number, otherwise)
    assert (figure.number == number) == (number > 0 or otherwise is None)
    (shown,) = released([figure], READING)
    assert shown.label == (str(number) if number or otherwise is None else otherwise.label)
    assert shown.cell == (number if number or otherwise is None else otherwise.label)


def test_every_kind_of_no_number_has_a_label_and_a_meaning_of_its_own_and_none_is_nought() -> None:
    labels = {shown.label for shown in released([Figure(0), *(Figure(absence=one) for one in Absence)], READING)}
    assert labels == {"0", "Not due", "Not reported", "Not applicable", "Hidden: too few"}
    assert released_target(None).label == NO_TARGET == "No target set"
    assert set(MEANINGS) == labels - {"0"} | {NO_TARGET}
    assert len(set(MEANINGS.values())) == len(MEANINGS)


def test_a_number_of_thousands_is_written_so_that_it_can_be_read() -> None:
    assert [shown.label for shown in released([Figure(1234), Figure(1_234_567)], READING)] == ["1,234", "1,234,567"]


@given(st.lists(figures))
def test_total_is_the_sum_of_its_numbers_and_counts_every_figure_once(listed: list[Figure]) -> None:
    total = total_of(listed)
    assert total.number == sum(figure.number for figure in listed if figure.number is not None)
    assert total.counted + sum(count for _, count in total.absent) == len(listed)
    assert (total.figure.number is None) == (bool(listed) and not total.counted)


@given(st.lists(figures), st.lists(figures))
def test_totals_of_two_parts_make_the_total_of_the_whole(one: list[Figure], other: list[Figure]) -> None:
    assert total_of(one).number + total_of(other).number == total_of([*one, *other]).number


@pytest.mark.parametrize(
    ("parts", "label"),
    [((2, 1), "Hidden: too few"), ((2, 3), "5"), ((0, 0), "0"), ((4,), "Hidden: too few")],
)
def test_a_sum_of_people_who_answered_is_hidden_where_they_are_few(parts: tuple[int, ...], label: str) -> None:
    total = total_of([*(Figure(people, people=people) for people in parts), Figure(absence=Absence.NOT_DUE)])
    assert total.people == sum(parts)
    (shown,) = released([total.figure], READING)
    assert shown.label == label
    assert total_of([Figure(2), Figure(1)]).figure.people is None


def test_a_share_and_a_word_for_several_figures_tell_of_the_same_people() -> None:
    assert released([share(Figure(2, people=2), 8)], READING, style=Style.SHARE)[0].is_hidden
    assert released([share(Figure(2, people=2), None)], READING, style=Style.SHARE)[0].is_hidden
    assert total_of([Figure(absence=Absence.NOT_APPLICABLE, people=3)]).figure.people == 3


def test_a_total_says_what_it_is_made_without() -> None:
    parts = [Figure(3), *[Figure(absence=Absence.NOT_DUE)] * 2, Figure(absence=Absence.NOT_REPORTED)]
    assert total_of(parts).note == "Without 2 sites not due, 1 not reported"
    assert total_of(parts[1:]).figure.absence is Absence.NOT_REPORTED


class TestSmallNumbers:
    @pytest.mark.parametrize(("people", "is_hidden"), [(0, False), (1, True), (4, True), (FEWEST, False), (400, False)])
    def test_fewer_than_five_people_are_hidden_from_readers_alone(self, people: int, is_hidden: bool) -> None:
        figure = Figure(people, people=people)
        assert released([figure], READING)[0].is_hidden is is_hidden
        assert not released([figure], WORKING)[0].is_hidden

    @given(st.lists(st.integers(0, 10).map(Figure)))
    def test_what_is_not_of_people_who_answered_is_never_hidden(self, listed: list[Figure]) -> None:
        assert [one.number for one in released(listed, READING)] == [one.number for one in listed]

    @given(st.lists(answered, max_size=8))
    def test_who_works_with_the_rows_sees_every_figure(self, parts: list[Figure]) -> None:
        assert [one.number for one in released(parts, WORKING)] == [part.number for part in parts]


@pytest.mark.parametrize(
    ("number", "style", "label"),
    [
        (12345, Style.COUNT, "12,345"), (Fraction(15, 4), Style.COUNT, "3.75"), (Fraction(10, 3), Style.MEAN, "3.33"),
        (Fraction(1, 2), Style.CHANGE, "+0.5"), (Fraction(-5, 2), Style.CHANGE, "−2.5"), (0, Style.CHANGE, "0"),
        (Fraction(7, 4), Style.PRINTED_MEAN, "1.8"), (1, Style.PRINTED_CHANGE, "+1.0"),
        (Fraction(2, 3), Style.SHARE, "67%"),
    ],
)  # fmt: skip
def test_numbers_are_written_in_one_way_for_each_kind(number, style, label) -> None:
    assert released([Figure(number)], READING, style=style)[0].label == label


@given(st.fractions(-100, 100, max_denominator=400), st.integers(0, 3))
def test_rounding_is_half_away_from_zero(number: Fraction, places: int) -> None:
    exact = Fraction(str(rounded(number, places)))
    assert abs(exact - number) <= Fraction(1, 2 * 10**places)
    assert rounded(-number, places) == -rounded(number, places)


@given(st.integers(0, 10_000), st.one_of(st.none(), st.integers(0, 10_000)))
def test_a_share_of_nothing_is_no_share(reached: int, target: int | None) -> None:
    found = share(Figure(reached), target)
    assert (found.number is None) is (not target)
    if target:
        assert found.number == Fraction(reached, target)


@given(st.lists(st.tuples(figures, figures)))
def test_both_numbers_of_a_ratio_of_sums_are_of_the_same_places(pairs: list[tuple[Figure, Figure]]) -> None:
    known = [pair for pair in pairs if None not in (pair[0].number, pair[1].number)]
    ratio = ratio_of_sums(pairs)
    assert ratio.places + ratio.without == len(pairs)
    if known:
        assert ratio.part.number == sum(part.number for part, _ in known)
        assert ratio.whole.number == sum(whole.number for _, whole in known)
        assert ratio.places == len(known)


def test_where_both_numbers_are_known_nowhere_a_ratio_says_why() -> None:
    ratio = ratio_of_sums([(Figure(absence=Absence.NOT_REPORTED), Figure(4))])
    assert (ratio.part.absence, ratio.whole.number, ratio.without) == (Absence.NOT_REPORTED, 4, 0)
