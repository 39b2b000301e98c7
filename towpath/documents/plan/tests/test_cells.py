"""What one cell can hold besides its own words."""

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from towpath.documents.plan.figures import figures
from towpath.documents.plan.numbering import part_number, plain_number, split_number, split_parts
from towpath.documents.plan.progress import dated_updates
from towpath.documents.plan.status import split_status
from towpath.documents.plan.tests.building import cell
from towpath.documents.plan.wording import items, line, split_outcome


@pytest.mark.parametrize(
    ("text", "number", "rest"),
    [
        ("1. Open a clinic", "1", "Open a clinic"),
        ("12) Open a clinic", "12", "Open a clinic"),
        ("(3) Open a clinic", "3", "Open a clinic"),
        ("3a. Open a clinic", "3a", "Open a clinic"),
        ("1.2 Open a clinic", "1.2", "Open a clinic"),
        ("R4: Open a clinic", "R4", "Open a clinic"),
        ("Recommendation 5 - Open a clinic", "5", "Open a clinic"),
        ("3 training days for staff", "", "3 training days for staff"),
        ("24/7 cover", "", "24/7 cover"),
        ("1.5 million leaflets", "", "1.5 million leaflets"),
        ("Open a clinic", "", "Open a clinic"),
    ],
)
def test_a_number_before_a_text_is_set_apart_and_one_inside_it_is_not(text, number, rest):
    numbered = split_number(text)
    assert (numbered.number, numbered.text) == (number, rest)


@pytest.mark.parametrize(("text", "number"), [("1.", "1"), ("(4)", "4"), ("No. 7", "7"), ("Rec 2a", "2a"), ("", "")])
def test_a_number_in_its_own_cell_loses_only_its_marks(text, number):
    assert plain_number(text) == number


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("a) write to staff\nb) train them", {"a": "write to staff", "b": "train them"}),
        ("The trust will: a) write; (b) train", {"a": "The trust will: write", "b": "The trust will: train"}),
        ("plan b) is ready", {}),
        ("worker(s) and carer(s)", {}),
        ("a) only one part", {}),
        ("1. Write\n2. Train\n3. Check", {"1": "Write", "2": "Train", "3": "Check"}),
        ("1. Write to staff 2. Train them", {"1": "Write to staff", "2": "Train them"}),
        ("1) Write 2) Train", {"1": "Write", "2": "Train"}),
        ("3. Write\n4. Train", {"3": "Write", "4": "Train"}),
        ("2.1 Write\n2.2 Train", {"2.1": "Write", "2.2": "Train"}),
        ("i) write\nii) train", {"i": "write", "ii": "train"}),
        ("a. Write\nb. Train", {"a": "Write", "b": "Train"}),
        ("The trust will:\n1. write\n2. train", {"1": "The trust will: write", "2": "The trust will: train"}),
        ("1. Only one", {}),
        ("1. Review section 3. 2. Publish it", {}),
        ("Meet in ward 1. Then in ward 2. Report", {}),
        ("12 March\n13 April", {}),
        ("1.5 million\n1.6 million", {}),
        ("1. Write\n3. Train", {}),
    ],
)
def test_parts_are_told_apart_only_where_they_follow_each_other(text, parts):
    assert split_parts(text) == parts


@pytest.mark.parametrize(
    ("number", "mark", "whole"),
    [
        ("", "", ""), ("3", "", "3"), ("", "a", "a"), ("3", "a", "3a"), ("3", "1", "3.1"), ("3", "3.1", "3.1"),
        ("", "2", "2"), ("MB 3", "ii", "MB 3.ii"), ("3", "31", "3.31"),
    ],
)  # fmt: skip
def test_a_part_is_numbered_after_what_it_is_part_of(number, mark, whole):
    assert part_number(number, mark) == whole


def test_an_outcome_inside_the_action_is_pulled_out():
    worded = split_outcome(cell("Open a clinic.\nOutcome: People wait less.\n• Fewer missed visits"))
    assert worded.text == "Open a clinic."
    assert worded.outcome == ("People wait less.", "Fewer missed visits")


def test_the_word_outcome_in_a_sentence_is_no_label():
    assert split_outcome(cell("Agree outcomes with staff: by ward")).outcome == ()


@pytest.mark.parametrize(
    ("text", "word", "account"),
    [
        ("Complete – the last session was held", "Complete", "the last session was held"),
        ("Completed. All staff trained", "Completed", "All staff trained"),
        ("Amber: short of trainers", "Amber", "short of trainers"),
        ("(Green) rooms are booked", "Green", "rooms are booked"),
        ("Ongoing", "Ongoing", ""),
        ("Not met - no answer came", "Not met", "no answer came"),
        ("Completed (May 2024)", "Completed", "(May 2024)"),
        ("Ongoing work with schools", "", "Ongoing work with schools"),
        ("Completed The research came out", "Completed", "The research came out"),
        ("Completed October 2026", "Completed", "October 2026"),
        ("Greenwich has joined", "", "Greenwich has joined"),
        ("The work is complete", "", "The work is complete"),
    ],
)
def test_a_status_word_is_set_apart_from_the_account_after_it(text, word, account):
    status = split_status(text)
    assert (status.word, status.account) == (word, account)


