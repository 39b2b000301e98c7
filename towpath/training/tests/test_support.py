"""Support to practices: what can be recorded, how a quarter adds up, and who reads the notes."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from hypothesis import given
from hypothesis import strategies as st

from towpath.access.roles import Role
from towpath.audit.events import Event
from towpath.audit.models import Entry
from towpath.foundation.clock import today
from towpath.foundation.periods import Quarter
from towpath.partners.tests.builders import person_with
from towpath.practices.policies import may_take_lists_out
from towpath.practices.tests.builders import signed_up
from towpath.practices.tests.pages import lines_of, signed_in, words_of
from towpath.programmes.tests.builders import manager_of, post_at, site_of
from towpath.training.models import Support, SupportKind
from towpath.training.policies import may_read_support_notes, may_record_support
from towpath.training.presenters.support import SupportSum, support_table
from towpath.training.services.support import record_support

pytestmark = pytest.mark.django_db

VISIT = {"kind": SupportKind.VISIT, "given_on": date(2021, 5, 4), "hours": Decimal("1.5")}


def given_to(sign_up, **more):
    said = VISIT | {"actor": manager_of(sign_up.site.programme.partnership)} | more
    return record_support(sign_up=sign_up, **said)


def person_of(sign_up, who):
    """Somebody in this relation to the practice, and their account as it would be at the next request."""
    partnership = sign_up.site.programme.partnership
    if who == "in post":
        return post_at(sign_up.site).person
    if who == "in post elsewhere":
        return post_at(site_of(sign_up.site.programme)).person
    if who == "practice manager":
        person = person_with(Role.PRACTICE_MANAGER, partnership=partnership)
        type(sign_up).objects.filter(pk=sign_up.pk).update(manager=person)
        sign_up.refresh_from_db()
        return person
    if who == "commissioner":
        person = person_with(Role.COMMISSIONER, partnership=partnership)
        type(sign_up.site.programme).objects.update(funder=person.posts.get().agency)
        return person
    return person_with(who, partnership=partnership)


RECORDS = {Role.PROGRAMME_MANAGER: True, "in post": True, "in post elsewhere": False, "practice manager": False,
           "commissioner": False, Role.COORDINATOR: False, Role.BOARD_MEMBER: False, Role.AUDITOR: False}  # fmt: skip


class TestRights:
    @pytest.mark.parametrize(("who", "allowed"), RECORDS.items())
    def test_people_of_the_site_and_the_manager_record_support(self, who, allowed):
        sign_up = signed_up()
        verdict = may_record_support(person_of(sign_up, who), sign_up)
        assert verdict.allowed is allowed
        assert allowed or verdict.reason.startswith("Only the programme manager and people in post at this site")

    @pytest.mark.parametrize(("who", "allowed"), RECORDS.items())
    def test_notes_are_for_those_who_work_at_the_site(self, who, allowed):
        sign_up = signed_up()
        verdict = may_read_support_notes(person_of(sign_up, who), sign_up)
        assert verdict.allowed is allowed
        assert allowed or verdict.reason.startswith("Notes of support are for")

    @pytest.mark.parametrize(("role", "allowed"), [(Role.COORDINATOR, True), (Role.ADMINISTRATOR, False)])
    def test_lists_are_taken_out_by_those_who_see_them(self, role, allowed):
        assert may_take_lists_out(person_with(role)).allowed is allowed

    def test_a_stranger_is_told_why_and_nothing_is_written(self):
        sign_up = signed_up()
        with pytest.raises(PermissionDenied, match="people in post at this site"):
            given_to(sign_up, actor=person_with(Role.COORDINATOR, partnership=sign_up.site.programme.partnership))
        assert not Support.objects.exists()


class TestRecording:
    def test_a_visit_is_kept_and_recorded(self):
        sign_up = signed_up()
        post = post_at(sign_up.site)
        support = given_to(sign_up, actor=post.person, given_by=post, note="  Posters put up.  ")
        assert (support.hours, support.given_by, support.note) == (Decimal("1.5"), post, "Posters put up.")
        entry = Entry.objects.get(event=Event.SUPPORT_RECORDED)
        assert entry.details == {"kind": "visit", "hours": "1.5"}

    @pytest.mark.parametrize(
        ("said", "field", "sentence"),
        [
            ({"given_on": today() + timedelta(days=1)}, "given_on", "is still to come"),
            ({"given_on": date(2020, 3, 31)}, "given_on", "signed up on 1 April 2020: choose that day or a later one"),
            ({"hours": Decimal(0)}, "hours", "above 0 and up to 24"),
            ({"hours": Decimal("24.25")}, "hours", "above 0 and up to 24"),
        ],
    )
    def test_what_cannot_be_is_refused_beside_its_field(self, said, field, sentence):
        with pytest.raises(ValidationError) as refused:
            given_to(signed_up(), **said)
        assert sentence in refused.value.message_dict[field][0]
        assert not Support.objects.exists()

    @pytest.mark.parametrize(("day", "is_kept"), [(date(2021, 5, 31), True), (date(2021, 6, 1), False)])
    def test_support_ends_with_the_day_a_practice_left(self, day, is_kept):
        sign_up = signed_up()
        type(sign_up).objects.filter(pk=sign_up.pk).update(left_on=date(2021, 5, 31))
        if is_kept:
            assert given_to(sign_up, given_on=day)
        else:
            with pytest.raises(ValidationError, match="left on 31 May 2021"):
                given_to(sign_up, given_on=day)

    def test_only_somebody_in_post_there_that_day_can_have_given_it(self):
        sign_up = signed_up()
        gone = post_at(sign_up.site, ended_on=date(2021, 5, 3))
        elsewhere = post_at(site_of(sign_up.site.programme))
        for post, sentence in ((gone, "was not in post on 4 May 2021"), (elsewhere, "is not in post at")):
            with pytest.raises(ValidationError, match=sentence):
                given_to(sign_up, given_by=post)

    def test_the_same_again_on_the_same_day_is_another_piece(self):
        sign_up = signed_up()
        assert given_to(sign_up) != given_to(sign_up)
        assert Support.objects.count() == 2


AMOUNTS = st.decimals(min_value=Decimal("0.01"), max_value=24, places=2)
SUMS = st.lists(
    st.builds(SupportSum, post=st.sampled_from([None, 1, 2, 3]), kind=st.sampled_from(SupportKind),
              pieces=st.integers(1, 9),
              hours=AMOUNTS)
)  # fmt: skip


class TestTally:
    @given(sums=SUMS)
    def test_totals_are_the_sum_of_their_parts(self, sums):
        made = support_table(sums, {1: ("Ada", ""), 2: ("Bo", ""), 3: ("Cy", "")})
        assert made.total.hours == sum((one.hours for one in sums), Decimal(0))
        assert made.total.pieces == sum(one.pieces for one in sums)
        assert sum((line.total.hours for line in made.lines), Decimal(0)) == made.total.hours
        for at, kind in enumerate(SupportKind):
            assert made.by_kind[at].hours == sum((one.hours for one in sums if one.kind is kind), Decimal(0))

    def test_people_come_by_name_and_nobody_last(self):
        sums = [SupportSum(post, SupportKind.VISIT, 1, Decimal(1)) for post in (None, 2, 1)]
        made = support_table(sums, {1: ("Zoe", ""), 2: ("Ann", "")})
        assert [line.name for line in made.lines] == ["Ann", "Zoe", "Nobody in post named"]


def typed(sign_up, **more):
    said = {"kind": "visit", "given_on_day": "4", "given_on_month": "5", "given_on_year": "2021", "hours": "1.5",
            "given_by": "", "note": "", "form_token": "a-token-of-one-form"}  # fmt: skip
    return said | more


class TestPages:
    def test_an_advocate_educator_records_a_visit_once_and_finds_it(self):
        sign_up = signed_up()
        post = post_at(sign_up.site)
        client = signed_in(post.person)
        address = f"/support/record/{sign_up.pk}/"
        asked = client.get(address)
        assert "No names of patients" in words_of(asked)
        assert f'value="{post.pk}" selected' in asked.content.decode()
        sent = typed(sign_up, given_by=str(post.pk), note="Spoke to the champion")
        for _ in range(2):
            answer = client.post(address, sent)
            assert answer.status_code == 302
        page = words_of(client.get(answer["Location"]))
        assert "1 piece of support" in page
        assert "Spoke to the champion" in page
        client.post(address, sent | {"form_token": "a-token-of-another"})
        assert "2 pieces of support" in words_of(client.get(answer["Location"]))

    @pytest.mark.parametrize(
        ("hours", "sentence"),
        [("0", "above 0"), ("25", "up to 24"), ("an hour", "such as 0.5"), ("NaN", "such as 0.5"), ("0.333", "Round"),
         ("", "Enter how many hours")],
    )  # fmt: skip
    def test_wrong_hours_are_said_beside_the_box_and_the_typing_stays(self, hours, sentence):
        sign_up = signed_up()
        client = signed_in(manager_of(sign_up.site.programme.partnership))
        answer = client.post(f"/support/record/{sign_up.pk}/", typed(sign_up, hours=hours, note="Kept note"))
        assert answer.status_code == 422
        assert sentence in words_of(answer)
        assert "Kept note" in answer.content.decode()
        assert not Support.objects.exists()

    def test_hours_may_have_a_comma(self):
        sign_up = signed_up()
        client = signed_in(manager_of(sign_up.site.programme.partnership))
        client.post(f"/support/record/{sign_up.pk}/", typed(sign_up, hours="1,25"))
        assert Support.objects.get().hours == Decimal("1.25")

    def test_a_quarter_shows_hours_by_who_and_what_and_each_figure_opens_its_list(self):
        sign_up = signed_up()
        post = post_at(sign_up.site, name="Rosa Fell")
        given_to(sign_up, given_by=post)
        given_to(sign_up, given_by=post, kind=SupportKind.ADVICE, hours=Decimal("0.5"))
        given_to(sign_up, given_on=date(2021, 7, 1), hours=Decimal(3))
        client = signed_in(manager_of(sign_up.site.programme.partnership))
        quarter = Quarter.containing(date(2021, 5, 4)).slug
        answer = client.get(f"/support/?quarter={quarter}&site={sign_up.site_id}")
        assert "2 hours in 2 pieces of support" in words_of(answer)
        assert "Rosa Fell Advocate educator, " in words_of(answer)
        link = f"/support/list/?site={sign_up.site_id}&amp;quarter={quarter}&amp;post={post.pk}&amp;kind=advice"
        assert link in answer.content.decode()
        opened = words_of(client.get(link.replace("&amp;", "&")))
        assert "1 of 3 pieces of support" in opened
        assert "0.5" in opened

    def test_a_page_without_a_quarter_shows_this_one(self):
        sign_up = signed_up()
        given_to(sign_up)
        page = words_of(signed_in(manager_of(sign_up.site.programme.partnership)).get("/support/"))
        assert Quarter.containing(today()).months in page
        assert "No support is recorded for this time" in page

    @pytest.mark.parametrize(
        "query", ["site=x", "quarter=2021-22-q9", "post=abc", "kind=hug", "practice=%00", "after=%"]
    )
    def test_an_address_nobody_understands_breaks_nothing(self, query):
        client = signed_in(manager_of(signed_up().site.programme.partnership))
        for page in ("/support/", "/support/list/", "/support/file/"):
            assert client.get(f"{page}?{query}").status_code == 200

    @pytest.mark.parametrize(
        ("who", "reads"), [("commissioner", False), ("practice manager", False), ("in post", True)]
    )
    def test_notes_are_shown_on_page_and_in_file_only_to_those_who_work_there(self, who, reads):
        sign_up = signed_up()
        given_to(sign_up, note="Met Dr Gale")
        client = signed_in(person_of(sign_up, who))
        for said in (words_of(client.get("/support/list/")), "\n".join(lines_of(client.get("/support/file/")))):
            assert ("Met Dr Gale" in said) is reads
            assert ("Not shown to you" in said) is not reads

    def test_another_sites_support_is_not_found(self):
        sign_up = signed_up()
        given_to(sign_up)
        client = signed_in(post_at(site_of(sign_up.site.programme)).person)
        assert "No support is recorded yet" in words_of(client.get("/support/list/"))
        assert client.get(f"/support/record/{sign_up.pk}/").status_code == 404

    def test_the_file_has_each_piece_and_its_count_and_is_recorded(self):
        sign_up = signed_up()
        given_to(sign_up, note="=1+1")
        client = signed_in(manager_of(sign_up.site.programme.partnership))
        lines = lines_of(client.get(f"/support/file/?practice={sign_up.practice.code}"))
        assert lines[1].startswith("2021-05-04,")
        assert lines[1].endswith(",'=1+1")
        assert lines[-1] == "Rows: 1"
        entry = Entry.objects.get(event=Event.DELIVERY_EXPORTED)
        assert entry.details == {"list": "support", "rows": 1}
        assert entry.partnership_key == str(sign_up.site.programme.partnership_id)

    def test_more_pieces_ask_no_more_questions(self, django_assert_max_num_queries):
        sign_up = signed_up()
        client = signed_in(manager_of(sign_up.site.programme.partnership))
        post = post_at(sign_up.site)
        for day in range(1, 29):
            given_to(sign_up, given_on=date(2021, 5, day), given_by=post)
        client.get("/support/list/")
        with django_assert_max_num_queries(15):
            client.get("/support/list/")
        with django_assert_max_num_queries(15):
            client.get("/support/?quarter=2021-22-q1")

    def test_a_practices_page_shows_its_support_and_the_way_to_record_more(self):
        sign_up = signed_up()
        for day in range(1, 8):
            given_to(sign_up, given_on=date(2021, 5, day), note="Met Dr Gale")
        client = signed_in(post_at(sign_up.site).person)
        page = words_of(client.get(f"/practices/{sign_up.practice.code}/"))
        assert "10.5 hours in 7 pieces of support. The newest 5 are below." in page
        assert "Met Dr Gale" in page
        assert "Record support" in page
        commissioner = signed_in(person_of(sign_up, "commissioner"))
        page = words_of(commissioner.get(f"/practices/{sign_up.practice.code}/"))
        assert "10.5 hours" in page
        assert "Met Dr Gale" not in page
        assert "Record support" not in page
