"""Every figure of a progress report equals the list it is counted from, today and for a quarter long past."""

from collections.abc import Iterator
from datetime import date

import pytest

from towpath.delivery.tests.papers.story import LAST, QUARTER, bare, report_of
from towpath.documents.tests.reading_papers import firsts, headline, notes, row, rows_of, table
from towpath.foundation.figures import MEANINGS
from towpath.foundation.periods import Quarter
from towpath.foundation.staff import StaffGroup
from towpath.practices.models import Headcount, SignUp
from towpath.practices.tests.builders import signed_up
from towpath.programmes.models import Measure, Mode, Target
from towpath.programmes.tests.builders import period, programme_with, site_of
from towpath.training.models import Answer, Attainment, Session, Support
from towpath.training.rule import NO_RULE
from towpath.training.tests.session_builders import planned, rule_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("quarter", [LAST, QUARTER])
def test_fully_trained_equals_the_list_of_practices_at_that_day(story, quarter):
    contents = report_of(story, quarter)
    reached = story.training_rules.get().attainments
    trained = reached.filter(reached_on__lte=quarter.end)
    before = reached.filter(reached_on__lt=quarter.start)
    assert row(contents, "Practices", "All sites")["Ever fully trained"] == str(trained.count())
    in_quarter = trained.count() - before.count()
    assert row(contents, "Practices", "All sites")["Became fully trained in the quarter"] == str(in_quarter)
    there = trained.filter(sign_up__site__area="Tower Hamlets").count()
    assert row(contents, "Practices", "Tower Hamlets")["Ever fully trained"] == str(there)


@pytest.mark.parametrize("quarter", [LAST, QUARTER])
def test_sessions_people_and_support_equal_their_lists(story, quarter):
    total = row(report_of(story, quarter), "Sessions, people", "All sites")
    held = Session.objects.held().filter(held_on__lte=quarter.end)
    now_held = held.filter(held_on__gte=quarter.start)
    assert total["Sessions in the quarter"] == str(now_held.count())
    assert total["Sessions since the start"] == str(held.count())
    assert total["People in the quarter"] == str(sum(now_held.values_list("people", flat=True)))
    given = Support.objects.filter(given_on__lte=quarter.end, given_on__gte=quarter.start)
    assert float(total["Hours of support in the quarter"]) == sum(map(float, given.values_list("hours", flat=True)))


@pytest.mark.parametrize("quarter", [LAST, QUARTER])
def test_the_tables_agree_with_each_other(story, quarter):
    contents = report_of(story, quarter)
    total = row(contents, "Sessions, people", "All sites")
    kinds = row(contents, "Sessions held", "All sessions")
    groups = row(contents, "People at", "All staff groups")
    hours = row(contents, "Hours of", "All support")
    assert kinds["All in the quarter"] == total["Sessions in the quarter"]
    assert kinds["Since the start"] == total["Sessions since the start"]
    assert (groups["In the quarter"], groups["Since the start"]) == (
        total["People in the quarter"],
        total["People since the start"],
    )
    assert hours["Since the start"] == total["Hours since the start"]


BREAKDOWNS = {
    "Sessions held": ("All sessions", "All in the quarter", "Since the start", "Sessions"),
    "People at": ("All staff groups", "In the quarter", "Since the start", "People"),
    "Hours of": ("All support", "In the quarter", "Since the start", "Hours"),
}


def breakdowns_of(contents) -> Iterator[tuple[dict[str, str], dict[str, str]]]:
    """The last row of each table by kind, and what the table by site says of all sites."""
    total = row(contents, "Sessions, people", "All sites")
    for caption, (last, now, ever, what) in BREAKDOWNS.items():
        found = row(contents, caption, last)
        in_quarter = next(said for heading, said in total.items() if what in heading and "in the quarter" in heading)
        since = next(said for heading, said in total.items() if what in heading and "since the start" in heading)
        yield {"now": found[now], "ever": found[ever]}, {"now": in_quarter, "ever": since}


def test_tables_by_kind_say_the_word_of_all_sites_where_there_is_no_number():
    """Paused throughout: no session, nobody and no hour is a nought. Held and nobody counted: no staff group is."""
    site = site_of(programme_with())
    period(site, Mode.FACE_TO_FACE, date(2020, 4, 1), date(2020, 6, 30))
    period(site, Mode.PAUSED, date(2020, 7, 1))
    contents = report_of(site.programme)
    assert [told["now"] for told, _ in breakdowns_of(contents)] == ["Not applicable"] * 3
    assert all(told == said for told, said in breakdowns_of(contents))
    assert set(row(contents, "Sessions held", "Champion session").values()) == {"Not applicable", "0"}
    Session.objects.create(
        site=site, kind="clinical_1", counts_as="clinical_1", mode="virtual", held_on=date(2020, 5, 5), state="held",
        is_counted=False,
    )  # fmt: skip
    contents = report_of(site.programme, Quarter.parse("2020/21 Q1"))
    assert all(told == said for told, said in breakdowns_of(contents))
    assert row(contents, "People at", StaffGroup.GP.label)["In the quarter"] == "Not reported"
    assert row(contents, "Sessions held", "All sessions")["All in the quarter"] == "1"


@pytest.mark.parametrize("quarter", [LAST, QUARTER])
def test_rows_of_a_table_by_kind_add_up_to_its_last(story, quarter):
    contents = report_of(story, quarter)
    for name, (last, now, ever, _) in BREAKDOWNS.items():
        for heading in (now, ever):
            labels = [row(contents, name, label)[heading] for label in firsts(contents, name)]
            *parts, total = (float(label) if label[0].isdigit() else 0 for label in labels)
            assert sum(parts) == total, (last, heading)


