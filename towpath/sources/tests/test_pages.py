"""The pages of reading a plan in, as a coordinator meets them and as nobody else does."""

import re
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from towpath.access.roles import Role
from towpath.audit.models import Entry
from towpath.documents.table import UnreadableFile
from towpath.documents.tests.test_refusals import named
from towpath.partners.tests.builders import also_holds, partnership_named, person_with
from towpath.plans.models import Plan
from towpath.plans.services.amending import amend_plan
from towpath.sources import services
from towpath.sources.models import ColumnMapping, Reading, ReadingState, SourceDocument
from towpath.sources.tests.trackers import (
    ROWS,
    changed,
    coordinator_of,
    long_tracker,
    partnership_of,
    saved,
    tracker,
    uploaded,
)

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def send(browser: Client, content: bytes, name: str = "tracker.csv", **more: object) -> object:
    return browser.post(reverse("sources:read"), {"file": SimpleUploadedFile(name, content), **more})


def at(page: str, reading: Reading) -> str:
    return reverse(f"sources:{page}", args=[reading.pk])


def said(**more: object) -> dict[str, object]:
    return {"title": "Safer homes", "source": "strategy", "version": 1} | more


def text_of(response: object) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def choices(reading: Reading, **more: object) -> dict[str, object]:
    columns = {f"column_{n}": column.value for n, column in enumerate(reading.mapping.columns, start=1)}
    return columns | {"scheme": reading.scheme.slug, "version": reading.version} | more


def test_a_coordinator_goes_from_document_to_plan_in_three_pages(browser: Client) -> None:
    to_columns = send(browser, tracker())
    reading = Reading.objects.get()
    assert to_columns.url == at("columns", reading)
    to_preview = browser.post(to_columns.url, choices(reading, keep="on"))
    assert to_preview.url == at("reading", reading)
    to_plan = browser.post(to_preview.url, said(version=2), follow=True)
    assert to_plan.redirect_chain[-1][0] == reverse("plans:plan", args=[Plan.objects.get().pk])
    assert f"Plan saved. Reference: reading {reading.pk}." in text_of(to_plan)


@pytest.mark.parametrize(
    ("content", "name", "sentence"),
    [
        (b"We met and agreed to meet again.", "minutes.txt", "No table was found"),
        (named("EncryptedPackage"), "locked.docx", "protected by a password"),
        (named("_VBA_PROJECT"), "macros.xls", "macros"),
        (b"PK\x03\x04 cut", "cut.xlsx", "damaged or cut short"),
    ],
)
def test_a_refused_file_is_told_beside_the_field_and_nothing_is_kept(
    browser: Client, content: bytes, name: str, sentence: str
) -> None:
    response = send(browser, content, name)
    assert response.status_code == 422
    assert "<title>Error: " in response.content.decode()
    assert re.search(r'id="id_file-error"[^>]*>.{0,120}' + sentence, response.content.decode(), re.S)
    assert not SourceDocument.objects.exists()


def test_an_empty_upload_asks_for_a_file(browser: Client) -> None:
    response = browser.post(reverse("sources:read"))
    assert response.status_code == 422
    assert "Choose a file." in text_of(response)


def test_whoever_coordinates_one_partnership_is_not_asked_which(browser: Client, user: object) -> None:
    assert 'name="partnership"' not in browser.get(reverse("sources:read")).content.decode()
    also_holds(user, Role.COORDINATOR, partnership=partnership_named())
    assert 'name="partnership"' in browser.get(reverse("sources:read")).content.decode()


def test_of_several_partnerships_one_must_be_chosen_and_only_of_ones_own(browser: Client, user: object) -> None:
    also_holds(user, Role.COORDINATOR, partnership=partnership_named())
    strangers = partnership_named()
    for wrong in ("", strangers.pk):
        assert send(browser, tracker(), partnership=wrong).status_code == 422
    assert not SourceDocument.objects.exists()
    assert send(browser, tracker(), partnership=partnership_of_first(user).pk).status_code == 302


def partnership_of_first(user: object) -> object:
    return user.posts.order_by("pk").first().partnership


