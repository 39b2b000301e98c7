"""The pages on which a progress report is begun and written."""

import pytest
from django.urls import reverse

from towpath.access.roles import Role
from towpath.accounts.drafts import keep_draft
from towpath.accounts.models import Draft
from towpath.audit.events import Event
from towpath.audit.models import Entry
from towpath.delivery.papers.kind import PROGRESS_REPORT
from towpath.delivery.tests.papers.reading import page_of
from towpath.delivery.tests.papers.story import LAST, PROSE, QUARTER
from towpath.papers.models import Paper
from towpath.papers.services import begin, write
from towpath.partners.tests.builders import person_with
from towpath.plans.tests.papers.reading import text
from towpath.programmes.models import Programme

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def test_a_manager_begins_a_report_and_is_led_to_write_it(as_manager, programme):
    asked = {"programme": programme.pk, "quarter": QUARTER.slug}
    response = as_manager.post(reverse("progress_reports:begin"), asked)
    report = Paper.objects.get()
    assert response.url == page_of(report, "write")
    assert as_manager.post(reverse("progress_reports:begin"), asked).url == response.url
    assert Paper.objects.count() == 1


@pytest.mark.parametrize(
    ("quarter", "sentence"),
    [
        ("", "Choose a quarter."),
        ("2020-21-q7", "There is no quarter 7: a year has quarters 1 to 4."),
        ("soon", "“soon” is not a quarter: write it like 2024/25 Q1."),
        ("2021-20-q1", "not one financial year"),
        ("2020-21-q4", "2020/21 Q4 has not begun: choose this quarter or an earlier one."),
        ("2018-19-q1", "2018/19 Q1 is before Seven boroughs was launched on 6 January 2020"),
    ],
)
def test_an_impossible_quarter_is_refused_beside_its_box(as_manager, programme, quarter, sentence):
    response = as_manager.post(reverse("progress_reports:begin"), {"programme": programme.pk, "quarter": quarter})
    page = text(response)
    assert response.status_code == 422
    assert sentence in page
    assert "<title>Error: " in page
    assert f'<option value="{programme.pk}" selected' in page
    assert not Paper.objects.exists()


def test_a_programme_of_another_partnership_cannot_be_chosen(as_manager, client):
    from_elsewhere = person_with(Role.PROGRAMME_MANAGER)
    client.force_login(from_elsewhere)
    programme = Programme.objects.get()
    response = client.post(reverse("progress_reports:begin"), {"programme": programme.pk, "quarter": QUARTER.slug})
    assert response.status_code == 422
    assert "Choose a programme from the list." in text(response)


def test_the_writer_sees_last_quarters_text_and_this_quarters_figures(as_manager, programme, manager, draft):
    earlier = begin(actor=manager, kind=PROGRESS_REPORT, subject=programme, quarter=LAST)
    write(actor=manager, paper=earlier, version=1, prose={"summary": "All sessions moved online."})
    page = text(as_manager.get(page_of(draft, "write")))
    assert "Summary of progress: 2020/21 Q1, draft" in page
    assert "All sessions moved online." in page
    assert "All delivery ends on 31 January 2022 (agreed earlier: 31 March 2021)." in page
    assert "Practices by site" in page


def test_looking_at_the_draft_to_write_in_it_is_recorded(as_manager, manager, draft):
    as_manager.get(page_of(draft, "write"))
    (entry,) = Entry.objects.filter(event=Event.PROGRESS_REPORT_SEEN)
    assert (entry.actor_key, entry.subject_key) == (str(manager.pk), str(draft.pk))


def test_what_is_written_is_saved_and_shown(as_manager, draft):
    response = as_manager.post(page_of(draft, "write"), PROSE | {"version": draft.version})
    assert response.url == page_of(draft)
    page = text(as_manager.get(response.url))
    assert "Saved. Reference: progress report" in page
    assert "The second wave begins to mobilise in October." in page


def test_a_writer_who_was_overtaken_keeps_the_typing_and_saves_again(as_manager, manager, draft):
    write(actor=manager, paper=draft, version=1, prose={"summary": "Saved first."})
    address = page_of(draft, "write")
    response = as_manager.post(address, {"summary": "Typed second.", "status": "", "next_steps": "", "version": 1})
    page = text(response)
    assert response.status_code == 422
    assert "Somebody else changed this after you opened it." in page
    assert "Saved first." in page
    assert ">Typed second.</textarea>" in page
    assert '<input type="hidden" name="version" value="2"' in page
    as_manager.post(address, {"summary": "Typed second.", "status": "", "next_steps": "", "version": 2})
    draft.refresh_from_db()
    assert draft.prose["summary"] == "Typed second."


def test_typing_that_was_left_comes_back_and_is_forgotten_once_saved(as_manager, manager, draft):
    address = page_of(draft, "write")
    keep_draft(user=manager, path=address, typed={"summary": ["Half a sentence"], "version": ["1"]})
    assert ">Half a sentence</textarea>" in text(as_manager.get(address))
    as_manager.post(address, PROSE | {"version": 1})
    assert not Draft.objects.exists()


def test_a_text_too_long_is_refused_with_the_typing_kept(as_manager, draft):
    response = as_manager.post(page_of(draft, "write"), PROSE | {"summary": "word " * 3000, "version": 1})
    assert response.status_code == 422
    assert "The second wave begins to mobilise in October." in text(response)
