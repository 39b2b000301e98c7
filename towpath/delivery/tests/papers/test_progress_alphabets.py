"""A progress report of sites and practices named in every alphabet: PDF, Word and the picture hold every word."""

from datetime import date
from functools import partial

import pytest

from tests.once import for_a_file
from towpath.delivery.papers.gathering import gather
from towpath.delivery.tests.papers.story import QUARTER, on
from towpath.delivery.tests.papers.story import bare as seven_boroughs
from towpath.documents.writers.tests.alphabets import ALL, READ_OUT_WELL, WORDS
from towpath.documents.writers.tests.papers import bare, faults_in, words_of_pdf, words_of_word
from towpath.foundation.clock import now
from towpath.papers.making import make
from towpath.programmes.models import Mode
from towpath.programmes.tests.builders import period, site_of

pytestmark = [pytest.mark.django_db, pytest.mark.once]  # letters on paper, no database changes them


@pytest.fixture(scope="module")
def made_once(django_db_setup, django_db_blocker):
    """A site in each alphabet, which the picture names too, and the prose in all of them."""
    with for_a_file(django_db_blocker), on():
        programme = seven_boroughs()
        for number, words in enumerate(ALL.values(), start=8):
            period(site_of(programme, words, number=number), Mode.BLENDED, date(2020, 4, 1))
        prose = {"summary": "\n\n".join(ALL.values()), "status": "\uf0b7 \U00012000 \u202eturned", "next_steps": ""}
        return make(partial(gather, programme, QUARTER, now(), prose=prose), now(), tell=lambda done, step: None)


@pytest.fixture(scope="module")
def printed(made_once):
    return words_of_pdf(made_once.pdf)


@pytest.fixture(scope="module")
def written(made_once):
    return words_of_word(made_once.word)


def test_the_pdf_conforms(made_once):
    assert faults_in(made_once.pdf) == []


@pytest.mark.parametrize("alphabet", READ_OUT_WELL)
def test_the_pdf_names_each_site_and_says_what_was_written(printed, alphabet):
    assert printed.count(bare(WORDS[alphabet])) >= 3


@pytest.mark.parametrize("alphabet", ALL)
def test_the_word_file_says_the_same(written, alphabet):
    assert written.count(bare(ALL[alphabet])) >= 3


def test_what_cannot_be_drawn_is_named_and_what_turns_text_round_goes(printed, written):
    assert "•[U+12000]turned" in printed
    assert "•" in written