def test_signed_up_counts_practices_in_place_and_those_of_the_quarter(story):
    total = row(report_of(story), "Practices", "All sites")
    assert total["Signed up on 30 September 2020"] == str(SignUp.objects.held_on(QUARTER.end).count()) == "4"
    assert total["Signed up in the quarter"] == "2"
    SignUp.objects.filter(site__area="Croydon").update(left_on=date(2020, 9, 29), why_left="Closed.")
    assert row(report_of(story), "Practices", "All sites")["Signed up on 30 September 2020"] == "3"


def test_a_target_stands_beside_what_was_reached(story):
    hamlets = row(report_of(story), "Practices", "Tower Hamlets")
    assert (hamlets["Target by the quarter’s end"], hamlets["Share of target"]) == ("3", "67%")
    phase = row(report_of(story), "Practices", "Phase 1")
    assert (phase["Target by the quarter’s end"], phase["Share of target"]) == ("4", "50%")


def test_the_five_kinds_of_no_number_are_kept_apart(story):
    contents = report_of(story)
    assert row(contents, "Sessions, people", "Brent")["Sessions in the quarter"] == "Not due"
    barking = row(contents, "Sessions, people", "Barking and Dagenham")
    assert barking["Sessions in the quarter"] == "Not reported"
    assert barking["Hours of support in the quarter"] == "0"
    assert row(contents, "Practices", "Barking and Dagenham")["Target by the quarter’s end"] == "No target set"
    Answer.objects.filter(respondent__in=["4", "5"]).delete()
    assert row(report_of(story), "Change in", "1. Confidence (1 to 10)")["Mean before"] == "Hidden: too few"


def test_a_site_paused_for_the_whole_quarter_has_no_nought_to_its_name():
    site = site_of(programme_with())
    rule_of(site.programme)
    period(site, Mode.FACE_TO_FACE, date(2020, 4, 1), date(2020, 6, 30))
    period(site, Mode.PAUSED, date(2020, 7, 1), reason="The partner agency closed.")
    contents = report_of(site.programme)
    figures = row(contents, "Sessions, people", site.area)
    assert figures["Sessions in the quarter"] == "Not applicable"
    assert figures["Sessions since the start"] == "0"
    assert rows_of(contents, "Paused") == [(site.area, "1 July 2020", "No end recorded", "The partner agency closed.")]


def test_without_a_rule_nothing_is_counted_as_trained():
    bare_programme = bare()
    signed_up(bare_programme.sites.get(area="Croydon"))
    contents = report_of(bare_programme)
    assert row(contents, "Practices", "Croydon")["Fully trained on 30 September 2020"] == "Not applicable"
    assert NO_RULE in headline(contents)


def test_the_rule_is_printed_beside_its_figures(story):
    contents = report_of(story)
    rule = "Fully trained means that each of these was reached: Clinical session 1: 75%"
    assert table(contents, "Practices by site").note.startswith(rule)


def test_a_change_of_answers_is_counted_from_those_who_gave_both(story):
    figures = row(report_of(story), "Change in", "1. Confidence (1 to 10)")
    assert (figures["People with both answers"], figures["Change"], figures["Better"]) == ("6", "+1.0", "6")
    assert "How sure are you of asking?" in table(report_of(story), "Change in confidence").note


def test_every_target_stands_beside_what_was_reached(story):
    hamlets = story.sites.get(area="Tower Hamlets")
    for measure, number in ((Measure.PRACTICES_SIGNED_UP, 4), (Measure.SESSIONS, 12), (Measure.PEOPLE, 100)):
        Target.objects.create(site=hamlets, measure=measure, financial_year=2020, quarter_number=2, number=number)
    contents = report_of(story)
    expected = {
        "Practices signed up": ("4", "2", "50%"), "Practices fully trained": ("3", "2", "67%"),
        "Training sessions held": ("12", "6", "50%"), "People at training sessions": ("100", "30", "30%"),
    }  # fmt: skip
    found = {label: row(contents, "Targets by", f"Tower Hamlets: {label}") for label in expected}
    assert {label: tuple(one.values()) for label, one in found.items()} == expected


def test_a_day_stands_beside_every_standing_and_referrals_are_said_not_to_be_recorded(story):
    contents = report_of(story)
    assert {"Signed up on 30 September 2020", "Fully trained on 30 September 2020"} <= set(
        table(contents, "Practices by site").headings
    )
    assert table(contents, "Milestones").headings[-1] == "Standing on 30 September 2020"
    referrals = "Referrals of patients, and what became of them, are not recorded here yet"
    assert any(note.startswith(referrals) for note in notes(contents))
    assert "2 practices are fully trained on 30 September 2020 of 4 signed up" in headline(contents)[0]


def test_the_report_explains_each_word_for_a_missing_number_as_the_pages_do(story):
    said = notes(report_of(story))
    assert all(f"“{word}”: {meaning}." in said for word, meaning in MEANINGS.items())


def test_where_nobody_said_what_became_of_a_session_answers_are_not_reported_rather_than_not_applicable():
    site = site_of(programme_with())
    period(site, Mode.FACE_TO_FACE)
    planned(signed_up(site), held_on=QUARTER.start)
    assert (
        table(report_of(site.programme), "Change in").note
        == "Not reported: no feedback was recorded on the sessions of this quarter."
    )


def test_a_headline_says_that_nobody_reported_rather_than_that_nothing_was_due(story):
    Headcount.objects.all().delete()
    Attainment.objects.all().delete()
    (first, *_) = headline(report_of(story))
    assert first == "Practices fully trained on 30 September 2020: not reported."
