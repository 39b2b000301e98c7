"""`towpath figures --programme ID --on 2026-09-30 --format json`: every figure of every site and quarter, for programs.

A row for each site, fact and quarter from the programme's first to that of the day; no totals, sites by name. Without
an audience nothing is hidden. Numbers are whole, or hours with at most two digits behind the point.
"""

import json
from argparse import ArgumentParser
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from towpath.access.audiences import audience_of_role
from towpath.access.roles import Role
from towpath.audit.events import Event
from towpath.audit.reading import record_reading
from towpath.delivery.sites.counting import count_sites
from towpath.delivery.sites.figure_rows import FigureRow, figure_rows, in_key
from towpath.foundation.clock import today
from towpath.foundation.figures import Audience
from towpath.foundation.periods import quarters_between
from towpath.programmes.models import Programme, Site
from towpath.programmes.standing import standings
from towpath.training.facts.feedback import feedback_by_quarter
from towpath.ui.words import as_day


class Command(BaseCommand):
    help = "Print every figure of a programme's sites, by quarter, as known today."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--programme", type=int, required=True, metavar="ID", help="the number in its address")
        parser.add_argument("--on", type=_day, metavar="DATE", help="the day the figures stand on, such as 2026-09-30")
        parser.add_argument(
            "--audience", choices=[role.value for role in Role], metavar="ROLE",
            help="hide what people of this role may not see, such as commissioner",
        )  # fmt: skip
        parser.add_argument("--format", choices=("text", "json"), default="text")

    def handle(self, *args: Any, **options: Any) -> None:
        programme = Programme.objects.filter(pk=options["programme"]).first()
        if programme is None:
            number = options["programme"]
            raise CommandError(f"There is no programme {number}: its number stands in the address of its page.")
        day = _asked(programme, options["on"])
        rows = figures_of(programme, day, _audience(options["audience"]))
        record_reading(None, Event.DELIVERY_EXPORTED, programme, list="figures", rows=len(rows))
        if options["format"] == "json":
            self.stdout.write(json.dumps([row.as_json() for row in rows], ensure_ascii=False, indent=1))
        else:
            self.stdout.write("\n".join(as_text(rows)))


def figures_of(programme: Programme, day: date, audience: Audience) -> list[FigureRow]:
    """The figures of every site, from the programme's first quarter to that of the day."""
    sites = list(Site.objects.filter(programme=programme).select_related("programme", "phase"))
    counts = count_sites(standings(sites, day), day).sites
    quarters = quarters_between(programme.starts_on, day)
    answers = feedback_by_quarter(programme.pk, quarters, day) if audience is Audience.READING else {}
    return figure_rows(counts, quarters, audience, answers)


def as_text(rows: Sequence[FigureRow]) -> Iterator[str]:
    """The rows in columns as wide as what stands in them."""
    cells = [(row.site, row.fact.label, in_key(row.quarter), row.figure.label) for row in rows]
    widths = [max((len(cell[at]) for cell in cells), default=0) for at in range(3)]
    for *first, label in cells:
        yield "  ".join([*(cell.ljust(width) for cell, width in zip(first, widths, strict=True)), label])


def _audience(role: str | None) -> Audience:
    """Without a role nothing is hidden: whoever reaches the terminal reaches the rows."""
    return audience_of_role(Role(role)) if role else Audience.WORKING


def _asked(programme: Programme, day: date | None) -> date:
    now = today()
    if day and day > now:
        raise CommandError(f"{as_day(day)} is still to come: choose today or an earlier day.")
    if (day or now) < programme.starts_on:
        raise CommandError(f"{programme.name} was launched on {as_day(programme.starts_on)}: choose that day or later.")
    return day or now


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as reason:
        raise CommandError(f"“{text}” is not a day: write it like 2026-09-30.") from reason
