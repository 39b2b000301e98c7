"""Names that come in capitals throughout, written as a person would write them."""

import re

# Words of an organisation's name that stand for several, and keep their capitals.
_INITIALS = frozenset({"CIC", "GP", "GPS", "HMP", "II", "III", "IV", "LLP", "NHS", "PCN", "RAF", "UK"})
_TITLES = frozenset({"DR", "MR", "MRS", "RD", "ST"})
_SMALL = frozenset({"and", "at", "by", "for", "in", "near", "of", "on", "the", "with"})
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")


def in_title_case(text: str) -> str:
    """THE OLD MILL SURGERY as The Old Mill Surgery: capitals throughout are hard to read for many people.

    Text with any small letter stays as it is. Initials keep their capitals: words without a vowel, and those that
    are known.
    """
    if not text.isupper():
        return text
    written = _WORD.sub(lambda found: _as_in_a_name(found[0]), text)
    return written[:1].upper() + written[1:]


def _as_in_a_name(word: str) -> str:
    if word in _TITLES:
        return word.capitalize()
    if word in _INITIALS or len(word) == 1 or not set(word) & set("AEIOUY"):
        return word
    return word.lower() if word.lower() in _SMALL else _capitalised(word)


def _capitalised(word: str) -> str:
    """O'NEILL as O'Neill, SMITH'S as Smith's."""
    head, mark, tail = re.split(r"(['’])", word, maxsplit=1) if re.search(r"['’]", word) else (word, "", "")
    return head.capitalize() + mark + (tail.capitalize() if len(tail) > 2 else tail.lower())
