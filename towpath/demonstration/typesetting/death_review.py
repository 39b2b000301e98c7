"""The death review's tracker: banner and header on every page, outcome in the action's cell, rating by colour."""

from docx.table import Table, _Cell

from towpath.demonstration.typesetting import word
from towpath.demonstration.typesetting.contents import Contents

FILLS = {"red": "FF5050", "amber": "FFC000", "green": "92D050"}
FIELDS = ("recommendation", "number", "action", "lead", "deadline", "progress")


def death_review_as_word(contents: Contents) -> bytes:
    document = word.landscape(contents["title"])
    for number, page in enumerate(contents["pages"]):
        if number:
            word.page_break(document)
        made = word.table(document, contents["headings"], contents["widths"])
        for row in page["rows"]:
            _add(made, row)
        word.add_banner(made, contents["banner"])
    return word.saved(document)


def _add(made: Table, row: Contents) -> None:
    word.add_row(made, [row.get(field, "") if field != "progress" else "" for field in FIELDS])
    cells = made.rows[-1].cells
    _say_action(cells[FIELDS.index("action")], row)
    _say_progress(cells[FIELDS.index("progress")], row)


def _say_action(cell: _Cell, row: Contents) -> None:
    """The action, and below it in bold the word that opens its outcome; either may stand overleaf."""
    paragraph = cell.paragraphs[0]
    if "outcome" in row:
        paragraph = cell.add_paragraph() if "action" in row else paragraph
        paragraph.add_run("Outcome:").bold = True
        paragraph.add_run(f" {row['outcome']}")


def _say_progress(cell: _Cell, row: Contents) -> None:
    word.say(cell, row["progress"], bulleted=False)
    if "colour" in row:
        word.shade(cell, FILLS[row["colour"]])
