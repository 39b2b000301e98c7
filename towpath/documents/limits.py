"""How large a document may be, and the sentences for one that is larger."""

from towpath.documents.table import UnreadableDocument

MEGABYTE = 1024 * 1024
MAX_BYTES = 20 * MEGABYTE
MAX_UNPACKED_BYTES = 100 * MEGABYTE
MAX_PAGES = 200
MAX_CELLS = 100_000


def check_size(content: bytes) -> None:
    """A document is neither empty nor larger than 20 MB."""
    if not content:
        raise UnreadableDocument("The file is empty: choose the file again.")
    if len(content) > MAX_BYTES:
        raise UnreadableDocument("The file is larger than 20 MB: remove its pictures or split it, then try again.")


def check_unpacked(size: int) -> None:
    """What a compressed file holds is at most 100 MB unpacked, far above any honest plan."""
    if size > MAX_UNPACKED_BYTES:
        raise UnreadableDocument(
            "The file unpacks to more than 100 MB: save a copy without its pictures, then try again."
        )


def check_pages(count: int) -> None:
    """A document has at most 200 pages."""
    if count > MAX_PAGES:
        raise UnreadableDocument(
            f"The file has {count} pages and the most that can be read is {MAX_PAGES}: "
            "save only the pages that hold the plan."
        )


class CellCount:
    """Counts cells while a file is read, so that reading stops at the limit and not after it."""

    def __init__(self) -> None:
        self.total = 0

    def add(self, cells: int) -> None:
        """Count more cells; over 100,000 the file is refused."""
        self.total += cells
        if self.total > MAX_CELLS:
            raise UnreadableDocument(
                f"The tables hold more than {MAX_CELLS:,} cells: save only the part that holds the plan."
            )
