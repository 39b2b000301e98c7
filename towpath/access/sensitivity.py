"""How sensitive each field of each model is: what exports, scrubbed copies and retention go by."""

from enum import StrEnum


class Sensitivity(StrEnum):
    """UK GDPR's kinds, coarsest first."""

    PLAIN = "plain"
    PERSONAL = "personal"
    SPECIAL_CATEGORY = "special category"
    SECRET = "secret"  # noqa: S105


def classified(
    *, plain: str = "", personal: str = "", special_category: str = "", secret: str = ""
) -> dict[str, Sensitivity]:
    """A model's fields by sensitivity, each kind as names separated by spaces. Every field must be named."""
    kinds = {
        Sensitivity.PLAIN: plain,
        Sensitivity.PERSONAL: personal,
        Sensitivity.SPECIAL_CATEGORY: special_category,
        Sensitivity.SECRET: secret,
    }
    return {name: kind for kind, names in kinds.items() for name in names.split()}
