"""Taking in a file, as people meet it: choose, look, save."""

import html
import re
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from towpath.access.roles import Role
from towpath.documents.attendance.tests.making import PEOPLE, exported, sections, with_commas
from towpath.documents.tests.made import saved, workbook
from towpath.partners.tests.builders import person_with
from towpath.practices.tests.builders import practice_named, signed_up
from towpath.programmes.tests.builders import post_at
from towpath.training.models import Attendance, Learner
from towpath.training.tests.session_builders import planned

pytestmark = [pytest.mark.django_db, pytest.mark.once]
APRIL = date(2024, 4, 23)
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
# The rows of `sections()`: Ada organised it, Ben was there for 42 minutes, Cy for 45.
ADA, BEN, CY = 11, 12, 13


@pytest.fixture
def session():
    sign_up = signed_up(practice=practice_named("Lock Cottage Surgery"))
    return planned(sign_up, held_on=APRIL, minutes=88)


@pytest.fixture
def educator(client, session):
    client.force_login(post_at(session.site).person, backend=BACKEND)
    return client


def address(session):
    return reverse("training:take_in_attendance", args=[session.pk])


def upload(client, session, content=None, name="meeting.csv"):
    file = SimpleUploadedFile(name, exported(sections()) if content is None else content)
    return client.post(address(session), {"file": file})


def fields(answer):
    """What the preview would send if its button were pressed: hidden boxes, ticks and choices."""
    shown = answer.content.decode()
    form = shown[shown.index("data-send-once") :]
    sent = {}
    for tag in re.findall(r"<input[^>]*>", form):
        said = {name: html.unescape(value) for name, value in re.findall(r'([\w-]+)="([^"]*)"', tag)}
        if said.get("type") != "checkbox" or re.search(r"\schecked", tag):
            sent[said["name"]] = said.get("value", "on")
    for name, options in re.findall(r'<select[^>]*name="([^"]+)"[^>]*>(.*?)</select>', form, re.S):
        chosen = re.search(r'value="([^"]*)"[^>]*selected', options)
        sent[name] = chosen[1] if chosen else ""
    sent.pop("csrfmiddlewaretoken", None)
    return sent


def test_preview_shows_every_row_and_keeps_nothing(educator, session):
    answer = upload(educator, session)
    shown = answer.content.decode()
    assert answer.status_code == 200
    for words in ("Ada Lock (invented)", "Organised the meeting.", "There for 42 of at least 44 minutes.", "Cy Wharf"):
        assert words in shown
    assert not Learner.objects.exists()
    assert "Ada" not in str(dict(educator.session))
    assert "Ada" not in str(educator.cookies)
    sent = fields(answer)
    assert f"row-{CY}-take" in sent
    assert f"row-{BEN}-take" not in sent
    assert "Ada" not in sent["sealed"]


def test_chosen_people_are_saved_once_however_often_the_button_is_pressed(educator, session):
    sent = fields(upload(educator, session)) | {f"row-{CY}-staff_group": "gp"}
    answer = educator.post(address(session), sent, follow=True)
    assert "1 person of the file taken in." in answer.content.decode()
    again = educator.post(address(session), sent, follow=True)
    assert "1 person of the file taken in." in again.content.decode()
    retyped = educator.post(address(session), {name: said for name, said in sent.items() if name != "form_token"})
    assert retyped.status_code == 422
    assert "Nothing was added twice." in retyped.content.decode()
    assert Attendance.objects.get().minutes == 45


def test_row_without_staff_group_is_refused_beside_it_and_choices_stay(educator, session):
    sent = fields(upload(educator, session)) | {f"row-{BEN}-take": "on", f"row-{BEN}-staff_group": "nurse"}
    answer = educator.post(address(session), sent)
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert "Error: Who is taken in?" in shown
    assert f'href="#id_row-{CY}-staff_group">Row {CY}: choose the staff group of Cy Wharf' in shown
    assert fields(answer)[f"row-{BEN}-staff_group"] == "nurse"
    assert not Learner.objects.exists()


