"""What can go wrong in writing a paper, apart from what writes it, so that a page can ask without loading that."""


class PrintingError(Exception):
    """A paper that cannot be set. `where` names the part of it and what stands there, where that is known."""

    def __init__(self, reason: str, where: str = "") -> None:
        super().__init__(f"{where}: {reason}" if where else reason)
        self.where = where