def test_a_plan_of_another_partnership_cannot_be_chosen(browser: Client, user: object) -> None:
    also_holds(user, Role.COORDINATOR, partnership=(other := partnership_named()))
    stranger = coordinator_of(other)
    plan = saved(stranger, uploaded(stranger))
    response = send(browser, tracker(), partnership=partnership_of_first(user).pk, plan=plan.pk)
    assert response.status_code == 422
    assert "That plan belongs to another partnership" in text_of(response)


def test_the_columns_page_shows_first_values_and_the_reason_of_each_guess(browser: Client, user: object) -> None:
    page = browser.get(at("columns", uploaded(user)))
    assert "Train reception staff in every practice" in text_of(page)
    assert "The heading “By when” says so" in text_of(page)
    assert page.content.decode().count("<select") == len(ROWS[0]) + 1


def test_without_a_column_of_actions_or_of_recommendations_the_person_is_told_and_the_choice_is_kept(
    browser: Client, user: object
) -> None:
    reading = uploaded(user)
    chosen = choices(reading, column_2="extra", column_3="extra", column_6="cost")
    response = browser.post(at("columns", reading), chosen)
    assert response.status_code == 422
    assert "Choose the column that holds the actions." in text_of(response)
    assert re.search(r'value="cost" selected', response.content.decode())
    reading.refresh_from_db()
    assert reading.version == 1


def test_one_meaning_given_to_two_columns_is_refused_beside_the_second(browser: Client, user: object) -> None:
    reading = uploaded(user)
    response = browser.post(at("columns", reading), choices(reading, column_6="recommendation", keep="on"))
    assert response.status_code == 422
    assert "“Recommendation” holds the recommendation already: choose another for one of them." in text_of(response)
    assert not ColumnMapping.objects.exists()
    assert browser.post(at("columns", reading), choices(reading, column_6="lead")).status_code == 302


def test_columns_that_give_no_plan_are_refused_with_the_readers_sentence(browser: Client, user: object) -> None:
    reading = uploaded(user, tracker([("1", "Ask", "Train", "Health", "May 2027", "", "", "")]))
    response = browser.post(at("columns", reading), choices(reading, column_3="extra", column_6="action"))
    assert response.status_code == 422
    assert "The column of actions is empty" in text_of(response)


def test_an_unknown_column_is_refused(browser: Client, user: object) -> None:
    reading = uploaded(user)
    assert browser.post(at("columns", reading), choices(reading, column_1="perpetrator")).status_code == 422


def test_a_stale_columns_form_is_shown_again_with_its_typing(browser: Client, user: object) -> None:
    reading = uploaded(user)
    services.correct_mapping(
        actor=user, reading=reading, version=1, columns=reading.mapping.columns, scheme=reading.scheme
    )
    response = browser.post(at("columns", reading), choices(reading, column_6="indicators"))
    assert response.status_code == 422
    assert "Somebody else changed this" in text_of(response)
    assert re.search(r'value="indicators" selected', response.content.decode())
    assert browser.post(at("columns", reading), choices(reading, column_6="indicators", version=2)).status_code == 302


def test_columns_are_kept_for_the_next_document_only_when_asked(browser: Client, user: object) -> None:
    reading = uploaded(user)
    browser.post(at("columns", reading), choices(reading))
    assert not ColumnMapping.objects.exists()
    browser.post(at("columns", reading), choices(reading, version=2, keep="on"))
    assert ColumnMapping.objects.get().partnership == partnership_of(user)


def test_a_document_of_a_kept_shape_goes_straight_to_the_preview(browser: Client, user: object) -> None:
    services.keep_mapping(actor=user, reading=uploaded(user))
    response = send(browser, tracker([("9", "Schools should ask", "Hold a lesson", "Schools", "2027", "", "", "")]))
    assert response.url == at("reading", Reading.objects.latest("pk"))


def test_the_preview_shows_each_value_beside_its_cell_and_every_doubt_with_a_link(
    browser: Client, user: object
) -> None:
    page = browser.get(at("reading", uploaded(user)))
    html, text = page.content.decode(), text_of(page)
    assert "2 recommendations, 3 actions" in text
    assert "Read as: within 3 months" in text.replace("Within", "within")
    assert "Health / Police" in text
    marks = re.findall(r'id="check-(\d+)"', html)
    assert marks == [str(n) for n in range(1, len(marks) + 1)]
    assert len(marks) >= 1
    assert set(re.findall(r'href="#check-(\d+)"', html)) >= set(marks)
    assert f"{len(marks)} thing" in text


