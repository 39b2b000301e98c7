"""A programme in October 2020, and its progress report at every step, for whoever asks."""

from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import pytest
from django.test import Client

from tests.once import for_a_file
from towpath.accounts.models import User
from towpath.programmes.models import Programme
from towpath.programmes.tests.builders import manager_of
from towpath.reports import tasks
from towpath.reports.models import ProgressReport
from towpath.reports.services.progress import begin_progress_report, write_progress
from towpath.reports.services.progress_deciding import approve_progress, issue_progress
from towpath.reports.tests.progress.story import PROSE, QUARTER, bare, on, whole_story


@pytest.fixture(autouse=True)
def in_october() -> Iterator[None]:
    with on():
        yield


@pytest.fixture(scope="module")
def made_once(django_db_setup: None, django_db_blocker: Any) -> Iterator[Programme]:
    """A whole story, made once for the tests of a file."""
    with for_a_file(django_db_blocker):
        yield whole_story()


@pytest.fixture
def story(made_once: Programme, db: None) -> Programme:
    """A copy, so that no test sees what another read into it."""
    return deepcopy(made_once)


@pytest.fixture
def programme(db: None) -> Programme:
    return bare()


@pytest.fixture
def manager(programme: Programme) -> User:
    return manager_of(programme.partnership)


@pytest.fixture
def as_manager(client: Client, manager: User) -> Client:
    client.force_login(manager)
    return client


@pytest.fixture
def draft(programme: Programme, manager: User) -> ProgressReport:
    return begin_progress_report(actor=manager, programme=programme, quarter=QUARTER)


@pytest.fixture
def written(draft: ProgressReport, manager: User) -> ProgressReport:
    return write_progress(actor=manager, report=draft, version=draft.version, prose=PROSE)


@pytest.fixture
def approved(written: ProgressReport, manager: User) -> ProgressReport:
    return approve_progress(actor=manager, report=written, version=written.version)


@pytest.fixture
def issued(approved: ProgressReport, manager: User) -> ProgressReport:
    return issue_progress(actor=manager, report=approved, version=approved.version)


@pytest.fixture
def ready(issued: ProgressReport) -> ProgressReport:
    """Issued, its files made."""
    tasks.make_progress_files.func(issued.pk, issued.attempt)
    return ProgressReport.objects.get(pk=issued.pk)
