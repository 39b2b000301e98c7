"""Who leads: the names in a cell, told apart with care, as a comma or an "and" may be part of a name."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from towpath.documents.names import ENDINGS
from towpath.documents.plan.draft import Doubt, DoubtAnswer, Regrouped
from towpath.documents.plan.wording import items, plain
from towpath.documents.table import Cell

NOBODY = frozenset({"n/a", "na", "none", "not applicable", "tbc", "tba", "-", "–"})
SLASH = re.compile(r"\s+/\s*|\s*/\s+|(?<=\w\w)/(?=\w\w)|;|\s\|\s|\s\+\s")
# A person by their title. Without one, two words with capitals are an agency's name as often ("Victim Support").
PERSON = re.compile(
    r"(?:Mr|Mrs|Ms|Miss|Mx|Dr|Cllr|Prof|Rev|DCI|DI|DS|DC|PC|Sgt|Insp|Supt|ACC|DCC)\.? "
    r"[A-Z][\w’'.-]*(?: [A-Z][\w’'.-]*){0,2}"
)
AND = re.compile(r"\s+(?:and|&)\s+", re.IGNORECASE)
ACRONYM = re.compile(r"[A-Z][A-Za-z]*[A-Z][A-Za-z]*|[A-Z]{2,}")


@dataclass(frozen=True)
class Leads:
    names: tuple[str, ...] = ()
    doubts: tuple[Doubt, ...] = ()


def known_leads(cells: Iterable[Cell]) -> frozenset[str]:
    """The names a document itself tells apart: bullets, lines of their own and parts between strokes."""
    listed = (items(cell) for cell in cells)
    apart = [name for names in listed if len(names) > 1 for item in names for name in SLASH.split(item)]
    return frozenset(name for written in apart if (name := _trimmed(written)))


def split_leads(cell: Cell, known: frozenset[str] = frozenset()) -> Leads:
    """The leads in a cell, each once, in the order written; `known` are names used elsewhere."""
    written = items(cell)
    found = [_split(item, known, is_alone=len(written) == 1) for item in written]
    names = dict.fromkeys(name for leads in found for name in leads.names)
    people = [_person(name) for name in names if PERSON.fullmatch(name)]
    return Leads(tuple(names), (*(doubt for leads in found for doubt in leads.doubts), *people))


def _person(name: str) -> Doubt:
    out = DoubtAnswer("A person: leave the name out", Regrouped((name,), ()))
    return Doubt("leads", f"“{name}” looks like a person's name; agencies lead actions here.", name, (out,))


def _split(item: str, known: frozenset[str], *, is_alone: bool) -> Leads:
    """The names in one line or bullet."""
    whole = _trimmed(item)
    if not whole or whole.casefold() in NOBODY:
        return Leads()
    if whole in known:
        return _known(whole, known - {whole})
    stroked = [name for piece in SLASH.split(whole) if (name := _trimmed(piece))]
    if len(stroked) > 1:
        return _all(_split(piece, known, is_alone=is_alone) for piece in stroked)
    return _at_commas(whole, known) or _at_and(whole, known) or _at_known(whole, known, is_alone=is_alone)


def _known(whole: str, others: frozenset[str]) -> Leads:
    """A name the document sets apart is one lead; made up of nothing but other names, it may be a slip."""
    pieces, found = _pieces(whole, others)
    if 1 < found == len(pieces):
        return _doubted((whole,), pieces, f"may be {found} leads: {', '.join(pieces)}", whole)
    return Leads((whole,))


def _all(found: Iterable[Leads]) -> Leads:
    each = tuple(found)
    return Leads(
        tuple(name for leads in each for name in leads.names),
        tuple(doubt for leads in each for doubt in leads.doubts),
    )


def _at_commas(whole: str, known: frozenset[str]) -> Leads | None:
    """A list with commas, unless its last part shows that the commas belong to one long name."""
    pieces = [name for piece in whole.split(",") if (name := _trimmed(piece))]
    if len(pieces) < 2:
        return None
    is_name = AND.search(pieces[-1]) and _ends_like_a_name(pieces[-1]) and not _are_names(pieces[:-1], known)
    *before, last = pieces
    closing = [_trimmed(re.sub(r"^(?:and|&)\s+", "", last, flags=re.IGNORECASE))]
    if AND.search(closing[0]) and closing[0] not in known:
        closing = [_trimmed(piece) for piece in AND.split(closing[0], maxsplit=1)]
    names = tuple(name for name in (*before, *closing) if name)
    if is_name:
        return _doubted((whole,), names, "may be one name with a comma in it, or several leads", whole)
    if _are_names(names, known):
        return Leads(names)
    return _doubted(names, (whole,), "was read as a list of leads", whole)


def _at_and(whole: str, known: frozenset[str]) -> Leads | None:
    """Two leads joined by "and" only where both sides are names on their own."""
    sides = [_trimmed(side) for side in AND.split(whole)]
    if len(sides) < 2:
        return None
    if _are_names(sides, known):
        return _doubted(sides, (whole,), "was read as several leads", whole)
    if _ends_like_a_name(whole):
        return Leads((whole,))
    return _doubted((whole,), sides, "was read as one lead, though it holds “and”", whole)


def _at_known(whole: str, known: frozenset[str], *, is_alone: bool) -> Leads:
    """Names written one after another with nothing between them, told apart by the names used elsewhere."""
    pieces, found = _pieces(whole, known)
    if found < 2:
        return Leads((whole,))
    if not is_alone:
        return _doubted((whole,), pieces, f"may be {len(pieces)} leads: {', '.join(pieces)}", whole)
    return _doubted(pieces, (whole,), "has nothing between its names, so they were told apart by others", whole)


def _pieces(whole: str, known: frozenset[str]) -> tuple[list[str], int]:
    """The text cut at every known name, the longest first, and how many known names it holds."""
    if not known:
        return [whole], 0
    longest_first = sorted(known, key=lambda name: (-len(name), name))
    pattern = re.compile(rf"(?<!\w)({'|'.join(map(re.escape, longest_first))})(?!\w)")
    pieces = [piece for part in pattern.split(whole) if (piece := _trimmed(part))]
    return pieces, sum(piece in known for piece in pieces)


def _are_names(pieces: Sequence[str], known: frozenset[str]) -> bool:
    return all(piece in known or ACRONYM.fullmatch(piece) for piece in pieces)


def _ends_like_a_name(text: str) -> bool:
    return text.rsplit(maxsplit=1)[-1].casefold() in ENDINGS


def _trimmed(name: str) -> str:
    """A name without the marks around it; the stop of "Ltd." goes too, so that both are one lead."""
    return plain(name).strip(" .,;:/*•-–|")


def _doubted(read: Sequence[str], otherwise: Sequence[str], what: str, value: str) -> Leads:
    """Names as they were read, with the other way to tell them apart."""
    names, others = tuple(read), tuple(dict.fromkeys(otherwise))
    words = f"{len(others)} leads: {'; '.join(others)}" if len(others) > 1 else f"One lead: {others[0]}"
    return Leads(names, (Doubt("leads", f"“{value}” {what}.", value, (DoubtAnswer(words, Regrouped(names, others)),)),))
