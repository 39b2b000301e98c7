"""A rating scheme as data: what each rating means and when it is suggested, for a page to print."""

from dataclasses import dataclass, replace
from typing import Any, Self

from towpath.foundation.deadlines import Standing


def may_follow_from(standing: Standing, *, means_done: bool, means_at_risk: bool) -> bool:
    """Whether a rating of that meaning can be suggested for this reason without contradicting it.

    What is overdue is never suggested as going well, what is done only as done, and nothing else as done. A standing
    without a working date supports no suggestion but that work goes on without an end.
    """
    if standing is Standing.DONE:
        return means_done
    if means_done:
        return False
    if standing is Standing.OVERDUE:
        return means_at_risk
    if standing is Standing.DUE_SOON:
        return True
    return standing in (Standing.ON_TIME, Standing.NO_END) and not means_at_risk


@dataclass(frozen=True)
class Rating:
    """One step of a scheme. `colour` only ever goes with the label; "" where the scheme uses words alone.

    `words` are other ways in which documents write it. `suggested_when` are the standings that suggest it.
    """

    slug: str
    label: str
    colour: str
    meaning: str
    means_done: bool = False
    means_at_risk: bool = False
    words: tuple[str, ...] = ()
    suggested_when: tuple[Standing, ...] = ()

    @property
    def is_stated(self) -> bool:
        return self != NOT_STATED

    @property
    def contradictions(self) -> tuple[Standing, ...]:
        """The standings that would suggest it against their own meaning."""
        means = {"means_done": self.means_done, "means_at_risk": self.means_at_risk}
        return tuple(one for one in self.suggested_when if not may_follow_from(one, **means))

    @property
    def rule(self) -> str:
        """The rule printed beside the rating."""
        if not self.suggested_when:
            return self.meaning
        return f"{self.meaning} Suggested when the action is {' or '.join(self.suggested_when)}."

    def as_json(self) -> dict[str, Any]:
        return {
            "slug": self.slug,
            "label": self.label,
            "colour": self.colour,
            "meaning": self.meaning,
            "means_done": self.means_done,
            "means_at_risk": self.means_at_risk,
            "words": list(self.words),
            "suggested_when": [standing.value for standing in self.suggested_when],
        }

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> Self:
        """The rating that `as_json` wrote. Earlier schemes hold suggestions that contradict their reason: left out."""
        words, when = tuple(kept["words"]), tuple(Standing(standing) for standing in kept["suggested_when"])
        rating = cls(**(kept | {"words": words, "suggested_when": when}))
        return replace(rating, suggested_when=tuple(one for one in when if one not in rating.contradictions))


NOT_STATED = Rating("not-stated", "Not stated", "", "No rating was given: neither good news nor bad.")


@dataclass(frozen=True)
class Scheme:
    """The ratings one plan uses, worst first. "Not stated" belongs to every scheme without being listed."""

    slug: str
    name: str
    ratings: tuple[Rating, ...]

    def __post_init__(self) -> None:
        slugs = [rating.slug for rating in self.ratings]
        if not slugs:
            raise ValueError("A rating scheme needs at least one rating.")
        if len(set(slugs)) < len(slugs) or NOT_STATED.slug in slugs:
            raise ValueError(f"Two ratings of “{self.name}” share a name: give each its own.")
        if any(rating.means_done and rating.means_at_risk for rating in self.ratings):
            raise ValueError(f"A rating of “{self.name}” means both done and at risk: choose one.")
        for rating in self.ratings:
            if rating.contradictions:
                reason = rating.contradictions[0]
                raise ValueError(f"“{self.name}” suggests {rating.label} for what is {reason}: choose another.")

    def rating(self, slug: str) -> Rating:
        """The rating of that slug, `NOT_STATED` for its own; KeyError for one the scheme lacks."""
        return {rating.slug: rating for rating in (*self.ratings, NOT_STATED)}[slug]

    def as_json(self) -> dict[str, Any]:
        return {
            "slug": self.slug,
            "name": self.name,
            "ratings": [rating.as_json() for rating in self.ratings],
        }

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> Self:
        return cls(kept["slug"], kept["name"], tuple(Rating.from_json(rating) for rating in kept["ratings"]))
