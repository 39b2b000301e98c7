"""Pages of feedback: a grid typed or a file taken in, and the change it shows for a session and a quarter."""

from copy import deepcopy

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from lxml import html

from tests.once import for_a_file
from towpath.access.roles import Role
from towpath.accounts.drafts import keep_draft
from towpath.audit.events import Event
from towpath.audit.models import Entry
from towpath.partners.tests.builders import person_with
from towpath.practices.tests.builders import signed_up
from towpath.practices.tests.pages import lines_of, signed_in, words_of
from towpath.programmes.tests.builders import manager_of, post_at, programme_with, site_of
from towpath.training.models import Answer
from towpath.training.tests.feedback_builders import CONFIDENCE, WORRY, answered, asked_of, session_asked
from towpath.training.tests.session_builders import session_for

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture(scope="module")
def made_once(django_db_setup, django_db_blocker):
    with for_a_file(django_db_blocker):
        yield session_asked(CONFIDENCE)


@pytest.fixture
def session(made_once):
    return deepcopy(made_once)


def client_of(session):
    return signed_in(manager_of(session.site.programme.partnership))


def typed(session, *people, rows=10, **more):
    """A grid as a browser sends it: (who, before, after) of the one question."""
    question = session.site.programme.feedback_questions.first()
    sent = {"version": str(session.version), "rows": str(rows)} | more
    for number in range(1, rows + 1):
        who, before, after = people[number - 1] if number <= len(people) else (str(number), "", "")
        sent |= {f"{number}-who": who, f"{number}-{question.pk}-before": before, f"{number}-{question.pk}-after": after}
    return sent


def record(session):
    return f"/sessions/{session.pk}/feedback/record/"


