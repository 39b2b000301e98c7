"""Sign twenty people in on the grown database that DATABASE_URL names, and say as JSON what each will do.

Eight write: coordinators of the five partnerships, each with actions that nobody else reports on. Twelve read: agency
leads, who see their agency's actions, and members of the boards, who see their partnership's.
"""

import json
import logging
from typing import Any

import django

WRITERS, READERS = 8, 12
ACTIONS_EACH, PLANS_EACH = 60, 10


def main() -> None:
    django.setup()
    logging.disable(logging.ERROR)  # the round finds rows without entries, as they were made by rule
    from bench.grown.people import LONG_AGO
    from towpath.access.roles import Role
    from towpath.accounts.models import User
    from towpath.jobs.rounds import ask_for
    from towpath.jobs.supervising import work_through
    from towpath.partners.models import Partnership, Post
    from towpath.plans.models import Action, Plan
    from towpath.serving.daily import REGULAR

    partnerships = list(Partnership.objects.order_by("pk"))
    people = list(User.objects.order_by("pk"))
    writers, leads, members = people[-WRITERS:], people[1:3], people[3 : 3 + READERS - 2]
    said = []
    for number, person in enumerate(writers):
        partnership = partnerships[number % len(partnerships)]
        Post.objects.filter(user=person).delete()
        Post.objects.create(user=person, partnership=partnership, role=Role.COORDINATOR, started_on=LONG_AGO)
        ours = Action.objects.filter(plan__partnership=partnership)
        first = (number // len(partnerships)) * ACTIONS_EACH
        actions = list(ours.order_by("-pk").values_list("pk", flat=True)[first : first + ACTIONS_EACH])
        said.append(_person(person, "coordinator", actions, Plan, writes=True))
    for person in [*leads, *members]:
        actions = list(Action.objects.visible_to(person).order_by("-pk").values_list("pk", flat=True)[:ACTIONS_EACH])
        role = "agency lead" if person in leads else "board member"
        said.append(_person(person, role, actions, Plan, writes=False))
    ask_for(REGULAR)
    work_through()  # the round of the day, which else would begin as the people do
    print(json.dumps(said))


def _person(person: Any, role: str, actions: list[int], plans: Any, *, writes: bool) -> dict[str, Any]:
    from django.test import Client

    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    seen = list(plans.objects.visible_to(person).order_by("-pk").values_list("pk", flat=True)[:PLANS_EACH])
    session = client.cookies["session"].value
    return {"role": role, "session": session, "actions": actions, "plans": seen, "writes": writes}


if __name__ == "__main__":
    main()
