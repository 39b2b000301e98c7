"""What a journey finds in the database when it begins. Run inside the server's world by `site.tell(...)`."""

import json
import sys
from typing import Any

import django


def person_with_role(role: str) -> dict[str, str]:
    """Somebody who holds that role in a partnership of their own, and how they sign in."""
    from towpath.access.roles import Role
    from towpath.partners.tests.builders import PASSWORD, person_with

    person = person_with(Role(role), email=f"{role}@journeys.example", name=f"Jo {role.title()}")
    return {"email": person.email, "password": PASSWORD, "name": person.name}


def main() -> None:
    django.setup()
    name, facts = sys.argv[1:]
    story: Any = globals()[name]
    print(json.dumps(story(**json.loads(facts))))  # noqa: T201 -- the answer to whoever asked


if __name__ == "__main__":
    main()
