"""Reading a document again beside the plan we hold."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from towpath.documents.plan import PlanEntry, compare, entries, read_plan
from towpath.documents.plan.tests.building import document, table

CLINIC = PlanEntry("Help people early", "Run a weekly clinic at the library", "1", leads=("LBX",), deadline="2025/26")
TRAIN = PlanEntry("Help people early", "Train all reception staff", "2", leads=("LBX", "Police"))
LETTER = PlanEntry("Press for new law", "Write to the minister each spring", "1", leads=("Board",))
HELD = (CLINIC, TRAIN, LETTER)


def test_the_same_plan_read_again_changes_nothing():
    found = compare(HELD, HELD)
    assert len(found.unchanged) == 3
    assert (found.new, found.changed, found.gone) == ((), (), ())


def test_a_document_read_twice_is_all_unchanged():
    rows = [("1. Help", "Run a clinic", "LBX/Met"), ("", "Train staff", ""), ("2. Act", "Train staff", "")]
    draft = read_plan(document(table(["Recommendation", "Action", "Lead"], *rows)))
    assert len(compare(entries(draft), draft).unchanged) == 3


def test_a_changed_field_is_shown_before_and_after():
    moved = replace(CLINIC, deadline="2026/27", leads=("LBX", "Police"))
    [pair] = compare(HELD, (moved, TRAIN, LETTER)).changed
    told = [(difference.field, difference.before, difference.after) for difference in pair.differences]
    assert told == [("leads", "LBX", "LBX\nPolice"), ("deadline", "2025/26", "2026/27")]


def test_what_is_added_is_new_and_what_is_left_out_is_gone():
    added = PlanEntry("Help people early", "Print posters in six languages")
    found = compare(HELD, (CLINIC, added, LETTER))
    assert (found.new, found.gone) == ((added,), (TRAIN,))


def test_rewording_is_a_change_and_not_a_new_promise():
    reworded = replace(TRAIN, action="Train all of the reception staff")
    found = compare(HELD, (CLINIC, reworded, LETTER))
    assert [difference.field for difference in found.changed[0].differences] == ["action"]
    assert (found.new, found.gone) == ((), ())


def test_the_same_action_under_two_recommendations_keeps_to_its_own():
    twins = (replace(TRAIN, key="a"), replace(TRAIN, recommendation="Press for new law", key="b"))
    pairs = compare(twins, twins[::-1]).unchanged
    assert {(pair.held.key, pair.read.key) for pair in pairs} == {("a", "a"), ("b", "b")}


def test_numbers_are_no_key():
    renumbered = [replace(CLINIC, number="2"), replace(TRAIN, number="1"), LETTER]
    changed = compare(HELD, renumbered).changed
    assert [difference.field for pair in changed for difference in pair.differences] == ["number", "number"]


def test_order_and_white_space_are_no_change():
    same = replace(TRAIN, leads=("Police", "LBX"), action="Train all  reception\nstaff")
    assert len(compare(HELD, (LETTER, same, CLINIC)).unchanged) == 3


def test_silence_changes_nothing():
    held = replace(CLINIC, rating="green", updates=("March 2025\nRooms found.", "Staff hired."))
    latest = replace(CLINIC, rating="not-stated", updates=("Staff hired.",))
    assert compare((held,), (latest,)).unchanged
    worse = replace(latest, rating="red", updates=("A room was lost.",))
    [pair] = compare((held,), (worse,)).changed
    assert [difference.field for difference in pair.differences] == ["rating", "updates"]


VOCABULARY = ("run", "clinic", "train", "staff", "write", "letter", "help", "early", "act", "law")
WORDS = st.lists(st.sampled_from(VOCABULARY), max_size=4)
TEXTS = WORDS.map(" ".join)
ENTRIES = st.lists(st.builds(PlanEntry, TEXTS, TEXTS, leads=st.sampled_from([(), ("LBX",), ("Met",)])), max_size=6)


@given(ENTRIES, ENTRIES)
def test_every_entry_is_accounted_for_exactly_once(held, read):
    found = compare(held, read)
    pairs = (*found.changed, *found.unchanged)
    assert len(found.gone) + len(pairs) == len(held)
    assert len(found.new) + len(pairs) == len(read)


@given(ENTRIES)
def test_a_plan_compared_with_itself_is_all_unchanged(held):
    assert len(compare(held, held).unchanged) == len(held)


@given(ENTRIES, ENTRIES)
def test_what_is_new_one_way_is_gone_the_other(held, read):
    there, back = compare(held, read), compare(read, held)
    assert (len(there.new), len(there.gone)) == (len(back.gone), len(back.new))


@given(ENTRIES, ENTRIES)
def test_once_a_document_is_taken_in_it_brings_nothing_more(held, read):
    again = compare(read, read)
    assert (again.new, again.changed, again.gone) == ((), (), ())
    assert compare(held, read) == compare(held, read)