def test_an_outcome_inside_the_action_and_an_account_behind_a_status_are_shown_beside_their_cells(
    browser: Client, user: object
) -> None:
    headings = ("Recommendation", "Action", "Lead", "Due", "Status")
    row = ("Ask everyone", "Train staff Outcome: Staff ask", "Health", "2027", "Complete - held in May")
    page = browser.get(at("reading", uploaded(user, tracker([row], headings=headings))))
    assert "Outcomes Staff ask Train staff Outcome: Staff ask" in text_of(page)
    assert "Progress held in May Complete - held in May" in text_of(page)


def test_how_many_deadlines_need_a_base_date_is_said_where_it_is_asked(browser: Client, user: object) -> None:
    assert "1 deadline counts from a base date" in text_of(browser.get(at("reading", uploaded(user))))


def test_looking_writes_nothing(browser: Client, user: object) -> None:
    reading = uploaded(user)
    entries = Entry.objects.count()
    for page in ("columns", "reading", "pair"):
        assert browser.get(at(page, reading)).status_code == 200
    assert Entry.objects.count() == entries
    assert not Plan.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"source": ""}, "Choose what this plan answers."),
        ({"title": ""}, "Enter a title for the plan."),
        ({"source": "horoscope"}, "Choose what this plan answers."),
        ({"base_date_day": "31", "base_date_month": "2", "base_date_year": "2026"}, "February 2026 has 28 days."),
    ],
)
def test_what_is_wrong_is_told_and_what_was_typed_stays(
    browser: Client, user: object, wrong: dict[str, str], sentence: str
) -> None:
    response = browser.post(at("reading", uploaded(user)), said(title="Kept typing") | wrong)
    assert response.status_code == 422
    assert sentence in text_of(response)
    assert "title" in wrong or "Kept typing" in response.content.decode()
    assert not Plan.objects.exists()


def test_a_double_click_makes_one_plan_and_says_the_same_twice(browser: Client, user: object) -> None:
    reading = uploaded(user)
    answers = [browser.post(at("reading", reading), said(), follow=True) for _ in range(2)]
    assert Plan.objects.count() == 1
    assert answers[0].redirect_chain == answers[1].redirect_chain
    for answer in answers:
        assert f"Plan saved. Reference: reading {reading.pk}." in text_of(answer)


def test_a_preview_opened_before_the_columns_were_corrected_saves_nothing(browser: Client, user: object) -> None:
    reading = uploaded(user)
    browser.post(at("columns", reading), choices(reading))
    response = browser.post(at("reading", reading), said(version=1))
    assert response.status_code == 422
    assert "Somebody else changed this" in text_of(response)
    assert not Plan.objects.exists()
    assert browser.post(at("reading", reading), said(version=2)).status_code == 302


def test_a_title_in_use_is_told_beside_the_title(browser: Client, user: object) -> None:
    saved(user, uploaded(user))
    newer = uploaded(user, tracker([("9", "Schools should ask", "Hold a lesson", "Schools", "2027", "", "", "")]))
    response = browser.post(at("reading", newer), said())
    assert response.status_code == 422
    assert re.search(r'id="id_title-error"[^>]*>.{0,80}Another plan', response.content.decode(), re.S)


def test_a_document_that_is_no_plan_yet_leads_back_to_its_columns_with_the_reason(
    browser: Client, user: object
) -> None:
    reading = uploaded(user, tracker([("Train", "Health")], headings=("Advice", "Lead")))
    with pytest.raises(UnreadableFile):
        services.draft_of(reading)
    response = browser.get(at("reading", reading), follow=True)
    assert response.redirect_chain[-1][0] == at("columns", reading)
    assert "No column of actions was found" in text_of(response)


def test_a_newer_copy_is_recognised_and_compared(browser: Client, user: object) -> None:
    saved(user, uploaded(user))
    response = send(browser, tracker(changed("Housing", "Council")), "newer.csv")
    newer = Reading.objects.latest("pk")
    assert response.url == at("changes", newer)
    page = browser.get(response.url)
    assert "0 new, 1 changed, 0 gone, 2 unchanged" in text_of(page)
    assert re.search(r"<del[^>]*>Housing</del>.*<ins[^>]*>Council</ins>", page.content.decode(), re.S)


