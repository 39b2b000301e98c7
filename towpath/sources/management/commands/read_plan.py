"""`towpath read-plan FILE`: a plan read from a document, printed or saved, as the pages do it."""

import json
from argparse import ArgumentParser
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.management.base import BaseCommand
from django.db import transaction

from towpath.access.grants import partnerships_where
from towpath.access.roles import Permission
from towpath.accounts.models import User
from towpath.documents.plan import PlanDraft, as_json, read_plan
from towpath.documents.reading import read_document
from towpath.documents.table import UnreadableFile
from towpath.foundation.clock import today
from towpath.foundation.deadlines import in_words
from towpath.partners.models import Partnership
from towpath.plans.models import Plan
from towpath.plans.models.plans import Source
from towpath.records.fitting import fit
from towpath.records.refusing import Refused
from towpath.sources import services
from towpath.sources.models import Reading
from towpath.sources.services.arrivals import Arrival
from towpath.sources.services.pairing import RecognisedDocument

TOO_LARGE_TO_OPEN = 21 * 1024 * 1024  # one megabyte above the limit, so that its own sentence is given


class Command(BaseCommand):
    help = "Read a plan from a document. With --dry-run it is printed and nothing is saved."
    requires_system_checks: tuple[str, ...] = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE", type=Path, help="Word, PDF, Excel, CSV, web page or text")
        parser.add_argument("--dry-run", action="store_true", help="save nothing; needs no database")
        parser.add_argument("--format", choices=("text", "json"), default="text", help="how to print the plan")
        parser.add_argument("--as", dest="email", metavar="EMAIL", default="", help="the coordinator who saves it")
        parser.add_argument(
            "--partnership", metavar="NAME", default="", help="whose plan it is, where they have several"
        )
        parser.add_argument("--title", default="", help="the plan's title, where the document's own will not do")
        parser.add_argument("--source", choices=Source.values, default=Source.OTHER, help="what the plan answers")
        parser.add_argument(
            "--base-date", metavar="YYYY-MM-DD", type=date.fromisoformat, help="the day from which “within” counts"
        )
        parser.add_argument(
            "--as-at", metavar="YYYY-MM-DD", type=date.fromisoformat, help="as at what date the document stands"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            self._read(**options)
        except (Refused, UnreadableFile, PermissionDenied) as refused:
            self.stderr.write(str(refused))
            raise SystemExit(1) from refused

    def _read(self, *, file: Path, **options: Any) -> None:
        content = _content(file)
        if options["dry_run"]:
            draft = read_plan(read_document(content, file.name), day=options["as_at"] or today())
            self._print(draft, options["format"])
            return
        reading, sentence = _save(content, file.name, **options)
        self._print(services.draft_of(reading, options["as_at"]), options["format"])
        self.stderr.write(sentence)

    def _print(self, draft: PlanDraft, form: str) -> None:
        if form == "json":
            self.stdout.write(json.dumps(as_json(draft), ensure_ascii=False, indent=2))
        else:
            self.stdout.write("\n".join(_lines(draft)))


def _content(file: Path) -> bytes:
    try:
        with file.open("rb") as opened:
            return opened.read(TOO_LARGE_TO_OPEN)
    except OSError as error:
        raise Refused(f"{file} could not be opened: check its name and that you may read it.") from error


def _save(content: bytes, name: str, **options: Any) -> tuple[Reading, str]:
    """Upload and save as the pages do, both or neither; a newer copy of a plan is left to be compared by a person."""
    actor = _actor(options["email"])
    arrival = services.arrive(content, name)
    partnership = _partnership(actor, options["partnership"])
    recognised = services.recognise(partnership=partnership, arrival=arrival)
    draft = None if recognised.plan else _draft(arrival, recognised, options["as_at"])
    with transaction.atomic():
        reading = services.upload_document(actor=actor, partnership=partnership, arrival=arrival, recognised=recognised)
        plan = _saved(actor, reading, name, draft, **options) if draft and not reading.compares_with else None
    if plan is None:
        raise Refused(
            f"This is a newer copy of “{reading.compares_with}”, so nothing was saved: "
            f"sign in and compare them at /sources/{reading.pk}/changes/."
        )
    return reading, f"Plan saved as “{plan}”. Reference: reading {reading.pk}."


def _draft(arrival: Arrival, recognised: RecognisedDocument, as_at: date | None) -> PlanDraft:
    """The plan as it will be saved. Raises UnreadableFile, which says why there is none."""
    if recognised.draft and not as_at:
        return recognised.draft
    return read_plan(arrival.document, recognised.mapping, recognised.scheme, day=as_at or today())


def _saved(actor: User, reading: Reading, name: str, draft: PlanDraft, **options: Any) -> Plan:
    return services.save_reading(
        actor=actor,
        reading=reading,
        version=reading.version,
        draft=draft,
        title=fit(Plan, "title", options["title"] or draft.title or Path(name).stem),
        source=options["source"],
        base_date=options["base_date"],
        as_at=options["as_at"],
    )


def _actor(email: str) -> User:
    if not email:
        raise Refused("Say who saves the plan with --as EMAIL, or use --dry-run to save nothing.")
    actor = User.objects.filter(email=email.strip().lower(), is_active=True).first()
    if actor is None:
        raise Refused(f"Nobody signs in with {email}: give the address of a coordinator.")
    return actor


def _partnership(actor: User, name: str) -> Partnership:
    """The one partnership whose plans this person reads in, or the one of theirs that was named."""
    mine = Partnership.objects.filter(pk__in=partnerships_where(actor, Permission.EDIT_PLANS))
    if name:
        found = mine.filter(name=name).first()
        if found is None:
            raise Refused(f"{actor} does not coordinate a partnership called “{name}”: check its name.")
        return found
    if len(mine) != 1:
        reason = "coordinates no partnership" if not mine else "coordinates several partnerships"
        raise Refused(f"{actor} {reason}: " + ("name one with --partnership." if mine else "choose a coordinator."))
    return mine[0]


def _lines(draft: PlanDraft) -> Iterator[str]:
    """The plan for a person at a terminal: recommendations, their actions, and what to check."""
    yield draft.title or "(no title)"
    for recommendation in draft.recommendations:
        yield f"\n{recommendation.number or '-'} {recommendation.text}"
        for action in recommendation.actions:
            yield f"  * {action.text}"
            leads = ", ".join(action.leads) or "no lead"
            rating = action.rating.label if action.rating.is_stated else "rating not stated"
            yield f"    {leads} | {action.deadline.text or 'no deadline'} ({in_words(action.deadline)}) | {rating}"
            yield from (f"    ! {doubt.sentence}" for doubt in action.doubts)
    yield f"\n{draft.rows_read} of {draft.rows} rows read"
    yield from (f"  left out: {part.place} (rows: {part.rows}). {part.why}" for part in draft.left_out)
    doubts = len(list(draft.all_doubts))
    yield f"\n{len(draft.recommendations)} recommendations, {len(list(draft.actions))} actions, {doubts} to check"
