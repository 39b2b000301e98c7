"""Who may do what with practices and their training. Each rule is a sentence an advocate educator would agree with."""

from collections.abc import Iterable
from typing import Any

from towpath.access.audiences import audience_in
from towpath.access.grants import grants_of, holds, partnerships_where
from towpath.access.roles import Permission
from towpath.access.verdicts import ALLOWED, Verdict, allowed_if
from towpath.foundation.clock import today
from towpath.foundation.figures import Audience
from towpath.programmes.models import Programme, Site, SitePost
from towpath.training.models import Practice, Session, SessionState, SignUp

SEES_TRAINING = (
    Permission.VIEW_PROGRAMMES,
    Permission.VIEW_OWN_PROGRAMMES,
    Permission.VIEW_OWN_SITES,
    Permission.VIEW_OWN_PRACTICE,
)


def may_load_register(user: Any) -> Verdict:
    """Only a programme manager loads the national file of practices; `None` is Towpath's own command line."""
    return allowed_if(
        user is None or holds(user, Permission.LOAD_PRACTICES),
        "Only a programme manager can load the national file of practices or correct what it says.",
    )


def may_record_training(user: Any, site: Site) -> Verdict:
    """The programme manager records at any site; an advocate educator or clinical lead where they are in post."""
    partnership = site.programme.partnership_id
    if holds(user, Permission.RECORD_ANY_TRAINING, partnership_id=partnership):
        return ALLOWED
    return allowed_if(
        holds(user, Permission.RECORD_OWN_TRAINING, partnership_id=partnership) and _is_in_post(user, site),
        "Only the programme manager and people in post at this site can sign practices up and record their training.",
    )


def audience_of(user: Any, sites: Iterable[Site]) -> Audience:
    """Who works with the rows of all these sites sees every figure of them; others read figures that hide few people.

    A role says whether somebody works with rows; in post at a site they do so there alone.
    """
    works = all(
        audience_in(user, site.programme.partnership_id) is Audience.WORKING and may_record_training(user, site)
        for site in sites
    )
    return Audience.WORKING if works else Audience.READING


def may_see_attendees(user: Any, site: Site) -> Verdict:
    """Names of who came to training are for the programme manager and for people in post at the site."""
    partnership = site.programme.partnership_id
    if holds(user, Permission.RECORD_ANY_TRAINING, partnership_id=partnership):
        return ALLOWED
    return allowed_if(
        holds(user, Permission.VIEW_OWN_SITES, partnership_id=partnership) and _is_in_post(user, site),
        "Names are shown only to the programme manager, people in post at this site, and the practice's own manager.",
    )


def may_see_learners_of(user: Any, sign_up: SignUp) -> Verdict:
    """Whoever sees the names of a site sees those of its practices; a practice's manager those of their own staff."""
    site = sign_up.site
    partnership = site.programme.partnership_id
    is_manager = sign_up.manager_id == user.pk and user.pk is not None
    if is_manager and holds(user, Permission.VIEW_OWN_PRACTICE, partnership_id=partnership):
        return ALLOWED
    return may_see_attendees(user, site)


def may_name_manager(user: Any, sign_up: SignUp) -> Verdict:
    """Whoever records a site's training says who at a practice may see it."""
    return may_record_training(user, sign_up.site)


def may_set_rule(user: Any, programme: Programme) -> Verdict:
    """What "fully trained" means is for the programme manager to say."""
    return allowed_if(
        holds(user, Permission.EDIT_PROGRAMMES, partnership_id=programme.partnership_id),
        "Only the programme manager can set the rule for fully trained.",
    )


def sites_to_record_at(user: Any) -> Any:
    """The sites at which `may_record_training` allows this person, as one query for lists to choose from."""
    everywhere = Site.objects.filter(
        programme__partnership__in=partnerships_where(user, Permission.RECORD_ANY_TRAINING)
    )
    partnerships = partnerships_where(user, Permission.RECORD_OWN_TRAINING)
    if not partnerships:
        return everywhere
    posts = SitePost.objects.filter(person=user).held_on(today()).values("site")
    return everywhere | Site.objects.filter(pk__in=posts, programme__partnership__in=partnerships)


