"""Words as people read them: white space, bullets and footnote signs made alike in every format."""

import re
from collections.abc import Iterable

from towpath.documents.limits import check_letters
from towpath.documents.table import Cell, Fill, Place

# Signs that start an item wherever they stand. The last four are Word's Symbol and Wingdings bullets as PDF
# keeps them.
_BULLETS = "•▪◦‣●○■□➢⮚\uf0b7\uf0a7\uf0d8\uf076"
_INLINE_BULLET = re.compile(rf"(?:^|(?<=\s))[{_BULLETS}]\s*")
# Signs that start an item only at the head of a line: elsewhere they are dashes, sums or marks.
_LEADING_BULLET = re.compile(r"^(?:[·–—-]|o(?=\s+\w))(?:\s+|$)")
_UNSEEN = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"))
_SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_DIGITS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_SENTENCE_END = re.compile(r"[.!?:;][”’\"')\]]*$")
_OPEN_END = re.compile(r"(?:,|\b(?:a|an|and|at|by|for|from|in|of|on|or|the|to|with))$", re.IGNORECASE)


def normalised(text: str) -> str:
    """One line: every run of white space a single space, and nothing that cannot be seen."""
    return " ".join(text.translate(_UNSEEN).split())


def folded(text: str) -> str:
    """What two texts must share to count as the same words."""
    return normalised(text).casefold()


def items_in(text: str) -> tuple[str, ...]:
    """The lines and bulleted items of a text, without their bullets; blank ones are left out.

    A dash that stands alone in its cell is what its author wrote, not a bullet, and stays.
    """
    pieces = (piece for line in text.splitlines() for piece in _INLINE_BULLET.split(line))
    items = tuple(item for piece in pieces if (item := without_bullet(piece)))
    return items or tuple(sign for sign in [normalised(text)] if sign in {"-", "–", "—"})


def without_bullet(line: str) -> str:
    return _LEADING_BULLET.sub("", _INLINE_BULLET.sub("", normalised(line), count=1))


def is_bulleted(line: str) -> bool:
    """Whether a line of prose is an item of a list. An asterisk does not say so: it may be a footnote's mark."""
    seen = normalised(line)
    return without_bullet(seen) != seen


def cell(text: str | Iterable[str], place: Place, fill: Fill | None = None) -> Cell:
    """A cell of the words given, one item a line; refused where there are too many."""
    words = text if isinstance(text, str) else "\n".join(text)
    check_letters(len(words), place)
    items = items_in(words)
    return Cell(text="\n".join(items), items=items, fill=fill, places=(place,))


def ends_sentence(text: str) -> bool:
    return bool(_SENTENCE_END.search(text))


def runs_on(before: str, after: str) -> bool:
    """Whether `after` goes on in the middle of the sentence that `before` began."""
    if not before or not after or ends_sentence(before):
        return False
    return after[0].islower() or before.endswith("-") or bool(_OPEN_END.search(before))


def spliced(before: str, after: str) -> str:
    """Two parts of one line; a word broken at its hyphen is made whole, and a stop cut off goes back to its
    word.
    """
    is_broken_word = len(before) > 1 and before.endswith("-") and before[-2].isalnum()
    is_cut = is_broken_word or after[:1] in {".", ",", ";", ":", ")"}
    return before + after if is_cut else f"{before} {after}".strip()


def superscript(digits: str) -> str:
    """The digits of a footnote mark, raised, so that they stay apart from the word they follow."""
    return digits.translate(_SUPERSCRIPTS)


def plain_digits(mark: str) -> str:
    return mark.translate(_DIGITS)
