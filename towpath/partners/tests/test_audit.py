"""The page that shows who saw, changed, exported or was given rights, and its export."""

import csv
from datetime import timedelta
from io import StringIO

import pytest
from django.db import transaction
from django.urls import reverse
from lxml import html

from towpath.access.roles import Role
from towpath.accounts.tests.ways_in import sign_in_by_password, text_of
from towpath.audit.events import Event, EventKind
from towpath.audit.models import Entry, Verification
from towpath.audit.record import record
from towpath.foundation.clock import now
from towpath.partners.tests.builders import also_holds, partnership_named, person_with

pytestmark = pytest.mark.django_db


@pytest.fixture
def ours():
    return partnership_named("Marlbrook")


@pytest.fixture
def otto(client, ours):
    """An auditor of Marlbrook who is signed in."""
    otto = person_with(Role.AUDITOR, partnership=ours, name="Otto Auditor")
    client.force_login(otto)
    return otto


@transaction.atomic
def happened(event, *, actor=None, subject=None, **details):
    return record(actor=actor, event=event, subject=subject, **details)


def shown(client, **filters):
    """The numbers of the entries on the page."""
    page = client.get(reverse("audit"), filters).content.decode()
    return [int(part.partition('"')[0]) for part in page.split('id="entry-')[1:]]


def exported(client, **filters):
    body = b"".join(client.get(reverse("export_audit"), filters).streaming_content).decode()
    return list(csv.reader(StringIO(body.removeprefix("\ufeff"))))


@pytest.mark.parametrize(
    ("role", "status"),
    [
        (Role.ADMINISTRATOR, 200),
        (Role.AUDITOR, 200),
        (Role.COORDINATOR, 403),
        (Role.AGENCY_LEAD, 403),
        (Role.BOARD_MEMBER, 403),
    ],
)
def test_page_and_export_open_for_administrators_and_auditors_only(client, role, status):
    client.force_login(person_with(role))
    assert client.get(reverse("audit")).status_code == status
    assert client.get(reverse("export_audit")).status_code == status


def test_opening_the_page_is_itself_recorded(client, otto):
    client.get(reverse("audit"), {"kind": "rights", "person": "ada"})
    entry = Entry.objects.latest("number")
    assert (entry.event, entry.actor_key) == (Event.AUDIT_SEEN, str(otto.pk))
    assert entry.details == {"filters": ["kind", "person"]}


def test_latest_entry_comes_first(client, otto, ours):
    numbers = [happened(Event.PLAN_SEEN, actor=otto, subject=ours).number for _ in range(3)]
    assert shown(client)[:3] == numbers[::-1]


def test_entry_says_who_did_what_to_which_record(client, otto, ours):
    happened(Event.PLAN_EXPORTED, actor=otto, subject=ours, file="csv", rows=20)
    page = text_of(client.get(reverse("audit")))
    assert "Otto Auditor Exported a plan file: csv, rows: 20 Marlbrook partnership" in page


OURS, OUR_PEOPLES, THEIRS, THEIR_PEOPLES, NOBODYS = "ours", "our people's", "theirs", "their people's", "nobody's"
ALL_OF_OURS = {OURS, OUR_PEOPLES, NOBODYS}
SEES = {role: ALL_OF_OURS if role in {Role.ADMINISTRATOR, Role.AUDITOR} else set() for role in Role}


def entries_of_every_kind(ours, theirs):
    """An entry of each of two partnerships, the signing-in of somebody of each, and a failed try that names nobody."""
    ada, eve = (person_with(Role.COORDINATOR, partnership=one) for one in (ours, theirs))
    return {
        OURS: happened(Event.PLAN_SEEN, actor=ada, subject=ours),
        OUR_PEOPLES: happened(Event.SIGNED_IN, actor=ada, subject=ada),
        THEIRS: happened(Event.PLAN_SEEN, actor=eve, subject=theirs),
        THEIR_PEOPLES: happened(Event.SIGNED_IN, actor=eve, subject=eve),
        NOBODYS: happened(Event.SIGN_IN_FAILED),
    }


def seen_of(entries, user):
    found = set(Entry.objects.visible_to(user))
    return {name for name, entry in entries.items() if entry in found}


