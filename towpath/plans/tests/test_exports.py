"""A plan is taken out whole by those who may, and each taking is recorded."""

import csv
from datetime import date, datetime
from io import BytesIO

import pytest
from django.urls import reverse
from docx import Document
from openpyxl import load_workbook

from towpath.access.roles import Role
from towpath.audit.events import Event
from towpath.audit.models import Entry
from towpath.documents.plan import Guess, Mapping, PlanColumn
from towpath.documents.table import Place
from towpath.partners.tests.builders import person_with
from towpath.plans.exports.fields import FIELDS
from towpath.plans.tests.builders import action_draft
from towpath.plans.tests.papers.story import REPORTED_ON, on, plan_of, say, whole_story

pytestmark = [pytest.mark.django_db, pytest.mark.once]
KINDS = ["word", "excel", "csv"]


@pytest.fixture(autouse=True)
def in_july():
    with on(REPORTED_ON):
        yield


def taken(client, plan, kind, role=Role.COORDINATOR):
    client.force_login(person_with(role, partnership=plan.partnership))
    return client.get(reverse("plans:export_file", args=[plan.pk, kind]))


def content(response):
    return b"".join(response.streaming_content) if response.streaming else response.content


def rows_of(response):
    lines = content(response).decode("utf-8-sig").splitlines(keepends=True)
    headings, *rows, closing = csv.reader(lines)
    return [dict(zip(headings, row, strict=True)) for row in rows], closing


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.BOARD_MEMBER])
@pytest.mark.parametrize("kind", KINDS)
def test_those_who_may_take_the_plan_out_do_and_it_is_recorded(client, role, kind):
    response = taken(client, whole_story(), kind, role)
    assert response.status_code == 200
    assert response["Content-Disposition"].startswith('attachment; filename="delivery-plan-2026-07-10.')
    entry = Entry.objects.get(event=Event.PLAN_EXPORTED)
    assert entry.details == {"kind": kind, "actions": 4}


@pytest.mark.parametrize("role", [Role.AGENCY_LEAD, Role.AUDITOR, Role.ADMINISTRATOR])
@pytest.mark.parametrize("kind", KINDS)
def test_others_are_refused_and_nothing_leaves(client, role, kind):
    response = taken(client, whole_story(), kind, role)
    assert response.status_code == 403
    assert not Entry.objects.filter(event=Event.PLAN_EXPORTED).exists()


def test_a_lead_who_may_take_out_another_partnerships_plans_may_not_take_this_one(client):
    plan, other = whole_story(), whole_story()
    agency = plan.actions.first().leads.first().agency
    lead = person_with(Role.AGENCY_LEAD, agency=agency)
    lead.posts.create(partnership=other.partnership, role=Role.BOARD_MEMBER, started_on=date(2020, 1, 1))
    client.force_login(lead)
    assert client.get(reverse("plans:export_file", args=[plan.pk, "csv"])).status_code == 403
    assert client.get(reverse("plans:export_file", args=[other.pk, "csv"])).status_code == 200


def test_a_plan_of_another_partnership_is_not_there(client):
    client.force_login(person_with(Role.COORDINATOR))
    plan = whole_story()
    assert client.get(reverse("plans:export_file", args=[plan.pk, "csv"])).status_code == 404
    assert client.get(reverse("plans:export_plan", args=[plan.pk])).status_code == 404


def test_there_is_no_other_kind_of_export(client):
    assert taken(client, whole_story(), "exe").status_code == 404


def test_the_page_offers_all_three(client):
    plan = whole_story()
    client.force_login(person_with(Role.BOARD_MEMBER, partnership=plan.partnership))
    page = client.get(reverse("plans:export_plan", args=[plan.pk])).content.decode()
    assert all(reverse("plans:export_file", args=[plan.pk, kind]) in page for kind in KINDS)
    assert "all 4 actions" in page


def test_csv_has_a_row_for_each_action_with_every_field_and_counts_them(client):
    rows, closing = rows_of(taken(client, whole_story(), "csv"))
    assert closing == ["Rows: 4"]
    assert list(rows[0]) == [field.heading for field in FIELDS]
    late = rows[1]
    assert late["Action text"] == "Train every front desk"
    assert (late["Deadline as written"], late["Working date"]) == ("By May 2026", "2026-05-31")
    assert (late["Stands today"], late["Rating"]) == ("overdue", "Red")
    assert late["Rating rule"].startswith("Overdue, or unlikely to be done in time")
    assert late["Progress"] == "20 June 2026: Two trainers left."


