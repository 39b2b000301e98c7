"""Numbers and letters that stand before a text: "1. Aim to ...", and the parts "a) ... b) ..." or "1. ... 2. ..."."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise
from string import ascii_lowercase

_NUMBERED = re.compile(
    r"(?:rec(?:ommendation)?s?\s*|action\s*)?"
    r"\(?(?P<number>\d{1,3}(?:\.\d{1,3})*\s?[a-z]?|[A-Z]{1,3}\d{1,3}(?:\.\d{1,3})*)"
    r"(?:[.):]+(?=\s|[^\W\d])|\s+-|\s*[–—]|(?<=\.\d)(?-i:(?=\s+[A-Z])))\s*"
    r"(?P<text>\S.*)",
    re.IGNORECASE | re.DOTALL,
)
_LETTERED = re.compile(r"(?:^|(?<=\s))\(?(?P<mark>[a-z])\)\s*(?=\S)")
_COUNTED = re.compile(r"(?:^|(?<=\s))\(?(?P<mark>\d{1,2}|[ivx]{1,5})[.)]\s+(?=\S)")
_COUNTED_LINE = re.compile(
    r"^[^\S\n]*\(?(?P<mark>(?:\d{1,2}\.)*\d{1,2}(?:[.):]|(?<=\.\d)(?=\s+[A-Z]))|[a-z][.)]|[ivx]{1,5}[.):])\s+(?=\S)",
    re.MULTILINE,
)
_MOST_PARTS = 40
_ROMAN = ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"]
_LETTERS = list(ascii_lowercase)


@dataclass(frozen=True)
class Numbered:
    number: str
    text: str


def split_number(text: str) -> Numbered:
    """The number before a text, without its dot, and the text after it: "1. Aim to" is 1 and "Aim to".

    A number that is part of the sentence ("3 training days") has no dot, bracket or dash and stays.
    """
    found = _NUMBERED.fullmatch(text.strip())
    if not found:
        return Numbered("", text.strip())
    return Numbered(found["number"].replace(" ", ""), found["text"])


def plain_number(text: str) -> str:
    """A number as its own cell holds it, without dot, brackets or the word before it."""
    return re.sub(r"^(?:rec(?:ommendation)?|action|no)\b\.?\s*", "", text.strip(), flags=re.IGNORECASE).strip("().: ")


def part_number(number: str, mark: str) -> str:
    """The number of a part of what has this number: "3a", "3.1", or the part's own where it holds the other."""
    if not number or not mark or mark.startswith(number + "."):
        return mark or number
    return f"{number}{mark}" if len(mark) == 1 and mark.isalpha() else f"{number}.{mark}"


def split_parts(text: str) -> dict[str, str]:
    """The parts of a text by their letters or numbers, empty where it has none.

    They must start at a, i or 1 and follow each other, so that "(s)" or "plan b)" makes no part; numbers at the head of
    lines may go on from another cell. In the middle of lines they count only where the first opens the text, as "from
    ward 1. In ward 2. ..." counts nothing. Words before the first belong to every part.
    """
    for opening, opens_text in ((_LETTERED, False), (_COUNTED_LINE, False), (_COUNTED, True)):
        found = list(islice(opening.finditer(text), _MOST_PARTS + 1))
        marks = [part["mark"].strip(".):") for part in found]
        if _follow_each_other(marks) and not (opens_text and text[: found[0].start()].strip()):
            return dict(zip(marks, _bodies(text, found), strict=True))
    return {}


def _follow_each_other(marks: Sequence[str]) -> bool:
    """Whether two marks or more count on, one by one; 2.1 and 2.2 do, after the 2 of both."""
    if len(marks) < 2:
        return False
    before, stop, first = marks[0].rpartition(".")
    start = int(first) if first.isdecimal() else 0
    counted = [str(nth) for nth in range(start, start + len(marks))]
    return marks in ([before + stop + one for one in counted], _LETTERS[: len(marks)], _ROMAN[: len(marks)])


def _bodies(text: str, found: Sequence[re.Match[str]]) -> Iterator[str]:
    lead_in = text[: found[0].start()].strip()
    ends = [later.start() for _, later in pairwise(found)] + [len(text)]
    for part, end in zip(found, ends, strict=True):
        body = text[part.end() : end].strip(" ;\n")
        yield f"{lead_in} {body}".strip()
