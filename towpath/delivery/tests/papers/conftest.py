"""A programme in October 2020, and its progress report at every step, for whoever asks."""

from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import pytest
from django.test import Client

from tests.once import for_a_file
from towpath.accounts.models import User
from towpath.delivery.papers.kind import PROGRESS_REPORT
from towpath.delivery.tests.papers.story import PROSE, QUARTER, bare, on, whole_story
from towpath.jobs.tests.running import do
from towpath.papers.models import Paper
from towpath.papers.services import approve, begin, issue, write
from towpath.programmes.models import Programme
from towpath.programmes.tests.builders import manager_of


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


@pytest.fixture(scope="module")
def programme_once(django_db_setup: None, django_db_blocker: Any) -> Iterator[Programme]:
    with for_a_file(django_db_blocker):
        yield bare()


@pytest.fixture
def programme(programme_once: Programme, db: None) -> Programme:
    return deepcopy(programme_once)


@pytest.fixture
def manager(programme: Programme) -> User:
    return manager_of(programme.partnership)


@pytest.fixture
def as_manager(client: Client, manager: User) -> Client:
    client.force_login(manager)
    return client


@pytest.fixture
def draft(programme: Programme, manager: User) -> Paper:
    return begin(actor=manager, kind=PROGRESS_REPORT, subject=programme, quarter=QUARTER)


@pytest.fixture
def written(draft: Paper, manager: User) -> Paper:
    return write(actor=manager, paper=draft, version=draft.version, prose=PROSE)


@pytest.fixture
def approved(written: Paper, manager: User) -> Paper:
    return approve(actor=manager, paper=written, version=written.version)


@pytest.fixture
def issued(approved: Paper, manager: User) -> Paper:
    return issue(actor=manager, paper=approved, version=approved.version)


@pytest.fixture
def ready(issued: Paper) -> Paper:
    """Issued, its files made."""
    do(issued.job)
    return Paper.objects.get(pk=issued.pk)