def test_only_ticked_changes_are_made_and_the_confirmation_has_a_reference(browser: Client, user: object) -> None:
    plan = saved(user, uploaded(user))
    write = plan.actions.last()
    lesson = ("3", "Schools should ask", "Hold a lesson", "Schools", "2027", "", "", "")
    newer = uploaded(user, tracker([*changed("Housing", "Council")[:2], lesson]))
    versions = {"version": newer.version, "plan_version": plan.version}
    lesson = re.findall(r'name="accept" id="accept-(n3-\w+)"', browser.get(at("changes", newer)).content.decode())
    response = browser.post(at("changes", newer), versions | {"accept": lesson}, follow=True)
    assert f"Plan brought up to date. Reference: reading {newer.pk}." in text_of(response)
    assert plan.actions.count() == 4
    write.refresh_from_db()
    assert not write.is_gone


def test_the_same_document_again_offers_nothing_and_doubles_nothing(browser: Client, user: object) -> None:
    plan = saved(user, uploaded(user))
    response = send(browser, tracker())
    page = browser.get(response.url)
    assert "There is nothing to take over" in text_of(page)
    browser.post(response.url, {"version": 1, "plan_version": plan.version})
    assert (Plan.objects.count(), plan.actions.count()) == (1, 3)


def test_a_plan_changed_meanwhile_is_compared_anew_with_the_ticks_kept(browser: Client, user: object) -> None:
    plan = saved(user, uploaded(user))
    newer = uploaded(user, tracker(changed("Housing", "Council")))
    amend_plan(actor=user, plan=plan, version=1, title="Safer homes", source="needs", base_date=None)
    versions = {"version": newer.version, "plan_version": 1}
    response = browser.post(at("changes", newer), versions | {"accept": []})
    assert response.status_code == 422
    assert "Somebody else changed this" in text_of(response)
    assert " checked" not in response.content.decode()
    assert browser.post(at("changes", newer), versions | {"plan_version": 2}).status_code == 302


def test_a_person_may_say_that_it_is_a_plan_of_its_own(browser: Client, user: object) -> None:
    saved(user, uploaded(user))
    newer = uploaded(user, tracker(changed("Housing", "Council")))
    assert browser.post(at("pair", newer), {"plan": "none", "version": 1}).url == at("reading", newer)
    newer.refresh_from_db()
    assert newer.compares_with is None


def test_the_date_a_newer_document_stands_at_is_kept_and_a_strange_one_questioned(
    browser: Client, user: object
) -> None:
    plan = saved(user, uploaded(user), as_at=date(2026, 3, 31))
    newer = uploaded(user, tracker(changed("Housing", "Council")))
    sent = {"version": newer.version, "plan_version": plan.version, "as_at_day": "30", "as_at_month": "6"}
    asked = browser.post(at("changes", newer), sent | {"as_at_year": "2016"})
    assert asked.status_code == 422
    assert "30 June 2016 is before the plan, of which nothing is known until" in text_of(asked)
    assert "Yes, 30 June 2016 is right" in text_of(asked)
    assert plan.documents.count() == 1
    assert browser.post(at("changes", newer), sent | {"as_at_year": "2026"}).status_code == 302
    assert plan.documents.latest("pk").as_at == date(2026, 6, 30)


def test_only_a_plan_of_the_same_partnership_can_be_said_to_be_the_older_copy(browser: Client, user: object) -> None:
    mine, stranger = saved(user, uploaded(user)), coordinator_of()
    theirs = saved(stranger, uploaded(stranger))
    reading = uploaded(user, long_tracker(20))
    for wrong in ("", theirs.pk):
        response = browser.post(at("pair", reading), {"plan": wrong, "version": 1})
        assert response.status_code == 422
        assert "Choose a plan, or that it is a plan of its own." in text_of(response)
    assert browser.post(at("pair", reading), {"plan": mine.pk, "version": 1}).url == at("changes", reading)
    reading.refresh_from_db()
    assert reading.compares_with == mine


def test_a_discarded_reading_leads_to_the_list_and_the_original_is_still_there(browser: Client, user: object) -> None:
    reading = uploaded(user)
    page = browser.post(at("discard", reading), follow=True)
    assert "discarded. Nothing of it was saved" in text_of(page)
    reading.refresh_from_db()
    assert reading.state == ReadingState.DISCARDED
    assert browser.get(at("reading", reading)).url == reverse("sources:sources")
    original = browser.get(reverse("sources:original", args=[reading.document_id]))
    assert original.content == tracker()


