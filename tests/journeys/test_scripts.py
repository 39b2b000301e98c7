"""What scripts add: typing kept while it goes on, a form sent once, a job followed to its end."""

import json

from playwright.sync_api import expect


def sign_in(page, site) -> None:
    person = site.tell("person_with_role", role="coordinator")
    page.goto("/sign-in/")
    page.get_by_label("E-mail", exact=False).fill(person["email"])
    page.get_by_label("Password", exact=True).fill(person["password"])
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_text(person["name"])).to_be_visible()


def test_typing_is_kept_a_few_seconds_after_it_stops(page):
    kept = []

    def keep(route):
        kept.append(json.loads(route.request.post_data))
        route.fulfill(status=204)

    page.route("**/drafts/", keep)
    page.clock.install()
    page.goto("/gallery/question/")
    page.get_by_label("Amber").check()
    page.clock.run_for(2000)
    assert kept == []
    page.clock.run_for(2000)
    expect(page.locator("[data-draft-notice]")).to_contain_text("It is not saved yet.")
    assert kept == [{"path": "/gallery/question/", "typed": {"rating": "amber"}}]


def test_person_is_told_when_typing_cannot_be_kept(page):
    page.route("**/drafts/", lambda route: route.fulfill(status=500))
    page.clock.install()
    page.goto("/gallery/question/")
    page.get_by_label("Amber").check()
    page.clock.run_for(4000)
    expect(page.locator("[data-draft-notice]")).to_contain_text("is not being kept")


def test_form_is_sent_once_however_often_its_button_is_pressed(page):
    sent = []
    page.on("request", lambda request: sent.append(request) if request.method == "POST" else None)
    page.goto("/gallery/question/")
    page.get_by_label("Amber").check()
    with page.expect_navigation():
        page.evaluate("() => { const press = document.querySelector('main button'); press.click(); press.click(); }")
    assert len(sent) == 1


def test_form_may_be_sent_again_after_the_back_button(page):
    page.goto("/gallery/question/")
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("heading", name="There is a problem")).to_be_visible()
    page.go_back()
    page.get_by_label("Amber").check()
    with page.expect_request(lambda request: request.method == "POST"):
        page.get_by_role("button", name="Continue").click()


def test_job_is_followed_until_it_is_done_and_the_page_then_loads_anew(page):
    answers = [
        {"done": 5, "total": 8, "sentence": "5 of 8 pages are ready.", "finished": False},
        {"done": 8, "total": 8, "sentence": "All pages are ready.", "finished": True},
    ]
    page.route("**/gallery/job/", lambda route: route.fulfill(json=answers.pop(0)))
    page.clock.install()
    page.goto("/gallery/")
    expect(page.get_by_role("link", name="Look again")).to_be_hidden()
    page.clock.run_for(1100)
    expect(page.locator("[data-job-sentence]")).to_have_text("5 of 8 pages are ready.")
    assert page.locator("progress").evaluate("(bar) => bar.value") == 5
    with page.expect_navigation():
        page.clock.run_for(1100)


def test_job_is_asked_for_again_after_the_network_failed(page):
    asked = []

    def answer(route):
        asked.append(route)
        if len(asked) == 1:
            route.abort()
        else:
            route.fulfill(json={"done": 6, "total": 8, "sentence": "6 of 8.", "finished": False})

    page.route("**/gallery/job/", answer)
    page.clock.install()
    page.goto("/gallery/")
    page.clock.run_for(1100)
    page.clock.run_for(2100)
    expect(page.locator("[data-job-sentence]")).to_have_text("6 of 8.")


def test_signed_in_person_signs_out_from_any_page_and_the_back_button_shows_nothing(page, site):
    """On a machine that people share, as at a reception.

    A browser driven by Playwright keeps no page for this button. Others are told not to, which
    ui's `test_page_seen_while_signed_in_is_kept_nowhere` proves.
    """
    sign_in(page, site)
    page.goto("/account/sessions/")
    expect(page.get_by_text("You are here")).to_be_visible()
    page.get_by_role("button", name="Sign out", exact=True).click()
    page.wait_for_url("**/sign-in/**")
    page.go_back()
    page.wait_for_url("**/sign-in/?next=**")
    expect(page.get_by_text("You are here")).to_have_count(0)
