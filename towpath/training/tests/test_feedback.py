"""Questions before and after sessions: asked once, answered on their scale, and changed by whom."""

import pytest
from django.core.exceptions import PermissionDenied

from towpath.access.roles import Role
from towpath.audit.events import Event
from towpath.audit.models import Entry
from towpath.partners.tests.builders import person_with
from towpath.practices.tests.builders import signed_up
from towpath.programmes.tests.builders import manager_of, post_at, programme_with, site_of
from towpath.records.holding import ChangedMeanwhile
from towpath.records.refusing import Refused
from towpath.training.models import Answer, Moment, Session, SessionState
from towpath.training.policies import may_record_feedback, may_set_questions
from towpath.training.services.feedback import MOST_QUESTIONS, AnswerInput, QuestionInput, ask, record_feedback
from towpath.training.tests.feedback_builders import CONFIDENCE, WORRY, answered, asked_of, given_by, session_asked
from towpath.training.tests.session_builders import planned, session_for

pytestmark = pytest.mark.django_db


def wordings(programme):
    return [question.wording for question in programme.feedback_questions.all()]


class TestAsking:
    @pytest.mark.parametrize("role", Role)
    def test_only_a_programme_manager_sets_questions(self, role):
        programme = programme_with()
        verdict = may_set_questions(person_with(role, partnership=programme.partnership), programme)
        assert verdict.allowed is (role is Role.PROGRAMME_MANAGER)
        assert verdict or verdict.reason.startswith("Only the programme manager")

    def test_questions_are_kept_in_order_with_their_scales(self):
        programme = programme_with()
        asked_of(programme, CONFIDENCE, WORRY)
        kept = programme.feedback_questions.values_list("position", "topic", "minimum", "maximum", "higher_is_better")
        assert list(kept) == [(1, "confidence", 1, 5, True), (2, "worry", 0, 10, False)]

    def test_a_question_nobody_answered_gives_way_and_an_answered_one_is_followed(self):
        session = session_asked(CONFIDENCE, WORRY)
        programme = session.site.programme
        answered(session, ("1", CONFIDENCE, 2, 4))
        asked_of(programme, QuestionInput("confidence", "How sure are you now?", 1, 10))
        assert wordings(programme) == [CONFIDENCE.wording, "How sure are you now?"]
        assert Answer.objects.count() == 2

    def test_asking_the_same_again_changes_nothing(self):
        session = session_asked(CONFIDENCE, WORRY)
        answered(session, ("1", CONFIDENCE, 2, 4))
        asked_of(session.site.programme, CONFIDENCE, WORRY)
        assert wordings(session.site.programme) == [CONFIDENCE.wording, WORRY.wording]

    @pytest.mark.parametrize(
        ("questions", "sentence"),
        [
            ([QuestionInput("confidence", "How sure?", 5, 5)], "must end above 5"),
            ([QuestionInput("", "How sure?", 1, 5)], "needs words, and what it measures"),
            ([CONFIDENCE, CONFIDENCE], "is asked twice"),
            ([QuestionInput("x", f"Question {n}?", 1, 5) for n in range(MOST_QUESTIONS + 1)], "at most 10 questions"),
        ],
    )
    def test_what_cannot_be_asked_is_refused_and_the_old_questions_stay(self, questions, sentence):
        programme = programme_with()
        asked_of(programme, WORRY)
        with pytest.raises(Refused, match=sentence):
            ask(actor=manager_of(programme.partnership), programme=programme, questions=questions)
        assert wordings(programme) == [WORRY.wording]

    def test_a_stranger_is_told_why_and_nothing_is_written(self):
        programme = programme_with()
        with pytest.raises(PermissionDenied, match="Only the programme manager"):
            ask(actor=post_at(site_of(programme)).person, programme=programme, questions=[CONFIDENCE])
        assert not programme.feedback_questions.exists()


