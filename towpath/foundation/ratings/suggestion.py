"""The rating that the rule suggests. A person sets the rating; this only offers one, with its reason."""

from dataclasses import dataclass

from towpath.foundation.deadlines import Standing
from towpath.foundation.ratings.scheme import NOT_STATED, Rating, Scheme


@dataclass(frozen=True)
class Suggestion:
    """A rating offered by rule, and the sentence that says why."""

    rating: Rating
    sentence: str


def suggest(scheme: Scheme, standing: Standing, last_rating: Rating = NOT_STATED) -> Suggestion:
    """Offer the rating whose rule names the standing; a rating it offers never contradicts the reason it gives.

    What a person stated outlasts a date: "at risk", "not started" and "done" are only ever lifted by a person, or by
    something worse. Where the date says nothing, the last stated rating stands.
    """
    if standing is Standing.DONE:
        return _done(scheme, last_rating)
    if last_rating.means_done:
        return Suggestion(last_rating, f"{last_rating.label} was the last rating given, so the date changes nothing.")
    ruled = _ruled(scheme, standing)
    if not ruled.is_stated:
        return _last(standing, last_rating)
    if _is_worse(scheme, last_rating, ruled):
        return Suggestion(last_rating, f"Last rated {last_rating.label}, worse than its date suggests ({standing}).")
    return Suggestion(ruled, f"The action is {standing}, so {ruled.label} is suggested.")


def _done(scheme: Scheme, last_rating: Rating) -> Suggestion:
    """What is done is suggested as done, in the words a person chose for it where they did."""
    if last_rating.means_done:
        return Suggestion(last_rating, f"{last_rating.label} was the last rating given, and the action is done.")
    ruled = _ruled(scheme, Standing.DONE)
    if ruled.is_stated:
        return Suggestion(ruled, f"The action is done, so {ruled.label} is suggested.")
    return Suggestion(NOT_STATED, "The action is done, and no rating of its scheme is suggested for that.")


def _ruled(scheme: Scheme, standing: Standing) -> Rating:
    return next((rating for rating in scheme.ratings if standing in rating.suggested_when), NOT_STATED)


def _last(standing: Standing, last_rating: Rating) -> Suggestion:
    """A date that no rating answers to: said beside the last rating, never as its reason."""
    if last_rating.is_stated:
        return Suggestion(last_rating, f"{last_rating.label} was the last rating given. The deadline says: {standing}.")
    return Suggestion(NOT_STATED, f"No rating can be suggested: {standing}.")


def _is_worse(scheme: Scheme, rating: Rating, other: Rating) -> bool:
    """Ratings stand in a scheme worst first."""
    return rating in scheme.ratings and scheme.ratings.index(rating) < scheme.ratings.index(other)
