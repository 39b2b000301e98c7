"""The strategy's delivery plan: headings spelt down the side, bullets, footnote marks, the header on every page."""

import json
from pathlib import Path

import typst
from docx.document import Document as WordDocument

from towpath.demonstration.typesetting import word
from towpath.demonstration.typesetting.contents import STRATEGY_FIELDS, Contents, spans

TEMPLATE = Path(__file__).with_name("strategy.typ")
SPANNING = ("theme", "recommendation")


def strategy_as_word(contents: Contents) -> bytes:
    """A table a page, as an owner lays it out by hand, and the notes after the last."""
    document = word.landscape(contents["title"])
    for number, page in enumerate(contents["pages"]):
        if number:
            word.page_break(document)
        _page(document, contents, page["rows"])
    for note in contents["after"]:
        document.add_paragraph(note)
    return word.saved(document)


def strategy_as_pdf(contents: Contents) -> bytes:
    """The same pages as a PDF, in the fonts that come with the typesetter so that every machine makes the same."""
    return typst.compile(
        TEMPLATE.read_bytes(),
        font_paths=typst.Fonts(include_system_fonts=False),
        sys_inputs={"contents": json.dumps(contents)},
        timestamp=int(word.MADE_ON.timestamp()),
    )


def _page(document: WordDocument, contents: Contents, rows: list[Contents]) -> None:
    made = word.table(document, contents["headings"], contents["widths"])
    for row in rows:
        word.add_row(made, ["" if field in SPANNING else row[field] for field in STRATEGY_FIELDS])
    for column, field in enumerate(SPANNING):
        ranges = spans(rows, field)
        word.merge_down(made, column, ranges, [rows[span.start].get(field, "") for span in ranges])
