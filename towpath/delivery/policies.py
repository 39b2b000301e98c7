"""Who may see how sites stand. Which sites they find is for `Site.objects.visible_to`."""

from towpath.access.grants import holds_somewhere
from towpath.access.roles import Permission
from towpath.access.verdicts import Verdict, allowed_if
from towpath.accounts.models import User
from towpath.foundation.figures import Audience
from towpath.programmes.models import Site


def may_open_list(is_of_people_who_answered: bool, audience: Audience) -> Verdict:
    """A list of who answered, session by session, shows few people at a time: it is for who works with the answers."""
    return allowed_if(
        not is_of_people_who_answered or audience is Audience.WORKING,
        "Who answered is listed session by session, and of some sessions few people did: this list is for the "
        "programme manager and people in post at its sites.",
    )


def may_see_site(user: User, site: Site) -> Verdict:
    """Whoever sees programmes or sites sees how the sites they find there stand; a practice's manager does not."""
    return allowed_if(
        holds_somewhere(user, Permission.VIEW_PROGRAMMES, partnership_id=site.programme.partnership_id),
        "Only people of the programme, its commissioner and the partnership’s board see how its sites stand.",
    )