class TestGrid:
    def test_answers_typed_show_what_changed(self, session):
        client = client_of(session)
        answer = client.post(record(session), typed(session, ("1", "2", "4"), ("2", "3", "3"), ("3", "4", "")))
        assert answer.status_code == 302
        page = words_of(client.get(answer["Location"]))
        assert "3 people answered" in page
        assert "2.5 3.5 +1 1 of 2 50% 1 of 2 50% 0 of 2 0% 1" in page

    def test_the_grid_comes_back_filled_with_what_was_saved(self, session):
        session = answered(session, ("7", CONFIDENCE, 2, 4))
        page = client_of(session).get(record(session)).content.decode()
        question = session.site.programme.feedback_questions.get()
        assert f'name="1-{question.pk}-after" value="4"' in page
        assert 'name="1-who" value="7"' in page
        assert 'name="2-who" value="1"' in page

    @pytest.mark.parametrize(
        ("person", "sentence"),
        [
            (("1", "6", "2"), "Row 1: 6 is not on the scale of “confidence”: use 1 to 5."),
            (("1", "many", "2"), "Row 1, confidence: answers are whole numbers from 1 to 5."),
            (("", "2", "2"), "Row 1: Give each person a number or another mark."),
            (("ada@example.org", "2", "2"), "nobody is named here"),
        ],
    )
    def test_what_is_wrong_is_said_beside_its_box_and_nothing_is_saved(self, session, person, sentence):
        answer = client_of(session).post(record(session), typed(session, person, ("2", "5", "4")))
        assert answer.status_code == 422
        assert words_of(answer).count(sentence) == 2
        assert 'value="5"' in answer.content.decode()
        assert not Answer.objects.exists()

    def test_errors_are_listed_in_the_order_of_the_boxes(self, session):
        sent = typed(session, ("1", "9", "2"), ("2", "many", "2"), ("", "3", "x"))
        summary = words_of(client_of(session).post(record(session), sent)).partition("Answers before and after")[0]
        places = [
            summary.index(words) for words in ("Row 1: 9", "Row 2, confidence", "Row 3: Give", "Row 3, confidence")
        ]
        assert places == sorted(places)

    def test_the_same_person_in_two_rows_is_refused(self, session):
        answer = client_of(session).post(record(session), typed(session, ("4", "1", "2"), ("4", "2", "3")))
        assert "Row 2 is 4 again, who is in row 1." in words_of(answer)

    def test_more_rows_keep_the_typing_and_save_nothing(self, session):
        sent = typed(session, ("1", "2", "oops"), more="yes")
        page = client_of(session).post(record(session), sent)
        assert page.status_code == 200
        assert 'value="oops"' in page.content.decode()
        assert 'name="15-who" value="15"' in page.content.decode()
        assert not Answer.objects.exists()

    def test_a_second_person_sees_what_the_first_saved_and_may_save_again(self, session):
        client, sent = client_of(session), typed(session, ("1", "2", "5"))
        answered(session, ("1", CONFIDENCE, 2, 3))
        answer = client.post(record(session), sent)
        assert answer.status_code == 422
        assert "Row 1, confidence, after the session 3 5" in words_of(answer)
        assert set(Answer.objects.values_list("value", flat=True)) == {2, 3}
        session.refresh_from_db()
        assert client.post(record(session), typed(session, ("1", "2", "5"))).status_code == 302
        assert set(Answer.objects.values_list("value", flat=True)) == {2, 5}

    def test_without_questions_there_is_nothing_to_type(self):
        session = session_for(signed_up())
        client = client_of(session)
        assert client.get(record(session)).status_code == 302
        assert "No questions are set for this programme yet" in words_of(
            client.get(f"/sessions/{session.pk}/feedback/")
        )

    @pytest.mark.parametrize("rows", ["-1", "99999999", "x", ""])
    def test_a_made_up_number_of_rows_breaks_nothing(self, session, rows):
        answer = client_of(session).post(record(session), typed(session, ("1", "2", "5")) | {"rows": rows})
        assert answer.status_code == 422

    def test_a_commissioner_sees_the_change_and_cannot_type(self, session):
        people = [(str(number), CONFIDENCE, 2, 4) for number in range(5)]
        session = answered(session, *people)
        person = person_with(Role.COMMISSIONER, partnership=session.site.programme.partnership)
        type(session.site.programme).objects.update(funder=person.posts.get().agency)
        client = signed_in(person)
        page = client.get(f"/sessions/{session.pk}/feedback/")
        assert "5 of 5" in words_of(page)
        assert "Change the answers" not in words_of(page)
        assert client.get(record(session)).status_code == 403

    def test_what_was_being_typed_is_there_on_return(self, session):
        person = manager_of(session.site.programme.partnership)
        sent = {name: [value] for name, value in typed(session, ("31", "2", "5")).items()}
        keep_draft(user=person, path=record(session), typed=sent)
        page = signed_in(person).get(record(session))
        assert "It is not saved yet" in page.content.decode()
        assert 'name="1-who" value="31"' in page.content.decode()