@pytest.mark.parametrize(("role", "sees"), SEES.items())
def test_an_entry_is_seen_by_those_who_may_see_the_record_of_its_partnership(ours, role, sees):
    entries = entries_of_every_kind(ours, partnership_named("Westmere"))
    assert seen_of(entries, person_with(role, partnership=ours)) == sees


@pytest.mark.parametrize(("other", "sees_all"), [(Role.COORDINATOR, False), (Role.AUDITOR, True)])
def test_who_holds_posts_in_two_partnerships_sees_of_each_what_the_post_there_allows(ours, other, sees_all):
    theirs = partnership_named("Westmere")
    entries = entries_of_every_kind(ours, theirs)
    auditor = person_with(Role.AUDITOR, partnership=ours)
    also_holds(auditor, other, partnership=theirs)
    assert seen_of(entries, auditor) == (set(entries) if sees_all else ALL_OF_OURS)


class TestWhatAnAuditorSees:
    def test_nothing_of_another_partnership(self, client, otto):
        stranger = person_with(Role.COORDINATOR, name="Eve Elsewhere")
        number = happened(Event.PLAN_SEEN, actor=stranger, subject=partnership_named("Westmere")).number
        assert number not in shown(client)
        assert "Eve Elsewhere" not in text_of(client.get(reverse("audit")))

    def test_sign_ins_of_their_own_partnerships_people(self, client, otto, ours):
        ours_too = person_with(Role.COORDINATOR, partnership=ours)
        assert happened(Event.SIGNED_IN, actor=ours_too, subject=ours_too).number in shown(client)
        assert happened(Event.SIGN_IN_FAILED, subject=ours_too).number in shown(client)

    def test_no_sign_ins_of_other_people(self, client, otto):
        stranger = person_with(Role.COORDINATOR)
        assert happened(Event.SIGNED_IN, actor=stranger, subject=stranger).number not in shown(client)
        assert happened(Event.SIGN_IN_FAILED, subject=stranger).number not in shown(client)

    def test_failed_tries_at_accounts_that_do_not_exist(self, client, otto):
        sign_in_by_password(type(client)(), "nobody@example.org", "not the password")
        assert "Somebody an unknown device, 127.0.0.1 Failed to sign in" in text_of(client.get(reverse("audit")))

    def test_link_to_a_record_only_where_the_post_in_its_own_partnership_opens_it(self, client, ours):
        theirs = partnership_named("Westmere")
        looks_after_ours = person_with(Role.ADMINISTRATOR, partnership=ours)
        also_holds(looks_after_ours, Role.AUDITOR, partnership=theirs)
        client.force_login(looks_after_ours)
        for one in (ours, theirs):
            happened(Event.PLAN_SEEN, actor=looks_after_ours, subject=one)
        page = client.get(reverse("audit")).content.decode()
        assert f'href="{reverse("agencies", args=[ours.pk])}"' in page
        assert f'href="{reverse("agencies", args=[theirs.pk])}"' not in page

    def test_link_to_a_person_only_where_they_may_open_it(self, client, otto, ours):
        bea = person_with(Role.BOARD_MEMBER, partnership=ours)
        happened(Event.PERSON_DEACTIVATED, actor=otto, subject=bea)
        address = f'href="{reverse("person", args=[bea.pk])}"'
        assert address not in client.get(reverse("audit")).content.decode()
        client.force_login(person_with(Role.ADMINISTRATOR, partnership=ours))
        assert address in client.get(reverse("audit")).content.decode()


