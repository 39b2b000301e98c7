"""Ratings: schemes as data, recognised in documents and suggested by rule."""

from towpath.foundation.ratings.recognition import Recognised, recognise
from towpath.foundation.ratings.scheme import NOT_STATED, Rating, Scheme
from towpath.foundation.ratings.schemes import (
    BLUE_RED_AMBER_GREEN,
    COMPLETED_OR_ONGOING,
    OVERSIGHT_STUDY,
    RED_AMBER_GREEN,
    SCHEMES,
)
from towpath.foundation.ratings.suggestion import Suggestion, suggest

__all__ = [
    "BLUE_RED_AMBER_GREEN",
    "COMPLETED_OR_ONGOING",
    "NOT_STATED",
    "OVERSIGHT_STUDY",
    "RED_AMBER_GREEN",
    "SCHEMES",
    "Rating",
    "Recognised",
    "Scheme",
    "Suggestion",
    "recognise",
    "suggest",
]