class TestFile:
    HEAD = "Person,Confidence before,Confidence after\n"

    def sent(self, session, text, name="answers.csv", client=None):
        file = SimpleUploadedFile(name, text.encode())
        return (client or client_of(session)).post(f"/sessions/{session.pk}/feedback/file/", {"file": file})

    def save(self, session, client, answer):
        (form,) = [one for one in html.fromstring(answer.content.decode()).forms if "looked_at" in one.fields]
        return client.post(f"/sessions/{session.pk}/feedback/file/", dict(form.form_values()), follow=True)

    def test_it_is_looked_at_beside_what_is_kept_and_then_saved(self, session):
        session = answered(session, ("1", CONFIDENCE, 2, 3), ("9", CONFIDENCE, 1, None))
        client = client_of(session)
        answer = self.sent(session, self.HEAD + "1,2,5\n21,1,4\n", client=client)
        assert "New answers 2 Answers changed 1 Answers that stay as they are 1 People of the file 2" in words_of(
            answer
        )
        assert Answer.objects.count() == 3
        shown = self.save(session, client, answer)
        assert "4 answers of the file taken in. Reference: session" in words_of(shown)
        kept = Answer.objects.order_by("respondent", "moment").values_list("respondent", "moment", "value")
        assert list(kept) == [
            ("1", "after", 5), ("1", "before", 2), ("21", "after", 4), ("21", "before", 1), ("9", "before", 1),
        ]  # fmt: skip

    def test_answers_that_somebody_saved_after_the_look_are_seen_before_it_is_saved(self, session):
        client = client_of(session)
        answer = self.sent(session, self.HEAD + "1,2,5\n", client=client)
        answered(session, ("1", CONFIDENCE, 4, 4))
        shown = self.save(session, client, answer)
        assert shown.status_code == 422
        assert "New answers 0 Answers changed 2" in words_of(shown)
        assert set(Answer.objects.values_list("value", flat=True)) == {4}
        self.save(session, client, shown)
        assert set(Answer.objects.values_list("value", flat=True)) == {2, 5}

    def test_all_that_is_wrong_is_named_and_nothing_is_saved(self, session):
        answer = self.sent(session, self.HEAD + "1,2,9\n2,lots,4\n3,3,4\n")
        assert answer.status_code == 422
        page = words_of(answer)
        assert "Row 2 confidence after “9” cannot be taken: use a whole number from 1 to 5." in page
        assert "Row 3 confidence before “lots” cannot be taken" in page
        assert not Answer.objects.exists()

    @pytest.mark.parametrize(
        ("text", "name", "sentence"),
        [("Mood\n1\n2\n", "answers.csv", "such as “confidence before”"), ("x", "answers.pdf", "must be one of these")],
    )
    def test_a_file_that_cannot_be_read_is_said_beside_its_box(self, session, text, name, sentence):
        answer = self.sent(session, text, name=name)
        assert answer.status_code == 422
        assert words_of(answer).count(sentence) == 2

    def test_a_commissioner_cannot_send_one(self, session):
        person = person_with(Role.COMMISSIONER, partnership=session.site.programme.partnership)
        type(session.site.programme).objects.update(funder=person.posts.get().agency)
        assert self.sent(session, self.HEAD, client=signed_in(person)).status_code == 403


def questions_sent(*asked, **more):
    sent = {"form-TOTAL_FORMS": str(len(asked)), "form-INITIAL_FORMS": "0"} | more
    for at, (topic, wording, low, high, direction) in enumerate(asked):
        values = {"topic": topic, "wording": wording, "minimum": low, "maximum": high, "direction": direction}
        sent |= {f"form-{at}-{name}": value for name, value in values.items()}
    return sent


BLANK = ("", "", "", "", "higher")


class TestQuestions:
    def test_a_manager_sets_them_and_blank_ones_are_left_out(self):
        programme = programme_with()
        client = signed_in(manager_of(programme.partnership))
        sent = questions_sent(
            ("confidence", "How sure?", "1", "5", "higher"), BLANK, ("worry", "How worried?", "0", "10", "lower")
        )
        assert client.post(f"/sessions/questions/{programme.pk}/", sent).status_code == 302
        kept = programme.feedback_questions.values_list("topic", "minimum", "maximum", "higher_is_better")
        assert list(kept) == [("confidence", 1, 5, True), ("worry", 0, 10, False)]

    @pytest.mark.parametrize(
        ("asked", "sentence"),
        [
            (("confidence", "How sure?", "5", "5", "higher"), "The highest answer must be above 5."),
            (("", "How sure?", "1", "5", "higher"), "Say what the question measures."),
            (("confidence", "", "1", "5", "higher"), "Write the question."),
            (("confidence", "How sure?", "", "5", "higher"), "Enter where the scale begins and ends."),
            (("confidence", "How sure?", "one", "5", "higher"), "whole numbers"),
        ],
    )
    def test_what_is_wrong_is_said_and_nothing_is_saved(self, asked, sentence):
        programme = programme_with()
        client = signed_in(manager_of(programme.partnership))
        answer = client.post(f"/sessions/questions/{programme.pk}/", questions_sent(asked))
        assert answer.status_code == 422
        assert sentence in words_of(answer)
        assert not programme.feedback_questions.exists()

    def test_answered_questions_are_shown_and_cannot_be_changed(self):
        session = answered(session_asked(CONFIDENCE, WORRY), ("1", CONFIDENCE, 2, 4))
        client = client_of(session)
        address = f"/sessions/questions/{session.site.programme_id}/"
        page = client.get(address)
        assert "stay as they were asked" in words_of(page)
        assert f'value="{CONFIDENCE.wording}"' not in page.content.decode()
        assert f'value="{WORRY.wording}"' in page.content.decode()
        client.post(address, questions_sent(("confidence", "How sure now?", "1", "10", "higher")))
        wordings = [question.wording for question in session.site.programme.feedback_questions.all()]
        assert wordings == [CONFIDENCE.wording, "How sure now?"]

    def test_more_questions_keep_the_typing(self):
        programme = programme_with()
        client = signed_in(manager_of(programme.partnership))
        sent = questions_sent(("confidence", "How sure?", "1", "5", "higher"), more="yes")
        page = client.post(f"/sessions/questions/{programme.pk}/", sent)
        assert page.status_code == 200
        assert 'value="How sure?"' in page.content.decode()
        assert "Question 3" in words_of(page)
        assert not programme.feedback_questions.exists()

    def test_nobody_else_reaches_them(self):
        programme = programme_with()
        client = signed_in(post_at(site_of(programme)).person)
        assert client.get(f"/sessions/questions/{programme.pk}/").status_code == 403
        stranger = signed_in(person_with(Role.PROGRAMME_MANAGER))
        assert stranger.get(f"/sessions/questions/{programme.pk}/").status_code == 404


