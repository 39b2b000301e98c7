"""What every page has around it: a neutral name, a policy on what it may load, and nothing kept by the browser."""

import re

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth import get_user_model

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
PAGES = ["/gallery/", "/gallery/question/", "/accessibility/", "/what-is-recorded/"]


@pytest.fixture
def person():
    return get_user_model().objects.create(email="jo@example.org", name="Jo Fen")


def page_at(client, address) -> BeautifulSoup:
    return BeautifulSoup(client.get(address).content, "html.parser")


@pytest.mark.parametrize("address", PAGES)
def test_every_page_is_in_british_english_and_names_only_itself(client, address):
    page = page_at(client, address)
    assert page.html["lang"] == "en-GB"
    assert page.title.get_text().endswith(" – Towpath")
    assert not re.search("abuse|violence", page.title.get_text(), re.IGNORECASE)


@pytest.mark.parametrize("address", PAGES)
def test_skip_link_leads_to_the_content(client, address):
    page = page_at(client, address)
    first = page.body.find("a")
    assert first["href"] == "#main-content"
    assert page.find(id="main-content").name == "main"


@pytest.mark.parametrize("address", PAGES)
def test_page_runs_only_scripts_that_carry_its_nonce(client, address):
    response = client.get(address)
    policy = response["Content-Security-Policy"]
    nonce = re.search(r"script-src [^;]*'nonce-([^']+)'", policy)[1]
    page = BeautifulSoup(response.content, "html.parser")
    assert "unsafe" not in policy
    assert {script["nonce"] for script in page.find_all("script")} == {nonce}
    assert not page.find_all(style=True)
    assert not [name for tag in page.find_all(True) for name in tag.attrs if name.startswith("on")]


@pytest.mark.parametrize("address", PAGES)
def test_page_asks_nothing_of_any_other_site(client, address):
    page = page_at(client, address)
    loaded = [tag.get("src") or tag.get("href") for tag in page.find_all(["script", "link", "img", "iframe"])]
    assert [source for source in loaded if source and not source.startswith("/static/")] == []


def test_two_visits_never_share_a_nonce(client):
    policies = {client.get("/gallery/")["Content-Security-Policy"] for _ in range(2)}
    assert len(policies) == 2


def test_page_seen_while_signed_in_is_kept_nowhere(client, person):
    client.force_login(person, backend=BACKEND)
    assert "no-store" in client.get("/accessibility/")["Cache-Control"]


def test_signed_in_person_sees_their_name_and_the_way_out(client, person):
    client.force_login(person, backend=BACKEND)
    header = page_at(client, "/accessibility/").header
    assert "Jo Fen" in header.get_text()
    assert header.form["method"] == "post"
    assert header.form.find("input", attrs={"name": "csrfmiddlewaretoken"})
    assert header.form.button.get_text() == "Sign out"


def test_form_sent_with_mistakes_says_so_first_and_keeps_the_typing(client):
    response = client.post("/gallery/", {"title": "Typed and kept"})
    page = BeautifulSoup(response.content, "html.parser")
    assert response.status_code == 422
    assert page.title.get_text() == "Error: Gallery of components – Towpath"
    assert page.find(id="id_title")["value"] == "Typed and kept"
    links = page.find(class_="govuk-error-summary").find_all("a")
    assert links
    assert [link for link in links if not page.find(id=link["href"][1:])] == []


def test_empty_post_is_a_form_sent_empty_and_not_a_visit(client):
    assert client.post("/gallery/question/", {}).status_code == 422


def test_gallery_sent_whole_is_thanked_with_no_error(client):
    sent = {"rating": "red"}
    assert client.post("/gallery/question/", sent).status_code == 200


def test_question_page_asks_its_one_question_as_its_heading(client):
    page = page_at(client, "/gallery/question/")
    assert len(page.find_all("h1")) == 1
    assert page.legend.h1.get_text(strip=True) == "How is the action going?"
    assert page.title.get_text() == "How is the action going? – Towpath"
    assert page.form["data-send-once"] == ""
