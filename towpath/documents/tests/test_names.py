"""People's names, told from those of organisations and from words that a narrow column broke."""

import pytest

from towpath.documents.names import are_people


@pytest.mark.parametrize(
    ("lines", "people"),
    [
        (["Ann Vale", "Gwendoline Marsh"], True),
        (["Cllr Ann Vale", "Dr. Bo Marsh-Oakes", "Eve O’Lindley"], True),
        (["Ann Vale"], False),
        (["Southwark Domestic", "Abuse Service"], False),
        (["Violence Against", "Women Group"], False),
        (["Ann Vale", "Public Health"], False),
        (["Ann Vale", "and others"], False),
        (["Metropolitan Police", "Community Safety"], False),
        (["MPS", "CCG"], False),
    ],
)
def test_lines_of_peoples_names(lines, people):
    assert are_people(lines) == people
