"""The roles of a partnership and what each may do: the one table of rights in the system."""

from django.db.models import TextChoices


class Permission(TextChoices):
    """One thing a person may be allowed to do, said as the end of "may …"."""

    VIEW_PLANS = "view_plans", "see every plan of the partnership"
    VIEW_OWN_ACTIONS = "view_own_actions", "see the actions their own agency leads"
    EDIT_PLANS = "edit_plans", "read plans in and correct them"
    REPORT_ANY_PROGRESS = "report_any_progress", "report progress on any action"
    REPORT_OWN_PROGRESS = "report_own_progress", "report progress on the actions their own agency leads"
    EXPORT_PLANS = "export_plans", "take plans out as Word, Excel or CSV"
    MAKE_REPORTS = "make_reports", "build the quarter's report"
    VIEW_REPORTS = "view_reports", "read the quarter's reports"
    MANAGE_PEOPLE = "manage_people", "invite people and give or end their posts"
    VIEW_AUDIT = "view_audit", "see who saw, changed, exported or was given rights"


class Role(TextChoices):
    """A role a person holds in one partnership, through a post."""

    ADMINISTRATOR = "administrator", "Administrator"
    COORDINATOR = "coordinator", "Partnership coordinator"
    AGENCY_LEAD = "agency_lead", "Agency lead"
    BOARD_MEMBER = "board_member", "Board member"
    AUDITOR = "auditor", "Auditor"


MAY: dict[Role, frozenset[Permission]] = {
    Role.ADMINISTRATOR: frozenset({Permission.MANAGE_PEOPLE, Permission.VIEW_AUDIT, Permission.VIEW_PLANS}),
    Role.COORDINATOR: frozenset(
        {
            Permission.VIEW_PLANS,
            Permission.EDIT_PLANS,
            Permission.REPORT_ANY_PROGRESS,
            Permission.EXPORT_PLANS,
            Permission.MAKE_REPORTS,
            Permission.VIEW_REPORTS,
        }
    ),
    Role.AGENCY_LEAD: frozenset({Permission.VIEW_OWN_ACTIONS, Permission.REPORT_OWN_PROGRESS}),
    Role.BOARD_MEMBER: frozenset({Permission.VIEW_PLANS, Permission.EXPORT_PLANS, Permission.VIEW_REPORTS}),
    Role.AUDITOR: frozenset({Permission.VIEW_PLANS, Permission.VIEW_AUDIT, Permission.VIEW_REPORTS}),
}

NEEDS_AGENCY = frozenset({Role.AGENCY_LEAD})