def test_a_formula_someone_typed_is_text_in_every_format(client):
    plan = plan_of(action_draft('=HYPERLINK("http://example.org")'))
    rows, _ = rows_of(taken(client, plan, "csv"))
    assert rows[0]["Action text"] == '\'=HYPERLINK("http://example.org")'
    cells = [cell for row in load_workbook(BytesIO(taken(client, plan, "excel").content)).active for cell in row]
    assert not any(cell.data_type == "f" for cell in cells)


def test_excel_has_the_actions_and_all_their_history(client):
    plan = whole_story()
    workbook = load_workbook(BytesIO(taken(client, plan, "excel").content))
    assert workbook.sheetnames == ["Actions", "History"]
    actions = list(workbook["Actions"].iter_rows(values_only=True))
    due = [field.heading for field in FIELDS].index("Working date")
    assert actions[1][due] == datetime(2026, 6, 30)  # noqa: DTZ001 -- Excel knows no zones
    assert actions[-1][0] == "Rows: 4"
    history = list(workbook["History"].iter_rows(values_only=True))
    assert ("Two trainers left.", "Green", "Red") in {(row[8], row[5], row[6]) for row in history}
    assert history[-1][0] == f"Rows: {len(history) - 3}"


def arrived_as(plan, *columns):
    mapping = Mapping(tuple(Guess(heading, column, "", 1.0) for heading, column in columns))
    plan.layout = mapping.as_json()
    plan.save(update_fields=["layout"])


def test_word_has_the_headings_as_they_arrived_and_new_accounts_with_their_dates(client):
    plan = plan_of(action_draft("Open a drop-in", outcome=("People wait less",), leads=("Health", "Housing")))
    arrived_as(
        plan,
        ("What", PlanColumn.ACTION),
        ("Who", PlanColumn.LEAD),
        ("Old ref", PlanColumn.IGNORED),
        ("How it goes", PlanColumn.PROGRESS),
    )
    say(plan.actions.get(), "red", "No room was found.", about=date(2026, 6, 2))
    file = Document(BytesIO(taken(client, plan, "word").content))
    headings, row = ([cell.text for cell in row.cells] for row in file.tables[0].rows)
    assert headings == ["What", "Who", "How it goes"]
    assert row == [
        "Open a drop-in\nOutcome:\nPeople wait less",
        "Health\nHousing",
        "Red\n2 June 2026: No room was found.",
    ]
    below = "\n".join(paragraph.text for paragraph in file.paragraphs)
    assert "Rows: 1, actions: 1. Taken out on 10 July 2026 at 9:05am." in below
    assert "Left behind when the plan was read in, so not here: Old ref." in below


def test_a_plan_that_came_without_a_place_for_progress_gets_one_once_there_is_some(client):
    plan = plan_of(action_draft("Open a drop-in"))
    arrived_as(plan, ("What", PlanColumn.ACTION), ("Who", PlanColumn.LEAD))
    before = Document(BytesIO(taken(client, plan, "word").content)).tables[0]
    say(plan.actions.get(), "green", "The room is booked.", about=date(2026, 6, 2))
    after = Document(BytesIO(taken(client, plan, "word").content)).tables[0]
    assert [len(table.columns) for table in (before, after)] == [2, 3]
    assert after.cell(1, 2).text == "Green\n2 June 2026: The room is booked."


def test_parts_of_one_cell_go_back_into_one_until_their_ratings_differ(client):
    cell = (Place(table=1, row=2, column=2),)
    parts = [action_draft(text, number=letter, places=cell) for letter, text in (("a", "Book"), ("b", "Invite"))]
    plan = plan_of(*parts)
    arrived_as(plan, ("What", PlanColumn.ACTION), ("Who", PlanColumn.LEAD), ("How", PlanColumn.RATING))
    together = Document(BytesIO(taken(client, plan, "word").content)).tables[0]
    assert [cell.text for cell in together.rows[1].cells] == ["a) Book\nb) Invite", "Housing", ""]
    say(plan.actions.first(), "green", "Booked.", about=date(2026, 6, 2))
    apart = Document(BytesIO(taken(client, plan, "word").content)).tables[0]
    assert [row.cells[0].text for row in apart.rows[1:]] == ["a) Book", "b) Invite"]
    assert apart.cell(1, 2).text == "Green\n2 June 2026: Booked."
