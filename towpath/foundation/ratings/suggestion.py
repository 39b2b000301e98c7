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
    """Offer the rating whose rule names the standing.

    A worry that a person stated outlasts a far date: "at risk" is only ever lifted by a person.
    Where the date says nothing, the last stated rating stands.
    """
    ruled = next((rating for rating in scheme.ratings if standing in rating.suggested_when), NOT_STATED)
    if standing is not Standing.DONE and last_rating.means_done:
        return Suggestion(last_rating, f"{last_rating.label} was the last rating given, so the date changes nothing.")
    if not ruled.is_stated:
        return _last(standing, last_rating)
    if last_rating.means_at_risk and not (ruled.means_at_risk or ruled.means_done):
        return Suggestion(last_rating, f"The action is {standing}, but was last rated {last_rating.label}.")
    if _is_worse(scheme, last_rating, ruled) and ruled.means_at_risk:
        return Suggestion(last_rating, f"Last rated {last_rating.label}, worse than its date suggests.")
    return Suggestion(ruled, f"The action is {standing}, so {ruled.label} is suggested.")


def _last(standing: Standing, last_rating: Rating) -> Suggestion:
    if last_rating.is_stated:
        return Suggestion(last_rating, f"The last rating stands: {standing}.")
    return Suggestion(NOT_STATED, f"No rating can be suggested: {standing}.")


def _is_worse(scheme: Scheme, rating: Rating, other: Rating) -> bool:
    """Ratings stand in a scheme worst first."""
    return rating in scheme.ratings and scheme.ratings.index(rating) < scheme.ratings.index(other)
