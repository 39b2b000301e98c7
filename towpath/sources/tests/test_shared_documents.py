"""The real documents, where they are at hand: read in whole from every format, and known again in any other."""

from pathlib import Path

import pytest

from towpath.plans.models import Plan
from towpath.plans.services.comparing import compare_with
from towpath.sources import services
from towpath.sources.tests.trackers import coordinator_of, saved, uploaded

SHARED = Path(__file__).parents[4] / "shared" / "documents"
FORMATS = ("docx", "pdf", "xlsx", "txt")

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.once,  # which words a reader makes of a document
    pytest.mark.skipif(not SHARED.is_dir(), reason="the shared documents are not beside this checkout"),
]


@pytest.mark.parametrize(
    ("name", "recommendations", "actions"), [("southwark-delivery-plan", 9, 20), ("havering-dhr-tracker", 8, 8)]
)
def test_the_same_plan_is_saved_whole_and_known_again_in_every_other_format(
    name: str, recommendations: int, actions: int
) -> None:
    user = coordinator_of()
    first, *others = FORMATS
    plan = saved(user, uploaded(user, (SHARED / f"{name}.{first}").read_bytes(), f"{name}.{first}"))
    assert (plan.recommendations.count(), plan.actions.count()) == (recommendations, actions)
    for other in others:
        reading = uploaded(user, (SHARED / f"{name}.{other}").read_bytes(), f"{name}.{other}")
        assert reading.compares_with == plan, other
        revision = compare_with(Plan.objects.get(pk=plan.pk), services.draft_of(reading))
        assert (revision.keys, revision.unchanged) == (frozenset(), actions), other
