"""Numbers and letters that stand before a text: "1. Aim to ..." and the parts "a) ... b) ..."."""

import re
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
_PART = re.compile(r"(?:^|(?<=\s))\(?(?P<letter>[a-z])\)\s*(?=\S)")


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


def split_parts(text: str) -> dict[str, str]:
    """The parts a), b) ... of a text by their letters, empty where it has none.

    Letters must start at a and follow each other, so that "(s)" or "plan b)" makes no part. Words before the
    first letter belong to every part.
    """
    found = list(islice(_PART.finditer(text), len(ascii_lowercase) + 1))
    letters = "".join(part["letter"] for part in found)
    if len(letters) < 2 or not ascii_lowercase.startswith(letters):
        return {}
    lead_in = text[: found[0].start()].strip()
    ends = [later.start() for _, later in pairwise(found)] + [len(text)]
    bodies = (text[part.end() : end].strip(" ;\n") for part, end in zip(found, ends, strict=True))
    return {letter: f"{lead_in} {body}".strip() for letter, body in zip(letters, bodies, strict=True)}