class TestRecording:
    def test_answers_are_kept_in_place_of_those_before(self):
        session = session_asked(CONFIDENCE)
        answered(session, ("1", CONFIDENCE, 2, 4), ("2", CONFIDENCE, 3, None))
        answered(session, ("1", CONFIDENCE, 2, 5))
        assert list(session.answers.order_by("pk").values_list("respondent", "moment", "value")) == [
            ("1", "before", 2), ("1", "after", 5),
        ]  # fmt: skip
        recorded = Entry.objects.filter(event=Event.FEEDBACK_RECORDED).last()
        assert recorded.details == {}, "an auditor reads it, and may not know of so few people"

    @pytest.mark.parametrize(
        ("given", "sentence"),
        [
            (("1", CONFIDENCE, 6, None), "6 is not on the scale of “confidence”: use 1 to 5"),
            (("1", CONFIDENCE, 0, None), "0 is not on the scale"),
            ((" ", CONFIDENCE, 2, 3), "Give each person a number"),
            (("ada@example.org", CONFIDENCE, 2, 3), "nobody is named here"),
        ],
    )
    def test_an_answer_that_cannot_be_is_refused_whole(self, given, sentence):
        session = session_asked(CONFIDENCE)
        answered(session, ("9", CONFIDENCE, 1, 1))
        with pytest.raises(Refused, match=sentence):
            answered(session, ("1", CONFIDENCE, 2, 4), given)
        assert set(session.answers.values_list("respondent", flat=True)) == {"9"}

    def test_an_answer_given_twice_or_to_another_programmes_question_is_refused(self):
        session, other = session_asked(CONFIDENCE), session_asked(WORRY)
        for answers, sentence in (
            (given_by(session, ("1", CONFIDENCE, 2, 4)) * 2, "twice"),
            (given_by(other, ("1", WORRY, 2, 4)), "is not asked in this programme"),
        ):
            with pytest.raises(Refused, match=sentence):
                record_feedback(actor=manager_of(session.site.programme.partnership), session=session, answers=answers)

    def test_a_second_person_is_told_and_a_double_click_is_not(self):
        session = session_asked(CONFIDENCE)
        actor = manager_of(session.site.programme.partnership)
        first, second = given_by(session, ("1", CONFIDENCE, 2, 4)), given_by(session, ("1", CONFIDENCE, 2, 5))
        said = {"actor": actor, "session": session, "version": session.version}
        record_feedback(**said, answers=first)
        record_feedback(**said, answers=first)
        with pytest.raises(ChangedMeanwhile):
            record_feedback(**said, answers=second)
        assert Entry.objects.filter(event=Event.FEEDBACK_RECORDED).count() == 1
        assert Answer.objects.get(moment=Moment.AFTER).value == 4

    @pytest.mark.parametrize(
        ("session", "reason"),
        [
            (lambda: planned(signed_up()), "This session is still to come"),
            (lambda: _cancelled(session_for(signed_up())), "This session was cancelled"),
        ],
    )
    def test_a_session_to_come_or_cancelled_has_no_feedback(self, session, reason):
        session = session()
        verdict = may_record_feedback(manager_of(session.site.programme.partnership), session)
        assert not verdict
        assert verdict.reason.startswith(reason)

    @pytest.mark.parametrize(
        ("role", "allowed"),
        [(Role.PROGRAMME_MANAGER, True), (Role.COORDINATOR, False), (Role.COMMISSIONER, False),
         (Role.PRACTICE_MANAGER, False), (Role.ADVOCATE_EDUCATOR, False)],
    )  # fmt: skip
    def test_whoever_records_a_sites_training_records_its_feedback(self, role, allowed):
        session = session_for(signed_up())
        person = person_with(role, partnership=session.site.programme.partnership)
        assert may_record_feedback(person, session).allowed is allowed
        assert may_record_feedback(post_at(session.site).person, session)

    def test_a_stranger_writes_nothing(self):
        session = session_asked(CONFIDENCE)
        question = session.site.programme.feedback_questions.get()
        with pytest.raises(PermissionDenied):
            record_feedback(
                actor=person_with(Role.PROGRAMME_MANAGER), session=session,
                answers=[AnswerInput("1", question, Moment.BEFORE, 3)],
            )  # fmt: skip
        assert not Answer.objects.exists()


def _cancelled(session):
    Session.objects.filter(pk=session.pk).update(state=SessionState.CANCELLED)
    session.refresh_from_db()
    return session
