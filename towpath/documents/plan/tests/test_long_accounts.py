"""Figures are looked for in proportion to an account's length: one that is pasted whole holds nobody up."""

from time import process_time

import pytest

from towpath.documents.plan.figures import LONGEST_SENTENCE, MOST_FIGURES, figures

PHRASES = ("12 of ", "5 people ", "no   5 people ", "£1 ", "50% ", "in 2021 5 came ", "1 1 ", "1.1 ", "march   ")


@pytest.mark.parametrize("phrase", PHRASES)
def test_one_long_sentence_of_numbers_takes_no_time(phrase):
    account = phrase * (100_000 // len(phrase))
    started = process_time()  # the reader's own work, whatever else the machine is doing
    assert len(figures(account)) <= MOST_FIGURES
    assert process_time() - started < 5


def test_what_is_kept_beside_a_figure_is_part_of_its_sentence():
    account = "we met and " * 1000 + "trained 217 people, " + "then met again and " * 1000
    (found,) = figures(account)
    assert (found.value, found.label) == ("217", "people")
    assert "trained 217 people" in found.sentence
    assert len(found.sentence) <= LONGEST_SENTENCE


def test_a_number_without_end_counts_nothing():
    assert [found.value for found in figures(f"Code {'9' * 5000} went to 12 surgeries.")] == ["12"]
