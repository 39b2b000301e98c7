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
    """The text without what no format may hold: line ends made alike, tabs made spaces, controls gone."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    return FORBIDDEN.sub("", lines)


def _from_first_seen(text: str) -> str:
    seen = (at for at, sign in enumerate(text) if unicodedata.category(sign) not in UNSEEN_KINDS)
    return text[next(seen, len(text)) :]
