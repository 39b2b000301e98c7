"""Which tables of a document are its plan, and what is said of the others."""

from dataclasses import replace

import pytest

from towpath.documents.plan import PlanColumn, as_json, guess_columns, read_plan
from towpath.documents.plan.tables import choose, choose_table
from towpath.documents.plan.tests.building import cell, document, table
from towpath.documents.table import Place, UnreadableFile

PLAN = ["Action", "Lead", "Deadline"]


def on_sheet(name, headings, *rows, title=""):
    made = table(headings, *rows, title=title)
    header = tuple(cell(heading, place=Place(1, 1, at, sheet=name)) for at, heading in enumerate(headings, start=1))
    return replace(made, header=header)


def left_out(plan):
    return [(part["place"], part["rows"]) for part in as_json(plan)["left_out"]]


def test_columns_that_hold_the_same_stand_under_one_heading_whatever_they_are_called_and_in_whatever_order():
    first = table(PLAN, ("Train", "Health", "May 2027"), ("Write", "Health", "May 2027"), title="Prevent")
    second = table(
        ["Owner", "By when", "Actions", "Update"], ("Police", "June 2027", "Visit", "Begun"), title="Protect"
    )
    plan = read_plan(document(first, second))
    assert [(one.text, one.leads, one.deadline.text) for one in plan.actions] == [
        ("Train", ("Health",), "May 2027"), ("Write", ("Health",), "May 2027"), ("Visit", ("Police",), "June 2027"),
    ]  # fmt: skip
    assert [one.updates[0].text for one in plan.actions if one.updates] == ["Begun"]
    assert [one.theme for one in plan.recommendations] == ["Prevent", "Protect"]


@pytest.mark.parametrize(
    ("heading", "later", "is_same"),
    [
        ("Progress at January 2027", "Progress at October 2028", True),
        ("2025/26 update", "2026/27 update", True),
        ("Progress (Sept 26)", "Progress (May 27)", True),
        ("Progress", "Summary", False),
        ("Mayor's comments", "Comments", False),
        ("Decision", "Ision", False),
    ],
)
def test_a_kept_reading_serves_the_copy_whose_heading_names_another_month(heading, later, is_same):
    first = table([*PLAN, heading], ("Train", "Health", "May 2027", "Begun"), title="Marlbeck plan")
    newer = table([*PLAN, later], ("Train", "Health", "May 2027", "Nine trained"), title="Marlbeck plan")
    kept = guess_columns(first).with_column(3, PlanColumn.PROGRESS)
    if not is_same:
        with pytest.raises(UnreadableFile, match="belong to other headings"):
            read_plan(document(newer), kept)
        return
    plan = read_plan(document(newer), kept)
    assert [update.text for action in plan.actions for update in action.updates] == ["Nine trained"]
    assert [guess.heading for guess in plan.mapping.guesses] == [*PLAN, later]


@pytest.mark.parametrize(
    ("headings", "row", "leads", "accountable"),
    [
        (
            ["Action", "Accountable lead", "Other partners"],
            ("Train", "Health", "Police"),
            ("Health", "Police"),
            "Health",
        ),
        (["Action", "Leads", "Accountable"], ("Train", "Police; Health", "Health"), ("Police", "Health"), "Health"),
        (["Action", "Accountable", "When"], ("Train", "Health; Police", "May"), ("Health", "Police"), ""),
        (["Action", "Lead", "When"], ("Train", "Health", "May"), ("Health",), ""),
    ],
)
def test_a_lead_is_accountable_only_where_its_column_says_so_of_one(headings, row, leads, accountable):
    (action,) = read_plan(document(table(headings, row, title="Plan"))).actions
    assert (action.leads, action.accountable) == (leads, accountable)


@pytest.mark.parametrize(
    ("lead", "is_person"), [("Dr A Patel", True), ("Cllr Di Drum", True), ("Victim Support", False), ("DCC", False)]
)
def test_a_person_with_a_title_among_the_leads_is_asked_about(lead, is_person):
    (action,) = read_plan(document(table(PLAN, ("Train", lead, "May 2027"), title="Plan"))).actions
    sentences = [doubt.sentence for doubt in action.doubts if doubt.field == "leads"]
    assert sentences == ([f"“{lead}” looks like a person's name; agencies lead actions here."] if is_person else [])


def test_milestones_to_come_are_output_and_those_that_were_met_are_progress():
    assert guess_columns(table([*PLAN, "Milestones"], ("Train", "Health", "May 2027", "Tender out"))).columns[3] == (
        PlanColumn.OUTPUT
    )
    met = table([*PLAN, "Milestones achieved"], ("Train", "Health", "May 2027", "Tender out"))
    assert guess_columns(met).columns[3] == PlanColumn.PROGRESS


