"""The colour behind a Word cell: its shading, a theme colour among it."""

from dataclasses import dataclass

from docx.document import Document as WordDocument
from lxml import etree
from lxml.etree import _Element

from towpath.documents.colours import fill_of_hex, tinted
from towpath.documents.readers.word_xml import W
from towpath.documents.table import Fill

_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_THEME_NAMES = {
    "background1": "lt1", "background2": "lt2", "text1": "dk1", "text2": "dk2",
    "light1": "lt1", "light2": "lt2", "dark1": "dk1", "dark2": "dk2",
    "hyperlink": "hlink", "followedHyperlink": "folHlink",
}  # fmt: skip
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True)


@dataclass(frozen=True)
class Shading:
    """`theme` gives the hex value of the theme's colours by their short names (`accent1`, `lt2`, …)."""

    theme: dict[str, str]

    @classmethod
    def of(cls, document: WordDocument) -> "Shading":
        for relation in document.part.rels.values():
            if relation.reltype.endswith("/theme") and not relation.is_external:
                return cls(theme_colours(relation.target_part.blob))
        return cls({})

    def fill(self, cell: _Element) -> Fill | None:
        """The colour a person sees behind a cell; None for white, "auto" and no shading."""
        shading = cell.find(f"{W}tcPr/{W}shd")
        if shading is None:
            return None
        if shading.get(W + "val") == "solid":  # a pattern of nothing but its foreground
            return fill_of_hex(shading.get(W + "color", ""))
        return fill_of_hex(shading.get(W + "fill", "")) or self._themed(shading)

    def _themed(self, shading: _Element) -> Fill | None:
        """Word also writes the plain value: the theme is asked only where another program left that out."""
        name = shading.get(W + "themeFill", "")
        code = self.theme.get(_THEME_NAMES.get(name, name))
        if code is None or shading.get(W + "fill", "auto") != "auto":
            return None
        tint, shade = (shading.get(W + part, "FF") for part in ("themeFillTint", "themeFillShade"))
        return fill_of_hex(tinted(tinted(code, 1 - int(tint, 16) / 255), int(shade, 16) / 255 - 1))


def theme_colours(part: bytes) -> dict[str, str]:
    """The colours of an Office theme by their short names."""
    scheme = etree.fromstring(part, _PARSER).find(f".//{_DRAWING}clrScheme")
    colours = {} if scheme is None else {etree.QName(slot).localname: _code(slot) for slot in scheme}
    return {name: code for name, code in colours.items() if code}


def _code(slot: _Element) -> str:
    return next((shown for colour in slot if (shown := colour.get("lastClr") or colour.get("val"))), "")
