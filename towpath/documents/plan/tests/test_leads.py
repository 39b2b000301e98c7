import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from towpath.documents.plan.leads import known_leads, split_leads
from towpath.documents.plan.tests.building import cell

KNOWN = known_leads([cell("• CSPT\n• DA provider"), cell("MOPAX\nCouncil DA provider\nRiverside Forum\nHPB")])


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("LBB / Met", ["LBB", "Met"]),
        ("LBB/Met", ["LBB", "Met"]),
        ("• Police\n• Probation", ["Police", "Probation"]),
        ("Police; Probation", ["Police", "Probation"]),
        ("Police\nHousing/\nProbation.", ["Police", "Housing", "Probation"]),
        ("SASBU/", ["SASBU"]),
        ("VAWG Group**", ["VAWG Group"]),
        ("BHRUT, LBH, MPS", ["BHRUT", "LBH", "MPS"]),
        ("Police, Probation and Housing", ["Police", "Probation", "Housing"]),
        ("LBH and MPS", ["LBH", "MPS"]),
        ("HR and Training Department.", ["HR and Training Department"]),
        ("LBX HR and Training Department", ["LBX HR and Training Department"]),
        ("Housing, Health and Care Directorate", ["Housing, Health and Care Directorate"]),
        ("Police and Crime Commissioner", ["Police and Crime Commissioner"]),
        ("The Home Office", ["The Home Office"]),
        ("Police\nPolice", ["Police"]),
        ("N/A", []),
        ("TBC", []),
        ("", []),
    ],
)
def test_leads_are_told_apart_as_a_reader_would(text, names):
    assert list(split_leads(cell(text)).names) == names


def test_names_with_nothing_between_them_are_told_apart_by_the_rest_of_the_document():
    leads = split_leads(cell("CSPT Council DA provider MOPAX Riverside Forum Public Health HPB"), KNOWN)
    assert leads.names == ("CSPT", "Council DA provider", "MOPAX", "Riverside Forum", "Public Health", "HPB")
    assert "nothing between its names" in leads.doubts[0].sentence


def test_one_known_name_inside_a_longer_one_does_not_split_it():
    assert split_leads(cell("Northern DA provider"), KNOWN).names == ("Northern DA provider",)


def test_a_bullet_of_two_known_names_is_left_whole_and_doubted():
    leads = split_leads(cell("• CSPT HPB\n• Police"), KNOWN)
    assert leads.names == ("CSPT HPB", "Police")
    assert "may be 2 leads: CSPT, HPB" in leads.doubts[0].sentence


@pytest.mark.parametrize(
    "text",
    ["Children, Young People and Families Service", "Police, Probation and Housing", "Friends and Neighbours"],
)
def test_a_split_that_could_go_either_way_is_doubted(text):
    assert split_leads(cell(text)).doubts


NAMES = st.sampled_from(
    ["LBB", "Met", "Police", "HR and Training Department", "DA provider", "Housing,", "Public Health", "HPB*"]
)
GLUE = st.sampled_from([" / ", "\n• ", ", ", " and ", " & ", "; ", " ", "/", ".\n"])


@given(st.lists(st.tuples(NAMES, GLUE), max_size=6).map(lambda pairs: "".join(name + glue for name, glue in pairs)))
def test_splitting_never_loses_a_word(text):
    kept = " ".join(split_leads(cell(text), KNOWN).names)
    assert _words(text) == _words(kept)


def _words(text):
    """The words but for those that join names; a name given twice is one lead, so words count once."""
    return set(re.findall(r"\w+", text)) - {"and"} if text else set()
