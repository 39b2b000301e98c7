"""Who may do what with practices. Each rule is a sentence an advocate educator would agree with."""

from typing import Any

from towpath.access.grants import Visitor, holds, holds_somewhere, partnerships_where
from towpath.access.reach import reaches, within
from towpath.access.roles import Permission
from towpath.access.verdicts import Verdict, allowed_if
from towpath.practices.models import Practice, SignUp
from towpath.programmes.models import Site

NAMES_ARE_FOR = (
    "Names are shown only to the programme manager, people in post at this site, and the practice's own manager."
)


def may_load_register(user: "Visitor | None") -> Verdict:
    """Only a programme manager loads the national file of practices; `None` is Towpath's own command line."""
    return allowed_if(
        user is None or holds(user, Permission.LOAD_PRACTICES),
        "Only a programme manager can load the national file of practices or correct what it says.",
    )


def may_record_merger(user: Visitor, practice: Practice) -> Verdict:
    """A programme manager records a merger, but not of a practice that only another partnership has signed up."""
    allowed = may_load_register(user)
    theirs = set(SignUp.objects.filter(practice=practice).values_list("site__programme__partnership", flat=True))
    if not allowed or not theirs or theirs & partnerships_where(user, Permission.LOAD_PRACTICES):
        return allowed
    return Verdict(False, "Another partnership has signed this practice up: its programme manager records the merger.")


def may_record_training(user: Visitor, site: Site) -> Verdict:
    """The programme manager records at any site; an advocate educator or clinical lead where they are in post."""
    return allowed_if(
        reaches(user, Permission.RECORD_TRAINING, site),
        "Only the programme manager and people in post at this site can sign practices up and record their training.",
    )


def sites_to_record_at(user: Visitor) -> Any:
    """The sites at which `may_record_training` allows this person, as one query for lists to choose from."""
    return Site.objects.filter(within(user, Permission.RECORD_TRAINING, Site.reach))


def may_record_counts(user: Visitor, sign_up: SignUp) -> Verdict:
    """Whoever records a site's training records how many staff and patients its practices have."""
    return may_record_training(user, sign_up.site)


def may_see_attendees(user: Visitor, site: Site) -> Verdict:
    """Names of who came to training are for the programme manager and for people in post at the site."""
    return allowed_if(reaches(user, Permission.SEE_ATTENDEES, site), NAMES_ARE_FOR)


def may_see_learners_of(user: Visitor, sign_up: SignUp) -> Verdict:
    """Whoever sees the names of a site sees those of its practices; a practice's manager those of their own staff."""
    return allowed_if(reaches(user, Permission.SEE_ATTENDEES, sign_up), NAMES_ARE_FOR)


def may_name_manager(user: Visitor, sign_up: SignUp) -> Verdict:
    """Whoever records a site's training says who at a practice may see it."""
    return may_record_training(user, sign_up.site)


def may_take_lists_out(user: Visitor) -> Verdict:
    """Whoever sees programmes, sites or a practice may take out as a file what they see there."""
    return allowed_if(
        holds_somewhere(user, Permission.VIEW_TRAINING),
        "Only people of a programme, its commissioner and practice managers can take lists of training out.",
    )
