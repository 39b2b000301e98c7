"""What is allowed, and what is refused and why."""

import pytest
from django.core.exceptions import PermissionDenied

from towpath.access.verdicts import ALLOWED, Verdict, allowed_if


@pytest.mark.parametrize("condition", [True, False])
def test_a_condition_allows_or_refuses_with_its_reason(condition):
    verdict = allowed_if(condition, "Only on Mondays.")
    assert (bool(verdict), verdict.reason) == ((True, "") if condition else (False, "Only on Mondays."))


def test_what_is_refused_says_why_and_what_is_allowed_goes_on():
    ALLOWED.require()
    with pytest.raises(PermissionDenied, match=r"Only on Mondays\."):
        Verdict(False, "Only on Mondays.").require()


@pytest.mark.parametrize(("allowed", "reason"), [(True, "Only on Mondays."), (False, "")])
def test_a_reason_stands_with_a_refusal_and_with_nothing_else(allowed, reason):
    with pytest.raises(ValueError, match="A refusal says why"):
        Verdict(allowed, reason)
