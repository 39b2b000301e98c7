"""`towpath load-practices FILE`: the national file of practices taken in, as the page does it."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from towpath.documents.practices import PracticeFile, PracticeStatus, read_practice_file
from towpath.documents.table import UnreadableFile
from towpath.practices.services.register import IncompleteFile, load_register, newest_of, require_right
from towpath.records.refusing import Refused

TOO_LARGE_TO_OPEN = 21 * 1024 * 1024  # one megabyte above the limit, so that its own sentence is given


class Command(BaseCommand):
    help = "Load or refresh the national file of practices (epraccur). With --dry-run nothing is saved."
    requires_system_checks: tuple[str, ...] = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE", type=Path, help="epraccur as the NHS publishes it, .csv or .zip")
        parser.add_argument("--dry-run", action="store_true", help="only say what the file holds; needs no database")
        parser.add_argument(
            "--whole", action="store_true", help="the file is whole, though it is far shorter than before"
        )
        parser.add_argument("--format", choices=("text", "json"), default="text", help="how to print what was done")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            said = self._load(**options)
        except IncompleteFile as doubted:
            self.stderr.write(f"{doubted} Say so with --whole.")
            raise SystemExit(1) from doubted
        except (Refused, UnreadableFile) as refused:
            self.stderr.write(str(refused))
            raise SystemExit(1) from refused
        form = options["format"]
        self.stdout.write(json.dumps(said, ensure_ascii=False, indent=2) if form == "json" else in_words(said))

    def _load(self, *, file: Path, dry_run: bool, whole: bool, **options: Any) -> dict[str, Any]:
        read = read_practice_file(_content(file), file.name)
        require_right(read)
        for doubt in read.doubts:
            self.stderr.write(doubt)
        said = contents_of(read)
        if dry_run:
            return said
        is_again = newest_of(read) is not None
        load = load_register(actor=None, file=read, name=file.name, is_whole=whole)
        done = dict.fromkeys(("added", "changed", "gone"), 0)
        return said | {"load": load.pk} | (done if is_again else {name: getattr(load, name) for name in done})


def contents_of(file: PracticeFile) -> dict[str, Any]:
    """What a file holds, before anything is saved."""
    active = sum(row.is_gp_practice and row.status is PracticeStatus.ACTIVE for row in file.rows)
    return {
        "dialect": file.dialect.value,
        "encoding": file.encoding,
        "rows": len(file.rows),
        "active_gp_practices": active,
    }


def in_words(said: dict[str, Any]) -> str:
    """What was read, and what it changed where it was saved."""
    read = (
        f"{said['rows']:,} rows in the {said['dialect']} dialect ({said['encoding']}), "
        f"{said['active_gp_practices']:,} of them active GP practices."
    )
    if "load" not in said:
        return f"{read} Nothing was saved."
    if not (said["added"] or said["changed"] or said["gone"]):
        return f"{read} Nothing changed. Reference: load {said['load']}."
    return (
        f"{read} {said['added']:,} added, {said['changed']:,} changed, {said['gone']:,} no longer in the file. "
        f"Reference: load {said['load']}."
    )


def _content(file: Path) -> bytes:
    try:
        with file.open("rb") as opened:
            return opened.read(TOO_LARGE_TO_OPEN)
    except OSError as error:
        raise Refused(f"{file} could not be opened: check its name and that you may read it.") from error
