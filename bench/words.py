"""Everything that reads the words of a cell or a text, and words that each might stumble over again and again."""

from collections.abc import Callable
from contextlib import suppress

from towpath.documents import wording
from towpath.documents.attendance.layout import layout_of
from towpath.documents.attendance.moments import minutes_in, written_moment
from towpath.documents.attendance.staff import staff_group_of
from towpath.documents.colours import fill_of_css
from towpath.documents.grid import paragraph_of
from towpath.documents.kinds import kind_of
from towpath.documents.plan.columns import PlanColumn
from towpath.documents.plan.contents import evidence
from towpath.documents.plan.figures import figures
from towpath.documents.plan.headings import plain_heading, weight
from towpath.documents.plan.leads import split_leads
from towpath.documents.plan.numbering import split_number, split_parts
from towpath.documents.plan.progress import dated_updates
from towpath.documents.plan.reading import plan_in
from towpath.documents.plan.status import left_open, split_status
from towpath.documents.plan.wording import plain, split_outcome
from towpath.documents.readers.delimited import read_delimited
from towpath.documents.readers.document import read_document
from towpath.documents.readers.html import read_html
from towpath.documents.rows.cells import day, whole_number, yes_or_no
from towpath.documents.rows.columns import heading_words
from towpath.documents.shaping.inlined import lifted
from towpath.documents.shaping.notes import tied
from towpath.documents.table import Cell, Note, Place
from towpath.documents.title_case import in_title_case
from towpath.foundation.deadlines import read_deadline
from towpath.foundation.ratings import RED_AMBER_GREEN
from towpath.foundation.ratings.recognition import recognise

LEAST, MOST, RATIO = 100_000, 1_000_000, 15
CELL = 30_000  # letters: close to the longest that a cell may have
HEADINGS = "Recommendation\tAction\tLead\tBy when\tProgress\n"
ROWS = ("Rec {0}\tTrain {1}\tCouncil\t\t\n", "Rec {0}\tTrain\t{1}\t\t\n", "Rec {0}\tTrain\tCouncil\t\t{1}\n")
NOTES = (Note("*", "of 2024"), Note("1", "as agreed"))
KNOWN = frozenset({"Council", "Police and Crime Commissioner"})


def cell(text: str) -> Cell:
    return Cell(text=text, items=wording.items_in(text), places=(Place(1, 2, 3),))


def plan(text: str) -> object:
    """The words in the cells of a plan's table, first in those of one column, then of the next."""
    line = " ".join(text.split())
    pieces = [line[at : at + CELL] for at in range(0, len(line), CELL)]
    rows = (ROWS[at % len(ROWS)].format(at, piece) for at, piece in enumerate(pieces))
    document = read_document((HEADINGS + "".join(rows)).encode(), "plan.txt")
    return plan_in(document, None, RED_AMBER_GREEN, day=None)


READERS: dict[str, Callable[[str], object]] = {
    "deadlines": read_deadline,
    "ratings": lambda text: recognise(RED_AMBER_GREEN, text),
    "status": split_status,
    "what is left open": lambda text: left_open(text, None),
    "titles": lambda text: in_title_case(text.upper()),
    "items": wording.items_in,
    "sentences that run on": lambda text: wording.runs_on(text, "on"),
    "numbers of rows": split_number,
    "parts of an action": split_parts,
    "outcomes in actions": lambda text: split_outcome(cell(text)),
    "marks of footnotes": plain,
    "ties to footnotes": lambda text: tied(cell(text), NOTES),
    "footnotes in texts": lambda text: lifted([paragraph_of(line) for line in text.splitlines()]),
    "leads": lambda text: split_leads(cell(text)),
    "known leads": lambda text: split_leads(cell(text), KNOWN),
    "updates": dated_updates,
    "figures": figures,
    "headings of plans": lambda text: weight(plain_heading(text), PlanColumn.ACTION),
    "headings of rows": heading_words,
    "what a column holds": lambda text: evidence(PlanColumn.ACTION, [cell(text)]),
    "colours": fill_of_css,
    "groups of staff": staff_group_of,
    "minutes": minutes_in,
    "moments": lambda text: written_moment(text, 1),
    "meetings": layout_of,
    "whole numbers": lambda text: whole_number(text, 0, 9),
    "yes and no": yes_or_no,
    "days": day,
    "kinds of file": lambda text: kind_of(text.encode(), "plan.txt"),
    "texts": lambda text: read_document(text.encode(), "plan.txt"),
    "separated values": lambda text: read_delimited(f"Action,Lead\n{text}"),
    "web pages": lambda text: read_html(text.encode()),
    "plans": plan,
}
PHRASES = (
    "word ", "a", "1", "1 ", "1,000,", "by march ", "within 3 months of ", "complete ", "not yet ", "a and ", "/ ",
    ", ", "(", ")", "* ", "**a ", "a) ", "- ", "Outcome: ", "Update 1 March 2026: ", "12/03/2024 - ", "[1:", "<b ",
    "<!---->", "&amp", "£1 of ", "| ", "\n", "word\n", "A B C ", "x' ", "since march 2020 to ", "\t",
    "a\tb\n", '"', "1h 2m ", "é",
)  # fmt: skip


def words_of(phrase: str, length: int) -> str:
    return (phrase * (length // len(phrase) + 1))[:length]


def read(reader: str, phrase: str, length: int) -> None:
    """Have it read so many letters; what it refuses it has read as well."""
    with suppress(Exception):
        READERS[reader](words_of(phrase, length))
