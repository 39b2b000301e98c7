"""The colour behind an Excel cell: plain, indexed, or a theme's with a tint."""

from dataclasses import dataclass

from openpyxl.cell.cell import Cell as ExcelCell
from openpyxl.styles.colors import COLOR_INDEX, Color
from openpyxl.workbook.workbook import Workbook

from towpath.documents.colours import fill_of_hex, tinted
from towpath.documents.readers.word_colours import theme_colours
from towpath.documents.table import Fill

# The order in which Excel counts theme colours (ECMA-376 18.8.3; light and dark stand swapped in every
# version).
_THEME_ORDER = (
    "lt1",
    "dk1",
    "lt2",
    "dk2",
    *(f"accent{number}" for number in range(1, 7)),
    "hlink",
    "folHlink",
)


@dataclass(frozen=True)
class Palette:
    """The theme colours of one workbook as hex values by their short names."""

    theme: dict[str, str]

    @classmethod
    def of(cls, workbook: Workbook) -> "Palette":
        part = workbook.loaded_theme
        return cls(theme_colours(part) if part else {})

    def fill(self, cell: ExcelCell) -> Fill | None:
        """The colour a person sees behind a cell; None for white and for no fill."""
        if cell.fill is None or cell.fill.fill_type != "solid":
            return None
        return fill_of_hex(self._code(cell.fill.fgColor))

    def _code(self, colour: Color) -> str:
        """RRGGBB, or "" where the file names a colour it does not hold."""
        if colour.type == "rgb":
            return str(colour.rgb)
        if colour.type == "indexed":
            return COLOR_INDEX[colour.indexed] if colour.indexed < len(COLOR_INDEX) else ""
        name = _THEME_ORDER[colour.theme] if 0 <= colour.theme < len(_THEME_ORDER) else ""
        code = self.theme.get(name, "")
        return tinted(code, colour.tint) if code else ""
