"""The states of papers: of those built at once, of those somebody approves, and of the job that makes their files."""

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


class JobState(TextChoices):
    """How far the job is that makes the files of a paper."""

    ASKED = "asked", "Waiting to be built"
    BUILDING = "building", "Being built"
    READY = "ready", "Ready"
    FAILED = "failed", "Could not be built"
    CANCELLED = "cancelled", "Cancelled"


# Whatever it is in, the files may be asked for again: those of a finished paper are made anew from what it says.
JOB = Transitions(
    "Files of a paper",
    {
        JobState.ASKED: (JobState.ASKED, JobState.BUILDING, JobState.FAILED, JobState.CANCELLED),
        JobState.BUILDING: (JobState.ASKED, JobState.BUILDING, JobState.READY, JobState.FAILED, JobState.CANCELLED),
        JobState.READY: (JobState.ASKED,),
        JobState.FAILED: (JobState.ASKED,),
        JobState.CANCELLED: (JobState.ASKED,),
    },
)
UNDER_WAY = (JobState.ASKED, JobState.BUILDING)
