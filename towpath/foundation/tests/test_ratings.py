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
    assert recognised.rating.is_stated or recognised.doubt or not "".join(text.split()).strip(".,:;-–—*")


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
    with pytest.raises(ValueError, match=r"\.$|: "):
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


EVERY_CASE = [
    (scheme, standing, last) for scheme in SCHEMES for standing in Standing for last in (*scheme.ratings, NOT_STATED)
]


@pytest.mark.parametrize(("scheme", "standing", "last"), EVERY_CASE, ids=lambda one: getattr(one, "slug", str(one)))
def test_no_suggested_rating_contradicts_its_own_reason(scheme, standing, last):
    suggestion = suggest(scheme, standing, last)
    rating, sentence = suggestion.rating, suggestion.sentence
    if " so " in sentence and rating != last:  # the standing is given as the reason for another rating
        assert sentence == f"The action is {standing}, so {rating.label} is suggested."
        assert rating.means_done == (standing is Standing.DONE)
        assert rating.means_at_risk or standing is not Standing.OVERDUE
        assert not rating.means_at_risk or standing in (Standing.OVERDUE, Standing.DUE_SOON)
    if rating.is_stated and rating == last and not rating.means_done:
        assert f"so {rating.label}" not in sentence or standing in rating.suggested_when


@pytest.mark.parametrize(("scheme", "standing", "last"), EVERY_CASE, ids=lambda one: getattr(one, "slug", str(one)))
def test_what_a_person_stated_is_only_replaced_by_something_worse_or_done(scheme, standing, last):
    suggested = suggest(scheme, standing, last).rating
    if last.is_stated and suggested != last:
        is_worse = scheme.ratings.index(suggested) < scheme.ratings.index(last)
        is_better_by_date = not last.means_at_risk and last.slug != "not-started"
        assert is_worse or suggested.means_done or is_better_by_date


@pytest.mark.parametrize(
    ("standing", "last", "suggested", "sentence"),
    [
        ("overdue", "ongoing", "ongoing", "Ongoing was the last rating given. The deadline says: overdue."),
        ("overdue", "not-stated", "not-stated", "No rating can be suggested: overdue."),
        ("due soon", "not-started", "not-started", "Last rated Not started, worse than its date suggests (due soon)."),
        ("done", "ongoing", "completed", "The action is done, so Completed is suggested."),
    ],
)
def test_a_scheme_without_a_word_for_lateness_suggests_none(standing, last, suggested, sentence):
    scheme = Scheme("without", "Without", tuple(one for one in COMPLETED_OR_ONGOING.ratings if one.slug != "delayed"))
    suggestion = suggest(scheme, Standing(standing), scheme.rating(last))
    assert (suggestion.rating.slug, suggestion.sentence) == (suggested, sentence)


def test_what_is_late_is_suggested_as_delayed_where_a_scheme_says_so():
    suggestion = suggest(COMPLETED_OR_ONGOING, Standing.OVERDUE, COMPLETED_OR_ONGOING.rating("ongoing"))
    assert suggestion.rating.label == "Delayed"


def test_a_persons_own_word_for_done_stays():
    happening = OVERSIGHT_STUDY.rating("already-happening")
    assert suggest(OVERSIGHT_STUDY, Standing.DONE, happening).rating == happening


def test_a_scheme_kept_before_loses_only_the_suggestions_that_contradict_their_reason():
    kept = COMPLETED_OR_ONGOING.as_json()
    kept["ratings"][2]["suggested_when"] = ["overdue", "due soon", "on time", "no end date"]
    ongoing = Scheme.from_json(kept).rating("ongoing")
    assert Standing.OVERDUE not in ongoing.suggested_when
    assert "overdue" not in ongoing.rule
    assert "due soon" in ongoing.rule


def test_a_new_scheme_that_suggests_against_its_reason_is_refused():
    calm = Rating("calm", "Calm", "", "All is well.", suggested_when=(Standing.OVERDUE,))
    with pytest.raises(ValueError, match="suggests Calm for what is overdue: choose another"):
        Scheme("ours", "Ours", (calm,))