class TestSums:
    def two_sites(self):
        here = session_asked(CONFIDENCE)
        there = session_for(signed_up(site=site_of(here.site.programme)))
        answered(here, ("1", CONFIDENCE, 2, 4), ("2", CONFIDENCE, 3, 2))
        answered(there, ("1", CONFIDENCE, 1, 5))
        return here, there

    def test_sessions_of_a_site_and_quarter_are_summed(self):
        here, there = self.two_sites()
        client = client_of(here)
        assert "2 of 3 67%" in words_of(client.get("/sessions/feedback/"))
        assert "1 of 2 50%" in words_of(client.get(f"/sessions/feedback/?site={here.site_id}"))
        assert "1 of 1 100%" in words_of(client.get(f"/sessions/feedback/?site={there.site_id}&quarter=2020-21-q1"))
        assert "No feedback is recorded" in words_of(client.get("/sessions/feedback/?quarter=2024-25-q1"))

    def test_people_in_post_see_their_own_site_only(self):
        here, _ = self.two_sites()
        assert "1 of 2 50%" in words_of(signed_in(post_at(here.site).person).get("/sessions/feedback/"))

    def test_two_programmes_are_two_tables(self):
        here, _ = self.two_sites()
        other = programme_with(here.site.programme.partnership, name="Another programme")
        session = session_for(signed_up(site=site_of(other)))
        asked_of(other, WORRY)
        answered(session, ("1", WORRY, 9, 3))
        page = words_of(client_of(here).get("/sessions/feedback/"))
        assert "Another programme" in page
        assert "2 of 3 67%" in page
        assert "0 to 10, lower is better" in page

    @pytest.mark.parametrize("query", ["site=x", "quarter=q9", "programme=%00"])
    def test_an_address_nobody_understands_breaks_nothing(self, query):
        here, _ = self.two_sites()
        assert client_of(here).get(f"/sessions/feedback/?{query}").status_code == 200

    def test_the_file_has_a_row_for_each_question_and_is_recorded(self):
        here, _ = self.two_sites()
        lines = lines_of(client_of(here).get(f"/sessions/feedback/file/?site={here.site_id}"))
        assert lines[1].endswith("2,2.5,3.0,0.5,1,0,1,0")
        assert lines[-1] == "Rows: 1"
        assert Entry.objects.get(event=Event.DELIVERY_EXPORTED).details == {"list": "feedback", "rows": 1}

    def test_more_sessions_ask_no_more_questions(self, django_assert_max_num_queries):
        here, _ = self.two_sites()
        for _ in range(5):
            answered(session_for(here.practices.get()), ("1", CONFIDENCE, 2, 4))
        client = client_of(here)
        client.get("/sessions/feedback/")
        with django_assert_max_num_queries(15):
            client.get("/sessions/feedback/")
