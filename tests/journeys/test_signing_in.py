"""Signing in as people do: with a password and an app, with a passkey, and back to what they were typing."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.checks import stands_up
from tests.journeys.site import Site


@pytest.fixture(scope="module")
def administrator(site: Site) -> dict[str, str]:
    """One person for all of these journeys."""
    return site.tell("person_with_role", role="administrator")


@pytest.fixture
def device(browser: Browser, site: Site) -> Iterator[Page]:
    """A window on a device that keeps passkeys. Browsers give them to names only, so it goes by localhost."""
    context = browser.new_context(base_url=site.address.replace("127.0.0.1", "localhost"), locale="en-GB")
    page = context.new_page()
    keeper = context.new_cdp_session(page)
    keeper.send("WebAuthn.enable")
    keeper.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )
    yield page
    context.close()


def sign_in_by_password(page: Page, person: dict[str, str]) -> None:
    page.goto("/sign-in/")
    page.get_by_label("E-mail address").fill(person["email"])
    page.get_by_label("Password", exact=True).fill(person["password"])
    page.get_by_role("main").get_by_role("button", name="Sign in").click()
    page.wait_for_url(lambda address: "/sign-in/?" not in address and not address.endswith("/sign-in/"))


@pytest.mark.once
def test_pages_of_signing_in_stand_up_on_every_screen(open_window, screen):
    page = open_window(screen)
    for address in (
        "/sign-in/",
        "/sign-in/code/",
        "/password/reset/",
        "/password/reset/sent/",
        "/password/reset/1-a-b/",
    ):
        page.goto(address)
        stands_up(page)


def test_person_signs_in_by_a_code_that_comes_by_mail(page, site, administrator):
    page.goto("/sign-in/")
    page.get_by_role("link", name="Get a code by e-mail").click()
    page.get_by_label("E-mail address").fill(administrator["email"])
    page.get_by_role("button", name="Send me a code").click()
    expect(page.get_by_label("Code")).to_be_visible()
    stands_up(page)
    site.work()
    code = re.search(r"^(\S+) is your code", site.letters()[-1], re.MULTILINE).group(1)
    page.get_by_label("Code").fill(code)
    page.get_by_role("main").get_by_role("button", name="Sign in").click()
    expect(page.get_by_text(administrator["name"])).to_be_visible()


def test_typing_left_behind_is_there_on_return_until_it_is_discarded(page, administrator):
    sign_in_by_password(page, administrator)
    page.goto("/people/")
    page.get_by_role("button", name="Invite a person").click()
    page.wait_for_url("**/invite/")  # and its scripts are there
    page.clock.install()
    page.get_by_label("Name").fill("Bea Newcomer")
    with page.expect_response("**/drafts/") as kept:
        page.clock.run_for(4000)
    assert kept.value.status == 204
    page.reload()
    expect(page.get_by_label("Name")).to_have_value("Bea Newcomer")
    page.get_by_role("link", name="Discard it").click()
    page.wait_for_url("**/drafts/discard/**")
    stands_up(page)
    page.get_by_role("button", name="Discard").click()
    expect(page.get_by_label("Name")).to_have_value("")


def test_passkey_takes_the_place_of_the_password(device, administrator):
    sign_in_by_password(device, administrator)
    device.goto("/account/passkeys/add/")
    stands_up(device)
    device.get_by_label("Sign in with this passkey alone").check()
    device.get_by_role("button", name="Add the passkey").click()
    expect(device.get_by_text("The passkey is added.")).to_be_visible()
    stands_up(device)

    device.get_by_role("button", name="Sign out").click()
    device.wait_for_url("**/sign-in/**")
    assert lasts(device) is False
    device.get_by_label("Stay signed in").check()
    device.get_by_role("button", name="Use a passkey").click()
    expect(device.get_by_text(administrator["name"])).to_be_visible()
    assert lasts(device) is True

    device.get_by_role("button", name="Sign out").click()
    device.wait_for_url("**/sign-in/**")
    sign_in_by_password(device, administrator)
    expect(device.get_by_role("heading", name="Second step")).to_be_visible()
    stands_up(device)
    device.get_by_role("button", name="Use a passkey").click()
    expect(device.get_by_text(administrator["name"])).to_be_visible()


def lasts(page: Page) -> bool:
    """Whether the cookie of the session outlives the browser."""
    return any(cookie["name"] == "session" and cookie["expires"] > 0 for cookie in page.context.cookies())


def test_passkey_for_the_second_step_opens_nothing_by_itself(device, site):
    person = site.tell("person_with_role", role="auditor")
    sign_in_by_password(device, person)
    device.goto("/account/passkeys/add/")
    device.get_by_role("button", name="Add the passkey").click()
    expect(device.get_by_text("The passkey is added.")).to_be_visible()
    device.get_by_role("button", name="Sign out").click()
    device.wait_for_url("**/sign-in/**")
    device.get_by_role("button", name="Use a passkey").click()
    expect(device.get_by_text("Your browser gave no passkey.")).to_be_visible()
    sign_in_by_password(device, person)
    device.get_by_role("button", name="Use a passkey").click()
    expect(device.get_by_text(person["name"])).to_be_visible()


def test_person_ends_a_session_left_open_elsewhere(page, open_window, site, screen):
    person = site.tell("person_with_role", role="auditor")
    left_open = open_window(screen)
    sign_in_by_password(left_open, person)
    sign_in_by_password(page, person)
    page.goto("/account/")
    page.get_by_role("link", name="Show").click()
    expect(page.get_by_text("You are here")).to_be_visible()
    stands_up(page)
    page.get_by_role("button", name="Sign out everywhere else").click()
    expect(page.get_by_text("You are signed out everywhere else.")).to_be_visible()
    left_open.goto("/account/")
    left_open.wait_for_url("**/sign-in/**")


def test_device_without_the_passkey_says_so_in_a_sentence(page):
    page.goto("/sign-in/")
    page.evaluate("() => { navigator.credentials.get = async () => { throw new Error('none'); }; }")
    page.get_by_role("button", name="Use a passkey").click()
    expect(page.get_by_text("Your browser gave no passkey.")).to_be_visible()


def test_without_scripts_people_sign_in_and_are_offered_no_passkey(open_window, administrator):
    page = open_window({"viewport": {"width": 1280, "height": 900}}, java_script_enabled=False)
    page.goto("/sign-in/")
    expect(page.get_by_role("button", name="Use a passkey")).to_be_hidden()
    expect(page.get_by_role("link", name="Get a code by e-mail")).to_be_visible()
