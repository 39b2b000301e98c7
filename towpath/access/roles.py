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
    REDACT = "redact", "remove words that must not stand from everything of the partnership"
    VIEW_AUDIT = "view_audit", "see who saw, changed, exported or was given rights"

    VIEW_PROGRAMMES = "view_programmes", "see every programme of the partnership, its sites and its training"
    VIEW_OWN_PROGRAMMES = "view_own_programmes", "see the programmes their own agency funds or commissions"
    VIEW_OWN_SITES = "view_own_sites", "see the sites they are in post at"
    VIEW_OWN_PRACTICE = "view_own_practice", "see the training of the practice they manage"
    EDIT_PROGRAMMES = "edit_programmes", "set up programmes, their sites, periods, posts, milestones and targets"
    LOAD_PRACTICES = "load_practices", "load the national file of practices"
    RECORD_ANY_TRAINING = "record_any_training", "sign practices up and record training and support at any site"
    RECORD_OWN_TRAINING = "record_own_training", "sign practices up and record training and support at their own sites"
    SEE_SMALL_NUMBERS = (
        "see_small_numbers",
        "see what fewer than 5 people answered",
    )
    WRITE_PROGRESS_REPORTS = "write_progress_reports", "write the commissioner's progress report"
    APPROVE_PROGRESS_REPORTS = "approve_progress_reports", "approve and issue the commissioner's progress report"


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


MAY: dict[Role, frozenset[Permission]] = {
    Role.ADMINISTRATOR: frozenset(
        {Permission.MANAGE_PEOPLE, Permission.REDACT, Permission.VIEW_AUDIT, Permission.VIEW_PLANS}
    ),
    Role.COORDINATOR: frozenset(
        {
            Permission.VIEW_PLANS,
            Permission.EDIT_PLANS,
            Permission.REDACT,
            Permission.REPORT_ANY_PROGRESS,
            Permission.EXPORT_PLANS,
            Permission.MAKE_REPORTS,
            Permission.VIEW_REPORTS,
            Permission.VIEW_PROGRAMMES,
        }
    ),
    Role.AGENCY_LEAD: frozenset({Permission.VIEW_OWN_ACTIONS, Permission.REPORT_OWN_PROGRESS}),
    Role.BOARD_MEMBER: frozenset(
        {Permission.VIEW_PLANS, Permission.EXPORT_PLANS, Permission.VIEW_REPORTS, Permission.VIEW_PROGRAMMES}
    ),
    Role.AUDITOR: frozenset(
        {Permission.VIEW_PLANS, Permission.VIEW_AUDIT, Permission.VIEW_REPORTS, Permission.VIEW_PROGRAMMES}
    ),
    Role.PROGRAMME_MANAGER: frozenset(
        {
            Permission.VIEW_PROGRAMMES,
            Permission.EDIT_PROGRAMMES,
            Permission.REDACT,
            Permission.LOAD_PRACTICES,
            Permission.RECORD_ANY_TRAINING,
            Permission.SEE_SMALL_NUMBERS,
            Permission.WRITE_PROGRESS_REPORTS,
            Permission.APPROVE_PROGRESS_REPORTS,
        }
    ),
    Role.ADVOCATE_EDUCATOR: frozenset(
        {Permission.VIEW_OWN_SITES, Permission.RECORD_OWN_TRAINING, Permission.SEE_SMALL_NUMBERS}
    ),
    Role.CLINICAL_LEAD: frozenset(
        {Permission.VIEW_OWN_SITES, Permission.RECORD_OWN_TRAINING, Permission.SEE_SMALL_NUMBERS}
    ),
    Role.PRACTICE_MANAGER: frozenset({Permission.VIEW_OWN_PRACTICE}),
    Role.COMMISSIONER: frozenset({Permission.VIEW_OWN_PROGRAMMES}),
}

NEEDS_AGENCY = frozenset({Role.AGENCY_LEAD, Role.ADVOCATE_EDUCATOR, Role.COMMISSIONER})
