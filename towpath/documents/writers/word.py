"""Word documents on A4 that everybody can read: titled, in British English, pictures described."""

from datetime import datetime
from io import BytesIO
from typing import Self, cast

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.styles.styles import Styles
from docx.text.paragraph import Paragraph

from towpath.documents.writers.guard import cleaned
from towpath.documents.writers.letters import starts_right_to_left
from towpath.documents.writers.word_tables import TWIPS, WordTable, table_element

LANGUAGE = "en-GB"
FONT = "Arial"
INK = RGBColor(0x12, 0x3F, 0x68)
SHORT_SIDE, LONG_SIDE, MARGIN = Cm(21), Cm(29.7), Cm(1.8)
HEADING_SIZES = {"Title": 22, "Heading 1": 15, "Heading 2": 12, "Heading 3": 11}


class WordFile:
    """A document being written from top to bottom."""

    def __init__(self, title: str, *, made_at: datetime, is_landscape: bool = False) -> None:
        self._document = Document()
        self._describe(title, made_at)
        self._lay_out(is_landscape=is_landscape)
        self._style(table_size=8.5 if is_landscape else 9)

    def _describe(self, title: str, made_at: datetime) -> None:
        """The properties that a reader's software goes by: the title, the language, when it was made."""
        properties = self._document.core_properties
        properties.title, properties.language = cleaned(title)[:255], LANGUAGE
        properties.author, properties.comments = "Towpath", ""
        properties.created = properties.modified = made_at
        for language in self._document.styles.element.iter(qn("w:lang")):
            language.set(qn("w:val"), LANGUAGE)

    def _lay_out(self, *, is_landscape: bool) -> None:
        section = self._document.sections[0]
        section.orientation = WD_ORIENT.LANDSCAPE if is_landscape else WD_ORIENT.PORTRAIT
        sides = (LONG_SIDE, SHORT_SIDE) if is_landscape else (SHORT_SIDE, LONG_SIDE)
        section.page_width, section.page_height = sides
        section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = MARGIN
        self._width = round((sides[0] - 2 * MARGIN) / Cm(2.54) * TWIPS)

    def _style(self, table_size: float) -> None:
        styles = self._document.styles
        _set(styles["Normal"], 10.5, after=6)
        for name, size in HEADING_SIZES.items():
            _set(styles[name], size, after=4, before=0 if name == "Title" else 12)
            styles[name].font.color.rgb = INK
            styles[name].font.bold = True
        for frame in styles["Title"].element.iter(qn("w:pBdr")):
            frame.getparent().remove(frame)
        _set(_added(styles, "TableText", "Normal"), table_size, after=2)
        bullet = _added(styles, "TableBullet", "List Bullet")
        _set(bullet, table_size, after=1)
        bullet.paragraph_format.left_indent, bullet.paragraph_format.first_line_indent = Cm(0.32), Cm(-0.32)

    def title(self, text: str) -> Self:
        _directed(self._document.add_paragraph(cleaned(text), style="Title"))
        return self

    def heading(self, text: str, level: int = 1) -> Self:
        _directed(self._document.add_heading(cleaned(text), level))
        return self

    def paragraph(self, text: str, *, is_bold: bool = False) -> Self:
        paragraph = self._document.add_paragraph(cleaned(text))
        for run in paragraph.runs:
            run.bold = is_bold or None
        _directed(paragraph)
        return self

    def bullet(self, text: str) -> Self:
        _directed(self._document.add_paragraph(cleaned(text), style="List Bullet"))
        return self

    def table(self, table: WordTable) -> Self:
        """Add a table over the whole width, and room after it."""
        after = self._document.add_paragraph()
        after._p.addprevious(table_element(table, self._width))
        return self

    def picture(self, png: bytes, *, alt: str, width: Cm) -> Self:
        """Add a picture with the words that say what it shows to those who cannot see it."""
        shape = self._document.add_picture(BytesIO(png), width=width)
        shape._inline.docPr.set("descr", cleaned(alt))
        return self

    def saved(self) -> bytes:
        target = BytesIO()
        self._document.save(target)
        return target.getvalue()


def _directed(paragraph: Paragraph) -> None:
    """A paragraph that starts from the right is marked so; Word would set its full stop at the wrong end."""
    if starts_right_to_left(paragraph.text):
        paragraph._p.get_or_add_pPr().append(OxmlElement("w:bidi"))
        for run in paragraph.runs:
            run._r.get_or_add_rPr().append(OxmlElement("w:rtl"))


def _added(styles: Styles, name: str, like: str) -> ParagraphStyle:
    style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)  # type: ignore[no-untyped-call]
    style.base_style = styles[like]
    return cast(ParagraphStyle, style)


def _set(style: ParagraphStyle, size: float, *, after: float, before: float = 0) -> None:
    """One font throughout, also where the template names a font of its theme."""
    style.font.name, style.font.size = FONT, Pt(size)
    fonts = style.element.rPr.rFonts
    for attribute in [name for name in fonts.attrib if "Theme" in name]:
        del fonts.attrib[attribute]
    style.paragraph_format.space_after, style.paragraph_format.space_before = Pt(after), Pt(before)
    style.paragraph_format.line_spacing = 1.12
