"""What a journey finds in the database when it begins. Run inside the server's world by `site.tell(...)`."""

import json
import secrets
import sys
from typing import Any

import django


def person_with_role(role: str) -> dict[str, str]:
    """Somebody new who holds that role in a partnership of their own, and how they sign in."""
    from towpath.access.roles import Role
    from towpath.partners.tests.builders import PASSWORD, partnership_named, person_with

    key = secrets.token_hex(4)
    partnership = partnership_named(f"Partnership {key}")
    person = person_with(
        Role(role), partnership=partnership, email=f"{role}-{key}@journeys.example", name=f"Jo {role.title()}"
    )
    return {"email": person.email, "password": PASSWORD, "name": person.name}


def demonstration() -> dict[str, Any]:
    """The demonstration partnership, loaded once: how each role signs in, and where some of its records are."""
    from towpath.demonstration.loading import load_demonstration
    from towpath.demonstration.people import sign_ins
    from towpath.plans.models import Plan

    load_demonstration()
    people = {one.email.split("@")[0]: {"email": one.email, "password": one.password} for one in sign_ins()}
    plans = Plan.objects.filter(partnership__is_demonstration=True)
    action = plans.earliest("pk").actions.earliest("position")
    return {
        "people": people,
        "plans": {plan.title: plan.pk for plan in plans},
        "action": f"/actions/{action.pk}/",
        "recommendation": f"/recommendations/{action.recommendation_id}/",
        "delivery": _delivery(),
    }


def _delivery() -> dict[str, int]:
    """The keys of the site under way in the demonstration, and of what belongs to it."""
    from towpath.papers.models import Paper
    from towpath.programmes.models import Site

    site = Site.objects.get(area="Lockwater")
    held = site.sessions.filter(state="held")
    return {
        "programme": site.programme_id,
        "site": site.pk,
        "sign_up": site.sign_ups.earliest("pk").pk,
        "session": held.earliest("pk").pk,
        "report": Paper.objects.filter(kind="delivery.progress", subject=site.programme_id).earliest("pk").pk,
    }


def idle_for_an_hour(email: str) -> int:
    """Let this person's sessions have been unused for more than an hour; how many there were."""
    from importlib import import_module

    from django.conf import settings
    from django.contrib.sessions.models import Session

    from towpath.accounts.models import User
    from towpath.accounts.sessions import SEEN_AT

    engine, key = import_module(settings.SESSION_ENGINE), str(User.objects.get(email=email).pk)
    idle = 0
    for row in Session.objects.all():
        session = engine.SessionStore(session_key=row.session_key)
        if session.get("_auth_user_id") == key and SEEN_AT in session:
            session[SEEN_AT] -= 61 * 60
            session.save()
            idle += 1
    return idle


def main() -> None:
    django.setup()
    name, facts = sys.argv[1:]
    story: Any = globals()[name]
    print(json.dumps(story(**json.loads(facts))))  # noqa: T201 -- the answer to whoever asked


if __name__ == "__main__":
    main()
