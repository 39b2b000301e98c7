"""The daily round: every job is asked for, done by the worker, and may be done again."""

import pytest
from django.core import mail
from django.db import connection
from django_tasks_db.models import DBTaskResult

from towpath.access.roles import Role
from towpath.foundation.clock import today
from towpath.partners.tests.builders import person_with
from towpath.plans.tests.builders import action_with, agency_named
from towpath.serving.daily import DAILY, ask_for_daily_jobs
from towpath.serving.worker import work_through


@pytest.fixture
def queued(settings: pytest.FixtureRequest) -> None:
    """Jobs wait in the database, as they do in a running installation."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}


@pytest.mark.skipif(
    connection.vendor != "sqlite",
    reason="The worker opens its connection anew, and a test's own transaction does not survive that on PostgreSQL; "
    "there the journeys have a report built by the running server.",
)
@pytest.mark.django_db
def test_a_round_does_every_job_and_a_second_round_reminds_nobody_again(queued: None) -> None:
    action = action_with(leads=["Housing"], deadline=f"{today():%d/%m/%Y}")
    person_with(Role.AGENCY_LEAD, agency=agency_named("Housing", action.plan.partnership))
    for _ in range(2):
        ask_for_daily_jobs()
        work_through()
    done = DBTaskResult.objects.all()
    assert done.count() == 2 * len(DAILY)
    assert {result.status for result in done} == {"SUCCESSFUL"}
    assert len(mail.outbox) == 1
