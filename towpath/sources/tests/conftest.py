"""A coordinator, and the browser they are signed in to."""

from typing import Any

import pytest
from django.test import Client

from towpath.sources.tests.trackers import coordinator_of


@pytest.fixture
def user() -> Any:
    return coordinator_of()


@pytest.fixture
def browser(user: Any) -> Client:
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client