class TestWhatVerifyingFound:
    """Every kind of fault is shown alike, so one that is kept stands for all."""

    def kept(self, *faults, is_noted_outside=True, made_at=None):
        return Verification.objects.create(
            made_at=made_at or now(), entries=7, head="f" * 64, faults=list(faults), is_noted_outside=is_noted_outside
        )

    def test_before_the_first_round_the_page_says_so(self, client, otto):
        assert "It was not proved yet" in text_of(client.get(reverse("audit")))

    def test_the_page_shows_the_head_and_when_everything_was_proved(self, client, otto):
        self.kept()
        page = text_of(client.get(reverse("audit")))
        assert "Proved up to entry 7 on" in page
        assert "everything that is kept holds. The head of that moment is noted outside the database." in page
        assert f"head {Entry.objects.latest('number').hash}" in page

    def test_the_page_and_the_first_page_say_what_does_not_hold(self, client, otto):
        self.kept("Rows and their entries: Post 3 was changed without an entry.", is_noted_outside=False)
        page = text_of(client.get(reverse("audit")))
        assert "Post 3 was changed without an entry." in page
        assert "It is noted nowhere outside the database" in page
        assert "What is kept is not as Towpath left it 1 fault" in text_of(client.get("/"))

    def test_a_round_that_no_longer_comes_is_a_fault_too(self, client, otto):
        self.kept(made_at=now() - timedelta(days=3))
        assert "Nothing was proved since then: no worker runs the daily round." in text_of(client.get(reverse("audit")))
        self.kept()
        assert "Nothing was proved since" not in text_of(client.get(reverse("audit")))


class TestFilters:
    @pytest.fixture
    def entries(self, client, otto, ours, time_machine):
        """One entry of each kind, a day apart, by or about two people."""
        bea = person_with(Role.COORDINATOR, partnership=ours, name="Bea Coordinator")
        events = [Event.PLAN_SEEN, Event.PLAN_AMENDED, Event.PLAN_EXPORTED, Event.PERSON_INVITED, Event.SIGNED_IN]
        made = []
        for day, event in enumerate(events, start=1):
            time_machine.move_to(f"2031-03-{day:02} 12:00Z", tick=False)
            subject = otto if event == Event.PERSON_INVITED else ours
            made.append(happened(event, actor=otto if event == Event.SIGNED_IN else bea, subject=subject).number)
        client.force_login(otto)
        return made

    def only(self, client, entries, **filters):
        return [number for number in shown(client, **filters) if number in entries]

    @pytest.mark.parametrize(
        ("kind", "place"),
        [
            (EventKind.SAW, 0),
            (EventKind.CHANGED, 1),
            (EventKind.TOOK_OUT, 2),
            (EventKind.RIGHTS, 3),
            (EventKind.SIGN_IN, 4),
        ],
    )
    def test_by_kind(self, client, entries, kind, place):
        assert self.only(client, entries, kind=kind) == [entries[place]]

    def test_by_person_who_acted_or_was_acted_upon(self, client, entries):
        assert self.only(client, entries, person="otto") == [entries[4], entries[3]]

    def test_by_record(self, client, entries):
        assert self.only(client, entries, about="marl") == [entries[4], *entries[2::-1]]

    def test_by_days_both_included(self, client, entries):
        days = {"first_day": "2", "first_month": "3", "first_year": "2031"}
        days |= {"last_day": "4", "last_month": "3", "last_year": "2031"}
        assert self.only(client, entries, **days) == entries[3:0:-1]

    def test_reversed_days_are_told_and_nothing_is_shown(self, client, entries):
        days = {"first_day": "4", "first_month": "3", "first_year": "2031"}
        days |= {"last_day": "2", "last_month": "3", "last_year": "2031"}
        answer = client.get(reverse("audit"), days)
        assert answer.status_code == 422
        assert "The last day must be on or after the first day." in text_of(answer)
        assert shown(client, **days) == []

    def test_unknown_kind_is_told(self, client, entries):
        answer = client.get(reverse("audit"), {"kind": "everything"})
        assert answer.status_code == 422
        assert "Choose what happened from the list." in text_of(answer)

    def test_filters_hold_over_the_pages(self, client, otto, ours):
        for _ in range(55):
            happened(Event.PLAN_SEEN, actor=otto, subject=ours)
        happened(Event.PLAN_AMENDED, actor=otto, subject=ours)
        page = client.get(reverse("audit"), {"kind": "saw"}).content.decode()
        following = page.partition('rel="next" href="')[2].partition('"')[0].replace("&amp;", "&")
        second = client.get(following).content.decode()
        assert page.count('id="entry-') == 50
        assert second.count('id="entry-') >= 5
        assert "Amended a plan" not in second


