"""A document arrives: refused whole, or kept once and read by what is known of its shape."""

import hashlib

import pytest
from django.core.exceptions import PermissionDenied

from towpath.access.roles import Role
from towpath.audit.models import Entry
from towpath.documents.plan import PlanColumn
from towpath.documents.table import UnreadableFile
from towpath.documents.tests import made
from towpath.documents.tests.test_refusals import named
from towpath.partners.tests.builders import also_holds, person_with
from towpath.sources import services
from towpath.sources.models import ColumnMapping, Reading, SourceDocument
from towpath.sources.tests.trackers import (
    HEADINGS,
    ROWS,
    changed,
    coordinator_of,
    partnership_of,
    saved,
    tracker,
    uploaded,
)

pytestmark = pytest.mark.django_db


def test_a_document_is_kept_byte_for_byte_with_who_sent_it() -> None:
    user = coordinator_of()
    document = uploaded(user).document
    kept = SourceDocument.objects.get(pk=document.pk)
    assert bytes(kept.content) == tracker()
    assert kept.sha256 == hashlib.sha256(tracker()).hexdigest()
    assert (kept.name, kept.size, kept.uploaded_by) == ("tracker.csv", len(tracker()), user)


def test_the_upload_is_recorded_without_the_name_of_the_file() -> None:
    reading = uploaded(coordinator_of(), name="Names of people.csv")
    entry = Entry.objects.latest("number")
    assert (entry.event, entry.subject_key) == ("document_uploaded", str(reading.document_id))
    assert "Names" not in f"{entry.details} {entry.subject_label}"


@pytest.mark.parametrize(
    ("content", "name", "sentence"),
    [
        (b"", "empty.docx", "The file is empty"),
        (named("EncryptedPackage"), "locked.docx", "protected by a password"),
        (named("_VBA_PROJECT"), "macros.xls", "macros"),
        (made.saved(made.word([["Action"], ["Train"]]))[:900], "cut.docx", "damaged or cut short"),
        (b"\x89PNG\r\n\x1a\n" + bytes(40), "scan.png", "This is a picture"),
        (b"We met and agreed to meet again.", "minutes.txt", "No table was found"),
        (b"x" * (20 * 1024 * 1024 + 1), "large.csv", "larger than 20 MB"),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_sentence(content: bytes, name: str, sentence: str) -> None:
    with pytest.raises(UnreadableFile, match=sentence):
        services.arrive(content, name)


def test_a_stranger_is_told_why_and_nothing_is_kept() -> None:
    user = coordinator_of()
    stranger = person_with(Role.BOARD_MEMBER, partnership=partnership_of(user))
    with pytest.raises(PermissionDenied, match="coordinator"):
        uploaded(stranger)
    assert not SourceDocument.objects.exists()


def test_the_same_file_sent_twice_is_one_document_and_one_reading() -> None:
    user = coordinator_of()
    assert uploaded(user) == uploaded(user, name="copy of tracker.csv")
    assert (SourceDocument.objects.count(), Reading.objects.count()) == (1, 1)


def test_each_partnership_keeps_its_own_copy() -> None:
    assert uploaded(coordinator_of()).document != uploaded(coordinator_of()).document


def test_the_columns_are_guessed_from_headings_and_values() -> None:
    assert uploaded(coordinator_of()).mapping.columns == (
        PlanColumn.NUMBER, PlanColumn.RECOMMENDATION, PlanColumn.ACTION, PlanColumn.LEAD, PlanColumn.TIMELINE,
        PlanColumn.OUTCOME, PlanColumn.RATING, PlanColumn.PROGRESS,
    )  # fmt: skip


def test_a_kept_mapping_serves_the_next_document_of_its_shape_and_no_other_partnership() -> None:
    user = coordinator_of()
    reading = uploaded(user)
    columns = list(reading.mapping.columns)
    columns[5] = PlanColumn.INDICATORS
    reading = services.correct_mapping(actor=user, reading=reading, version=1, columns=columns, scheme=reading.scheme)
    services.keep_mapping(actor=user, reading=reading)
    other = tracker([[cell.upper() for cell in ROWS[0]]])
    assert uploaded(user, other).mapping.columns[5] is PlanColumn.INDICATORS
    assert uploaded(coordinator_of(), other).mapping.columns[5] is PlanColumn.OUTCOME
    assert ColumnMapping.objects.count() == 1


def test_a_document_of_other_headings_is_guessed_anew() -> None:
    user = coordinator_of()
    services.keep_mapping(actor=user, reading=uploaded(user))
    other = tracker(headings=(*HEADINGS[:5], "Cost", *HEADINGS[6:]))
    assert uploaded(user, other).mapping.columns[5] is PlanColumn.COST


def test_the_document_a_plan_came_from_is_compared_with_that_plan() -> None:
    user = coordinator_of()
    plan = saved(user, uploaded(user))
    assert uploaded(user).compares_with == plan


def test_a_newer_copy_is_recognised_by_its_headings_and_its_actions() -> None:
    user = coordinator_of()
    plan = saved(user, uploaded(user))
    assert uploaded(user, tracker(changed("When the funds allow", "Quarterly"))).compares_with == plan


def test_another_plan_of_the_same_headings_is_not_taken_for_a_newer_copy() -> None:
    user = coordinator_of()
    saved(user, uploaded(user))
    other = tracker([("7", "Schools should teach it", "Hold an assembly each term", "Schools", "Termly", "", "", "")])
    assert uploaded(user, other).compares_with is None


def test_a_person_may_say_which_plan_it_is_a_newer_copy_of() -> None:
    user = coordinator_of()
    plan = saved(user, uploaded(user))
    other = tracker([("7", "Schools should teach it", "Hold an assembly each term", "Schools", "Termly", "", "", "")])
    assert uploaded(user, other, plan=plan).compares_with == plan


def test_a_plan_of_another_partnership_is_never_the_older_copy_even_for_somebody_who_coordinates_both() -> None:
    user = coordinator_of()
    plan = saved(user, uploaded(user))
    both = coordinator_of()
    also_holds(both, Role.COORDINATOR, partnership=plan.partnership)
    reading = services.upload_document(
        actor=both,
        partnership=both.posts.first().partnership,
        arrival=services.arrive(tracker(), "tracker.csv"),
    )
    with pytest.raises(PermissionDenied, match="belongs to another partnership"):
        services.pair_with(actor=both, reading=reading, version=1, plan=plan)
    reading.refresh_from_db()
    assert reading.compares_with is None
