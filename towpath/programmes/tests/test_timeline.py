"""The picture of a programme: what stands in it, and that it is built from few questions."""

from datetime import date

import pytest

from towpath.partners.tests.builders import agency_of
from towpath.programmes.models import Mode
from towpath.programmes.presenters.record import with_record
from towpath.programmes.presenters.rows import rows_of_programme
from towpath.programmes.presenters.timeline import timeline_of
from towpath.programmes.services import contracts, milestones
from towpath.programmes.standing import standings
from towpath.programmes.tests.builders import manager_of, milestone_of, period, programme_with, site_of
from towpath.ui.record_pages import address_named
from towpath.ui.timeline import Gap, present_timeline

pytestmark = pytest.mark.django_db

DAY = date(2021, 6, 1)


def test_each_site_is_a_lane_under_its_phase_with_its_partners_periods_and_milestones():
    programme = programme_with()
    site = site_of(programme, partners=[agency_of(programme.partnership, "Nia")])
    period(site, Mode.ADAPTED, date(2020, 4, 1), date(2020, 12, 31), reason="Practices were closed.")
    milestone = milestone_of(programme, "by May 2021", site=site)
    lane = timeline_of(programme, DAY).lanes[0]
    assert (lane.heading, lane.label, lane.note) == ("Phase 1", "Tower Hamlets", "Nia")
    assert address_named(lane.about) == f"/sites/{site.pk}/"
    assert [(one.kind, one.start, one.end, one.note) for one in lane.stretches] == [
        ("adapted", date(2020, 4, 1), date(2020, 12, 31), "Practices were closed.")
    ]
    assert [(mark.day, mark.state) for mark in lane.marks] == [(date(2021, 5, 31), "overdue")]
    milestones.meet_milestone(actor=manager_of(programme.partnership), milestone=milestone, met_on=date(2021, 5, 3))
    (mark,) = timeline_of(programme, DAY).lanes[0].marks
    assert (mark.day, mark.state) == (date(2021, 5, 3), "met")


def test_milestones_of_the_whole_programme_have_a_lane_of_their_own_and_one_without_a_day_has_no_mark():
    programme = programme_with()
    site_of(programme)
    assert [lane.label for lane in timeline_of(programme, DAY).lanes] == ["Tower Hamlets"]
    milestone_of(programme, "by July 2021")
    milestone_of(programme, "Ongoing")
    whole = timeline_of(programme, DAY).lanes[0]
    assert (whole.label, len(whole.marks), whole.marks[0].state) == ("Whole programme", 1, "to meet")


def test_an_end_that_a_variation_moved_stands_beside_the_new_one():
    programme = programme_with()
    contract = programme.contracts.get()
    for number, ends_on in enumerate((date(2024, 4, 1), date(2025, 4, 1))):
        contracts.vary_contract(
            actor=manager_of(programme.partnership), contract=contract, agreed_on=date(2022, 1, 1 + number),
            reason="Extended.", delivery_ends_on=ends_on, work_ends_on=date(2025, 9, 30),
        )  # fmt: skip
    lines = [(line.label, line.day, line.is_superseded) for line in timeline_of(programme, DAY).lines]
    assert lines == [
        ("End of delivery", date(2023, 4, 1), True),
        ("End of delivery", date(2024, 4, 1), True),
        ("End of delivery", date(2025, 4, 1), False),
        ("End of all work", date(2023, 4, 1), True),
        ("End of all work", date(2025, 9, 30), False),
    ]


def test_it_asks_six_questions_however_many_sites(django_assert_num_queries):
    programme = programme_with()
    for number in range(12):
        period(site_of(programme, area=f"Borough {number}"))
    with django_assert_num_queries(6):
        timeline = timeline_of(programme, DAY)
    with django_assert_num_queries(0):
        assert len(present_timeline(timeline).tables[0].rows) == 12


def test_only_the_sites_somebody_sees_and_their_milestones_are_gathered():
    programme = programme_with()
    mine, other = site_of(programme), site_of(programme)
    for site in (mine, other, None):
        milestone_of(programme, site=site)
    rows = rows_of_programme(programme, type(mine).objects.filter(pk=mine.pk))
    assert rows.sites == (mine,)
    assert [milestone.site for milestone in rows.milestones] == [mine, None]


@pytest.mark.parametrize(
    ("mode", "last", "gaps"),
    [
        (Mode.ADAPTED, date(2022, 12, 31), [Gap(date(2023, 1, 1), date(2023, 4, 1))]),
        (Mode.CLOSED, date(2022, 12, 31), []),
        (Mode.ADAPTED, None, []),
    ],
)
def test_gaps_of_the_record_are_those_of_the_picture_and_end_with_the_contract(mode, last, gaps):
    site = site_of()
    period(site, mode, date(2020, 4, 1), last)
    day = date(2026, 3, 2)
    timeline = timeline_of(site.programme, day)
    found = with_record(type(site).objects.all(), day).get()
    (standing,) = standings([found], day)
    assert list(standing.gaps) == list(timeline.gaps_in(timeline.lanes[0])) == gaps
