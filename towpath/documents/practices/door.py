"""The door for the national file of practices. `name` is there for whoever calls: the content alone says what it is."""

from towpath.documents.practices.practice import PracticeFile
from towpath.documents.readers.apart import read_apart
from towpath.documents.readers.tasks import ReadingTask
from towpath.documents.rows import SheetRows


def read_practice_file(content: bytes, name: str = "") -> PracticeFile:
    """Read the NHS file "epraccur", plain or in the archive it came in, in its old or its new dialect.

    Raises `UnreadableFile`, and nothing else, for what is no such file; what is wrong in its rows is all among its
    errors.
    """
    file: PracticeFile = read_apart(ReadingTask.PRACTICES, content)
    return file


def practice_sheets(content: bytes, name: str = "") -> list[SheetRows]:
    """The file's one table, as it stands."""
    sheets: list[SheetRows] = read_apart(ReadingTask.PRACTICE_ROWS, content)
    return sheets
