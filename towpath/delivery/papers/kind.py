"""The commissioner's progress report as a kind of paper: figures filled in, sections written, approved and issued."""

from collections.abc import Iterable

from django.db.models import Q

from towpath.access.reach import Paths, within
from towpath.access.roles import Permission
from towpath.accounts.models import User
from towpath.audit.events import Event
from towpath.delivery.papers.gathering import SECTIONS, gather
from towpath.papers.kinds import PaperKind, PaperRights, PaperWording
from towpath.papers.states import WITH_APPROVAL, ApprovedState
from towpath.programmes.models import Programme


def sees(user: User) -> Q:
    """Those who write them see them from the draft on; all others once issued, a commissioner what they pay for."""
    read, written = (
        within(user, permission, Paths("partnership", agency=_paid_for))
        for permission in (Permission.VIEW_PROGRESS_REPORTS, Permission.WRITE_PROGRESS_REPORTS)
    )
    return written | (Q(state=ApprovedState.ISSUED) & read)


def _paid_for(agencies: Iterable[int]) -> Q:
    paid = Programme.objects.filter(Q(funder__in=agencies) | Q(commissioner__in=agencies))
    return Q(subject__in=paid.values("pk"))


def readership(programme: Programme) -> str:
    """Who sees a report once it is issued: nobody is promised a reader who is not named."""
    payer = "commissioner" if programme.commissioner_id else "funder" if programme.funder_id else ""
    if not payer:
        return "Once issued it never changes. No commissioner or funder of the programme is named who would see it."
    return f"Once issued, the {payer} sees it and it never changes."


PROGRESS_REPORT = PaperKind(
    name="delivery.progress",
    noun="progress report",
    space="progress_reports",
    command="progress",
    model=Programme,
    related=("partnership", "funder", "commissioner", "national_provider"),
    began_on=lambda programme: programme.starts_on,
    beginning=lambda programme: f"{programme.name} was launched",
    gather=gather,
    states=WITH_APPROVAL,
    sections=SECTIONS,
    rights=PaperRights(
        reads=(Permission.WRITE_PROGRESS_REPORTS, Permission.VIEW_PROGRESS_REPORTS),
        sees=sees,
        writes=Permission.WRITE_PROGRESS_REPORTS,
        approves=Permission.APPROVE_PROGRESS_REPORTS,
        only_readers="You can read the issued progress reports of the programmes you see or pay for.",
        only_writers="Only a programme manager of this partnership can write its progress reports.",
        only_approvers="Only a programme manager of this partnership can approve and issue its progress reports.",
    ),
    events={
        "begun": Event.PROGRESS_REPORT_BEGUN,
        "seen": Event.PROGRESS_REPORT_SEEN,
        "exported": Event.PROGRESS_REPORT_EXPORTED,
        "written": Event.PROGRESS_REPORT_WRITTEN,
        "approved": Event.PROGRESS_REPORT_APPROVED,
        "sent_back": Event.PROGRESS_REPORT_SENT_BACK,
        "issued": Event.PROGRESS_REPORT_ISSUED,
        "files_asked": Event.PROGRESS_REPORT_FILES_ASKED,
        "cancelled": Event.PROGRESS_REPORT_FILES_CANCELLED,
        "built": Event.PROGRESS_REPORT_FILES_MADE,
    },
    wording=PaperWording(
        begin="Begin a progress report",
        button="Begin",
        lead="Figures, dates and the picture are filled in. "
        "You write the summary, the current status and the next steps.",
        empty="No progress report has been begun yet.",
        none_to_read="No progress report has been issued yet.",
        waits="A programme manager issues one for each quarter. You will find it here.",
    ),
    file_word="progress-",
    readership=readership,
)
