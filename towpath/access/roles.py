"""The roles of a partnership, what each may do and how far that reaches: the one table of rights in the system."""

from collections.abc import Mapping

from django.db.models import TextChoices

from towpath.foundation.registry import Registry


class Permission(TextChoices):
    """One thing a person may be allowed to do, said as the end of "may …"."""

    VIEW_PLANS = "view_plans", "see plans and their actions"
    EDIT_PLANS = "edit_plans", "read plans in and correct them"
    REPORT_PROGRESS = "report_progress", "report progress on actions"
    EXPORT_PLANS = "export_plans", "take plans out as Word, Excel or CSV"
    MAKE_REPORTS = "make_reports", "build the quarter's report"
    VIEW_REPORTS = "view_reports", "read the quarter's reports"
    MANAGE_PEOPLE = "manage_people", "invite people and give or end their posts"
    REDACT = "redact", "remove words that must not stand from everything of the partnership"
    VIEW_AUDIT = "view_audit", "see who saw, changed, exported or was given rights"

    VIEW_PROGRAMMES = "view_programmes", "see programmes and their sites"
    VIEW_CONTRACTS = "view_contracts", "see what was agreed for programmes, and for how much"
    EDIT_PROGRAMMES = "edit_programmes", "set up programmes, their sites, periods, posts, milestones and targets"
    LOAD_PRACTICES = "load_practices", "load the national file of practices"
    VIEW_TRAINING = "view_training", "see practices, their training and their support"
    RECORD_TRAINING = "record_training", "sign practices up and record training and support"
    SEE_ATTENDEES = "see_attendees", "see the names of people who came to training"
    SEE_SMALL_NUMBERS = "see_small_numbers", "see what fewer than 5 people answered"
    WRITE_PROGRESS_REPORTS = "write_progress_reports", "write the commissioner's progress report"
    APPROVE_PROGRESS_REPORTS = "approve_progress_reports", "approve and issue the commissioner's progress report"
    VIEW_PROGRESS_REPORTS = "view_progress_reports", "read progress reports that were issued"


class Role(TextChoices):
    """A role a person holds in one partnership, through a post."""

    ADMINISTRATOR = "administrator", "Administrator"
    COORDINATOR = "coordinator", "Partnership coordinator"
    AGENCY_LEAD = "agency_lead", "Agency lead"
    BOARD_MEMBER = "board_member", "Board member"
    AUDITOR = "auditor", "Auditor"
    PROGRAMME_MANAGER = "programme_manager", "Programme manager"
    ADVOCATE_EDUCATOR = "advocate_educator", "Advocate educator"
    CLINICAL_LEAD = "clinical_lead", "Clinical lead"
    PRACTICE_MANAGER = "practice_manager", "Practice manager"
    COMMISSIONER = "commissioner", "Commissioner"


class Reach(TextChoices):
    """How far a permission reaches in a partnership, the widest first; said after "may …"."""

    PARTNERSHIP = "partnership", "everywhere"
    AGENCY = "agency", "where their agency leads or pays"
    SITE = "site", "at their own sites"
    PRACTICE = "practice", "at the practice they manage"


Rights = Mapping[Permission, Reach]


def _everywhere(*permissions: Permission) -> dict[Permission, Reach]:
    return dict.fromkeys(permissions, Reach.PARTNERSHIP)


SEES_DELIVERY = (
    Permission.VIEW_PROGRAMMES,
    Permission.VIEW_CONTRACTS,
    Permission.VIEW_TRAINING,
    Permission.VIEW_PROGRESS_REPORTS,
)
WORKS_AT_SITES = dict.fromkeys(
    (
        Permission.VIEW_PROGRAMMES,
        Permission.VIEW_TRAINING,
        Permission.RECORD_TRAINING,
        Permission.SEE_ATTENDEES,
        Permission.SEE_SMALL_NUMBERS,
    ),
    Reach.SITE,
)
MAY: dict[Role, Rights] = {
    Role.ADMINISTRATOR: _everywhere(
        Permission.MANAGE_PEOPLE, Permission.REDACT, Permission.VIEW_AUDIT, Permission.VIEW_PLANS
    ),
    Role.COORDINATOR: _everywhere(
        Permission.VIEW_PLANS,
        Permission.EDIT_PLANS,
        Permission.REDACT,
        Permission.REPORT_PROGRESS,
        Permission.EXPORT_PLANS,
        Permission.MAKE_REPORTS,
        Permission.VIEW_REPORTS,
        *SEES_DELIVERY,
    ),
    Role.AGENCY_LEAD: dict.fromkeys((Permission.VIEW_PLANS, Permission.REPORT_PROGRESS), Reach.AGENCY),
    Role.BOARD_MEMBER: _everywhere(
        Permission.VIEW_PLANS, Permission.EXPORT_PLANS, Permission.VIEW_REPORTS, *SEES_DELIVERY
    ),
    Role.AUDITOR: _everywhere(Permission.VIEW_PLANS, Permission.VIEW_AUDIT, Permission.VIEW_REPORTS, *SEES_DELIVERY),
    Role.PROGRAMME_MANAGER: _everywhere(
        *SEES_DELIVERY,
        Permission.EDIT_PROGRAMMES,
        Permission.REDACT,
        Permission.LOAD_PRACTICES,
        Permission.RECORD_TRAINING,
        Permission.SEE_ATTENDEES,
        Permission.SEE_SMALL_NUMBERS,
        Permission.WRITE_PROGRESS_REPORTS,
        Permission.APPROVE_PROGRESS_REPORTS,
    ),
    Role.ADVOCATE_EDUCATOR: WORKS_AT_SITES,
    Role.CLINICAL_LEAD: WORKS_AT_SITES,
    Role.PRACTICE_MANAGER: dict.fromkeys((Permission.VIEW_TRAINING, Permission.SEE_ATTENDEES), Reach.PRACTICE),
    Role.COMMISSIONER: dict.fromkeys(SEES_DELIVERY, Reach.AGENCY),
}

# Roles that see people's cases: rooms in which they do declare theirs. A referrer who sees only how far what they sent
# has come is none of them.
SEES_CASES: Registry[Role, Role] = Registry("role that sees people’s cases")

NEEDS_AGENCY = frozenset({Role.AGENCY_LEAD, Role.ADVOCATE_EDUCATOR, Role.COMMISSIONER})
