"""PDF files: tagged, and nothing a person typed becomes mark-up."""

from datetime import UTC, datetime
from io import BytesIO

import pytest
from pypdf import PdfReader

from towpath.documents.writers import pdf
from towpath.documents.writers.pdf import NotTypeset, typeset

MADE_AT = datetime(2026, 7, 10, 9, 5, tzinfo=UTC)
TEMPLATE = """
#import "/house.typ": *
#let told = json(bytes(sys.inputs.contents))
#show: house.with(title: told.title)
#title(told.title)
#told.words
"""


@pytest.fixture
def template(tmp_path, monkeypatch):
    house = (pdf.PACKAGE / "documents/writers/typst/house.typ").read_text()
    (tmp_path / "house.typ").write_text(house)
    path = tmp_path / "page.typ"
    path.write_text(TEMPLATE)
    monkeypatch.setattr(pdf, "PACKAGE", tmp_path)
    return path


def read(template, **told):
    return PdfReader(BytesIO(typeset(template, told, made_at=MADE_AT)))


def test_the_file_is_tagged_titled_and_in_english(template):
    catalogue = read(template, title="A plan", words="Some words.").trailer["/Root"]
    assert catalogue["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in catalogue
    assert catalogue["/Lang"] == "en-GB"


@pytest.mark.parametrize("typed", ["#panic(1)", "*bold* _slant_ $x$", '"] #read("/etc/hosts")', "= Not a heading"])
def test_what_a_person_typed_is_printed_as_typed(template, typed):
    assert typed in read(template, title="A plan", words=typed).pages[0].extract_text()


def test_a_template_that_lacks_something_says_what(template):
    with pytest.raises(NotTypeset, match="words"):
        typeset(template, {"title": "A plan"}, made_at=MADE_AT)


def test_the_same_contents_give_the_same_file(template):
    told = {"title": "A plan", "words": "Some words."}
    assert typeset(template, told, made_at=MADE_AT) == typeset(template, told, made_at=MADE_AT)
