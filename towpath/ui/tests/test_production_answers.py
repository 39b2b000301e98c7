"""What goes out with every answer in production: headers, cookies, and no page to a method it does not know."""

from importlib import import_module

import pytest
from django.contrib.auth.hashers import get_hasher
from django.test import Client
from django.urls import reverse

from towpath.access.roles import Role
from towpath.accounts.tests.test_signing_in import fitting, named_patterns
from towpath.accounts.tests.ways_in import emailed_code, sign_in_by_password, type_emailed_code
from towpath.partners.tests.builders import person, person_with

pytestmark = pytest.mark.django_db
OF_ANSWERS = ("SECURE_", "SESSION_", "CSRF_", "CONTENT_SECURITY_", "X_FRAME_", "REQUIRE_", "PASSWORD_HASHERS", "DEBUG")
YEAR = 31_536_000


@pytest.fixture
def production(settings, monkeypatch):
    """What production sets of its answers, for a host that the test client goes by."""
    monkeypatch.setenv("SECRET_KEY", "Vq3x9-Rk2mW7_tY8pLzN4bC6dFgH1jK5sQaE0uIoXwZr2T9yhB7n")
    monkeypatch.setenv("ALLOWED_HOSTS", "testserver")
    monkeypatch.setenv("DATABASE_URL", "sqlite://:memory:")
    module = import_module("towpath.settings.production")
    for name in dir(module):
        if name.startswith(OF_ANSWERS):
            setattr(settings, name, getattr(module, name))
    settings.CSRF_TRUSTED_ORIGINS = ["https://testserver"]
    return settings


@pytest.fixture
def browser(production):
    """One that reached us over TLS, as the web server in front says."""
    return Client(headers={"x-forwarded-proto": "https"}, raise_request_exception=False)


@pytest.mark.parametrize("address", ["/sign-in/", "/nowhere/", "/people/", "/accessibility/", "/drafts/"])
def test_every_answer_tells_the_browser_what_it_may_do(browser, address):
    answer = browser.get(address)
    policy = dict(rule.split(" ", 1) for rule in answer["Content-Security-Policy"].split("; "))
    assert policy["default-src"] == policy["base-uri"] == policy["frame-ancestors"] == "'none'"
    assert answer["Strict-Transport-Security"] == f"max-age={YEAR}; includeSubDomains"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["Content-Type"] == "text/html; charset=utf-8"
    assert answer["Cross-Origin-Resource-Policy"] == answer["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "camera=()" in answer["Permissions-Policy"]
    assert "Access-Control-Allow-Origin" not in answer
    assert "Server" not in answer


ON_EVERYTHING = ("Permissions-Policy", "Cross-Origin-Resource-Policy", "Cross-Origin-Opener-Policy", "Referrer-Policy")


@pytest.mark.parametrize(
    ("address", "status", "more"),
    [
        ("/sign-in/", 400, {"headers": {"host": "elsewhere.example"}}),
        ("/sign-in/", 301, {"headers": {"x-forwarded-proto": "http"}}),
        ("/%00/", 400, {}),
    ],
    ids=["a host that is not ours", "led to TLS", "an address no page has"],
)
def test_what_is_no_page_says_so_too(browser, address, status, more):
    answer = browser.get(address, **more)
    assert answer.status_code == status
    assert all(answer[name] for name in ON_EVERYTHING)


def test_a_page_asked_for_without_tls_is_led_there(production):
    answer = Client().get("/sign-in/")
    assert (answer.status_code, answer["Location"]) == (301, "https://testserver/sign-in/")


def test_cookies_belong_to_this_host_and_this_site_alone_and_are_read_by_no_script(browser):
    browser.get("/sign-in/")
    sign_in_by_password(browser, person().email)
    answer = type_emailed_code(browser, emailed_code())
    assert answer.cookies.keys() == {"__Host-session", "__Host-csrf"}
    for cookie in answer.cookies.values():
        assert cookie["secure"]
        assert cookie["httponly"]
        assert (cookie["path"], cookie["domain"], cookie["samesite"]) == ("/", "", "Lax")


def test_signing_in_begins_a_session_of_its_own(browser):
    sign_in_by_password(browser, person().email)
    before = browser.session.session_key
    type_emailed_code(browser, emailed_code())
    after = browser.session.session_key
    assert before
    assert after != before
    assert not browser.session.exists(before)
    assert len(after) == 32


def test_passwords_are_kept_by_scrypt_with_the_work_asked_for(production):
    hasher = get_hasher()
    assert hasher.algorithm == "scrypt"
    assert hasher.work_factor * hasher.parallelism >= 2**16
    assert hasher.block_size == 8


def test_no_page_answers_to_trace(browser, production):
    production.REQUIRE_SECOND_FACTOR = False
    browser.force_login(person_with(Role.ADMINISTRATOR))
    answers = {}
    for name, pattern in named_patterns():
        kinds = getattr(pattern.pattern, "converters", {}).items()
        if kinds or not pattern.pattern.regex.groups:
            address = reverse(name, kwargs={key: fitting(kind) for key, kind in kinds})
            answers[address] = browser.generic("TRACE", address).status_code
    assert [address for address, status in answers.items() if status == 200] == []
    assert list(answers.values()).count(405) > 40


@pytest.mark.parametrize("address", ["/static/", "/static/ui/", "/media/", "/.git/config", "/static/../.git/config"])
def test_no_folder_is_listed_and_nothing_of_the_checkout_is_served(browser, address):
    assert browser.get(address).status_code == 404


def test_styles_and_scripts_carry_the_policy_too(browser, settings, tmp_path):
    (tmp_path / "page.js").write_text("1;")
    settings.STATIC_ROOT = tmp_path
    answer = browser.get("/static/page.js")
    answer.close()
    assert answer.status_code == 200
    assert "frame-ancestors 'none'" in answer["Content-Security-Policy"]
    assert all(answer[name] for name in ON_EVERYTHING)


def test_what_was_just_done_stands_in_no_cookie(browser):
    browser.get("/sign-in/")
    sign_in_by_password(browser, person_with(Role.ADMINISTRATOR).email)
    answer = type_emailed_code(browser, emailed_code())
    assert "until" in browser.get(answer["Location"]).content.decode()
    browser.post("/sign-out/")
    assert browser.cookies.keys() <= {"__Host-session", "__Host-csrf"}
