"""Which names may be of one agency, and why: names as documents write them beside the agencies that are known.

Only one agency is ever suggested for a name, and none where two would do as well: who is meant is never guessed.
"""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice, product

from rapidfuzz.distance import OSA

# Words that tell no two agencies apart.
LITTLE = frozenset({
    "the", "of", "for", "and", "in", "at", "to", "a", "ltd", "limited", "cic", "llp", "plc", "uk", "nhs", "foundation",
    "service", "borough", "local", "community", "university", "city", "county", "district", "metropolitan", "royal",
    "london",
})  # fmt: skip
# Two names of which each has another of these are of two bodies.
KINDS_OF_PLACE = frozenset({"borough", "city", "county", "district", "metropolitan", "university", "community"})
# What an office, a team or a post inside a body is called.
OFFICES = frozenset({
    "comm", "communication", "team", "unit", "office", "lead", "officer", "desk", "department", "section", "branch",
    "directorate", "division", "manager", "head", "director", "data", "press", "policy", "option", "safeguarding",
    "housing", "commissioning", "strategy", "performance", "service", "programme", "hub", "central",
})  # fmt: skip
SHORT = {
    "svc": "service", "svcs": "service", "serv": "service", "assoc": "association", "assn": "association",
    "pship": "partnership", "dept": "department", "dep": "department", "univ": "university", "hosp": "hospital",
    "hosps": "hospital", "cttee": "committee", "comm": "community", "comms": "communication", "commr": "commissioner",
    "ctr": "centre", "cntr": "centre", "educ": "education", "govt": "government", "auth": "authority", "sch": "school",
    "pract": "practice", "pol": "police", "ft": "foundation trust", "icb": "integrated care board",
    "bc": "borough council", "cc": "county council", "dc": "district council", "mbc": "metropolitan borough council",
    "lb": "london borough", "csp": "community safety partnership", "ccg": "clinical commissioning group",
    "opcc": "office of the police and crime commissioner", "pcc": "police and crime commissioner",
    "asc": "adult social care", "lmc": "local medical committee", "st": "saint", "cllr": "councillor",
    "met": "metropolitan", "mgmt": "management", "natl": "national", "org": "organisation", "mh": "mental health",
    "da": "domestic abuse",
}  # fmt: skip
# Words of a partnership's own name that tell agencies apart.
GENERAL = frozenset({
    "safety", "safer", "partnership", "council", "police", "domestic", "abuse", "violence", "board", "women", "girl",
    "against", "serious", "crime", "health", "children", "adult", "safeguarding", "reduction", "forum",
})  # fmt: skip
SHORTEST_SLIP = 4  # letters: a shorter word is as like others as it is like itself
MOST_SPELLINGS = 8
SAME, ORDER, SPACED = "the same but for accents and marks", "the same words in another order", "spaced otherwise"
INITIALS, SHORTENED, TYPED = "the first letters of its words", "with words shortened", "a slip of typing"
OFFICE, LESS = "an office within it", "the same but for a word that tells little"
WEIGHTS = {SAME: 9, SPACED: 8, ORDER: 7, SHORTENED: 6, LESS: 5, TYPED: 4, OFFICE: 3, INITIALS: 2}
_WORD = re.compile(r"[^\W_]+")
_MARKS = re.compile(r"['’`]")
_INITIALS = re.compile(r"[A-Z][A-Za-z]{0,3}[A-Z]|[A-Z]{2,7}")


@dataclass(frozen=True)
class LikelyAgency:
    """A known agency that a name may be of, and why, to stand behind the agency's name."""

    agency: str
    reason: str


@dataclass(frozen=True)
class _Name:
    written: str

    @cached_property
    def plain(self) -> tuple[str, ...]:
        """Its words without accents, marks and capitals."""
        bare = unicodedata.normalize("NFKD", _MARKS.sub("", self.written).replace("&", " and "))
        letters = "".join(letter for letter in bare if not unicodedata.combining(letter))
        return tuple(_WORD.findall(letters.casefold()))

    @cached_property
    def letters(self) -> str:
        return "".join(self.plain)

    @cached_property
    def words(self) -> tuple[str, ...]:
        """Its words in full, in the singular."""
        spelt = (part for word in self.plain for part in SHORT.get(word, word).split())
        return tuple(_singular(word) for word in spelt)

    @cached_property
    def telling(self) -> frozenset[str]:
        return frozenset(self.words) - LITTLE

    @cached_property
    def initials(self) -> frozenset[str]:
        """The first letters of all its words, and of those that are not little ones such as "of"."""
        longer = [word for word in self.plain if word not in ("of", "the", "and", "for", "in", "at")]
        return frozenset("".join(word[0] for word in words) for words in (self.plain, longer) if len(words) > 1)


