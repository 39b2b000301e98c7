"""Certificates: for those who came for half of a held session, and only for eyes that may see their names."""

from io import BytesIO

import pytest
from django.core.exceptions import PermissionDenied
from pypdf import PdfReader

from towpath.access.roles import Role
from towpath.audit.events import Event
from towpath.audit.models import Entry
from towpath.documents.writers.tests.alphabets import READ_OUT_BADLY, READ_OUT_WELL, WORDS
from towpath.documents.writers.tests.papers import bare, faults_in, words_of_pdf
from towpath.foundation.staff import StaffGroup
from towpath.partners.tests.builders import person_with
from towpath.practices.models import SignUp
from towpath.practices.tests.builders import signed_up
from towpath.practices.tests.pages import signed_in, words_of
from towpath.programmes.tests.builders import manager_of, post_at, site_of
from towpath.training.exports.certificates import certificate_of, in_hours
from towpath.training.kinds import SessionKind
from towpath.training.models import Attendance
from towpath.training.policies import may_take_certificates
from towpath.training.services.attendance import Attendee, record_attendance
from towpath.training.services.certificates import NoCertificatesDue, earned_certificates
from towpath.training.tests.session_builders import planned, session_for

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def held(*names, sign_up=None, **more):
    return session_for(sign_up or signed_up(), names=names or ("Ada Wren", "Bo Reed"), **more)


def manager(session):
    return manager_of(session.site.programme.partnership)


