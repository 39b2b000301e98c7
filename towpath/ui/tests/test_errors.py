"""Pages for what goes wrong: what happened, what to do, and nothing of the inside of the machine."""

import logging

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import PermissionDenied, RequestDataTooBig, SuspiciousOperation
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import Http404
from django.test import Client, override_settings
from django.urls import include, path

from towpath.access.declare import anyone
from towpath.ui import errors
from towpath.ui.outside import OutsideFault

REASON = "Only the lead agency may report progress."


def raising(error):
    @anyone
    def view(request, **kwargs):
        raise error

    return view


def as_button(view):
    view.is_button = True
    return view


@anyone
def reads_all(request):
    return request.POST


urlpatterns = [
    path("", include("towpath.ui.urls")),
    path("refused/", raising(PermissionDenied(REASON))),
    path("button/", as_button(raising(PermissionDenied(REASON)))),
    path("refused-silently/", raising(PermissionDenied())),
    path("missing/", raising(Http404("The thing that is secretly here"))),
    path("broken/", raising(ValueError("Inside of the machine"))),
    path("broken/<str:rest>/", raising(ValueError("Inside of the machine"))),
    path("odd/", raising(SuspiciousOperation("Inside of the machine"))),
    path("large/", raising(RequestDataTooBig("Inside of the machine"))),
    path("form/", reads_all),
]
handler400 = "towpath.ui.errors.unreadable"
handler403 = "towpath.ui.errors.refused"
handler404 = "towpath.ui.errors.not_found"
handler500 = "towpath.ui.errors.fault"

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]


@pytest.fixture
def browser():
    return Client(raise_request_exception=False)


@pytest.mark.parametrize(
    ("address", "status", "heading"),
    [
        ("/refused/", 403, "You cannot do this"),
        ("/missing/", 404, "Page not found"),
        ("/nowhere/", 404, "Page not found"),
        ("/odd/", 400, "We could not read what your browser sent"),
        ("/large/", 413, "What you sent is too large"),
        ("/broken/", 500, "Something went wrong"),
    ],
)
def test_each_mishap_has_its_page_and_tells_nothing_of_the_inside(browser, address, status, heading):
    response = browser.get(address)
    page = BeautifulSoup(response.content, "html.parser")
    assert response.status_code == status
    assert page.h1.get_text(strip=True) == heading
    assert page.title.get_text() == f"{heading} – Towpath"
    assert "Inside of the machine" not in page.get_text()
    assert "secretly" not in page.get_text()


def test_refusal_says_the_reason_it_was_refused_for(browser):
    assert REASON in browser.get("/refused/").content.decode()


def test_refusal_without_a_reason_still_says_something(browser):
    assert "Your role does not let you open this page." in browser.get("/refused-silently/").content.decode()


def test_fault_gives_a_reference_that_stands_in_the_log(browser, caplog):
    with caplog.at_level(logging.ERROR, logger="towpath.faults"):
        page = BeautifulSoup(browser.get("/broken/").content, "html.parser")
    reference = page.main.strong.get_text()
    logged = next(record for record in caplog.records if record.name == "towpath.faults")
    assert reference in logged.getMessage()
    assert logged.exc_info


def test_an_address_with_a_line_end_forges_no_line_of_the_log(browser, caplog):
    with caplog.at_level(logging.ERROR, logger="towpath.faults"):
        browser.get("/broken/%0AFault%20FORGED%20at%20nowhere/")
    logged = [record.getMessage() for record in caplog.records if record.name == "towpath.faults"]
    assert len(logged) == 1
    assert "\n" not in logged[0]


@override_settings(TEMPLATES=[])
def test_fault_says_its_words_even_where_no_page_can_be_made(browser):
    response = browser.get("/broken/")
    assert response.status_code == 500
    assert "Something went wrong" in response.content.decode()


TYPED = {
    "account": "Two front desks trained.\nOne to go.",
    "csrfmiddlewaretoken": "old",
    "password": "never-shown",
    "notes": "  ",
}


def test_stale_form_shows_back_what_was_typed_and_no_secret():
    response = Client(enforce_csrf_checks=True).post("/form/", TYPED)
    page = BeautifulSoup(response.content, "html.parser")
    assert response.status_code == 403
    assert page.h1.get_text() == "The form was open for too long"
    assert [name.get_text() for name in page.find_all("dt")] == ["Account"]
    assert page.dd.get_text() == TYPED["account"]
    assert page.main.find("a", href="/form/")
    assert "never-shown" not in response.content.decode()


@pytest.mark.parametrize(("address", "status"), [("/refused/", 403), ("/missing/", 404)])
def test_what_was_typed_is_shown_where_its_page_may_no_longer_be(browser, address, status):
    response = browser.post(address, TYPED | {"version": "3"})
    page = BeautifulSoup(response.content, "html.parser")
    assert response.status_code == status
    assert [(one.dt.get_text(), one.dd.get_text()) for one in page.find_all("div", "govuk-summary-list__row")] == [
        ("Account", TYPED["account"])
    ]
    assert "It was not saved." in page.get_text()


def test_where_a_button_is_refused_nothing_was_typed(browser):
    page = BeautifulSoup(browser.post("/button/", {"state": "held"}).content, "html.parser")
    assert page.find("h1").get_text() == "You cannot do this"
    assert "What you typed" not in page.get_text()


def test_huge_upload_is_answered_with_a_page_and_not_stored(browser, monkeypatch):
    monkeypatch.setattr("towpath.ui.fields.uploads.LARGEST_REQUEST", 1000)
    response = browser.post("/form/", {"file": SimpleUploadedFile("plan.pdf", b"x" * 2000)})
    assert response.status_code == 413
    assert "What you sent is too large" in response.content.decode()


def test_nobody_is_asked_to_go_on_with_a_damaged_database(browser, monkeypatch):
    monkeypatch.setattr(errors, "outside_fault", lambda error: OutsideFault.DAMAGED)
    sent = {"account": "Seventeen practices are trained.", "form_token": "a-token"}
    for answer in (browser.get("/broken/"), browser.post("/broken/", sent)):
        page = answer.content.decode()
        assert answer.status_code == 503
        assert "Stop entering anything" in page
        assert "Try again" not in page
        assert "Send it again" not in page
    assert "Seventeen practices are trained." in page
    assert "Keep this page open, or copy what you typed" in page