def test_minutes_counted_anew_keep_the_choices_and_save_nothing(educator, session):
    sent = fields(upload(educator, session)) | {f"row-{BEN}-staff_group": "nurse", "minimum": "42", "again": "1"}
    answer = educator.post(address(session), sent)
    assert answer.status_code == 200
    now = fields(answer)
    assert f"row-{BEN}-take" in now
    assert now[f"row-{BEN}-staff_group"] == "nurse"
    assert now["minimum"] == "42"
    assert not Learner.objects.exists()


def test_meeting_of_another_day_is_doubted(educator, session):
    shown = upload(educator, session, exported(sections(day="22/04/2024"))).content.decode()
    assert "The meeting was on 22 April 2024 and this session on 23 April 2024" in shown


@pytest.mark.parametrize(
    ("content", "name", "sentence"),
    [
        (b"", "meeting.csv", "The file is empty: choose another."),
        (b"%PDF-1.7", "meeting.pdf", "The file must be one of these: .csv, .txt, .tsv, .xlsx, .xls."),
        (b"a,b\n1,2", "meeting.csv", "No column of this file is headed “Name”"),
        (b"Meeting title\tx\nFull Name\tUser Action\tTimestamp\nAnn\tJoined\tsoon", "meeting.csv", "Row 3"),
    ],
)
def test_file_that_cannot_be_read_is_refused_beside_it(content, name, sentence, educator, session):
    answer = upload(educator, session, content, name)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()


def test_same_meeting_saved_again_is_refused_before_the_preview(educator, session):
    educator.post(address(session), fields(upload(educator, session)) | {f"row-{CY}-staff_group": "gp"})
    answer = upload(educator, session, with_commas(sections()))
    assert answer.status_code == 422
    assert "Nothing was added twice." in answer.content.decode()


def test_sealed_file_of_another_session_or_touched_is_not_taken(educator, session):
    other = planned(session.practices.first(), held_on=APRIL)
    sent = fields(upload(educator, session)) | {f"row-{CY}-staff_group": "gp"}
    for where, data in ((other, sent), (session, sent | {"sealed": "x" + sent["sealed"]})):
        shown = educator.post(address(where), data, follow=True).content.decode()
        assert "The file cannot be found any more: choose it again." in shown
    assert not Learner.objects.exists()


def test_register_with_a_wrong_row_shows_it_before_saving(educator, session):
    content = b"Name,Role,Practice,Attended\nAnn Lee,GP,Z99999,yes\n,GP,,yes"
    shown = upload(educator, session, content, "register.csv").content.decode()
    assert "“Z99999” is not the code or name of a practice of this session." in shown
    assert "Row 3, name: It is blank: write who the row is about. This row is left out." in shown


def test_coordinator_takes_nothing_in(client, session):
    client.force_login(person_with(Role.COORDINATOR, partnership=session.site.programme.partnership), backend=BACKEND)
    assert client.get(address(session)).status_code == 403


def test_somebody_registered_who_never_joined_is_left_unticked_with_the_reason(educator, session):
    never = "Di Mooring (invented)\t\t\t\tdi@towpath.example\tdi@towpath.example\tAttendee"
    answer = upload(educator, session, exported(sections(people=(*PEOPLE, never))))
    assert "Registered for the meeting and never joined it." in answer.content.decode()
    sent = fields(answer) | {f"row-{CY}-staff_group": "gp"}
    assert f"row-{CY}-take" in sent
    assert f"row-{CY + 1}-take" not in sent
    educator.post(address(session), sent)
    assert [one.name for one in Learner.objects.all()] == ["Cy Wharf (invented)"]


def test_report_of_a_meeting_saved_as_a_workbook_is_refused_beside_the_file(educator, session):
    content = saved(workbook([line.split("\t") for line in sections().splitlines()]))
    answer = upload(educator, session, content, "meeting.xlsx")
    assert answer.status_code == 422
    assert "save it as CSV" in answer.content.decode()
    assert not Learner.objects.exists()