def pages_of(answer):
    return [" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(answer.content)).pages]


def names_practice_manager(sign_up):
    person = person_with(Role.PRACTICE_MANAGER, partnership=sign_up.site.programme.partnership)
    SignUp.objects.filter(pk=sign_up.pk).update(manager=person)
    return person


class TestRights:
    @pytest.mark.parametrize(
        ("role", "allowed"),
        [(Role.PROGRAMME_MANAGER, True), (Role.COORDINATOR, False), (Role.BOARD_MEMBER, False), (Role.AUDITOR, False),
         (Role.COMMISSIONER, False), (Role.ADVOCATE_EDUCATOR, False), (Role.CLINICAL_LEAD, False),
         (Role.PRACTICE_MANAGER, False)],
    )  # fmt: skip
    def test_a_role_alone_sees_names_only_as_programme_manager(self, role, allowed):
        session = held()
        verdict = may_take_certificates(person_with(role, partnership=session.site.programme.partnership), session)
        assert verdict.allowed is allowed
        assert allowed or verdict.reason.startswith("Names are shown only to")

    def test_people_in_post_there_take_them_and_others_do_not(self):
        session = held()
        assert may_take_certificates(post_at(session.site).person, session)
        assert not may_take_certificates(post_at(site_of(session.site.programme)).person, session)

    def test_a_session_not_held_has_none(self):
        session = planned(signed_up())
        verdict = may_take_certificates(manager(session), session)
        assert (verdict.allowed, verdict.reason) == (
            False,
            "Certificates are made once the session is recorded as held.",
        )

    def test_a_practice_manager_takes_those_of_their_own_staff_only(self):
        ours = signed_up()
        theirs = signed_up(site=ours.site)
        session = planned(ours, theirs, held_on=ours.signed_up_on)
        people = [Attendee(ours, "Ada Wren", "gp"), Attendee(theirs, "Bo Reed", "gp")]
        record_attendance(actor=manager(session), session=session, version=session.version, people=people)
        client = signed_in(names_practice_manager(ours))
        page = words_of(client.get(f"/sessions/{session.pk}/certificates/"))
        assert "Ada Wren" in page
        assert "Bo Reed" not in page
        assert len(pages_of(client.get(f"/sessions/{session.pk}/certificates/file/"))) == 1
        other = Attendance.objects.get(learner__name="Bo Reed")
        assert client.get(f"/sessions/{session.pk}/certificates/{other.pk}/").status_code == 404

    def test_a_commissioner_gets_neither_page_nor_file(self):
        session = held()
        person = person_with(Role.COMMISSIONER, partnership=session.site.programme.partnership)
        type(session.site.programme).objects.update(funder=person.posts.get().agency)
        client = signed_in(person)
        one = session.attendances.first()
        for page in ("", "file/", f"{one.pk}/"):
            answer = client.get(f"/sessions/{session.pk}/certificates/{page}")
            assert answer.status_code == 403
            assert b"Ada Wren" not in answer.content
        assert not Entry.objects.filter(event=Event.CERTIFICATES_EXPORTED).exists()

    def test_a_stranger_is_told_why_and_nothing_is_recorded(self):
        session = held()
        with pytest.raises(PermissionDenied):
            earned_certificates(person_with(Role.PROGRAMME_MANAGER), session)
        assert not Entry.objects.filter(event=Event.CERTIFICATES_EXPORTED).exists()


class TestCertificates:
    def test_there_is_a_tagged_page_for_each_person_with_what_it_is_for(self):
        session = held(trainer_names=["Rosa Fell", "Dr Lee Marsh"], minutes=90)
        answer = signed_in(manager(session)).get(f"/sessions/{session.pk}/certificates/file/")
        document = PdfReader(BytesIO(answer.content))
        assert document.trailer["/Root"]["/MarkInfo"]["/Marked"]
        pages = pages_of(answer)
        assert ["Ada Wren" in pages[0], "Bo Reed" in pages[1], len(pages)] == [True, True, 2]
        for words in ("Clinical session 1", "2 April 2020", "1 hour 30 minutes", "Rosa Fell and Dr Lee Marsh",
                      session.site.programme.name, session.practices.get().practice.name):  # fmt: skip
            assert words in pages[0]
        assert "Bo Reed" not in pages[0]
        assert Entry.objects.get(event=Event.CERTIFICATES_EXPORTED).details == {"certificates": 2}

    def test_one_persons_certificate_is_one_page_and_its_file_names_nobody(self):
        session = held()
        one = session.attendances.get(learner__name="Bo Reed")
        answer = signed_in(manager(session)).get(f"/sessions/{session.pk}/certificates/{one.pk}/")
        (page,) = pages_of(answer)
        assert "Bo Reed" in page
        assert answer["Content-Disposition"] == 'attachment; filename="certificate-2020-04-02.pdf"'

    @pytest.mark.parametrize(("minutes", "has_one"), [(59, False), (60, True), (None, True)])
    def test_it_takes_half_of_the_session_where_minutes_are_known(self, minutes, has_one):
        session = held("Ada Wren")
        session.attendances.update(minutes=minutes)
        client = signed_in(manager(session))
        page = words_of(client.get(f"/sessions/{session.pk}/certificates/"))
        assert ("Who has a certificate" in page) is has_one
        assert ("59 of 120 minutes" in page) is not has_one
        if has_one and minutes:
            said = pages_of(client.get(f"/sessions/{session.pk}/certificates/file/"))[0]
            assert "1 hour of 2 hours" in said

    def test_people_counted_without_names_have_none_and_the_page_says_so(self):
        session = session_for(signed_up())
        client = signed_in(manager(session))
        with pytest.raises(NoCertificatesDue):
            earned_certificates(manager(session), session)
        assert client.get(f"/sessions/{session.pk}/certificates/file/").status_code == 302
        assert "there is no certificate" in words_of(client.get(f"/sessions/{session.pk}/certificates/"))

    def test_a_catch_up_says_what_it_caught_up(self):
        session = held(kind=SessionKind.CATCH_UP, counts_as=SessionKind.CLINICAL_2)
        answer = signed_in(manager(session)).get(f"/sessions/{session.pk}/certificates/file/")
        assert "Clinical session 2 (catch-up)" in pages_of(answer)[0]

    def test_opening_the_page_is_recorded_as_seeing_names(self):
        session = held()
        signed_in(manager(session)).get(f"/sessions/{session.pk}/certificates/")
        assert Entry.objects.filter(event=Event.ATTENDEES_SEEN, subject_key=str(session.pk)).count() == 1

    @pytest.mark.parametrize(
        ("minutes", "said"), [(120, "2 hours"), (60, "1 hour"), (45, "45 minutes"), (61, "1 hour 1 minute")]
    )
    def test_lengths_are_said_in_hours_and_minutes(self, minutes, said):
        assert in_hours(minutes) == said

    def test_a_sessions_page_offers_them_to_those_who_may_and_the_invitation_to_nobody_after_it(self):
        session = held()
        address = f"/sessions/{session.pk}/"
        page = signed_in(manager(session)).get(address).content.decode()
        assert f"{address}certificates/" in page
        assert f"{address}feedback/" in page
        assert f"{address}invitation/" not in page
        coordinator = person_with(Role.COORDINATOR, partnership=session.site.programme.partnership)
        page = signed_in(coordinator).get(address).content.decode()
        assert f"{address}certificates/" not in page
        assert f"{address}feedback/" in page


class TestNames:
    """A certificate is made for a name in any alphabet."""

    def test_every_alphabet_has_a_page_of_a_conforming_file(self):
        names = [*WORDS.values(), *READ_OUT_BADLY.values(), "Ada \uf0b7 \U00012000", "x" * 120]
        practice = signed_up(headcounts={StaffGroup.GP: len(names)})
        session = held(*names, sign_up=practice, trainer_names=[WORDS["Tamil"]])
        answer = signed_in(manager(session)).get(f"/sessions/{session.pk}/certificates/file/")
        assert faults_in(answer.content) == []
        assert len(PdfReader(BytesIO(answer.content)).pages) == len(names)
        said = words_of_pdf(answer.content)
        for alphabet in READ_OUT_WELL:
            assert bare(WORDS[alphabet]) in said
        assert "Ada•[U+12000]" in said

    def test_one_persons_file_is_titled_as_one_certificate_in_english(self):
        session = held(WORDS["Bengali"], "Bo Reed")
        one = session.attendances.get(learner__name="Bo Reed")
        client = signed_in(manager(session))
        whole = PdfReader(BytesIO(client.get(f"/sessions/{session.pk}/certificates/file/").content))
        single = PdfReader(BytesIO(client.get(f"/sessions/{session.pk}/certificates/{one.pk}/").content))
        assert [whole.metadata.title, single.metadata.title] == ["Certificates of training", "Certificate of training"]
        assert single.trailer["/Root"]["/Lang"] == "en-GB"


@pytest.mark.parametrize(
    ("trainers", "listed"),
    [
        ([], ""),
        (["Ada Wren"], "Ada Wren"),
        (["Ada Wren", "Bo Reed"], "Ada Wren and Bo Reed"),
        (["Ada Wren", "Bo Reed", "Cy Moss"], "Ada Wren, Bo Reed and Cy Moss"),
    ],
)
def test_a_certificate_names_every_trainer(trainers, listed):
    session = held()
    attendance = Attendance.objects.select_related("learner__sign_up__practice").filter(session=session).first()
    assert certificate_of(session, attendance, trainers).trainers == listed
