"""Every kind of event the audit record may hold. A new event is added here and nowhere else."""

from django.db.models import TextChoices


class Kind(TextChoices):
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
    SECOND_FACTOR_CHANGED = "second_factor_changed", "Changed their second factor"
    PASSWORD_CHANGED = "password_changed", "Changed their password"

    PERSON_INVITED = "person_invited", "Invited a person"
    PERSON_DEACTIVATED = "person_deactivated", "Closed a person's account"
    PERSON_REACTIVATED = "person_reactivated", "Opened a person's account again"
    POST_GIVEN = "post_given", "Gave a post"
    POST_ENDED = "post_ended", "Ended a post"
    PARTNERSHIP_OPENED = "partnership_opened", "Opened a partnership"
    AGENCY_ADDED = "agency_added", "Added an agency"

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
    ACTION_AMENDED = "action_amended", "Amended an action"
    PROGRESS_REPORTED = "progress_reported", "Reported progress"
    OUTSIDE_STEP_RECORDED = "outside_step_recorded", "Recorded a step on an action outside our control"
    FIGURE_ACCEPTED = "figure_accepted", "Accepted a figure from an update"
    FIGURE_DECLINED = "figure_declined", "Declined a figure from an update"
    REMINDER_SENT = "reminder_sent", "Sent a reminder"
    REPORT_REQUESTED = "report_requested", "Asked for a report"
    REPORT_BUILT = "report_built", "Built a report"

    PLAN_EXPORTED = "plan_exported", "Exported a plan"
    ORIGINAL_DOWNLOADED = "original_downloaded", "Downloaded a document as it arrived"
    REPORT_EXPORTED = "report_exported", "Downloaded a report"
    AUDIT_EXPORTED = "audit_exported", "Exported the audit record"

    @property
    def kind(self) -> Kind:
        """Which of the five kinds this event belongs to."""
        return KIND_OF.get(self, Kind.CHANGED)


KIND_OF: dict[Event, Kind] = {
    **dict.fromkeys(
        (
            Event.SIGNED_IN,
            Event.SIGNED_OUT,
            Event.SIGN_IN_FAILED,
            Event.SIGN_IN_LOCKED,
            Event.SESSION_ENDED_IDLE,
            Event.SECOND_FACTOR_CHANGED,
            Event.PASSWORD_CHANGED,
        ),
        Kind.SIGN_IN,
    ),
    **dict.fromkeys(
        (
            Event.PERSON_INVITED,
            Event.PERSON_DEACTIVATED,
            Event.PERSON_REACTIVATED,
            Event.POST_GIVEN,
            Event.POST_ENDED,
        ),
        Kind.RIGHTS,
    ),
    **dict.fromkeys(
        (Event.PLAN_SEEN, Event.ACTION_SEEN, Event.EVIDENCE_SEEN, Event.AUDIT_SEEN, Event.REPORT_SEEN),
        Kind.SAW,
    ),
    **dict.fromkeys(
        (Event.PLAN_EXPORTED, Event.ORIGINAL_DOWNLOADED, Event.REPORT_EXPORTED, Event.AUDIT_EXPORTED),
        Kind.TOOK_OUT,
    ),
}
