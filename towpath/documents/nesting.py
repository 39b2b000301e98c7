"""How deep mark-up may nest: a page that nests thousands of tags is no plan, and takes minutes to look through."""

import re

from towpath.documents.table import UnreadableFile

MOST_DEEP = 200  # pages saved by Word stay below 40
MOST_TAGS = 300_000
_TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)\b[^<>]*?(/?)>", re.IGNORECASE)
# Tags without an end, and those whose end may be left out because the next of the kind ends them.
_NEVER_OPEN = frozenset(
    """
    area base br col embed hr img input link meta param source track wbr
    p li td th tr dt dd option thead tbody tfoot colgroup
    """.split()  # noqa: SIM905 -- words read better as words
)


def check_nesting(markup: str) -> None:
    """Refuse mark-up of more tags, or nested deeper, than any honest page: by one look along it before it is parsed."""
    depth = 0
    for number, (closes, name, closes_itself) in enumerate(map(re.Match.groups, _TAG.finditer(markup))):
        if number > MOST_TAGS:
            raise UnreadableFile(
                f"The page holds more than {MOST_TAGS:,} tags: save only the part that holds the plan."
            )
        if name.lower() in _NEVER_OPEN or closes_itself:
            continue
        depth = max(0, depth - 1) if closes else depth + 1
        if depth > MOST_DEEP:
            raise UnreadableFile(
                f"The page nests more than {MOST_DEEP} tags in each other: save it again as a plain web page."
            )
