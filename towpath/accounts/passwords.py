"""What a password must not be: easily guessed, made of words of the service or the person, or known to have leaked.

ASVS 5.0, 6.2.4 and 6.2.11 to 6.2.12; NIST SP 800-63B, 3.1.1.2. Rules of which letters it must have are none of them.
"""

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ImproperlyConfigured, ValidationError
from zxcvbn import zxcvbn

GUESSABLE = "This password is easy to guess. Choose three or four words that do not belong together."
LEAKED = "This password stands in a list of passwords that leaked elsewhere. Choose another."
LOWEST_SCORE = 3  # of 0 to 4: 10^8 guesses and more
LONGEST_SCORED = 72  # letters; what follows makes no password weaker
FEWEST_OWN_LETTERS = 6  # beside words that everybody knows
DIGEST = 40  # letters of a SHA-1 digest in hexadecimal
# Words that anybody who knows what Towpath is for tries first.
SERVICE_WORDS = (
    "towpath", "partnership", "domestic", "abuse", "violence", "safeguarding", "survivor", "advocate", "educator",
    "idva", "marac", "iris", "coordinator", "administrator", "council", "borough", "police", "practice", "surgery",
)  # fmt: skip


class NotGuessable:
    """Refuses what somebody who knows the person and the service guesses soon."""

    def validate(self, password: str, user: AbstractBaseUser | None = None) -> None:
        known = [*SERVICE_WORDS, *_words_of(user)]
        guessed = zxcvbn(password[:LONGEST_SCORED], user_inputs=known)
        if guessed["score"] < LOWEST_SCORE or _is_made_of(known, password):
            raise ValidationError(GUESSABLE, code="guessable")

    def get_help_text(self) -> str:
        return "It must not be easy to guess."


class NotLeaked:
    """Refuses what stands in the file of `settings.LEAKED_PASSWORDS`, where the installation has one.

    The file is that of Pwned Passwords: lines of SHA-1 digest and count, sorted by digest. It is searched on the disk.
    """

    def validate(self, password: str, user: AbstractBaseUser | None = None) -> None:
        path = settings.LEAKED_PASSWORDS
        if path and holds(Path(path), hashlib.sha1(password.encode(), usedforsecurity=False).hexdigest().upper()):
            raise ValidationError(LEAKED, code="leaked")

    def get_help_text(self) -> str:
        return "It must not have leaked elsewhere."


def holds(path: Path, digest: str) -> bool:
    """Whether a sorted file of digests holds this one, by halving: some forty looks in a file of 40 GB."""
    wanted, low, high = digest.encode(), 0, path.stat().st_size
    with path.open("rb") as file:
        while low < high:  # the line sought begins from `low` on and before `high`
            middle = (low + high) // 2
            file.seek(max(0, middle - 1))
            if middle:
                file.readline()
            begins, found = file.tell(), file.readline()[:DIGEST].upper()
            if begins < high and found == wanted:
                return True
            if begins < high and found < wanted:
                low = file.tell()
            else:
                high = middle
    return False


def check_leaked_passwords() -> None:
    """Raises ImproperlyConfigured where the file that the settings name is missing or is none of its kind."""
    if not (named := settings.LEAKED_PASSWORDS):
        return
    try:
        with Path(named).open("rb") as file:
            first, second = file.readline(), file.readline()
    except OSError as error:
        raise ImproperlyConfigured(f"LEAKED_PASSWORDS names a file that cannot be read: {named}.") from error
    if not all(_is_digest(line) for line in (first, second) if line) or first[:DIGEST] > (second or first)[:DIGEST]:
        raise ImproperlyConfigured(
            "LEAKED_PASSWORDS must name a file of SHA-1 digests, one to a line and sorted, such as Pwned Passwords'."
        )


def _is_digest(line: bytes) -> bool:
    return len(line) >= DIGEST and all(letter in b"0123456789ABCDEFabcdef" for letter in line[:DIGEST])


def _is_made_of(known: Iterable[str], password: str) -> bool:
    """Whether little is left of the letters once these words are taken out."""
    without = password.lower()
    for word in sorted(map(str.lower, known), key=len, reverse=True):
        without = without.replace(word, "") if len(word) > 2 else without
    return without != password.lower() and sum(letter.isalpha() for letter in without) < FEWEST_OWN_LETTERS


def _words_of(user: AbstractBaseUser | None) -> Iterator[str]:
    """The person's name and address, whole and in parts."""
    for said in (getattr(user, "name", ""), getattr(user, "email", "")):
        if said:
            yield said
            yield from said.replace("@", " ").replace(".", " ").split()
