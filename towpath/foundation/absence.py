"""Why there is no number: words that no store, sum, page or file may mistake for nought, or for each other."""

from enum import StrEnum


class Absence(StrEnum):
    """The word that stands where a number is missing. Zero is a number and not among these."""

    NOT_DUE = "Not due"
    NOT_REPORTED = "Not reported"
    NOT_APPLICABLE = "Not applicable"
    NO_TARGET = "No target set"
    SUPPRESSED = "Hidden: too few"
