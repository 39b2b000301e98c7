"""Who may do what with the training of practices. Each rule is a sentence an advocate educator would agree with."""

from collections.abc import Iterable

from towpath.access.audiences import audience_in
from towpath.access.grants import Visitor, holds
from towpath.access.reach import reaches
from towpath.access.roles import Permission
from towpath.access.verdicts import ALLOWED, Verdict, allowed_if
from towpath.accounts.models import User
from towpath.foundation.clock import today
from towpath.foundation.figures import Audience
from towpath.practices.models import SignUp
from towpath.practices.policies import may_record_training, may_see_attendees, may_see_learners_of
from towpath.programmes.models import Programme, Site
from towpath.training.models import Session, SessionState


def audience_of(user: Visitor, sites: Iterable[Site]) -> Audience:
    """Who works with the rows of all these sites sees every figure of them; others read figures that hide few people.

    A role says whether somebody works with rows; in post at a site they do so there alone.
    """
    works = all(
        audience_in(user, site.programme.partnership_id) is Audience.WORKING and may_record_training(user, site)
        for site in sites
    )
    return Audience.WORKING if works else Audience.READING


def may_set_rule(user: Visitor, programme: Programme) -> Verdict:
    """What "fully trained" means is for the programme manager to say."""
    return allowed_if(
        holds(user, Permission.EDIT_PROGRAMMES, partnership_id=programme.partnership_id),
        "Only the programme manager can set the rule for fully trained.",
    )


def may_record_support(user: Visitor, sign_up: SignUp) -> Verdict:
    """Whoever records a site's training records the support given to its practices."""
    return may_record_training(user, sign_up.site)


def may_read_support_notes(user: Visitor, sign_up: SignUp) -> Verdict:
    """Notes of visits are working notes and may name people, so they are for those who work at the site."""
    return allowed_if(
        bool(may_see_attendees(user, sign_up.site)),
        "Notes of support are for the programme manager and people in post at this site.",
    )


def may_set_questions(user: Visitor, programme: Programme) -> Verdict:
    """Only the programme manager decides what is asked before and after sessions."""
    return allowed_if(
        holds(user, Permission.EDIT_PROGRAMMES, partnership_id=programme.partnership_id),
        "Only the programme manager can set the questions asked before and after sessions.",
    )


def may_record_feedback(user: Visitor, session: Session) -> Verdict:
    """Whoever records a site's training records what people said before and after a session whose day has come."""
    if session.state == SessionState.CANCELLED:
        return Verdict(False, "This session was cancelled, so nobody gave feedback on it.")
    if session.held_on > today():
        return Verdict(False, "This session is still to come: record its feedback from that day on.")
    return may_record_training(user, session.site)


def may_see_feedback(user: Visitor, session: Session) -> Verdict:
    """Whoever sees a site sees how answers changed, as they name nobody, once the session's day has come."""
    if not reaches(user, Permission.VIEW_PROGRAMMES, session.site):
        return Verdict(
            False, "Feedback is of all practices of a session together, so it is for people of the programme."
        )
    is_over = session.held_on <= today() and session.state != SessionState.CANCELLED
    return allowed_if(is_over, "Feedback is given on sessions whose day has come.")


def may_take_certificates(user: User, session: Session) -> Verdict:
    """Certificates are for sessions that were held; each names a person, so only their names' readers take them."""
    if session.state != SessionState.HELD:
        return Verdict(False, "Certificates are made once the session is recorded as held.")
    theirs = session.practices.filter(manager=user).select_related("site__programme")
    if any(may_see_learners_of(user, sign_up) for sign_up in theirs):
        return ALLOWED
    return may_see_attendees(user, session.site)


def may_take_invitation(user: Visitor, session: Session) -> Verdict:
    """Whoever sees a session may put it into their calendar, until it was held."""
    if session.state == SessionState.HELD:
        return Verdict(False, "This session was held already, so there is nobody left to invite.")
    if not reaches(user, Permission.VIEW_TRAINING, session):
        return Verdict(False, "Only people who see this session can take its invitation out.")
    return allowed_if(
        session.starts_at is not None,
        "The session has no time yet: add when it starts, then take the invitation out.",
    )
