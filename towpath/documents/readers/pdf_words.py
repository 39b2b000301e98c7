"""Words that a narrow column of a PDF broke without a hyphen, made whole again.

The page only shows that a line of one word ran to the edge. That the next line goes on with the same word is told by
what the document spells elsewhere, by the words of the field, or by a rest that is no word.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from towpath.documents.grid import Block, Grid
from towpath.documents.names import ENDINGS
from towpath.documents.shaping.heading_words import WORDS
from towpath.documents.table import Cell

BREAK = "\ufdd0"  # stands where a word may have been broken; no text holds it
_LETTERS = r"[^\W\d_]+"
_WHOLE = re.compile(rf"(?<![{BREAK}\w]){_LETTERS}(?![{BREAK}\w])")
_BROKEN = re.compile(rf"{_LETTERS}(?:{BREAK}{_LETTERS})+")

# What columns of plans are called: their headings stand in the narrowest cells.
_HEADINGS = frozenset(
    """
    accountable addressed agencies comments commentary complete completed completion deadline deliverable
    deliverables description evidence indicator indicators lead measure measures milestone milestones named
    nominated objective objectives organisation organisations outcome outcomes output outputs owner partner
    partners priority progress rating reference recommendation recommendations required requirement requirements
    responsible responsibility resources status strategic target timeframe timeline timescale timescales update
    """.split()  # noqa: SIM905 -- words read better as words
)
# Short words that stand by themselves; other leftovers of up to three letters are the ends of words.
_SHORT = frozenset(
    """
    a act add age aid aim all an and any are art as ask at be bid but by can cut day do due end etc far few for gap
    get go had has her him his how if in is it its key law led let low map may men met new no nor not now of off old
    on one or our out own pay per put run say see set she six so son sum tax team ten the to top try two up us use
    via war was way we who why win yes yet you
    """.split()  # noqa: SIM905 -- words read better as words
)
_ENDING = re.compile(r"[a-z]{0,3}(?:tions?|sions?|ments?|ities|ness|ences?|ances?|tively|ally|abilit(?:y|ies))")
_WORDS_LIKE_ENDINGS = frozenset(
    "action actions option options nation nations section sections mention caption finally".split()  # noqa: SIM905
)
_FIELD = frozenset(word.casefold() for word in WORDS) | ENDINGS | _HEADINGS


def mended(blocks: Sequence[Block]) -> list[Block]:
    """The blocks with every broken word whole, and a space where two words stood on two lines."""
    texts = list(_texts(blocks))
    if not any(BREAK in text for text in texts):
        return list(blocks)
    known = _FIELD | {word.casefold() for text in texts for word in _WHOLE.findall(text)}
    return [_mended(block, known) for block in blocks]


def _texts(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Grid):
            yield from (cell.text for row in block.rows for cell in row)
        else:
            yield block.text


def _mended(block: Block, known: frozenset[str]) -> Block:
    if not isinstance(block, Grid):
        return replace(block, text=whole(block.text, known))
    return replace(block, rows=tuple(tuple(_mended_cell(cell, known) for cell in row) for row in block.rows))


def _mended_cell(cell: Cell, known: frozenset[str]) -> Cell:
    if BREAK not in cell.text:
        return cell
    return replace(cell, text=whole(cell.text, known), items=tuple(whole(item, known) for item in cell.items))


def whole(text: str, known: frozenset[str]) -> str:
    """A text whose broken words are made whole; `known` are words, in small letters."""
    return _BROKEN.sub(lambda found: " ".join(_joined(found[0].split(BREAK), known)), text).replace(BREAK, " ")


def _joined(parts: Sequence[str], known: frozenset[str]) -> Iterator[str]:
    """The words of which these are the parts, the longest known one first."""
    at = 0
    while at < len(parts):
        end = next((end for end in range(len(parts), at + 1, -1) if _spells(parts[at:end], known)), at + 1)
        while end < len(parts) and _is_rest("".join(parts[at:end]), parts[end], known):
            end += 1
        yield "".join(parts[at:end])
        at = end


def _spells(parts: Sequence[str], known: frozenset[str]) -> bool:
    return "".join(parts).casefold() in known


def _is_rest(before: str, rest: str, known: frozenset[str]) -> bool:
    """Whether letters are no word of their own, but the end of the one before."""
    if before.casefold() in known and (rest in known or rest in _SHORT):
        return False
    is_ending = bool(_ENDING.fullmatch(rest)) and rest not in _WORDS_LIKE_ENDINGS
    return rest not in known and ((len(rest) <= 3 and rest not in _SHORT) or is_ending)
