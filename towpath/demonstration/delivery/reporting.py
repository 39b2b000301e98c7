"""Writing the demonstration's progress reports: begun, written, and where the story says so approved and issued."""

from typing import Any

from towpath.accounts.models import User
from towpath.delivery.papers.kind import PROGRESS_REPORT
from towpath.demonstration.delivery.stories import Days
from towpath.papers import services
from towpath.papers.states import ApprovedState
from towpath.programmes.models import Programme


def tell_reports(actor: User, programme: Programme, told: list[dict[str, Any]], days: Days) -> None:
    """Write each report of a programme's story, the earliest first."""
    for one in told:
        quarter = days.quarter(one["quarter"])
        paper = services.begin(actor=actor, kind=PROGRESS_REPORT, subject=programme, quarter=quarter)
        prose = {section.slug: one[section.slug].strip() for section in PROGRESS_REPORT.sections if section.slug in one}
        paper = services.write(actor=actor, paper=paper, version=paper.version, prose=prose)
        if one["state"] == ApprovedState.ISSUED:
            paper = services.approve(actor=actor, paper=paper, version=paper.version)
            services.issue(actor=actor, paper=paper, version=paper.version)
