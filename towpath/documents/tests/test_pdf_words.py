"""Words that a narrow column broke, made whole by what the document spells elsewhere."""

import pytest

from towpath.documents.grid import Grid, paragraph_of
from towpath.documents.readers.pdf_words import BREAK, mended, whole
from towpath.documents.table import Place
from towpath.documents.wording import cell

KNOWN = frozenset({"parenting", "programmes", "parents", "commissioner", "safeguarding", "board"})


@pytest.mark.parametrize(
    ("broken", "mended"),
    [
        ("Commissi|oner", "Commissioner"),
        ("Com|missi|oner’s report", "Commissioner’s report"),
        ("Authoritie|s must act", "Authorities must act"),
        ("document|ation and more", "documentation and more"),
        ("Parenting|programmes", "Parenting programmes"),
        ("Safeguarding|board", "Safeguarding board"),
        ("Refuge|for women", "Refuge for women"),
        ("Police|action", "Police action"),
        ("Refuge|workers", "Refuge workers"),
        ("Nobody|told them", "Nobody told them"),
        ("no break at all", "no break at all"),
    ],
)
def test_a_word_is_joined_where_it_is_spelled_elsewhere_or_its_rest_is_none(broken, mended):
    assert whole(broken.replace("|", BREAK), KNOWN) == mended


def test_what_stands_whole_anywhere_in_the_document_tells_of_words_broken_elsewhere():
    grid = Grid(((cell(f"Neighbour{BREAK}hoods", Place(1, 1, 1)), cell("Ward", Place(1, 1, 2))),))
    alone, told = mended([grid]), mended([grid, paragraph_of("Work in all neighbourhoods.")])
    assert alone[0].rows[0][0].text == "Neighbour hoods"
    assert told[0].rows[0][0].text == "Neighbourhoods"
    assert told[0].rows[0][0].items == ("Neighbourhoods",)
