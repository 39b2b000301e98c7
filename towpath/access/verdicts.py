"""The answer to "may this person do this?", with the reason we would tell them."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied


@dataclass(frozen=True)
class Verdict:
    """Allowed, or refused with a sentence: it hides the button, explains why, and refuses the post.

    Raises ValueError for a refusal without a reason, and for a reason that refuses nothing.
    """

    allowed: bool
    reason: str = ""

    def __post_init__(self) -> None:
        if self.allowed == bool(self.reason):
            raise ValueError("A refusal says why, and what is allowed needs no reason.")

    def __bool__(self) -> bool:
        return self.allowed

    def require(self) -> None:
        """Go on only if allowed; otherwise raise PermissionDenied with the reason."""
        if not self.allowed:
            raise PermissionDenied(self.reason)


ALLOWED = Verdict(True)


def allowed_if(condition: bool, reason: str) -> Verdict:
    """Allowed where the condition holds, else refused with the reason."""
    return ALLOWED if condition else Verdict(False, reason)
