"""A process of its own that reads a plan in, for tests in which it is killed on the way or has a rival.

`python -m towpath.sources.tests.dying prepare|save|die|counts`, on the database that DATABASE_URL names.
"""

import json
import os
import signal
import sys

import django


def prepare() -> None:
    """A coordinator and an open reading."""
    from towpath.sources.tests.trackers import coordinator_of, long_tracker, uploaded

    uploaded(coordinator_of(), long_tracker(60))


def save() -> None:
    """Save the one reading as soon as a line comes in; "ready" is said when all that takes time is done."""
    from towpath.accounts.models import User
    from towpath.sources import services
    from towpath.sources.models import Reading
    from towpath.sources.tests.trackers import saved

    reading = Reading.objects.with_document().get()
    services.draft_of(reading)
    _say("ready")
    sys.stdin.readline()
    _say(str(saved(User.objects.get(pk=reading.begun_by_id), reading, version=1).pk))


def die() -> None:
    """Save, and be killed when everything is written and nothing is committed."""
    from towpath.sources.services import saving

    saving._end = lambda *args: os.kill(os.getpid(), signal.SIGKILL)
    save()


def counts() -> None:
    """How much of a plan the database holds."""
    from towpath.audit.chain import verify
    from towpath.plans.models import Action, ActionLead, Plan, ProgressUpdate, Recommendation, UpdateFigure
    from towpath.sources.models import Reading

    kinds = (Plan, Recommendation, Action, ActionLead, ProgressUpdate, UpdateFigure)
    held = {kind.__name__: kind.objects.count() for kind in kinds}
    _say(json.dumps(held | {"states": list(Reading.objects.values_list("state", flat=True)), "chain": bool(verify())}))


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    django.setup()
    {"prepare": prepare, "save": save, "die": die, "counts": counts}[sys.argv[1]]()
