"""The log: one line for a refusal, with nothing in it that people wrote; a trace, once, where something broke."""

import io
import logging.config

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.test import Client
from django.urls import include, path, re_path

from towpath.access.declare import anyone, signed_in
from towpath.partners.tests.builders import person
from towpath.ui import errors


def raising(error, declared=anyone):
    @declared
    def view(request, **kwargs):
        raise error

    return view


urlpatterns = [
    path("", include("towpath.urls")),
    path("refused/", raising(PermissionDenied("Jane Doe may not."))),
    path("of-ours/", raising(PermissionDenied("Jane Doe may not."), signed_in)),
    path("broken/", raising(ValueError("Inside"))),
    path("odd/", raising(SuspiciousOperation("Inside"))),
    re_path(r"^reset/(?P<key>.+)/$", raising(PermissionDenied())),
]
handler400, handler403, handler404, handler500 = errors.unreadable, errors.refused, errors.not_found, errors.fault

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]


@pytest.fixture
def log():
    """What the settings of every installation write, caught."""
    written = io.StringIO()
    formatter = settings.LOGGING["formatters"]["line"]["()"]
    handler = logging.StreamHandler(written)
    handler.setFormatter(logging.config.DictConfigurator({}).resolve(formatter)())
    logging.getLogger().addHandler(handler)
    yield written
    logging.getLogger().removeHandler(handler)


@pytest.fixture
def browser():
    return Client(raise_request_exception=False)


@pytest.mark.parametrize(
    ("address", "line"),
    [
        ("/refused/?name=Jane", "WARNING django.request: 403 GET /refused/ (PermissionDenied)"),
        ("/nowhere/?name=Jane", "WARNING django.request: 404 GET /nowhere/"),
        ("/odd/?name=Jane", "ERROR django.security.SuspiciousOperation: 400 GET /odd/ (SuspiciousOperation)"),
        ("/reset/5-opens-everything/", "WARNING django.request: 403 GET /reset/…/ (PermissionDenied)"),
    ],
)
def test_a_refusal_is_one_line_that_tells_nothing_of_people(browser, log, address, line):
    browser.get(address)
    (written,) = log.getvalue().splitlines()
    assert written.endswith(line)


def test_a_refusal_names_whoever_is_signed_in_by_their_key(browser, log):
    user = person("Jane Doe")
    browser.force_login(user)
    browser.get("/of-ours/")
    (written,) = log.getvalue().splitlines()
    assert written.endswith(f"403 GET /of-ours/ by person {user.pk} (PermissionDenied)")


def test_an_address_forges_no_line_and_fills_no_disk(browser, log):
    browser.get("/x%0AERROR%20towpath%3A%20forged/" + "a" * 5_000)
    (written,) = log.getvalue().splitlines()
    assert len(written) < 300


def test_what_broke_has_its_trace_once_beside_its_reference(browser, log):
    browser.get("/broken/")
    assert log.getvalue().count("Traceback") == 1
    assert "500 GET /broken/ (ValueError)" in log.getvalue()


def test_a_link_that_opens_something_is_not_in_the_trace_either(browser, log, monkeypatch):
    monkeypatch.setattr(errors, "render", None)  # the page of the refusal cannot be made
    browser.get("/reset/5-opens-everything/")
    assert "Traceback" in log.getvalue()
    assert "opens-everything" not in log.getvalue()
