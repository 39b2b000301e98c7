"""The demonstration's people, all invented, and how each signs in: one for every role."""

from dataclasses import dataclass
from datetime import date

from towpath.access.roles import Role
from towpath.accounts.models import User
from towpath.accounts.production import DEMONSTRATION_PASSWORD, demonstration_password
from towpath.audit.events import Event
from towpath.audit.record import record
from towpath.partners.models import Partnership
from towpath.partners.services.posts import give_post


@dataclass(frozen=True)
class Character:
    """Somebody in the demonstration's story; "(invented)" in the name says so wherever it is shown."""

    key: str
    name: str
    role: Role
    agency: str = ""

    @property
    def email(self) -> str:
        return f"{self.key}@towpath.example"


CHARACTERS = (
    Character("administrator", "Ruth Okafor (invented)", Role.ADMINISTRATOR),
    Character("coordinator", "Priya Nair (invented)", Role.COORDINATOR),
    Character("haven", "Megan Pryce (invented)", Role.AGENCY_LEAD, "Haven Lockwater"),
    Character("health", "Tom Adeyemi (invented)", Role.AGENCY_LEAD, "ICB"),
    Character("board", "Helen Marsh (invented)", Role.BOARD_MEMBER),
    Character("auditor", "Joseph Lindqvist (invented)", Role.AUDITOR),
    Character("manager", "Nadia Holloway (invented)", Role.PROGRAMME_MANAGER),
    Character("educator", "Amara Boateng (invented)", Role.ADVOCATE_EDUCATOR, "Haven Lockwater"),
    Character("clinician", "Dr Owen Hale (invented)", Role.CLINICAL_LEAD),
    Character("practice", "Sunita Rao (invented)", Role.PRACTICE_MANAGER),
    Character("commissioner", "Grace Whitlock (invented)", Role.COMMISSIONER, "Violence Reduction Unit"),
)


@dataclass(frozen=True)
class SignIn:
    """How to sign in to the demonstration in one role."""

    role: str
    name: str
    email: str
    password: str


def sign_ins() -> list[SignIn]:
    """The sign-ins of the demonstration, a role each; printed for everybody who tries it."""
    return [SignIn(_role(one), one.name, one.email, DEMONSTRATION_PASSWORD) for one in CHARACTERS]


def cast(partnership: Partnership, started_on: date) -> dict[str, User]:
    """Open the characters' accounts and give them their posts; returns them by key."""
    password = demonstration_password()
    people = {character.key: _account(character, password) for character in CHARACTERS}
    for character in CHARACTERS:
        agency = partnership.agencies.get(name=character.agency) if character.agency else None
        give_post(
            actor=None,
            user=people[character.key],
            partnership=partnership,
            role=character.role,
            agency=agency,
            started_on=started_on,
        )
    return people


def _account(character: Character, password: str) -> User:
    """An account with a password, which nobody is invited to by mail: the address leads nowhere."""
    user = User.objects.create(email=character.email, name=character.name, password=password, is_demonstration=True)
    record(actor=None, event=Event.PERSON_INVITED, subject=user)
    return user


def _role(character: Character) -> str:
    return f"{character.role.label} ({character.agency})" if character.agency else character.role.label
