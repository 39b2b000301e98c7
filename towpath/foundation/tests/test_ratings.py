import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from towpath.foundation.deadlines import Standing
from towpath.foundation.ratings import (
    BLUE_RED_AMBER_GREEN,
    COMPLETED_OR_ONGOING,
    NOT_STATED,
    OVERSIGHT_STUDY,
    RED_AMBER_GREEN,
    SCHEMES,
    ImpossibleScheme,
    Rating,
    Scheme,
    recognise,
    suggest,
)


@pytest.mark.parametrize(
    ("scheme", "text", "slug"),
    [
        (RED_AMBER_GREEN, "R", "red"),
        (RED_AMBER_GREEN, "amber", "amber"),
        (RED_AMBER_GREEN, " Green. ", "green"),
        (RED_AMBER_GREEN, "on track", "green"),
        (RED_AMBER_GREEN, "Completed", "complete"),
        (BLUE_RED_AMBER_GREEN, "B", "blue"),
        (BLUE_RED_AMBER_GREEN, "Complete", "blue"),
        (COMPLETED_OR_ONGOING, "Ongoing", "ongoing"),
        (COMPLETED_OR_ONGOING, "Y", "completed"),
        (COMPLETED_OR_ONGOING, "No", "ongoing"),
        (OVERSIGHT_STUDY, "Fully implemented", "fully-implemented"),
        (OVERSIGHT_STUDY, "Already happening", "already-happening"),
        (OVERSIGHT_STUDY, "partially met", "partly-met"),
        (OVERSIGHT_STUDY, "Not met", "not-met"),
        (OVERSIGHT_STUDY, "Met", "fully-implemented"),
        (OVERSIGHT_STUDY, "missing", "missing"),
    ],
)
def test_a_rating_word_is_recognised_in_its_scheme(scheme, text, slug):
    assert recognise(scheme, text).rating.slug == slug
    assert not recognise(scheme, text).doubt


@pytest.mark.parametrize(
    "text", ["", None, "Not complete", "not on track", "Green/Amber", "purple", "incomplete", "evergreen"]
)
def test_what_names_no_single_rating_is_not_stated(text):
    assert recognise(RED_AMBER_GREEN, text).rating is NOT_STATED
    assert bool(recognise(RED_AMBER_GREEN, text).doubt) == bool(text)


@pytest.mark.parametrize(
    ("colour", "slug", "has_doubt"),
    [
        ("red", "red", False),
        ("amber", "amber", False),
        ("yellow", "amber", True),
        ("green", "green", False),
        ("blue", "complete", False),
        ("purple", "not-stated", True),
        (None, "not-stated", False),
    ],
)
def test_a_colour_alone_rates_where_the_scheme_has_it(colour, slug, has_doubt):
    recognised = recognise(RED_AMBER_GREEN, None, colour)
    assert (recognised.rating.slug, bool(recognised.doubt)) == (slug, has_doubt)


def test_words_go_before_colour_and_the_disagreement_is_shown():
    recognised = recognise(RED_AMBER_GREEN, "Red", "green")
    assert recognised.rating.slug == "red"
    assert "the colour says Green" in recognised.doubt


@given(st.sampled_from(SCHEMES))
def test_silence_is_never_good_news(scheme):
    assert recognise(scheme).rating is NOT_STATED
    assert not NOT_STATED.means_done
    assert NOT_STATED.colour == ""


@given(st.sampled_from(SCHEMES), st.text(max_size=30))
def test_whatever_is_written_one_answer_comes_back(scheme, text):
    recognised = recognise(scheme, text)
    assert recognised.rating in (*scheme.ratings, NOT_STATED)
    assert recognised.rating.is_stated or recognised.doubt or not "".join(text.split()).strip(".:;-–—*")


def test_done_is_not_green():
    assert not RED_AMBER_GREEN.rating("green").means_done
    assert RED_AMBER_GREEN.rating("complete").means_done


@pytest.mark.parametrize("scheme", SCHEMES)
def test_every_rating_prints_its_rule_and_a_scheme_survives_being_stored(scheme):
    assert all(rating.rule.endswith(".") and rating.meaning in rating.rule for rating in scheme.ratings)
    assert any(rating.means_done for rating in scheme.ratings)
    assert Scheme.from_json(json.loads(json.dumps(scheme.as_json()))) == scheme


@pytest.mark.parametrize(
    "ratings",
    [
        (),
        (Rating("one", "One", "", "A."), Rating("one", "Other", "", "B.")),
        (Rating("not-stated", "Unknown", "", "C."),),
        (Rating("both", "Both", "", "D.", means_done=True, means_at_risk=True),),
    ],
)
def test_a_scheme_that_contradicts_itself_is_refused_with_a_sentence(ratings):
    with pytest.raises(ImpossibleScheme, match=r"\.$|: "):
        Scheme("ours", "Ours", ratings)


@pytest.mark.parametrize(
    ("standing", "last", "suggested"),
    [
        (Standing.DONE, "not-stated", "complete"),
        (Standing.DONE, "red", "complete"),
        (Standing.OVERDUE, "not-stated", "red"),
        (Standing.OVERDUE, "green", "red"),
        (Standing.DUE_SOON, "not-stated", "amber"),
        (Standing.DUE_SOON, "red", "red"),
        (Standing.ON_TIME, "not-stated", "green"),
        (Standing.ON_TIME, "amber", "amber"),
        (Standing.ON_TIME, "complete", "complete"),
        (Standing.NO_BASE_DATE, "not-stated", "not-stated"),
        (Standing.NO_BASE_DATE, "green", "green"),
        (Standing.NO_END, "not-stated", "not-stated"),
        (Standing.NO_DEADLINE, "amber", "amber"),
        (Standing.NOT_UNDERSTOOD, "not-stated", "not-stated"),
    ],
)
def test_the_rule_suggests_and_says_why(standing, last, suggested):
    suggestion = suggest(RED_AMBER_GREEN, standing, RED_AMBER_GREEN.rating(last))
    assert suggestion.rating.slug == suggested
    assert suggestion.sentence.endswith(".")


@given(st.sampled_from(SCHEMES), st.sampled_from(Standing), st.data())
def test_a_stated_worry_is_never_lifted_by_a_date(scheme, standing, data):
    last = data.draw(st.sampled_from((*scheme.ratings, NOT_STATED)))
    suggested = suggest(scheme, standing, last).rating
    assert suggested.is_stated or not last.is_stated
    if last.means_at_risk and standing is not Standing.DONE:
        assert suggested.means_at_risk or not any(standing in rating.suggested_when for rating in scheme.ratings)
