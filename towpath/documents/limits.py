"""How large a document may be, and the sentences for one that is larger."""

from towpath.documents.table import Place, UnreadableFile

MEGABYTE = 1024 * 1024
MAX_BYTES = 20 * MEGABYTE
MAX_UNPACKED_BYTES = 100 * MEGABYTE
MAX_PARTS = 10_000  # of an archive: a workbook of a thousand sheets has some three thousand
MAX_PAGES = 200
MAX_DRAWINGS = 20_000  # on all pages of a PDF, one in another among them
MAX_CELLS = 100_000
MAX_ROWS = 10_000  # of a plan's table: rows may go on with the one above
MAX_ACTIONS = 2_000  # of a plan: each is compared with each when a newer copy arrives
MAX_MARKS = 4_000_000  # signs of mark-up in an Office file: a workbook of a million cells has three million
MAX_CHARACTERS = 20_000_000  # in the cells of a workbook, where one text may stand in many cells
MAX_LINES = 200_000
MAX_SEPARATORS = 1_000_000
MOST_DEEP = 200  # pages saved by Word stay below 40
MOST_TAGS = 300_000
MAX_LETTERS = 32_767  # of one cell: as many as Excel lets anybody write


def check_size(content: bytes) -> None:
    """A document is neither empty nor larger than 20 MB."""
    if not content:
        raise UnreadableFile("The file is empty: choose the file again.")
    if len(content) > MAX_BYTES:
        raise UnreadableFile("The file is larger than 20 MB: remove its pictures or split it, then try again.")


def check_unpacked(size: int) -> None:
    """What a compressed file holds is at most 100 MB unpacked, far above any honest plan."""
    if size > MAX_UNPACKED_BYTES:
        raise UnreadableFile("The file unpacks to more than 100 MB: save a copy without its pictures, then try again.")


def check_parts(count: int) -> None:
    """An archive has at most 10,000 parts, however small they are."""
    if count > MAX_PARTS:
        raise UnreadableFile(
            f"The file is made of more than {MAX_PARTS:,} parts: save only the part that is needed, then try again."
        )


def check_pages(count: int) -> None:
    """A document has at most 200 pages."""
    if count > MAX_PAGES:
        raise UnreadableFile(
            f"The file has {count} pages and the most that can be read is {MAX_PAGES}: "
            "save only the pages that hold the plan."
        )


def check_rows(count: int) -> None:
    """The table of a plan has at most 10,000 rows, those that go on with the row above among them."""
    if count > MAX_ROWS:
        raise UnreadableFile(f"The table holds more than {MAX_ROWS:,} rows: save only the part that holds the plan.")


def check_actions(count: int) -> None:
    """A plan has at most 2,000 actions, many times those of the longest we know."""
    if count > MAX_ACTIONS:
        raise UnreadableFile(
            f"The table holds more than {MAX_ACTIONS:,} actions: split it into several plans, then try again."
        )


def check_drawings(count: int) -> None:
    """A PDF draws at most 20,000 pictures and drawings, one within another among them."""
    if count > MAX_DRAWINGS:
        raise UnreadableFile(
            f"The PDF holds more than {MAX_DRAWINGS:,} drawings: save only the part that holds the plan."
        )


def check_characters(count: int) -> None:
    """The cells of a workbook show at most twenty million letters, however few the file holds."""
    if count > MAX_CHARACTERS:
        raise UnreadableFile(
            f"The cells hold more than {MAX_CHARACTERS:,} letters: save only the part that holds the plan."
        )


def check_text(text: str) -> None:
    """A text has at most 200,000 lines and a million of any sign that may part cells."""
    if text.count("\n") > MAX_LINES or any(text.count(sign) > MAX_SEPARATORS for sign in ",;\t|"):
        raise UnreadableFile(
            f"The text has more than {MAX_LINES:,} lines, or parts more cells than that: "
            "save only the part that holds the plan."
        )


def check_letters(count: int, place: Place) -> None:
    """A cell holds at most 32,767 letters; whatever reads the words of cells is made for no more."""
    if count > MAX_LETTERS:
        raise UnreadableFile(
            f"The cell in {place} holds more than {MAX_LETTERS:,} letters, the most that Excel allows: shorten it."
        )


class MarkCount:
    """What takes memory in an Office file is its elements and attributes: at most four million of both."""

    def __init__(self) -> None:
        self.total = 0

    def add(self, marks: int) -> None:
        """Count more of them; over four million the file is refused."""
        self.total += marks
        if self.total > MAX_MARKS:
            raise UnreadableFile(
                f"The file holds more than {MAX_MARKS:,} signs of mark-up: save only the part that holds the plan."
            )


class CellCount:
    """Counts cells while a file is read, so that reading stops at the limit and not after it."""

    def __init__(self) -> None:
        self.total = 0

    def add(self, cells: int) -> None:
        """Count more cells; over 100,000 the file is refused."""
        self.total += cells
        if self.total > MAX_CELLS:
            raise UnreadableFile(
                f"The tables hold more than {MAX_CELLS:,} cells: save only the part that holds the plan."
            )


def check_tags(count: int) -> None:
    """A page has at most 300,000 tags."""
    if count > MOST_TAGS:
        raise UnreadableFile(f"The page holds more than {MOST_TAGS:,} tags: save only the part that holds the plan.")


def check_depth(depth: int) -> None:
    """The tags of a page stand at most 200 deep in each other."""
    if depth > MOST_DEEP:
        raise UnreadableFile(
            f"The page nests more than {MOST_DEEP} tags in each other: save it again as a plain web page."
        )
