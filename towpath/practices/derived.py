"""What rooms above derive from sign-ups, counts of staff and mergers, such as which practices are fully trained.

It is worked out anew in the transaction of the change it follows from.
"""

from collections.abc import Callable, Iterable

from towpath.practices.models import SignUp

Derive = Callable[[Iterable[SignUp]], None]
_derived: list[tuple[Derive, str]] = []


def register(derive: Derive, sentence: str) -> None:
    """Let a room above derive something; `sentence` tells whoever takes a count back that this follows."""
    _derived.append((derive, sentence))


def derive_anew(sign_ups: Iterable[SignUp]) -> None:
    """Work out anew what follows from these."""
    theirs = list(sign_ups)
    for derive, _ in _derived:
        derive(theirs)


def what_follows() -> list[str]:
    return [sentence for _, sentence in _derived]
