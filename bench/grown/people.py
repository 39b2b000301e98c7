"""Who works in the grown database, and three of them whose pages are measured."""

from collections.abc import Sequence
from datetime import date

from bench.grown import wording
from towpath.access.roles import Role
from towpath.accounts.models import User
from towpath.partners.models import Agency, Partnership, Post

PEOPLE = 40
COORDINATOR, AGENCY_LEAD, REGIONAL_LEAD = (f"person{number}@example.org" for number in range(3))
LONG_AGO = date(2015, 4, 1)


def add_partnerships() -> list[Partnership]:
    """Five partnerships with the same twelve agencies in each."""
    made = Partnership.objects.bulk_create(Partnership(name=f"Safer {place}") for place in wording.PLACES)
    Agency.objects.bulk_create(
        Agency(partnership=partnership, name=name) for partnership in made for name in wording.AGENCIES
    )
    return made


def add_people(partnerships: Sequence[Partnership]) -> list[User]:
    """Forty people. The first coordinates all partnerships; the second speaks for an agency in one of them; the third,
    as somebody of a police force that serves several boroughs, for one in each. The others sit on a board.
    """
    people = User.objects.bulk_create(
        User(email=f"person{number}@example.org", name=f"Person {number}", password="!") for number in range(PEOPLE)
    )
    coordinator, lead, regional, *others = people
    posts = [_post(coordinator, partnership, Role.COORDINATOR) for partnership in partnerships]
    posts += [_lead(lead, partnerships[0]), *(_lead(regional, partnership) for partnership in partnerships)]
    posts += [_post(one, wording.pick(partnerships, number), Role.BOARD_MEMBER) for number, one in enumerate(others)]
    Post.objects.bulk_create(posts)
    return people


def _lead(user: User, partnership: Partnership) -> Post:
    return _post(user, partnership, Role.AGENCY_LEAD, partnership.agencies.first())


def _post(user: User, partnership: Partnership, role: Role, agency: Agency | None = None) -> Post:
    return Post(user=user, partnership=partnership, role=role, agency=agency, started_on=LONG_AGO)
