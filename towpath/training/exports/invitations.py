"""The invitation to a session as a calendar file, in words that may stand on anybody's lock screen."""

from datetime import datetime, timedelta
from uuid import NAMESPACE_OID, uuid5

from towpath.documents.writers.calendar import invitation
from towpath.foundation.clock import LONDON
from towpath.records.refusing import Refused
from towpath.training.exports.certificates import in_hours
from towpath.training.models import Session, SessionState

TITLE = "Training session"
ORGANISER = "Training team"


def invitation_to(session: Session) -> bytes:
    """The session's entry. Each change of the session makes a newer entry that replaces the one taken out before.

    Neither its title nor its words say what the training is about: calendars show on screens that others see.
    """
    if session.starts_at is None:
        raise Refused("The session has no time yet: add when it starts, then take the invitation out.")
    starts_at = datetime.combine(session.held_on, session.starts_at, LONDON)
    return invitation(
        uid=_uid(session),
        title=TITLE,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=session.minutes),
        place=session.place,
        description=f"{in_hours(session.minutes).capitalize()}, {str(session.get_mode_display()).lower()}.",
        organiser_name=ORGANISER,
        sequence=session.version - 1,
        cancelled=session.state == SessionState.CANCELLED,
    )


def _uid(session: Session) -> str:
    """The same for a session whenever it is taken out, and another for each session of each partnership."""
    partnership = session.site.programme.partnership
    return str(uuid5(NAMESPACE_OID, f"{partnership.name}/{partnership.pk}/{session.pk}"))