def _is_in_post(user: Any, site: Site) -> bool:
    """Asked of the database once, as long as the person's grants are remembered: lists ask it of each row."""
    grants = grants_of(user)
    asked, sites = getattr(user, "_in_post", (None, frozenset()))
    if asked is not grants:
        sites = frozenset(SitePost.objects.filter(person=user).held_on(today()).values_list("site", flat=True))
        user._in_post = (grants, sites)
    return site.pk in sites


def may_record_support(user: Any, sign_up: SignUp) -> Verdict:
    """Whoever records a site's training records the support given to its practices."""
    return may_record_training(user, sign_up.site)


def may_read_support_notes(user: Any, sign_up: SignUp) -> Verdict:
    """Notes of visits are working notes and may name people, so they are for those who work at the site."""
    return allowed_if(
        bool(may_see_attendees(user, sign_up.site)),
        "Notes of support are for the programme manager and people in post at this site.",
    )


def may_take_lists_out(user: Any) -> Verdict:
    """Whoever sees programmes, sites or a practice may take out as a file what they see there."""
    return allowed_if(
        any(holds(user, permission) for permission in SEES_TRAINING),
        "Only people of a programme, its commissioner and practice managers can take lists of training out.",
    )


def may_set_questions(user: Any, programme: Programme) -> Verdict:
    """Only the programme manager decides what is asked before and after sessions."""
    return allowed_if(
        holds(user, Permission.EDIT_PROGRAMMES, partnership_id=programme.partnership_id),
        "Only the programme manager can set the questions asked before and after sessions.",
    )


def may_record_feedback(user: Any, session: Session) -> Verdict:
    """Whoever records a site's training records what people said before and after a session whose day has come."""
    if session.state == SessionState.CANCELLED:
        return Verdict(False, "This session was cancelled, so nobody gave feedback on it.")
    if session.held_on > today():
        return Verdict(False, "This session is still to come: record its feedback from that day on.")
    return may_record_training(user, session.site)


def may_record_merger(user: Any, practice: Practice) -> Verdict:
    """A programme manager records a merger, but not of a practice that only another partnership has signed up."""
    allowed = may_load_register(user)
    theirs = set(SignUp.objects.filter(practice=practice).values_list("site__programme__partnership", flat=True))
    if not allowed or not theirs or theirs & partnerships_where(user, Permission.LOAD_PRACTICES):
        return allowed
    return Verdict(False, "Another partnership has signed this practice up: its programme manager records the merger.")


def may_see_feedback(user: Any, session: Session) -> Verdict:
    """Whoever sees a site sees how answers changed, as they name nobody, once the session's day has come."""
    if not Site.objects.visible_to(user).filter(pk=session.site_id).exists():
        return Verdict(
            False, "Feedback is of all practices of a session together, so it is for people of the programme."
        )
    is_over = session.held_on <= today() and session.state != SessionState.CANCELLED
    return allowed_if(is_over, "Feedback is given on sessions whose day has come.")


def may_take_certificates(user: Any, session: Session) -> Verdict:
    """Certificates are for sessions that were held; each names a person, so only their names' readers take them."""
    if session.state != SessionState.HELD:
        return Verdict(False, "Certificates are made once the session is recorded as held.")
    theirs = session.practices.filter(manager=user).select_related("site__programme")
    if any(may_see_learners_of(user, sign_up) for sign_up in theirs):
        return ALLOWED
    return may_see_attendees(user, session.site)


def may_take_invitation(user: Any, session: Session) -> Verdict:
    """Whoever sees a session may put it into their calendar, until it was held."""
    if session.state == SessionState.HELD:
        return Verdict(False, "This session was held already, so there is nobody left to invite.")
    if not Session.objects.visible_to(user).filter(pk=session.pk).exists():
        return Verdict(False, "Only people who see this session can take its invitation out.")
    return allowed_if(
        session.starts_at is not None,
        "The session has no time yet: add when it starts, then take the invitation out.",
    )