def test_dated_entries_become_updates_in_the_order_written():
    account = "Begun late.\nMarch 2025 – Rooms found.\nTwo more are promised.\nUpdate 12/06/2025: Clinic open"
    assert [(update.date, update.text, update.day) for update in dated_updates(account)] == [
        ("", "Begun late.", None),
        ("March 2025", "Rooms found.\nTwo more are promised.", date(2025, 3, 31)),
        ("12/06/2025", "Clinic open", date(2025, 6, 12)),
    ]


def test_a_date_inside_a_sentence_starts_no_entry():
    assert len(dated_updates("Rooms found.\nMarch 2025 was a slow month")) == 1


@pytest.mark.parametrize(
    ("account", "heading", "day"),
    [
        ("In March 2025 the board met", "Progress", date(2025, 3, 31)),
        ("March 2025 was a slow month", "Progress", date(2025, 3, 31)),
        ("The board met in March 2025", "Progress", None),
        ("March 2029 is when it opens", "Progress", None),
        ("Nine rooms found", "Progress at October 2025", date(2025, 10, 31)),
        ("Nine rooms found", "Update (31/10/2025)", date(2025, 10, 31)),
        ("Nine rooms found", "Progress 2025/26 Q2", date(2025, 9, 30)),
        ("Nine rooms found", "Progress October 2025 Progress March 2026", None),
        ("Nine rooms found", "Maybe 25 rooms", None),
        ("In May 2025 it opened", "Progress at October 2025", date(2025, 5, 31)),
    ],
)
def test_an_account_is_true_of_the_month_that_opens_it_or_of_the_date_in_its_heading(account, heading, day):
    (update,) = dated_updates(account, heading, date(2026, 12, 1))
    assert (update.date, update.text, update.day) == ("", account, day)


def test_an_impossible_date_starts_no_entry():
    assert [update.date for update in dated_updates("31/02/2025 - rooms found")] == [""]


ACCOUNTS = st.lists(
    st.sampled_from(["March 2025 – rooms", "Q1 2024/25: leaflets", "two clinics", "", "May was quiet", "2024-05-01:"])
).map("\n".join)


@given(ACCOUNTS)
def test_no_word_of_an_account_is_lost_between_its_entries(account):
    kept = " ".join(f"{update.date} {update.text}" for update in dated_updates(account))
    assert re.findall(r"\w+", kept) == re.findall(r"\w+", account)


def test_figures_are_offered_with_what_they_count_and_their_sentence():
    account = (
        "Money lasts until Dec 2025. 41 nurses were trained across 9 wards, and 1,204 people seen (Jan24 - to date)."
    )
    offered = figures(account)
    assert [(figure.value, figure.label) for figure in offered] == [
        ("41", "nurses"),
        ("9", "wards"),
        ("1,204", "people seen"),
    ]
    assert {figure.period for figure in offered} == {"Jan24 - to date"}
    assert all(figure.sentence.startswith("41 nurses") for figure in offered)


@pytest.mark.parametrize(
    ("account", "values"),
    [
        ("It cost £4,500 and reached 85% of wards.", ["£4,500", "85%"]),
        ("Visits fell by 12.5 per cent since April 2024.", ["12.5 per cent"]),
        ("The 3 month pilot ended on 12 March 2025 and ran 24/7.", []),
        ("See section 4, phase 2 and recommendation 7.", []),
        ("In 2024 and 2024/25 nothing was counted.", []),
        ("Reviewed in May 25 and Q3 2024/25.", []),
        ("Call 020 7946 0000.", []),
        ("None were seen.", []),
    ],
)
def test_only_numbers_that_count_something_are_figures(account, values):
    assert [figure.value for figure in figures(account)] == values


@given(st.text(alphabet="0123456789 ,.%£abcMay/-\n", max_size=80))
def test_a_figure_is_always_written_in_its_own_sentence(account):
    assert all(figure.value in figure.sentence and figure.sentence in account for figure in figures(account))


def test_footnote_marks_and_bullets_go_and_sums_stay():
    assert line(cell("Number of calls* and visits**")) == "Number of calls and visits"
    assert line(cell("a 5 * 3 grid")) == "a 5 * 3 grid"
    assert items(cell("• Calls*\n• Visits\n• Calls")) == ("Calls", "Visits")
