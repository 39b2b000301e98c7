"""The quarter's report on a plan as a kind of paper: built from the records at once, approved by nobody."""

from collections.abc import Mapping
from datetime import datetime

from django.db.models import Q

from towpath.access.reach import Paths, within
from towpath.access.roles import Permission
from towpath.access.verdicts import Verdict
from towpath.accounts.models import User
from towpath.documents.blocks import PaperContents
from towpath.foundation.periods import Quarter
from towpath.papers.kinds import PaperKind, PaperRights, PaperWording
from towpath.papers.policies import may_see_papers_of
from towpath.plans.models import Plan
from towpath.plans.services.rating import began_on


def gather(
    plan: Plan, quarter: Quarter, known_at: datetime, *, prose: Mapping[str, str], issue_note: str
) -> PaperContents:  # fmt: skip
    """What gathers is loaded here, as it is heavy and only the job and the terminal need it."""
    from towpath.plans.papers.gathering import gather as gathered

    return gathered(plan, quarter, known_at, issue_note=issue_note)


def sees(user: User) -> Q:
    """Coordinators, board members and auditors read the reports of their partnership's plans, which show them whole."""
    return within(user, Permission.VIEW_REPORTS, Paths("partnership"))


def may_see_reports(user: User, plan: Plan) -> Verdict:
    return may_see_papers_of(user, QUARTER_REPORT, plan)


QUARTER_REPORT = PaperKind(
    name="plans.quarter",
    noun="quarter report",
    space="reports",
    command="plan",
    model=Plan,
    began_on=began_on,
    gather=gather,
    rights=PaperRights(
        reads=(Permission.VIEW_REPORTS,),
        sees=sees,
        writes=Permission.MAKE_REPORTS,
        only_readers="Your role does not let you read this partnership's reports.",
        only_writers="Only the partnership's coordinator can have a report built.",
    ),
    wording=PaperWording(
        begin="Build a quarter’s report",
        button="Build the report",
        lead="It shows the ratings then and now, what moved and why, and what is overdue.",
        empty="No report has been built yet.",
        waits="Your partnership’s coordinator builds one for each quarter. You will find it here.",
    ),
)
