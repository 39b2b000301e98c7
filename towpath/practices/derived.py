"""What rooms above derive from sign-ups, counts of staff and mergers, such as which practices are fully trained.

It is worked out anew in the transaction of the change it follows from.
"""

from collections.abc import Callable, Iterable

from towpath.foundation.registry import Registry
from towpath.practices.models import SignUp

Derive = Callable[[Iterable[SignUp]], None]
# With the sentence that tells whoever takes a count back that this follows.
DERIVED: Registry[Derive, tuple[Derive, str]] = Registry("derived record", key=lambda one: one[0])


def derive_anew(sign_ups: Iterable[SignUp]) -> None:
    """Work out anew what follows from these."""
    theirs = list(sign_ups)
    for derive, _ in DERIVED:
        derive(theirs)


def what_follows() -> list[str]:
    return [sentence for _, sentence in DERIVED]
