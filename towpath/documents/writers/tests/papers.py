"""What a test reads of a printed paper: what PDF/UA-1 finds wrong with it, and its words as they are read out."""

import unicodedata
from io import BytesIO

import page
import pypdfium2
from docx import Document


def faults_in(pdf: bytes) -> list[str]:
    """The rules of PDF/UA-1 (ISO 14289-1) that a file fails."""
    report = page.validate_pdf_bytes(pdf, profile=page.ValidationProfile.PDF_UA_1)
    assert report.rules.total > 100
    return [f"{failure.rule_id}: {failure.message}" for failure in report.failures]


def words_of_pdf(pdf: bytes) -> str:
    pages = pypdfium2.PdfDocument(BytesIO(pdf))
    return bare("".join(each.get_textpage().get_text_bounded() for each in pages))


def words_of_word(word: bytes) -> str:
    document = Document(BytesIO(word))
    cells = (cell.text for table in document.tables for row in table.rows for cell in row.cells)
    return bare("".join([*(paragraph.text for paragraph in document.paragraphs), *cells]))


def bare(text: str) -> str:
    """Text without what shows nothing, each letter in one of the ways it may be written."""
    joined = unicodedata.normalize("NFKC", text)
    return "".join(each for each in joined if not each.isspace() and unicodedata.category(each) not in {"Cf", "Cc"})
