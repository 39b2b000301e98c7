"""The answer to "may this person do this?", with the reason we would tell them."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied


@dataclass(frozen=True)
class Verdict:
    """Allowed, or refused with a sentence: it hides the button, explains why, and refuses the post."""

    allowed: bool
    reason: str = ""

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
