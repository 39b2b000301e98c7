"""What somebody finds: every word, the best first, and only what they may see."""

from dataclasses import replace
from datetime import date

import pytest

from towpath.access.roles import Role
from towpath.partners.tests.builders import partnership_named, person_with
from towpath.plans.models import Action
from towpath.plans.tests.builders import action_draft, draft_of, plan_with
from towpath.practices.tests.builders import practice_named, signed_up
from towpath.programmes.tests.builders import manager_of, milestone_of, programme_with, site_of
from towpath.search.finding import find
from towpath.search.services import make_index
from towpath.search.tests.comparing import titles
from towpath.search.words import folded
from towpath.training.tests.session_builders import planned

pytestmark = pytest.mark.django_db


@pytest.fixture
def ours():
    return partnership_named()


@pytest.fixture
def reader(ours):
    return person_with(Role.COORDINATOR, partnership=ours)


def plan_of(partnership, *actions, text="House people fast", **more):
    """A plan of one recommendation, with these actions under it."""
    draft = draft_of([action_draft(one) for one in actions], **more)
    said = tuple(replace(one, text=text) for one in draft.recommendations)
    return plan_with(partnership=partnership, draft=replace(draft, recommendations=said))


class TestWords:
    @pytest.mark.parametrize(
        ("text", "words"),
        [
            ("Women’s Aid: CAFÉ Row", ("womens", "aid", "cafe", "row")),
            ("Łódź, Straße, Œuvre, Ærø", ("lodz", "strasse", "oeuvre", "aero")),
            ("cafe\u0301 ﬁnd", ("cafe", "find")),
            ("E8 1AA_x 50%", ("e8", "1aa", "x", "50")),
            ("again and again", ("again", "and")),
            ("Київ 東京", ("киів", "東京")),
            ("", ()),
        ],
    )
    def test_case_accents_and_apostrophes_are_left_out(self, text, words):
        assert folded(text) == words

    def test_somebody_finds_without_accents_what_was_written_with_them(self, ours, reader):
        plan_of(ours, "Ouvrir le CAFÉ des Lilas")
        for words in ("cafe lilas", "CAFÉ", "ouvr caf", "cafe\u0301"):
            assert titles(find(reader, words)) == ["Ouvrir le CAFÉ des Lilas"], words

    def test_a_list_narrowed_by_words_finds_what_a_search_finds(self, ours, reader):
        plan_of(ours, "Ouvrir le CAFÉ des Lilas", "Ouvrir la porte", text="Faire des cafés")
        for words in ("cafe lilas", "ouvr caf", "porte", "porte lilas", "orte"):
            listed = Action.objects.visible_to(reader).narrowed_to({"words": words}, date(2026, 9, 1))
            found = {one.title for one in find(reader, words) if one.noun == "action"}
            assert {one.text for one in listed} == found
            beside = Action.objects.narrowed_to({"words": words, "outside": False}, date(2026, 9, 1))
            assert {one.text for one in beside} == found
        assert Action.objects.narrowed_to({"words": " – "}, date(2026, 9, 1)).count() == 2

    def test_every_word_must_stand_in_it_or_begin_one_that_does(self, ours, reader):
        plan_of(ours, "Train reception staff", "Train the trainers")
        assert titles(find(reader, "train rec")) == ["Train reception staff"]
        assert find(reader, "train eception") == []
        assert find(reader, "train nothing") == []

    def test_signs_are_no_wild_cards(self, ours, reader):
        plan_of(ours, "Train reception staff")
        assert find(reader, "%") == find(reader, "_") == find(reader, "  ") == []
        assert titles(find(reader, "train%staff")) == ["Train reception staff"]

    def test_very_many_words_are_looked_for(self, ours, reader):
        plan_of(ours, "Train reception staff")
        assert titles(find(reader, "train staff " * 5_000)) == ["Train reception staff"]

    def test_a_practice_is_found_by_name_code_postcode_and_street(self, ours):
        practice = practice_named("Weir Surgery", "Z00042", postcode="ZZ2 2ZZ", postcode_squeezed="ZZ22ZZ")
        practice.address = ["4 Lock Lane", "Invented Town"]
        practice.save()
        make_index()
        for words in ("weir surg", "z00042", "zz2 2zz", "zz22zz", "lock lane invented"):
            found = find(manager_of(ours), words)
            assert [(one.title, one.address) for one in found] == [("Weir Surgery (Z00042)", "/practices/Z00042/")], (
                words
            )


class TestOrder:
    def test_words_of_the_title_come_before_words_of_the_rest_and_short_titles_before_long(self, ours, reader):
        plan_of(ours, "Find landlords", "Housing officers trained in every office", "Housing first", text="Housing")
        assert titles(find(reader, "housing")) == [
            "Housing",
            "Housing first",
            "Housing officers trained in every office",
            "Find landlords",
        ]

    def test_the_newer_of_two_alike_comes_first(self, ours, reader):
        plan_of(ours, "House people", "House people", text="Homes")
        keys = [one.key for one in find(reader, "people")]
        assert len(keys) == 2
        assert keys == sorted(keys, reverse=True)

    def test_no_more_than_asked_for(self, ours, reader):
        plan_of(ours, *[f"Train team {number}" for number in range(5)])
        assert len(find(reader, "train", 3)) == 3
        assert len(find(reader, "train")) == 5


def test_a_milestone_leads_to_its_site_or_its_programme(ours):
    programme = programme_with(ours)
    site = site_of(programme, "Lockside")
    milestone_of(programme, name="Begin")
    milestone_of(programme, name="Begin there", site=site)
    addresses = {one.title: one.address for one in find(manager_of(ours), "begin")}
    assert addresses == {
        "Begin": f"/programmes/{programme.pk}/",
        "Begin there": f"/sites/{site.pk}/record/",
    }


def test_a_session_is_found_by_its_kind_month_and_area(ours):
    session = planned(signed_up(site_of(programme_with(ours), "Lockside")), held_on=date(2021, 3, 9))
    for words in ("clinical lockside", "march 2021", "9 march lock"):
        assert [one.key for one in find(manager_of(ours), words) if one.kind == "training.session"] == [session.pk]
