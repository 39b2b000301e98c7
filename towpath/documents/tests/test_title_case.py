"""Names in capitals, as a person would write them."""

import pytest

from towpath.documents.title_case import in_title_case


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("THE OLD MILL SURGERY", "The Old Mill Surgery"),
        ("DR A B SMITH'S PRACTICE", "Dr A B Smith's Practice"),
        ("ST MARY'S MEDICAL CENTRE", "St Mary's Medical Centre"),
        ("O'NEILL & PARTNERS", "O'Neill & Partners"),
        ("NHS PCN HUB", "NHS PCN Hub"),
        ("STOKE-ON-TRENT HEALTH CENTRE", "Stoke-on-Trent Health Centre"),
        ("ÉLODIE HOUSE", "Élodie House"),
        ("Already Written by Somebody", "Already Written by Somebody"),
        ("", ""),
    ],
)
def test_a_name_in_capitals_is_written_as_people_write_it_and_any_other_stays(given, said):
    assert in_title_case(given) == said
