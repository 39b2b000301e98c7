"""Files of rows in: looked at, kept sealed for their sender alone, marked, saved once."""

from datetime import timedelta
from io import BytesIO

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from lxml import html

from towpath.access.roles import Role
from towpath.accounts import drafts
from towpath.accounts.models import Draft
from towpath.accounts.redacting import Drafts
from towpath.audit.events import Event
from towpath.audit.models import Entry
from towpath.foundation.clock import now
from towpath.partners.tests.builders import person_with
from towpath.practices.tests.pages import signed_in, words_of
from towpath.programmes.tests.builders import manager_of
from towpath.records.words import matching
from towpath.training.models import Answer, Question
from towpath.training.tests.feedback_builders import CONFIDENCE, session_asked

pytestmark = [pytest.mark.django_db, pytest.mark.once]

HEAD = "Person,Confidence before,Confidence after\n"
RIGHT, WRONG = f"{HEAD}1,2,5\n", f"{HEAD}1,2,9\n2,lots,3\n"


@pytest.fixture
def session():
    return session_asked(CONFIDENCE)


@pytest.fixture
def person(session):
    return manager_of(session.site.programme.partnership)


def address(session, query=""):
    return f"/sessions/{session.pk}/feedback/file/{query}"


def send(client, session, text, name="answers.csv"):
    return client.post(address(session), {"file": SimpleUploadedFile(name, text.encode())})


def form_of(answer):
    (form,) = [one for one in html.fromstring(answer.content.decode()).forms if "looked_at" in one.fields]
    return dict(form.form_values())


def test_what_was_looked_at_is_there_on_return_until_it_is_saved(session, person):
    client = signed_in(person)
    looked = send(client, session, RIGHT)
    assert form_of(client.get(address(session)))["looked_at"] == form_of(looked)["looked_at"]
    assert "looked_at" not in client.get(address(session, "?another")).content.decode()
    client.post(address(session), form_of(looked))
    assert not Draft.objects.exists()
    assert "looked_at" not in client.get(address(session)).content.decode()


def test_it_is_sealed_and_its_senders_alone(session, person):
    send(signed_in(person), session, RIGHT)
    draft = Draft.objects.get()
    assert "Confidence" not in draft.file + draft.sealed
    assert drafts.file_kept(person, draft.path) == ("answers.csv", RIGHT.encode())
    other = signed_in(person_with(Role.PROGRAMME_MANAGER, partnership=session.site.programme.partnership))
    assert "looked_at" not in other.get(address(session)).content.decode()


def test_the_second_click_gets_the_firsts_answer(session, person):
    client = signed_in(person)
    form = form_of(send(client, session, RIGHT))
    first, second = (client.post(address(session), form) for _ in range(2))
    assert first["Location"] == second["Location"]
    assert Entry.objects.filter(event=Event.FEEDBACK_RECORDED).count() == 1
    assert Answer.objects.count() == 2


def test_a_look_at_a_file_in_whose_place_another_was_chosen_saves_nothing(session, person):
    client = signed_in(person)
    form = form_of(send(client, session, RIGHT))
    send(client, session, f"{HEAD}1,1,1\n")
    answer = client.post(address(session), form, follow=True)
    assert "The file is not kept any more: choose it again." in words_of(answer)
    assert not Answer.objects.exists()


def test_a_kept_file_that_is_wrong_by_now_is_refused_and_not_shown_as_if_it_were_well(session, person):
    client = signed_in(person)
    form = form_of(send(client, session, f"{HEAD}1,2,5\n"))
    Question.objects.filter(programme=session.site.programme).update(maximum=4)  # since it was looked at
    answer = client.post(address(session), form)
    assert answer.status_code == 422
    assert not Answer.objects.exists()


def test_a_file_that_is_not_kept_any_more_is_asked_for_again(session, person):
    client = signed_in(person)
    form = form_of(send(client, session, RIGHT))
    Draft.objects.update(kept_at=now() - drafts.KEPT_FOR - timedelta(minutes=1))
    answer = client.post(address(session), form, follow=True)
    assert "choose it again" in words_of(answer)
    assert not Answer.objects.exists()


def test_what_is_wrong_stands_on_the_page_with_the_way_to_the_marked_copy(session, person):
    client = signed_in(person)
    answer = send(client, session, WRONG)
    assert answer.status_code == 422
    assert "The file has 2 errors, so nothing of it was saved." in words_of(answer)
    assert 'href="?copy"' in answer.content.decode()
    assert "“lots” cannot be taken" in words_of(client.get(address(session)))


def test_the_marked_copy_is_handed_out_and_recorded(session, person):
    client = signed_in(person)
    send(client, session, WRONG)
    answer = client.get(address(session, "?copy"))
    sheet = openpyxl.load_workbook(BytesIO(answer.content)).active
    assert "use a whole number from 1 to 5" in sheet["B3"].comment.text
    assert 'filename="answers-marked.xlsx"' in answer["Content-Disposition"]
    entry = Entry.objects.get(event=Event.MARKED_COPY_EXPORTED)
    assert (entry.actor_key, entry.subject_key) == (str(person.pk), str(session.pk))


def test_of_very_many_errors_the_page_shows_the_first_and_says_how_many_more(session, person):
    rows = "".join(f"{at},x,y\n" for at in range(1, 151))
    page = words_of(send(signed_in(person), session, HEAD + rows))
    assert "And 100 more, which are all in the marked copy." in page


def test_rows_that_are_left_out_are_named(session, person):
    page = words_of(send(signed_in(person), session, f"Session 3,,\n{RIGHT}"))
    assert "Row 1: It stands above the headings. It is left out." in page


@pytest.mark.parametrize(("words", "kept"), [("Wharf 12", False), ("Lockkeeper", True), ("answers of Ada", False)])
def test_a_file_that_holds_words_that_must_not_stand_goes_whole(session, person, words, kept):
    send(signed_in(person), session, f"{HEAD}Wharf 12,2,5\n", name="answers of Ada.csv")
    pattern = matching(words)
    without = Drafts().without([person.pk], pattern)
    assert Drafts().count([person.pk], pattern) == int(not kept)
    with transaction.atomic():
        assert Drafts().remove([person.pk], pattern, without) == int(not kept)
    assert bool(drafts.file_kept(person, address(session))) is kept


def test_a_stranger_finds_nothing(session):
    assert send(signed_in(person_with(Role.PROGRAMME_MANAGER)), session, RIGHT).status_code == 404
