"""Every page that hands out a kept file: one that is missing or altered is a sentence and an entry, never its bytes."""

import ast
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse

from tests.house.records import pages
from tests.house.source import calls, functions, modules, say, tree_of
from towpath.access.roles import Role
from towpath.audit.events import Event
from towpath.audit.models import Entry
from towpath.delivery.papers.kind import PROGRESS_REPORT
from towpath.delivery.tests.papers.story import PROSE, QUARTER, bare, on
from towpath.foundation.clock import today
from towpath.foundation.periods import Quarter
from towpath.jobs.tests.running import run_jobs
from towpath.papers.models import Paper
from towpath.papers.services import approve, begin, issue, write
from towpath.partners.tests.builders import person_with
from towpath.plans.papers.kind import QUARTER_REPORT
from towpath.plans.services.progress import EvidenceInput, report_progress
from towpath.plans.tests.builders import action_with
from towpath.programmes.tests.builders import manager_of
from towpath.records.examining import examined
from towpath.sources.models import SourceDocument
from towpath.sources.tests.trackers import coordinator_of, uploaded

READS = {"open", "read", "chunks", "size", "path", "url"}


def evidence() -> tuple[Any, str, Any]:
    action = action_with()
    coordinator = person_with(Role.COORDINATOR, partnership=action.plan.partnership)
    shown = EvidenceInput(file=examined(ContentFile(b"%PDF-1.4 proof", name="proof.pdf")))
    update = report_progress(
        actor=coordinator, action=action, version=action.version, rating="green",
        account="Done.", as_of=today(), evidence=shown,
    )  # fmt: skip
    piece = update.evidence.get()
    return coordinator, reverse("plans:evidence", args=[piece.pk]), piece.file


def report(kind: str) -> tuple[Any, str, Any]:
    plan = action_with().plan
    coordinator = person_with(Role.COORDINATOR, partnership=plan.partnership)
    asked = begin(actor=coordinator, kind=QUARTER_REPORT, subject=plan, quarter=Quarter.containing(today()))
    run_jobs()
    return coordinator, reverse("reports:paper_file", args=[asked.pk, kind]), asked.files.get(kind=kind).file


def progress_file() -> tuple[Any, str, Any]:
    with on():
        programme = bare()
        manager = manager_of(programme.partnership)
        draft = begin(actor=manager, kind=PROGRESS_REPORT, subject=programme, quarter=QUARTER)
        draft = write(actor=manager, paper=draft, version=draft.version, prose=PROSE)
        draft = approve(actor=manager, paper=draft, version=draft.version)
        issued = issue(actor=manager, paper=draft, version=draft.version)
    run_jobs()
    file = Paper.objects.get(pk=issued.pk).files.get(kind="pdf").file
    return manager, reverse("progress_reports:paper_file", args=[issued.pk, "pdf"]), file


# The pages that hand out files kept on the disk, by their names, with somebody who may have the file.
FROM_DISK = {
    "plans:evidence": evidence,
    "reports:paper_file": lambda: report("pdf"),
    "progress_reports:paper_file": progress_file,
}
FROM_DATABASE = {"sources:original"}


def names_called(function: ast.AST) -> set[str]:
    """What is called inside, without the module that it is called by."""
    return {name.rpartition(".")[2] for name in calls(function)}


def readers_of_kept_files() -> set[str]:
    """What opens a kept file, by its fingerprint, and what calls that: a page calls one of them."""
    opens = {"content_of", "unaltered"}
    return opens | {
        function.name
        for path in modules("services")
        for function in functions(tree_of(path))
        if opens & names_called(function)
    }


def hands_out() -> set[str]:
    """The names of pages whose code answers with a file that was kept."""
    readers = readers_of_kept_files()
    views = {
        (path.stem, function.name)
        for path in modules("views")
        for function in functions(tree_of(path))
        if readers & names_called(function)
    }
    return {
        page
        for page, pattern in pages()
        if (pattern.callback.__module__.rpartition(".")[2], pattern.callback.__name__) in views
    }


def test_every_page_that_hands_out_a_kept_file_is_tried_here() -> None:
    assert hands_out() == FROM_DISK.keys() | FROM_DATABASE


@pytest.mark.django_db
@pytest.mark.parametrize("fault", ["missing", "altered"])
@pytest.mark.parametrize("page", FROM_DISK)
def test_a_file_missing_or_altered_on_the_disk_is_a_sentence_and_an_entry(page: str, fault: str) -> None:
    who, address, file = FROM_DISK[page]()
    client = Client(raise_request_exception=True)
    client.force_login(who)
    answer = client.get(address)
    assert answer.status_code == 200
    assert answer.content
    if fault == "missing":
        file.storage.delete(file.name)
    else:
        with open(file.path, "r+b") as kept:
            kept.write(b"X")  # as long as before
    taken = Entry.objects.count()
    assert_told(client, address, fault)
    assert Entry.objects.count() == taken + 1


@pytest.mark.django_db
def test_an_original_altered_in_the_database_is_a_sentence_and_an_entry(client: Client) -> None:
    coordinator = coordinator_of()
    uploaded(coordinator)
    document = SourceDocument.objects.get()
    client.force_login(coordinator)
    address = reverse("sources:original", args=[document.pk])
    assert client.get(address).content == bytes(document.content)
    SourceDocument.objects.update(content=b"something else")
    assert_told(client, address, "altered")


def assert_told(client: Client, address: str, fault: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 409
    sentence = {"missing": "This file is missing.", "altered": "This file was altered since it was kept."}[fault]
    assert sentence in answer.content.decode()
    entry = Entry.objects.order_by("number").last()
    assert (entry.event, entry.details) == (Event.FILE_NOT_AS_KEPT, {"fault": fault})


def reads_unchecked(tree: ast.Module) -> Iterator[ast.Attribute]:
    """Looking into a kept file otherwise than through records.kept_files."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in READS and ast.unparse(node.value).endswith(".file"):
            yield node


def test_no_page_looks_into_a_kept_file_unchecked() -> None:
    kept_here = ("records/kept_files.py", "plans/services/progress.py")  # the second reads what is being uploaded
    found = [
        say(path, node.lineno)
        for path in modules()
        if not str(path).endswith(kept_here)
        for node in reads_unchecked(tree_of(path))
    ]
    assert found == []


def test_the_rule_finds_a_file_handed_out_unchecked() -> None:
    bad = ast.parse("def view(request):\n    return FileResponse(piece.file.open())\n")
    assert len(list(reads_unchecked(bad))) == 1
