"""Who may do what with practices. Each rule is a sentence an advocate educator would agree with."""

from typing import Any

from towpath.access.grants import grants_of, holds, partnerships_where
from towpath.access.roles import Permission
from towpath.access.verdicts import ALLOWED, Verdict, allowed_if
from towpath.foundation.clock import today
from towpath.practices.models import Practice, SignUp
from towpath.programmes.models import Site, SitePost

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


def may_record_merger(user: Any, practice: Practice) -> Verdict:
    """A programme manager records a merger, but not of a practice that only another partnership has signed up."""
    allowed = may_load_register(user)
    theirs = set(SignUp.objects.filter(practice=practice).values_list("site__programme__partnership", flat=True))
    if not allowed or not theirs or theirs & partnerships_where(user, Permission.LOAD_PRACTICES):
        return allowed
    return Verdict(False, "Another partnership has signed this practice up: its programme manager records the merger.")


def may_record_training(user: Any, site: Site) -> Verdict:
    """The programme manager records at any site; an advocate educator or clinical lead where they are in post."""
    partnership = site.programme.partnership_id
    if holds(user, Permission.RECORD_ANY_TRAINING, partnership_id=partnership):
        return ALLOWED
    return allowed_if(
        holds(user, Permission.RECORD_OWN_TRAINING, partnership_id=partnership) and _is_in_post(user, site),
        "Only the programme manager and people in post at this site can sign practices up and record their training.",
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


def may_record_counts(user: Any, sign_up: SignUp) -> Verdict:
    """Whoever records a site's training records how many staff and patients its practices have."""
    return may_record_training(user, sign_up.site)


def _is_in_post(user: Any, site: Site) -> bool:
    """Asked of the database once, as long as the person's grants are remembered: lists ask it of each row."""
    grants = grants_of(user)
    asked, sites = getattr(user, "_in_post", (None, frozenset()))
    if asked is not grants:
        sites = frozenset(SitePost.objects.filter(person=user).held_on(today()).values_list("site", flat=True))
        user._in_post = (grants, sites)
    return site.pk in sites


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


def may_take_lists_out(user: Any) -> Verdict:
    """Whoever sees programmes, sites or a practice may take out as a file what they see there."""
    return allowed_if(
        any(holds(user, permission) for permission in SEES_TRAINING),
        "Only people of a programme, its commissioner and practice managers can take lists of training out.",
    )
