"""Played by a process of its own: `python -m towpath.search.tests.removing_at_once`, on a PostgreSQL of its own.

Words are taken out of a recommendation while a colleague, on another connection, saves an action that stands under it
and whose entry in the index brings the recommendation's words.
"""

import json
import sys

import django

NAME = "Ingrid Lindqvist"


def main() -> None:
    from towpath.access.roles import Role
    from towpath.partners.tests.builders import partnership_named
    from towpath.partners.tests.removing_at_once import remove_while
    from towpath.plans.models import Recommendation
    from towpath.plans.services.amending import amend_action
    from towpath.plans.tests.builders import action_with
    from towpath.search.models import IndexEntry

    action = action_with("Fit locks", partnership=partnership_named())
    partnership = action.plan.partnership
    Recommendation.objects.update(text=f"Homes for {NAME}")
    colleague = partnership.posts.get(role=Role.COORDINATOR).user

    def save() -> None:
        amend_action(
            actor=colleague, action=action, version=action.version, text="Fit alarms", agencies=[], accountable=None,
            deadline_words=action.deadline_words, is_outside_control=False,
        )  # fmt: skip
        before = IndexEntry.objects.get(kind="plans.action").words
        assert "lindqvist" in before, before

    remove_while(save, partnership)
    sys.stdout.write(json.dumps(IndexEntry.objects.get(kind="plans.action").words) + "\n")


if __name__ == "__main__":
    django.setup()
    main()