def test_a_row_of_the_plans_own_table_of_which_nothing_is_read_is_named():
    rows = [("1. Train", "", "", ""), ("1. Train", "", "", ""), ("2. Write", "Send it", "Health", "May 2027")]
    placed = table(["Recommendation", *PLAN], *rows)
    numbered = [
        replace(
            row, cells=tuple(replace(one, places=(Place(1, at, nth),)) for nth, one in enumerate(row.cells, start=1))
        )
        for at, row in enumerate(placed.rows, start=2)
    ]
    plan = read_plan(document(replace(placed, rows=tuple(numbered))))
    assert as_json(plan)["rows"] == {"found": 3, "read": 2}
    assert [part["why"] for part in as_json(plan)["left_out"]] == ["It says nothing but what stands above it."]


@pytest.mark.parametrize(
    ("headings", "row"),
    [
        (["Name", "Role", "Telephone"], ("Ann", "Chair", "123")),
        (["Action", "Minute", "Page"], ("Write", "12", "3")),
        (["Outcome", "Measure", "Target"], ("Fewer", "Calls", "12")),
    ],
)
def test_tables_that_are_no_plans_beside_one_are_left_out_and_named(headings, row):
    plan = read_plan(
        document(table(headings, row, title="Beside"), table(PLAN, ("Train", "Health", "May"), title="Plan"))
    )
    assert [one.text for one in plan.actions] == ["Train"]
    assert left_out(plan) == [("Table 1: “Beside”", 1)]
    assert as_json(plan)["rows"] == {"found": 2, "read": 1}


def test_actions_of_a_meeting_beside_a_plan_of_recommendations_are_none_of_its_actions():
    plan = table(["Recommendation", *PLAN], ("Help early", "Train", "Health", "May 2027"))
    minutes = table(PLAN, ("Send the minutes", "Ann", "Friday"))
    assert [one.text for one in read_plan(document(plan, minutes)).actions] == ["Train"]


def test_sheets_that_somebody_named_are_themes_and_others_are_not():
    named = [on_sheet(name, PLAN, (f"Do {name}", "Health", "May 2027")) for name in ("Prevent", "Protect")]
    usual = [on_sheet(name, PLAN, (f"Do {name}", "Health", "May 2027")) for name in ("Sheet1", "Sheet2")]
    assert [one.theme for one in read_plan(document(*named)).recommendations] == ["Prevent", "Protect"]
    assert [one.theme for one in read_plan(replace(document(*usual), name="Plan")).recommendations] == [""]


def test_a_sheet_that_is_left_out_is_called_by_its_name():
    contacts = on_sheet("Contacts", ["Name", "Role"], ("Ann", "Chair"))
    plan = read_plan(document(on_sheet("Plan", PLAN, ("Train", "Health", "May"), title="Plan"), contacts))
    assert left_out(plan) == [("Sheet “Contacts”", 1)]


def test_a_heading_of_its_own_goes_before_what_holds_the_same():
    full = [*PLAN, "Outcome", "RAG", "Progress"]
    first = table(full, ("Train", "Health", "May 2027", "Staff know", "Green", "Begun"), title="A")
    second = table(["Owner", "Lead", "Action", "Deadline"], ("Bo", "Police", "Visit", "June 2027"), title="B")
    chosen = choose_table(document(first, second))
    assert chosen.headings == (*full, "Owner")
    assert [row.cells[1].text for row in chosen.rows] == ["Health", "Police"]


def test_tables_of_very_many_columns_are_put_together_within_their_readers_time():
    wide = [f"Column {nth}" for nth in range(2_500)]
    made = [table(["Action", *wide, more], ("Train", *wide, ""), title=more) for more in ("Lead", "Deadline")]
    assert [one.text for one in read_plan(document(*made)).actions] == ["Train", "Train"]


def test_columns_chosen_for_the_whole_plan_fit_when_it_is_read_again():
    both = document(
        table(PLAN, ("Train", "Health", "May"), title="A"),
        table([*PLAN, "Update"], ("Go", "Police", "May", ""), title="B"),
    )
    mapping = guess_columns(choose_table(both))
    assert choose(both, mapping).left_out == ()
    assert len(list(read_plan(both, mapping).actions)) == 2


def test_columns_chosen_for_one_table_leave_the_other_out_by_name():
    both = document(
        table(PLAN, ("Train", "Health", "May"), title="A"),
        table([*PLAN, "Update"], ("Go", "Police", "May", ""), title="B"),
    )
    mapping = guess_columns(both.tables[0])
    assert [one.text for one in read_plan(both, mapping).actions] == ["Train"]
    assert left_out(read_plan(both, mapping)) == [("Table 2: “B”", 1)]


def test_columns_chosen_for_other_headings_are_refused():
    with pytest.raises(UnreadableFile, match="belong to other headings"):
        choose(document(table(PLAN, ("Train", "Health", "May"))), guess_columns(table(["Action", "Cost"], ("a", "b"))))
