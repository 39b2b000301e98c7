"""Played by a process of its own: `python -m towpath.programmes.tests.rivals prepare|record|count`."""

import sys
from datetime import date

import django

LAST_DAY = date(2021, 3, 31)


def say(words: object) -> None:
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


def prepare() -> None:
    from towpath.programmes.tests.builders import site_of

    site_of()


def record() -> None:
    """Wait for the word, then record a period that overlaps with what the rival records."""
    from django.core.exceptions import ValidationError

    from towpath.programmes.models import Mode, Site
    from towpath.programmes.tests.builders import period

    site = Site.objects.select_related("programme__partnership").get()
    say("ready")
    sys.stdin.readline()
    try:
        period(site, Mode.BLENDED, date(2021, 1, int(sys.argv[2])), LAST_DAY)
        say("saved")
    except ValidationError as refused:
        say(refused.message_dict["started_on"][0])


def count() -> None:
    from towpath.programmes.models import SitePeriod

    say(SitePeriod.objects.count())


if __name__ == "__main__":
    django.setup()
    {"prepare": prepare, "record": record, "count": count}[sys.argv[1]]()
