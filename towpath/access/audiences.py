"""For whom a figure is, by role: whoever works with the rows it is made of, or whoever reads it."""

from towpath.access.grants import Visitor, grants_of
from towpath.access.roles import MAY, Permission, Role
from towpath.foundation.figures import Audience


def audience_of_role(role: Role) -> Audience:
    """The audience a role belongs to, by the one table of rights."""
    return Audience.WORKING if Permission.SEE_SMALL_NUMBERS in MAY[role] else Audience.READING


def audience_in(user: Visitor, partnership_id: int) -> Audience:
    """The audience of a person in a partnership: that of the role which lets them see most."""
    roles = (grant.role for grant in grants_of(user) if grant.partnership_id == partnership_id)
    return Audience.WORKING if any(audience_of_role(role) is Audience.WORKING for role in roles) else Audience.READING
