"""A word is a state only where every word beside it is known, and a length counts only from the event it names."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from towpath.foundation.deadlines import (
    Base,
    Bases,
    Day,
    Meaning,
    Standing,
    due_on,
    in_words,
    read_again,
    read_deadline,
    standing,
    working_dates,
)
from towpath.foundation.ratings import SCHEMES, recognise

DAY, BASE = date(2026, 11, 28), date(2026, 1, 28)

NOT_DONE = (
    "Complete the training", "Completed (awaiting sign-off)", "Complete TBC", "Closed to new referrals",
    "one of three done", "Formerly complete, now reopened", "Complete?", "Completed?", "Done???", "Completed in part",
    "Not yet complete", "to complete by", "Done for 2 of 3 sites", "4/9 complete", "11/12 complete", "9 out of 10 done",
    "Completed subject to approval", "Completed and ongoing", "Complete / ongoing", "Completed - ongoing monitoring",
    "Done; ongoing", "Complete (police), ongoing (health)", "Completed then reopened", "Previously completed",
    "Complete all actions", "Complete action plan", "Complete this", "Complete with exceptions",
    "Complete save for one", "Completed minus the evaluation", "Completed by Friday", "Completed by next quarter",
    "Completed by end of year", "not yet fully completed March 2025",
    "Completed with the exception of housing", "Done in principle", "Done (tbc)", "Done - rolling programme",
    "Draft complete", "First draft done", "Two thirds complete", "Halfway complete", "Consultation closed June 2026",
    "Training completed", "Referral to MARAC completed March 2025", "Reported as complete", "✓",
    "Closed July 2026, re-opened September 2026", "Closed - to be reopened", "Implemented as a pilot",
    "Implemented on a trial basis until March 2027", "Completed for this quarter", "Ongoing - completed for 2025/26",
    "N/A - complete", "In-complete", "in complete", "Recommend closed", "Case closed", "Completed within timescale",
    "Completed at the end of the year", "Completed end of project", "Date completed", "May complete", "None done yet",
    "Complete/not complete", "Completed: no", "Completed 10/11", "All but one done",
    "Closed at CSP meeting June 2026", "Completed to March 2026", "Police: complete; health: outstanding",
)  # fmt: skip


@pytest.mark.parametrize("text", NOT_DONE)
def test_what_leaves_open_whether_all_is_done_is_no_state_and_says_so(text):
    deadline = read_deadline(text)
    assert standing(deadline, None, DAY, is_done=False) is not Standing.DONE
    assert deadline.meaning is Meaning.PARTLY_DONE or deadline.doubt
    for scheme in SCHEMES:
        recognised = recognise(scheme, text, None, DAY)
        assert not recognised.rating.means_done
        assert recognised.rating.is_stated or recognised.doubt


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("Completed", None),
        ("Complete!", None),
        ("[Complete]", None),
        ("✓ Complete", None),
        ("Complete (100%)", None),
        ("Closed", None),
        ("Closed by the Board", None),
        ("Closed by board 12/03/2026", date(2026, 3, 12)),
        ("Complete - March 2026", date(2026, 3, 31)),
        ("Complete, March 2026", date(2026, 3, 31)),
        ("March 2026 - completed", date(2026, 3, 31)),
        ("Achieved Q2 2025/26", date(2025, 9, 30)),
        ("Done 3/4/26", date(2026, 4, 3)),
        ("Completed w/c 3 March 2026", date(2026, 3, 9)),
        ("Completed as at 31/10/2026", date(2026, 10, 31)),
        ("Completed 28 November 2026", DAY),
        ("Completed 2026/27", date(2027, 3, 31)),
        ("Completed. No further action required.", None),
        ("Work complete - no further action", None),
        ("Has been completed", None),
        ("All milestones achieved", None),
        ("Fully implemented March 2026", date(2026, 3, 31)),
    ],
)
def test_what_says_that_all_is_done_stays_done(text, end):
    deadline = read_deadline(text, DAY)
    assert (deadline.meaning, deadline.end) == (Meaning.DONE, end)


@given(
    st.from_regex(r"[a-z]{1,7}zz", fullmatch=True),
    st.sampled_from(("{} completed", "completed {}", "completed ({})", "{}: done", "closed - {}", "complete {}")),
)
def test_a_word_nobody_knows_beside_a_state_takes_it_away(word, shape):
    text = shape.format(word)
    assert read_deadline(text).meaning is not Meaning.DONE
    assert not any(recognise(scheme, text).rating.means_done for scheme in SCHEMES)


TO_COME = (
    ("Completed March 2027", date(2027, 3, 31)),
    ("Complete 12/05/2027", date(2027, 5, 12)),
    ("Completed 30 November 2026", date(2026, 11, 30)),
    ("Achieved Q4 2026/27", date(2027, 3, 31)),
    ("Closed 2027/28", date(2028, 3, 31)),
    ("Finished autumn 2027", date(2027, 11, 30)),
    ("Done 2027", date(2027, 12, 31)),
    ("Implemented from April 2027", None),
)


@pytest.mark.parametrize(("text", "due"), TO_COME)
def test_what_is_done_on_a_day_to_come_is_still_to_be_done(text, due):
    for deadline in (read_deadline(text), read_deadline(text, DAY)):
        assert standing(deadline, None, DAY, is_done=False) is not Standing.DONE
        assert due_on(deadline, None, DAY) == due
        assert working_dates(deadline, None, DAY).overdue_after == due
    assert read_deadline(text, DAY).doubt.endswith("still to come: the date was taken as a deadline.")
    assert not any(recognise(scheme, text, None, DAY).rating.means_done for scheme in SCHEMES)


@pytest.mark.parametrize(("text", "due"), TO_COME)
def test_a_day_that_passes_makes_nothing_done(text, due):
    kept, later = read_deadline(text, DAY), date(2029, 1, 1)
    assert standing(kept, None, later, is_done=False) is (Standing.OVERDUE if due else Standing.NO_END)
    assert read_again(kept, is_typed=False, day=later) is None


@pytest.mark.parametrize(
    "text",
    [
        "3 months prior to contract end", "3 months to the end", "End of delivery, 3 months", "1 month pre-launch",
        "within 6 weeks following go-live", "no later than 3 months before the end of the contract",
        "12 weeks before end of delivery", "3 months ahead of go live", "3 months in advance of contract end",
        "6 weeks prior to end of delivery", "launch, 3 months", "Launch within 3 months", "Review in 6 months",
        "6 months - publication", "Contract signature plus 6 months", "first 6 months",
        "within 3 months where possible", "3 months until go-live",
        "3 months after launch and publication", "3 months each", "3 months+", "28 days post incident",
        "within 10 working days of referral",
    ],
)  # fmt: skip
def test_a_length_beside_words_nobody_reads_has_no_base_no_date_and_a_doubt(text):
    deadline = read_deadline(text)
    assert (deadline.meaning, deadline.base) == (Meaning.WITHIN, Base.OTHER)
    assert due_on(deadline, BASE, DAY) is None
    assert standing(deadline, BASE, DAY, is_done=False) is Standing.NO_BASE_DATE
    assert deadline.doubt.endswith("gives no day that we know how to count from, so no date follows.")


@pytest.mark.parametrize("text", ["3 months before launch", "At least 3 months before contract end",
                                  "Review after 6 months", "Prior to March 2027"])  # fmt: skip
def test_what_is_counted_back_or_from_an_unknown_day_is_undated_and_doubted(text):
    deadline = read_deadline(text)
    assert due_on(deadline, BASE, DAY) is None
    assert deadline.doubt


@pytest.mark.parametrize(
    ("text", "base"),
    [
        ("3 months since launch", Base.LAUNCH),
        ("3 months post-launch", Base.LAUNCH),
        ("Since launch, 3 months", Base.LAUNCH),
        ("Six months (from launch)", Base.LAUNCH),
        ("3 months - from contract signature", Base.CONTRACT),
        ("6 months post contract", Base.CONTRACT),
        ("Recruit within 3 months of contract signature", Base.CONTRACT),
        ("6 months post-publication", Base.PUBLICATION),
        ("Short term (0-3 months)", Base.UNNAMED),
        ("Medium term: 6-12 months", Base.UNNAMED),
        ("Immediate - within 1 week", Base.UNNAMED),
        ("to be completed within 3 months", Base.UNNAMED),
        ("Within 3 months or sooner", Base.UNNAMED),
    ],
)
def test_a_base_that_is_named_is_found_whatever_mark_stands_before_it(text, base):
    deadline = read_deadline(text)
    assert (deadline.meaning, deadline.base, deadline.doubt) == (Meaning.WITHIN, base, "")


@pytest.mark.parametrize("text", [
    "From April 2026 to complete March 2027", "April 2026 to complete March 2027", "From April 2026 through March 2027",
    "To start April 2026 and be completed by March 2027", "From April 2026 to be completed by March 2027",
])  # fmt: skip
def test_a_range_that_ends_in_a_promise_keeps_both_its_ends(text):
    assert in_words(read_deadline(text)) == "from 1 April 2026 to 31 March 2027"


@pytest.mark.parametrize(
    ("text", "words", "doubt"),
    [
        ("Monthly meetings until March 2027", "every month to 31 March 2027", ""),
        ("Annual review in November", "every November", ""),
        ("Monthly for 6 months", "every month", "“6 months” may end these turns"),
        ("Every 6 months until contract end", "every 6 months", "“contract” may end these turns"),
        ("2026/27 and ongoing", "by 31 March 2027; then no end date", ""),
        ("Signed off by Board March 2026", "by 31 March 2026", "“board” was not read"),
        ("Training completed, policy due December 2026",
         "partly done, no date given for the rest; then by 31 December 2026", "“training” stands beside"),
        ("Completed within 3 months", "within 3 months of the base date", "may be a promise"),
        ("None yet", "not understood", "“yet” stands beside"),
        ("On hold until March 2027", "not understood", "“hold” changes"),
        ("3 months, 6 weeks", "within 3 months of the base date; then within 6 weeks of the base date", ""),
        ("within 3 months within 6 weeks", "not understood", "side by side"),
        ("TBC (3 months)", "not understood", "beside “to be confirmed”"),
        ("Rolling 3 months", "within 3 months of the base date", "it goes on"),
        ("Completed by end Q4 2026/27", "by 31 March 2027", "may be a promise"),
        ("Annually on the anniversary of contract signature",
         "every year, counted from a day that is not known", "“anniversary contract”"),
        ("Every quarter from launch", "every 3 months, counted from launch", ""),
    ],
)  # fmt: skip
def test_other_words_that_change_a_date(text, words, doubt):
    deadline = read_deadline(text)
    assert in_words(deadline) == words
    assert doubt in deadline.doubt if doubt else not deadline.doubt


@pytest.mark.parametrize("text", ["Quarterly from launch", "every 3 months from contract signature",
                                  "Monthly after go-live", "Annual contract review"])  # fmt: skip
def test_turns_counted_from_an_event_are_undated_until_its_day_is_known(text):
    deadline = read_deadline(text)
    assert due_on(deadline, BASE, DAY) is None
    assert standing(deadline, BASE, DAY, is_done=False) is Standing.NO_BASE_DATE
    known = Bases({deadline.base: Day(date(2026, 1, 10))})
    assert due_on(deadline, known, DAY).day == 10
