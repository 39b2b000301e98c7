"""The limit on cells, kept as the library reads them and before it holds them."""

from collections.abc import Iterator
from typing import Any

import openpyxl.reader.strings
import openpyxl.worksheet._reader
from openpyxl.xml.functions import iterparse

from towpath.documents.slots import SlotCount


def limit_cells() -> None:
    """Count in all that the library reads. For a process that reads one file and ends.

    A workbook says itself which of its parts are sheets, and the library alone knows how it is understood. Each element
    is told of as it ends, and so before any that holds it.
    """
    slots = SlotCount()

    def counted(source: Any) -> Iterator[tuple[str, Any]]:
        for event, element in iterparse(source):
            slots.add(element.tag.rpartition("}")[2], element.get)
            yield event, element

    for module in (openpyxl.worksheet._reader, openpyxl.reader.strings):
        module.iterparse = counted  # type: ignore[attr-defined]
