"""Every kind of event the audit record may hold. A new event is added here and nowhere else."""

from django.db.models import TextChoices


class EventKind(TextChoices):
    """What an auditor looks for first."""

    SAW = "saw", "Saw"
    CHANGED = "changed", "Changed"
    TOOK_OUT = "took_out", "Exported"
    RIGHTS = "rights", "Rights"
    SIGN_IN = "sign_in", "Sign-in"


class Event(TextChoices):
    """One kind of event, with the words an auditor reads."""

    SIGNED_IN = "signed_in", "Signed in"
    SIGNED_OUT = "signed_out", "Signed out"
    SIGN_IN_FAILED = "sign_in_failed", "Failed to sign in"
    SIGN_IN_LOCKED = "sign_in_locked", "Was locked out after six tries"
    SESSION_ENDED_IDLE = "session_ended_idle", "Session ended after an hour without use"
    SESSION_ENDED_OLD = "session_ended_old", "Session ended some hours after signing in"
    SESSIONS_ENDED = "sessions_ended", "Ended sessions elsewhere"
    CODE_ASKED = "code_asked", "Asked for a code by e-mail"
    RESET_ASKED = "reset_asked", "Asked for a link to choose a new password"
    KEY_CHANGED = "key_changed", "Sealed everything anew under a new key"
    BACKED_UP = "backed_up", "Made a backup"
    RESTORED = "restored", "Restored a backup"
    FACTOR_ASKED = "factor_asked", "Was asked for an app or a passkey"
    RECOVERY_CODES_SEEN = "recovery_codes_seen", "Saw their recovery codes"
    SECOND_FACTOR_CHANGED = "second_factor_changed", "Changed their second factor"
    PASSWORD_CHANGED = "password_changed", "Changed their password"
    PASSWORD_KEPT_STRONGER = "password_kept_stronger", "Had their password kept in a stronger form"

    PERSON_INVITED = "person_invited", "Invited a person"
    PERSON_DEACTIVATED = "person_deactivated", "Closed a person's account"
    PERSON_SIGNED_OUT = "person_signed_out", "Signed a person out everywhere"
    PERSON_REACTIVATED = "person_reactivated", "Opened a person's account again"
    POST_GIVEN = "post_given", "Gave a post"
    POST_CORRECTED = "post_corrected", "Corrected a post"
    POST_ENDED = "post_ended", "Ended a post"
    PERSON_CORRECTED = "person_corrected", "Corrected a person's name or address"
    FACTOR_REMOVED = "factor_removed", "Took away an app, passkeys and recovery codes that were lost"
    PROPOSED = "proposed", "Proposed a change that another has to agree to"
    PROPOSAL_AGREED = "proposal_agreed", "Agreed to a change that another proposed"
    PROPOSAL_DECLINED = "proposal_declined", "Declined or withdrew a proposed change"
    SIGN_IN_RULES_SET = "sign_in_rules_set", "Said which roles need an app or a passkey"
    PARTNERSHIP_OPENED = "partnership_opened", "Opened a partnership"
    AGENCY_ADDED = "agency_added", "Added an agency"
    AGENCY_CORRECTED = "agency_corrected", "Corrected an agency"
    AGENCY_NAME_KEPT = "agency_name_kept", "Kept another name of an agency"
    AGENCY_NAME_TAKEN_APART = "agency_name_taken_apart", "Made another name an agency of its own"

    PEOPLE_SEEN = "people_seen", "Saw who holds posts, with their addresses"
    PERSON_SEEN = "person_seen", "Saw a person's posts and address"
    PROPOSAL_SEEN = "proposal_seen", "Saw a change that waits for another to agree"
    PLAN_SEEN = "plan_seen", "Saw a plan"
    ACTION_SEEN = "action_seen", "Saw an action"
    EVIDENCE_SEEN = "evidence_seen", "Opened evidence"
    AUDIT_SEEN = "audit_seen", "Saw the audit record"
    REPORT_SEEN = "report_seen", "Saw a report"

    DOCUMENT_UPLOADED = "document_uploaded", "Uploaded a document"
    MAPPING_CORRECTED = "mapping_corrected", "Corrected how columns are read"
    MAPPING_KEPT = "mapping_kept", "Kept how columns are read"
    READING_PAIRED = "reading_paired", "Said which plan a document belongs to"
    READING_DISCARDED = "reading_discarded", "Discarded a reading"
    PLAN_READ_IN = "plan_read_in", "Read a plan in"
    PLAN_REVISED = "plan_revised", "Brought a plan up to date from a document"
    PLAN_AMENDED = "plan_amended", "Amended a plan"
    ACCOUNT_CORRECTED = "account_corrected", "Corrected an account of progress"
    STEP_CORRECTED = "step_corrected", "Corrected a step outside control"
    FIGURE_DECIDED_AGAIN = "figure_decided_again", "Decided again on a figure"
    DEADLINE_REREAD = "deadline_reread", "Read a deadline again"
    PLAN_DOCUMENT_DATED = "plan_document_dated", "Said as at what date a plan's document stands"
    ACTION_AMENDED = "action_amended", "Amended an action"
    PROGRESS_REPORTED = "progress_reported", "Reported progress"
    OUTSIDE_STEP_RECORDED = "outside_step_recorded", "Recorded a step on an action outside our control"
    FIGURE_ACCEPTED = "figure_accepted", "Accepted a figure from an update"
    FIGURE_DECLINED = "figure_declined", "Declined a figure from an update"
    JOB_TRIED_AGAIN = "job_tried_again", "Had a failed job tried again"
    FILE_NOT_AS_KEPT = "file_not_as_kept", "Found a file missing or altered"
    REMINDER_SENT = "reminder_sent", "Sent a reminder"
    REPORT_REQUESTED = "report_requested", "Asked for a report"
    REPORT_CANCELLED = "report_cancelled", "Cancelled a report that was asked for"
    REPORT_BUILT = "report_built", "Built a report"

    PROGRAMME_SEEN = "programme_seen", "Saw a programme"
    SITE_SEEN = "site_seen", "Saw a site"
    PRACTICE_SEEN = "practice_seen", "Saw a practice"
    ATTENDEES_SEEN = "attendees_seen", "Saw who attended a session"
    SUPPORT_SEEN = "support_seen", "Read notes of support to practices"
    PROGRESS_REPORT_SEEN = "progress_report_seen", "Saw a progress report"

    PROGRAMME_OPENED = "programme_opened", "Opened a programme"
    PROGRAMME_AMENDED = "programme_amended", "Amended a programme"
    CONTRACT_AGREED = "contract_agreed", "Recorded a contract"
    CONTRACT_VARIED = "contract_varied", "Recorded a variation of a contract"
    CONTRACT_CORRECTED = "contract_corrected", "Corrected a contract or its terms"
    PHASE_CORRECTED = "phase_corrected", "Corrected a phase"
    PHASE_ADDED = "phase_added", "Added a phase"
    SITE_ADDED = "site_added", "Added a site"
    SITE_AMENDED = "site_amended", "Amended a site"
    SITE_PERIOD_RECORDED = "site_period_recorded", "Recorded how a site works in a period"
    SITE_POST_GIVEN = "site_post_given", "Gave a post at a site"
    SITE_POST_CORRECTED = "site_post_corrected", "Corrected a post at a site"
    SITE_POST_ENDED = "site_post_ended", "Ended a post at a site"
    MILESTONE_SET = "milestone_set", "Set a milestone"
    MILESTONE_MET = "milestone_met", "Recorded a milestone as met"
    MILESTONE_NOT_MET = "milestone_not_met", "Took back that a milestone was met"
    TARGET_SET = "target_set", "Set targets of a site"
    RISK_ASSESSED = "risk_assessed", "Recorded a risk assessment"
    RISK_ASSESSMENT_CORRECTED = "risk_assessment_corrected", "Corrected a risk assessment"
    CORE_ELEMENTS_SET = "core_elements_set", "Set the core elements of a programme"
    CORE_ELEMENT_CHECKED = "core_element_checked", "Checked the core elements at a site"

    PRACTICES_LOADED = "practices_loaded", "Loaded the national file of practices"
    PRACTICE_MERGED = "practice_merged", "Recorded a merger of practices"
    PRACTICE_SIGNED_UP = "practice_signed_up", "Signed a practice up"
    PRACTICE_LEFT = "practice_left", "Recorded that a practice left"
    PRACTICE_STAYED = "practice_stayed", "Took back that a practice left"
    PRACTICE_AMENDED = "practice_amended", "Amended what a site knows of a practice"
    PRACTICE_MANAGER_NAMED = "practice_manager_named", "Let a practice manager see a practice's training"
    HEADCOUNT_RECORDED = "headcount_recorded", "Recorded the staff of a practice"
    TRAINING_RULE_SET = "training_rule_set", "Set the rule for fully trained"
    SESSION_PLANNED = "session_planned", "Planned a training session"
    SESSION_AMENDED = "session_amended", "Amended a training session"
    SESSION_MOVED_ON = "session_moved_on", "Recorded a training session as held, cancelled or planned again"
    ATTENDANCE_RECORDED = "attendance_recorded", "Recorded attendance"
    ATTENDANCE_TAKEN_IN = "attendance_taken_in", "Took in a file of attendance"
    FEEDBACK_RECORDED = "feedback_recorded", "Recorded feedback on a session"
    SUPPORT_RECORDED = "support_recorded", "Recorded support to a practice"
    SUPPORT_CORRECTED = "support_corrected", "Corrected support to a practice"

    PROGRESS_REPORT_BEGUN = "progress_report_begun", "Began a progress report"
    PROGRESS_REPORT_WRITTEN = "progress_report_written", "Wrote in a progress report"
    PROGRESS_REPORT_APPROVED = "progress_report_approved", "Approved a progress report"
    PROGRESS_REPORT_SENT_BACK = "progress_report_sent_back", "Sent a progress report back to its writer"
    PROGRESS_REPORT_ISSUED = "progress_report_issued", "Issued a progress report"
    PROGRESS_REPORT_FILES_ASKED = "progress_report_files_asked", "Asked for the files of a progress report"
    PROGRESS_REPORT_FILES_CANCELLED = "progress_report_files_cancelled", "Cancelled the files of a progress report"
    PROGRESS_REPORT_FILES_MADE = "progress_report_files_made", "Made the files of a progress report"

    DELIVERY_EXPORTED = "delivery_exported", "Exported a list of sites, practices or sessions"
    CERTIFICATES_EXPORTED = "certificates_exported", "Took out certificates of training"
    INVITATION_EXPORTED = "invitation_exported", "Took out an invitation to a session"
    PROGRESS_REPORT_EXPORTED = "progress_report_exported", "Downloaded a progress report"

    MARKED_COPY_EXPORTED = "marked_copy_exported", "Took out their own file with its errors marked"
    PLAN_EXPORTED = "plan_exported", "Exported a plan"
    ORIGINAL_DOWNLOADED = "original_downloaded", "Downloaded a document as it arrived"
    REPORT_EXPORTED = "report_exported", "Downloaded a report"
    AUDIT_EXPORTED = "audit_exported", "Exported the audit record"

    TAKEN_BACK = "taken_back", "Took back what was recorded by mistake"
    PUT_BACK = "put_back", "Put back what was taken back"
    WORDS_REMOVED = "words_removed", "Removed words that must not stand out of the record"

    @property
    def kind(self) -> EventKind:
        """Which of the five kinds this event belongs to."""
        return KIND_OF.get(self, EventKind.CHANGED)

    @property
    def changes_rows(self) -> bool:
        """Whether the subject and what stands beside it are now as this event left them. Seeing a row changes none."""
        is_change = self.kind in {EventKind.CHANGED, EventKind.RIGHTS} and self not in TELL_ONLY
        return is_change or self in ALSO_CHANGE_ROWS