def test_the_original_is_a_download_and_its_taking_is_recorded(browser: Client, user: object) -> None:
    reading = uploaded(user, name="Tracker 2026.csv")
    response = browser.get(reverse("sources:original", args=[reading.document_id]))
    assert response["Content-Disposition"] == 'attachment; filename="Tracker 2026.csv"'
    entry = Entry.objects.latest("number")
    assert (entry.event, entry.subject_key) == ("original_downloaded", str(reading.document_id))


def test_the_list_shows_what_waits_and_what_became_of_the_rest(browser: Client, user: object) -> None:
    saved(user, uploaded(user))
    uploaded(user, long_tracker(20), "long.csv")
    page = text_of(browser.get(reverse("sources:sources")))
    assert (
        page.index("Waiting to be saved") < page.index("long.csv") < page.index("Finished") < page.index("Safer homes")
    )


@pytest.mark.parametrize("page", ["columns", "reading", "changes", "pair"])
def test_a_reading_of_another_partnership_is_not_found(page: str, browser: Client) -> None:
    theirs = uploaded(coordinator_of())
    assert browser.get(at(page, theirs)).status_code == 404
    assert browser.post(at(page, theirs), said()).status_code == 404
    assert browser.post(at("discard", theirs)).status_code == 404
    assert browser.get(reverse("sources:original", args=[theirs.document_id])).status_code == 404


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.COORDINATOR])
def test_no_other_role_reaches_these_pages(role: Role, user: object) -> None:
    reading = uploaded(user)
    client = Client()
    client.force_login(
        person_with(role, partnership=partnership_of(user)),
        backend="allauth.account.auth_backends.AuthenticationBackend",
    )
    for address in (
        reverse("sources:sources"),
        reverse("sources:read"),
        at("reading", reading),
        at("changes", reading),
    ):
        response = client.get(address)
        assert response.status_code == 403
        assert "Your role does not let you read plans in" in text_of(response)


def test_a_long_plan_is_shown_in_parts(browser: Client, user: object) -> None:
    reading = uploaded(user, long_tracker(230))
    first, last = (browser.get(at("reading", reading), {"part": part}) for part in (1, 5))
    assert "Hold session 10 for" in text_of(first)
    assert "Hold session 10 for" not in text_of(last)
    assert "Hold session 239 for" in text_of(last)


def test_the_pages_ask_the_database_no_more_for_a_long_plan_than_for_a_short_one(
    browser: Client, user: object, django_assert_max_num_queries: object
) -> None:
    short, long = uploaded(user), uploaded(user, long_tracker(40), "long.csv")  # one for each action would be over 9
    for reading in (short, long):
        services.draft_of(reading)
        for page in ("columns", "reading"):
            with django_assert_max_num_queries(9):
                browser.get(at(page, reading))
    with django_assert_max_num_queries(9):
        browser.get(reverse("sources:sources"))


def test_a_comparison_asks_the_database_no_more_for_a_long_plan(browser: Client, user: object) -> None:
    asked = set()
    for rows in (4, 40):
        plan = saved(user, uploaded(user, long_tracker(rows)), title=f"Plan of {rows}")
        again = uploaded(user, long_tracker(rows), plan=plan)
        browser.get(at("changes", again))  # the job has compared them by now
        with CaptureQueriesContext(connection) as context:
            assert f"{rows} unchanged" in text_of(browser.get(at("changes", again)))
        asked.add(len(context))
    assert len(asked) == 1


def test_the_page_says_how_many_rows_were_read_and_names_those_that_were_not(browser: Client, user: object) -> None:
    beside = (
        b"| Name | Role |\n|---|---|\n| Ann | Chair |\n\n# Plan\n\n| Action | Lead |\n|---|---|\n| Train | Health |\n"
    )
    page = text_of(browser.get(at("reading", uploaded(user, beside, "plan.md"))))
    assert "1 of 2 rows in the document’s tables were read. Left out: Table 1, 1 row. No column of actions" in page
    whole = text_of(browser.get(at("reading", uploaded(user))))
    assert f"{len(ROWS)} of {len(ROWS)} rows in the document’s tables were read." in whole
