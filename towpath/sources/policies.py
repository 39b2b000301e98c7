"""Who may read documents in, and until when a reading can be worked on."""

from towpath.access.verdicts import Verdict, allowed_if
from towpath.accounts.models import User
from towpath.partners.models import Partnership
from towpath.plans.models import Plan
from towpath.plans.policies import may_edit_plans
from towpath.sources.models import Reading, ReadingState

CLOSED = {
    ReadingState.SAVED: "This reading was already saved: open its plan to correct it.",
    ReadingState.DISCARDED: "This reading was discarded: read the document in again.",
}


def may_read_in(user: User, partnership: Partnership) -> Verdict:
    """Only a coordinator of the partnership reads documents in and takes the originals out."""
    return may_edit_plans(user, partnership)


def may_work_on(user: User, reading: Reading) -> Verdict:
    """A coordinator works on a reading until it is saved or discarded."""
    verdict = may_read_in(user, reading.document.partnership)
    if verdict and not reading.is_open:
        return Verdict(False, CLOSED[ReadingState(reading.state)])
    return verdict


def may_pair(partnership: Partnership, plan: Plan | None) -> Verdict:
    """A document is a newer copy only of a plan of its own partnership."""
    return allowed_if(
        plan is None or plan.partnership_id == partnership.pk,
        "That plan belongs to another partnership: choose one of this partnership.",
    )
