"""How sensitive what somebody holds, types or sends is: fields of models and columns of files go by it."""

from enum import StrEnum


class Sensitivity(StrEnum):
    """UK GDPR's kinds, coarsest first."""

    PLAIN = "plain"
    PERSONAL = "personal"
    SPECIAL_CATEGORY = "special category"
    SECRET = "secret"  # noqa: S105

    @property
    def may_be_quoted(self) -> bool:
        """Whether what is held may be copied in words, into a history or a sentence about it."""
        return self in {Sensitivity.PLAIN, Sensitivity.PERSONAL}
