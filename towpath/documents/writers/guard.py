"""The formula guard: no cell that a person typed is run as a formula by whatever opens the file.

Spreadsheets take a cell for a formula by its first sign, and look past what cannot be seen
(OWASP, CSV injection).
"""

import re
import unicodedata

# The signs that start a formula, and their full-width forms, which some spreadsheets take for the same.
SIGNS = frozenset("=+-@＝＋－＠")
# A negative number, and a dash that says "nothing here", are not formulas.
HARMLESS = re.compile(r"-|[+-]\s?[£$€]?\d[\d,]*(?:\.\d+)?\s?%?")
# Control characters other than the line end, halves of surrogate pairs, and the two that XML 1.0 forbids (section 2.2).
FORBIDDEN = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
# Bullets, ticks and an arrow of Word's own fonts (Symbol, Wingdings), which have no meaning outside of them.
SYMBOLS_OF_WORD = str.maketrans(
    dict.fromkeys("\uf06c\uf06e\uf076\uf09f\uf0a7\uf0a8\uf0b7\uf0d8", "•")
    | {"\uf0e0": "→", "\uf0fb": "✗", "\uf0fc": "✓", "\uf0fd": "☒", "\uf0fe": "☑"}
)
UNSEEN_KINDS = frozenset({"Cc", "Cf", "Zs", "Zl", "Zp", "Mn"})


def guarded(text: str) -> str:
    """The text with an apostrophe before it where a spreadsheet would take it for a formula."""
    shown = cleaned(text)
    return f"'{shown}" if is_formula(shown) else shown


def is_formula(text: str) -> bool:
    """Whether the first sign to be seen starts a formula; a lone dash or a number with a sign does not."""
    seen = _from_first_seen(text)
    return seen[:1] in SIGNS and not HARMLESS.fullmatch(seen.strip())


def cleaned(text: str) -> str:
    """The text as any format may hold it: line ends alike, tabs made spaces, Word's bullets everyone's, no controls."""
    if text.isprintable():
        return text
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    return FORBIDDEN.sub("", lines).translate(SYMBOLS_OF_WORD)


def _from_first_seen(text: str) -> str:
    seen = (at for at, sign in enumerate(text) if unicodedata.category(sign) not in UNSEEN_KINDS)
    return text[next(seen, len(text)) :]
