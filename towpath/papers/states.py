"""The states of papers: of those built at once, and of those somebody approves."""

from django.db.models import TextChoices

from towpath.foundation.transitions import Transitions


class BuiltState(TextChoices):
    """How far a paper has come that is built from the records alone."""

    ASKED = "asked", "Asked for"
    BUILT = "built", "Built"


BUILT_AT_ONCE = Transitions("Paper built at once", {BuiltState.ASKED: (BuiltState.BUILT,), BuiltState.BUILT: ()})


class ApprovedState(TextChoices):
    """How far a paper has come that people write and approve."""

    DRAFT = "draft", "Draft"
    APPROVED = "approved", "Approved"
    ISSUED = "issued", "Issued"


# What was issued stays as it was: a correction is another issue beside it, with the reason.
WITH_APPROVAL = Transitions(
    "Paper with approval",
    {
        ApprovedState.DRAFT: (ApprovedState.APPROVED,),
        ApprovedState.APPROVED: (ApprovedState.ISSUED, ApprovedState.DRAFT),
        ApprovedState.ISSUED: (),
    },
)
IN_THE_MAKING = (BuiltState.ASKED, ApprovedState.DRAFT, ApprovedState.APPROVED)