class KnownAgencies:
    """The agencies that names are compared with, by their words.

    `here` is the name of the partnership: its own place is left out of a name as often as not ("Police").
    """

    def __init__(self, agencies: Iterable[str], here: str = "") -> None:
        self._little = LITTLE | (_Name(here).telling - OFFICES - GENERAL)
        self._names = [_Name(agency) for agency in agencies]
        self._seen = Counter(word for name in self._names for word in set(name.words))
        self._by_word: dict[str, list[_Name]] = defaultdict(list)
        self._by_letters: dict[str, list[_Name]] = defaultdict(list)
        self._by_initials: dict[str, list[_Name]] = defaultdict(list)
        for name in self._names:
            self._by_letters[name.letters].append(name)
            for word in set(name.words):
                self._by_word[word].append(name)
            for letters in name.initials:
                self._by_initials[letters].append(name)

    def suggestion(self, written: str) -> LikelyAgency | None:
        """The one agency that this name may be of; None where none is like it, or two are."""
        name = _Name(written)
        found: dict[str, tuple[int, str]] = {}
        for known, reason in self._alike(name):
            if known.written != written:
                found[known.written] = max(found.get(known.written, (0, "")), (WEIGHTS[reason], reason))
        best = max(found.values(), default=None)
        likeliest = [agency for agency, weighed in found.items() if weighed == best]
        return LikelyAgency(likeliest[0], best[1]) if best and len(likeliest) == 1 else None

    def _alike(self, name: _Name) -> Iterator[tuple[_Name, str]]:
        for known in self._by_letters[name.letters]:
            yield known, SAME if known.plain == name.plain else SPACED
        if _INITIALS.fullmatch(name.written.strip()):
            yield from ((known, INITIALS) for known in self._by_initials[name.letters])
        for words in self._spellings(name):
            for known in self._sharing(words):
                reason = self._reason(name, known, words)
                if reason:
                    yield known, reason

    def _spellings(self, name: _Name) -> Iterator[tuple[str, ...]]:
        """The name's words, those that are nobody's put right; one spelling for each word that may be meant."""
        near = {word: self._near(word) or [word] for word in set(name.words)}
        yield from islice(product(*(near[word] for word in name.words)), MOST_SPELLINGS)

    def _near(self, word: str) -> list[str]:
        """The known words that this one may be a slip of; none where it is known itself."""
        if word in self._seen or word in self._little | OFFICES or len(word) < SHORTEST_SLIP:
            return []
        most = 1 if len(word) < 10 else 2
        return [
            known
            for known in self._seen
            if abs(len(known) - len(word)) <= most and OSA.distance(word, known, score_cutoff=most) <= most
        ]

    def _sharing(self, words: Iterable[str]) -> Sequence[_Name]:
        """The agencies that share the rarest of these words, an office's own words last."""
        seen = [word for word in words if word in self._seen]
        known = [word for word in seen if word not in self._little | OFFICES] or seen
        return self._by_word[min(known, key=lambda word: self._seen[word])] if known else ()

    def _reason(self, name: _Name, known: _Name, words: Sequence[str]) -> str:
        """Why the two may be one; "" where each says something that the other does not."""
        own = set(words) - set(known.words)
        missing = set(known.words) - set(words)
        if not own and not missing:
            return self._of_the_same_words(name, known, words)
        if own & KINDS_OF_PLACE and missing & KINDS_OF_PLACE:
            return ""
        if missing - self._little or own - self._little - OFFICES or not known.telling & set(words):
            return ""
        return OFFICE if own & OFFICES - self._little else LESS

    def _of_the_same_words(self, name: _Name, known: _Name, words: Sequence[str]) -> str:
        if tuple(words) != name.words:
            return TYPED
        in_order = tuple(word for word in words if word not in LITTLE)
        if in_order != tuple(word for word in known.words if word not in LITTLE):
            return ORDER
        return SHORTENED


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word