KIND_OF: dict[Event, EventKind] = {
    **dict.fromkeys(
        (
            Event.SIGNED_IN,
            Event.SIGNED_OUT,
            Event.SIGN_IN_FAILED,
            Event.SIGN_IN_LOCKED,
            Event.SESSION_ENDED_IDLE,
            Event.SESSION_ENDED_OLD,
            Event.SESSIONS_ENDED,
            Event.CODE_ASKED,
            Event.RESET_ASKED,
            Event.KEY_CHANGED,
            Event.FACTOR_ASKED,
            Event.RECOVERY_CODES_SEEN,
            Event.SECOND_FACTOR_CHANGED,
            Event.PASSWORD_CHANGED,
            Event.PASSWORD_KEPT_STRONGER,
        ),
        EventKind.SIGN_IN,
    ),
    **dict.fromkeys(
        (
            Event.PERSON_INVITED,
            Event.PERSON_DEACTIVATED,
            Event.PERSON_SIGNED_OUT,
            Event.PERSON_REACTIVATED,
            Event.PERSON_CORRECTED,
            Event.FACTOR_REMOVED,
            Event.PROPOSED,
            Event.PROPOSAL_AGREED,
            Event.PROPOSAL_DECLINED,
            Event.SIGN_IN_RULES_SET,
            Event.POST_GIVEN,
            Event.POST_CORRECTED,
            Event.POST_ENDED,
            Event.SITE_POST_GIVEN,
            Event.SITE_POST_CORRECTED,
            Event.SITE_POST_ENDED,
            Event.PRACTICE_MANAGER_NAMED,
        ),
        EventKind.RIGHTS,
    ),
    **dict.fromkeys(
        (
            Event.PEOPLE_SEEN,
            Event.PERSON_SEEN,
            Event.PROPOSAL_SEEN,
            Event.PLAN_SEEN,
            Event.ACTION_SEEN,
            Event.EVIDENCE_SEEN,
            Event.AUDIT_SEEN,
            Event.REPORT_SEEN,
            Event.PROGRAMME_SEEN,
            Event.SITE_SEEN,
            Event.PRACTICE_SEEN,
            Event.ATTENDEES_SEEN,
            Event.SUPPORT_SEEN,
            Event.PROGRESS_REPORT_SEEN,
        ),
        EventKind.SAW,
    ),
    **dict.fromkeys(
        (
            Event.MARKED_COPY_EXPORTED,
            Event.PLAN_EXPORTED,
            Event.ORIGINAL_DOWNLOADED,
            Event.REPORT_EXPORTED,
            Event.AUDIT_EXPORTED,
            Event.DELIVERY_EXPORTED,
            Event.CERTIFICATES_EXPORTED,
            Event.INVITATION_EXPORTED,
            Event.PROGRESS_REPORT_EXPORTED,
            Event.BACKED_UP,
        ),
        EventKind.TOOK_OUT,
    ),
}

ALSO_CHANGE_ROWS = frozenset(
    {
        Event.PASSWORD_CHANGED,
        Event.PASSWORD_KEPT_STRONGER,
        Event.SECOND_FACTOR_CHANGED,
        Event.FACTOR_ASKED,
        Event.KEY_CHANGED,
    }
)
# They are about a row and leave it as it is: somebody who changed it before, past Towpath, must not find it settled.
TELL_ONLY = frozenset(
    {
        Event.FILE_NOT_AS_KEPT,
        Event.PERSON_SIGNED_OUT,
        Event.REMINDER_SENT,
        Event.JOB_TRIED_AGAIN,
        Event.REPORT_CANCELLED,
        Event.PROGRESS_REPORT_FILES_ASKED,
        Event.PROGRESS_REPORT_FILES_CANCELLED,
    }
)
