"""Documents as they should not come: a sentence where the person stands, nothing half-saved, nothing lost unsaid."""

from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import Workbook

from towpath.plans.models import Action, Plan
from towpath.sources.models import Reading, SourceDocument
from towpath.sources.tests.test_as_shown import offered, text_of
from towpath.sources.tests.trackers import HEADINGS, ROWS, saved, tracker, uploaded

pytestmark = [pytest.mark.django_db, pytest.mark.once]

PICTURE = b"\x89PNG\r\n\x1a\n" + b"\0" * 64
MINUTES = "| Present | Apologies |\n|---|---|\n| Di Drum | Eve Eddy |\n"
SPEND = "| Month | Spent | Left |\n|---|---|---|\n| May | £100 | £900 |\n| June | £200 | £700 |\n"
PLAN = "| Recommendation | Action | Lead | By when |\n|---|---|---|---|\n| Ask | Train staff | Health | May 2027 |\n"


def sheets(*rows_of_sheets: list[Any], blank: int = 0) -> bytes:
    """A workbook with a sheet for each list of rows, the last followed by so many that look filled and are not."""
    book = Workbook()
    book.remove(book.active)
    for rows in rows_of_sheets:
        sheet = book.create_sheet()
        for row in rows:
            sheet.append(row)
    for at in range(blank):
        sheet.cell(row=len(rows) + 2 + at, column=1).value = " "
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def send(browser: Client, content: bytes, name: str) -> Any:
    return browser.post(reverse("sources:read"), {"file": SimpleUploadedFile(name, content)}, follow=True)


@pytest.mark.parametrize(
    ("content", "name", "sentence"),
    [
        (PICTURE, "plan.png", "picture"),
        (PICTURE, "plan.docx", "picture"),
        (b"", "plan.docx", "empty"),
        (b"PK\x03\x04 cut off", "plan.xlsx", "damaged"),
        (b"We met, and agreed to meet again.", "plan.txt", "No table was found"),
        (sheets([["", "", ""]] * 3), "plan.xlsx", "There are no words in this file"),
    ],
)  # fmt: skip
def test_a_file_of_the_wrong_kind_is_refused_beside_the_file_and_nothing_is_kept(
    browser: Client, content: bytes, name: str, sentence: str
) -> None:
    answer = send(browser, content, name)
    assert answer.status_code == 422
    assert sentence in text_of(answer)
    assert not SourceDocument.objects.exists()


def test_a_table_without_a_heading_leads_to_its_columns_with_a_sentence(browser: Client) -> None:
    answer = send(
        browser,
        tracker([("2", "Ask", "Write letters", "Housing")], headings=("1", "Say", "Train", "Health")),
        "plan.csv",
    )
    assert answer.redirect_chain
    reading = Reading.objects.get()
    page = browser.get(reverse("sources:reading", args=[reading.pk]), follow=True)
    assert "No column of actions was found: choose the column that holds the actions." in text_of(page)
    assert page.redirect_chain[-1][0] == reverse("sources:columns", args=[reading.pk])


def test_tables_that_are_no_plans_beside_one_that_is_are_named_with_their_rows(browser: Client) -> None:
    send(browser, f"# Plan\n\n{MINUTES}\n# Spending\n\n{SPEND}\n# Actions\n\n{PLAN}".encode(), "plan.md")
    page = text_of(browser.get(reverse("sources:reading", args=[Reading.objects.get().pk])))
    assert "1 of 4 rows in the document’s tables were read. Left out:" in page
    assert "Table 1: “Plan”, 1 row. No column of actions was found in it." in page
    assert "Table 2: “Spending”, 2 rows. No column of actions was found in it." in page


def test_a_sheet_of_ten_thousand_rows_that_hold_nothing_is_read_as_far_as_it_holds_something(browser: Client) -> None:
    content = sheets([list(HEADINGS), *map(list, ROWS)], blank=10_000)
    send(browser, content, "plan.xlsx")
    page = text_of(browser.get(reverse("sources:reading", args=[Reading.objects.get().pk])))
    assert "2 recommendations, 3 actions" in page
    assert "3 of 3 rows in the document’s tables were read." in page


@pytest.mark.parametrize(("kind", "name"), [("word", "plan.docx"), ("excel", "plan.xlsx"), ("csv", "plan.csv")])
def test_a_plan_taken_out_and_read_into_itself_changes_nothing(
    browser: Client, user: Any, kind: str, name: str
) -> None:
    plan = saved(user, uploaded(user))
    before = list(Action.objects.values_list("text", "deadline_words", "rating", "outcomes", "cost"))
    taken = browser.get(reverse("plans:export_file", args=[plan.pk, kind]))
    content = b"".join(taken.streaming_content) if taken.streaming else taken.content
    answer = send(browser, content, name)
    assert answer.status_code == 200
    reading = Reading.objects.get(compares_with=plan)
    page = browser.get(reverse("sources:changes", args=[reading.pk]))
    assert offered(page) == []
    assert "There is nothing to take over." in text_of(page)
    assert (Plan.objects.count(), before) == (
        1, list(Action.objects.values_list("text", "deadline_words", "rating", "outcomes", "cost")),
    )  # fmt: skip
