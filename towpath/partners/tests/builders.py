"""People, partnerships and agencies for tests of any room. They go through the services, so they obey every rule."""

from datetime import date
from itertools import count

from towpath.access.roles import NEEDS_AGENCY, Role
from towpath.accounts.models import User
from towpath.partners.models import Agency, Partnership, Post
from towpath.partners.services import partnerships, posts

PASSWORD = "correct horse battery staple"
LONG_AGO = date(2020, 4, 1)

_numbers = count(1)


def partnership_named(name: str = "", **kwargs) -> Partnership:
    """A new partnership; with a name of its own where none is given."""
    return partnerships.open_partnership(actor=None, name=name or f"Partnership {next(_numbers)}", **kwargs)


def agency_of(partnership: Partnership, name: str = "", **kwargs) -> Agency:
    """A new agency of the partnership."""
    return partnerships.add_agency(
        actor=None, partnership=partnership, name=name or f"Agency {next(_numbers)}", **kwargs
    )


def person(name: str = "", *, email: str = "", password: str = PASSWORD) -> User:
    """Somebody with an account and no post."""
    number = next(_numbers)
    made = User(email=email or f"person{number}@example.org", name=name or f"Person {number}")
    made.set_password(password)
    made.save()
    return made


def person_with(
    role: Role,
    *,
    partnership: Partnership | None = None,
    agency: Agency | None = None,
    name: str = "",
    email: str = "",
    started_on: date = LONG_AGO,
    ended_on: date | None = None,
) -> User:
    """Somebody who holds that role, in a new partnership and for a new agency where none are given."""
    partnership = partnership or (agency.partnership if agency else partnership_named())
    if agency is None and role in NEEDS_AGENCY:
        agency = agency_of(partnership)
    holder = person(name, email=email)
    also_holds(holder, role, partnership=partnership, agency=agency, started_on=started_on, ended_on=ended_on)
    return holder


def also_holds(holder: User, role: Role, *, partnership: Partnership, started_on: date = LONG_AGO, **kwargs) -> Post:
    """Another post for somebody; what was remembered of their rights is asked anew."""
    post = posts.give_post(actor=None, user=holder, partnership=partnership, role=role, started_on=started_on, **kwargs)
    holder.__dict__.pop("_grants", None)
    return post