def test_last_day_of_summer_time_is_a_london_day(client, otto, ours, time_machine):
    time_machine.move_to("2031-06-30 23:30Z", tick=False)  # half past midnight on 1 July in London
    number = happened(Event.PLAN_SEEN, actor=otto, subject=ours).number
    client.force_login(otto)
    july = {"first_day": "1", "first_month": "7", "first_year": "2031"}
    assert number in shown(client, **july)
    june = {"last_day": "30", "last_month": "6", "last_year": "2031"}
    assert number not in shown(client, **june)


class TestExport:
    def test_file_holds_the_entries_shown_and_says_how_many(self, client, otto, ours):
        for _ in range(3):
            happened(Event.PLAN_SEEN, actor=otto, subject=ours)
        headings, *rows, last = exported(client, kind="saw")
        assert headings[0] == "Number"
        assert [row[3] for row in rows] == ["Saw a plan"] * 3
        assert last == ["Rows: 3"]

    def test_export_is_recorded_with_its_number_of_rows(self, client, otto, ours):
        happened(Event.PLAN_SEEN, actor=otto, subject=ours)
        exported(client, kind="saw")
        entry = Entry.objects.latest("number")
        assert (entry.event, entry.details) == (Event.AUDIT_EXPORTED, {"filters": ["kind"], "rows": 1})

    def test_nothing_of_another_partnership_is_exported(self, client, otto):
        happened(Event.PLAN_SEEN, subject=partnership_named("Westmere"))
        assert "Westmere" not in str(exported(client))

    @pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", " =", "\ufeff=", "\u200b=", "\x01=", "＝", "＠"])
    def test_no_cell_is_a_formula_to_a_spreadsheet(self, client, otto, ours, start):
        ours.name = f"{start}HYPERLINK(1)"
        happened(Event.PLAN_SEEN, actor=otto, subject=ours)
        assert any(cell.startswith("'") and cell.endswith("HYPERLINK(1)") for row in exported(client) for cell in row)


class TestWhoLookedYouUp:
    def test_each_person_is_told_who_saw_them_and_no_other(self, client, ours):
        bea, ada = (person_with(role, partnership=ours, name=name) for role, name in LOOKING.items())
        client.force_login(ada)
        client.get(reverse("person", args=[bea.pk]))
        client.get(reverse("people"))
        client.get(reverse("person", args=[ada.pk]))
        assert told_to(client, bea) == [
            ("Ada Administrator", "Saw who holds posts, with their addresses"),
            ("Ada Administrator", "Saw a person's posts and address"),
        ]
        assert told_to(client, ada) == []
        assert told_to(client, person_with(Role.AUDITOR, partnership=partnership_named("Westmere"))) == []

    def test_nobody_yet(self, client, otto):
        assert "Nobody has looked you up." in text_of(client.get(reverse("looked_up")))


LOOKING = {Role.BOARD_MEMBER: "Bea Board", Role.ADMINISTRATOR: "Ada Administrator"}


def told_to(client, person):
    client.force_login(person)
    page = html.fromstring(client.get(reverse("looked_up")).content.decode())
    rows = [[cell.text_content().strip() for cell in row] for row in page.xpath("//tbody/tr")]
    return [(who, what) for _, who, what in rows]


class TestFromWhere:
    FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"

    def test_an_entry_says_from_where_somebody_acted(self, client, otto, ours):
        browser = type(client)(REMOTE_ADDR="192.0.2.7", HTTP_USER_AGENT=self.FIREFOX)
        ada = person_with(Role.COORDINATOR, partnership=ours)
        sign_in_by_password(browser, ada.email)
        entry = Entry.objects.get(event=Event.SIGNED_IN, subject_key=str(ada.pk))
        assert (entry.address, entry.device) == ("192.0.2.7", "Firefox on Windows")
        assert "Firefox on Windows, 192.0.2.7" in text_of(client.get(reverse("audit")))

    def test_what_towpath_does_itself_comes_from_nowhere(self):
        entry = happened(Event.PLAN_SEEN, actor=person_with(Role.COORDINATOR))
        assert (entry.address, entry.device) == ("", "")
