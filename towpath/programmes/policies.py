"""Who may do what with a programme and its sites. Each rule is a sentence a programme manager would agree with."""

from towpath.access.grants import holds
from towpath.access.reach import reaches
from towpath.access.roles import Permission
from towpath.access.verdicts import Verdict, allowed_if
from towpath.accounts.models import User
from towpath.partners.models import Partnership
from towpath.programmes.models import Programme, Site


def may_edit_programme(user: User, partnership: Partnership) -> Verdict:
    """Only a programme manager of the partnership sets up programmes, their sites and all that belongs to them."""
    return allowed_if(
        holds(user, Permission.EDIT_PROGRAMMES, partnership_id=partnership.pk),
        "Only a programme manager of this partnership can set up or change its programmes and their sites.",
    )


def may_see_contract(user: User, programme: Programme) -> Verdict:
    """Whoever sees programmes whole, and the agencies that pay for this one, see what was agreed and for how much."""
    return allowed_if(
        reaches(user, Permission.VIEW_CONTRACTS, programme),
        "The contract is shown to those who see the whole programme and to the agencies that pay for it.",
    )


def may_see_programme(user: User, programme: Programme) -> Verdict:
    """All programmes for whoever sees them whole; else those one's agency pays for, and those of one's own sites."""
    return allowed_if(
        reaches(user, Permission.VIEW_PROGRAMMES, programme),
        "You see the programmes that your agency pays for and those of the sites you are in post at.",
    )


def may_see_site(user: User, site: Site) -> Verdict:
    """All sites for whoever sees programmes whole; else those one's agency pays for, and where one is in post."""
    return allowed_if(
        reaches(user, Permission.VIEW_PROGRAMMES, site),
        "You see the sites you are in post at and those that your agency pays for.",
    )
