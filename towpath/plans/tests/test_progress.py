"""Reporting progress: what is kept, what is recorded, and what happens when two people report at once."""

import hashlib
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile

from towpath.access.roles import Role
from towpath.audit.models import Entry
from towpath.partners.tests.builders import person, person_with
from towpath.plans.forms.progress import EvidenceForm
from towpath.plans.models import Action, Evidence, ProgressUpdate, UpdateFigure
from towpath.plans.services.progress import EvidenceInput, decide_figure, report_progress
from towpath.plans.tests.builders import action_with
from towpath.records.append_only import AppendOnlyError
from towpath.records.examining import examined
from towpath.records.holding import ChangedMeanwhile

pytestmark = pytest.mark.django_db
DAY = date(2026, 6, 30)


def say(action: Action, actor: object, **more: object) -> ProgressUpdate:
    said = {
        "rating": "amber",
        "account": "Half of the staff are trained.",
        "as_of": DAY,
        "version": action.version,
    }
    return report_progress(actor=actor, action=action, **(said | more))


def test_an_update_keeps_the_rating_the_account_and_what_the_rating_was_before() -> None:
    action = action_with(rating="red")
    update = say(action, person_with(Role.COORDINATOR, partnership=action.plan.partnership))
    action.refresh_from_db()
    assert (action.rating, action.version, action.is_done) == ("amber", 2, False)
    assert (update.rating, update.rating_before, update.as_of) == ("amber", "red", DAY)


def test_complete_means_done_and_green_does_not() -> None:
    for rating, is_done in (("complete", True), ("green", False)):
        action = action_with()
        say(action, person_with(Role.COORDINATOR, partnership=action.plan.partnership), rating=rating)
        action.refresh_from_db()
        assert action.is_done is is_done


def test_the_report_is_recorded_with_its_rating_and_without_its_words() -> None:
    action = action_with()
    say(action, person_with(Role.COORDINATOR, partnership=action.plan.partnership))
    entry = Entry.objects.latest("number")
    assert (entry.event, entry.subject_key, entry.details["rating"]) == (
        "progress_reported",
        str(action.pk),
        "amber",
    )
    assert "staff" not in str(entry.details)


def test_a_stranger_is_told_why_and_nothing_is_written() -> None:
    action, entries = action_with(), Entry.objects.count()
    with pytest.raises(PermissionDenied, match="Only the coordinator and the agencies that lead"):
        say(action, person())
    assert not action.updates.exists()
    assert Entry.objects.count() == entries


def test_the_second_of_two_people_is_told_and_nothing_of_theirs_is_half_saved() -> None:
    action = action_with()
    first, second = (person_with(Role.COORDINATOR, partnership=action.plan.partnership) for _ in range(2))
    say(action, first)
    with pytest.raises(ChangedMeanwhile, match="Somebody else changed this") as told:
        say(action, second, account="Another account.", evidence=EvidenceInput(link="https://example.org/"))
    assert told.value.current.version == 2
    assert action.updates.count() == 1
    assert not Evidence.objects.exists()


def test_the_same_said_again_of_what_the_first_was_not_seen_with_is_refused_as_any_other() -> None:
    action = action_with()
    coordinator = person_with(Role.COORDINATOR, partnership=action.plan.partnership)
    say(action, coordinator)
    with pytest.raises(ChangedMeanwhile):
        say(action, coordinator)
    action.refresh_from_db()
    say(action, coordinator)
    assert action.updates.count() == 2


def test_evidence_is_kept_with_what_proves_it_was_not_changed() -> None:
    action = action_with()
    file = examined(SimpleUploadedFile("minutes.txt", b"agreed"))
    shown = EvidenceInput(link="https://example.org/minutes", file=file)
    update = say(action, person_with(Role.COORDINATOR, partnership=action.plan.partnership), evidence=shown)
    link, kept = update.evidence.order_by("pk")
    assert link.link == "https://example.org/minutes"
    with kept.file.open() as stored:
        assert stored.read() == b"agreed"
    assert kept.sha256 == hashlib.sha256(b"agreed").hexdigest()


def test_history_is_never_changed_or_deleted() -> None:
    action = action_with()
    update = say(action, person_with(Role.COORDINATOR, partnership=action.plan.partnership))
    update.account = "Rewritten."
    with pytest.raises(AppendOnlyError):
        update.save()
    with pytest.raises(AppendOnlyError):
        update.delete()
    with pytest.raises(AppendOnlyError):
        action.updates.all().delete()


def test_figures_in_an_account_are_offered_with_their_sentence_and_decided_by_a_person() -> None:
    action = action_with()
    coordinator = person_with(Role.COORDINATOR, partnership=action.plan.partnership)
    say(
        action,
        coordinator,
        account="Sessions ran in May. So far 48 receptionists were trained across 12 practices.",
    )
    figures = {str(figure): figure for figure in UpdateFigure.objects.all()}
    assert set(figures) == {"48 receptionists", "12 practices"}
    figure = figures["48 receptionists"]
    assert figure.sentence == "So far 48 receptionists were trained across 12 practices."
    decide_figure(actor=coordinator, figure=figure, is_right=True)
    figure.refresh_from_db()
    assert (figure.state, figure.decided_by) == ("accepted", coordinator)


def test_a_file_that_nobody_examined_is_not_attached():
    with pytest.raises(TypeError, match="once it was examined"):
        EvidenceInput(file=SimpleUploadedFile("minutes.txt", b"agreed"))


def test_a_form_says_beside_the_file_why_it_is_not_taken():
    form = EvidenceForm({"version": "1"}, {"file": SimpleUploadedFile("minutes.pdf", b"MZ, a program")})
    assert form.errors["file"] == [
        "The file is named “.pdf” and holds something else: open it, save it as what it is, then try again."
    ]
