"""Periods of a site: they never overlap, none is ended silently, and what allows meeting in person is asked."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from towpath.programmes.models import Mode, RiskAssessment, RiskOutcome, SitePeriod
from towpath.programmes.rules import warning_of, why_not_meet
from towpath.programmes.services import sites
from towpath.programmes.tests.builders import manager_of, period, post_at, programme_with, site_of

START = date(2021, 1, 1)


def day(number: int) -> date:
    return START + timedelta(days=number)


@pytest.mark.django_db
class TestRecording:
    def test_a_pause_without_a_reason_is_refused(self):
        site = site_of()
        with pytest.raises(ValidationError, match="Say why the site is paused"):
            sites.record_period(
                actor=manager_of(site.programme.partnership), site=site, mode=Mode.PAUSED,
                started_on=site.programme.starts_on,
            )  # fmt: skip
        assert not site.periods.exists()

    @pytest.mark.parametrize(
        ("first", "last"),
        [
            (date(2020, 6, 1), date(2020, 6, 30)),
            (date(2020, 4, 1), date(2020, 5, 1)),
            (date(2020, 12, 31), None),
            (date(2020, 4, 1), None),
        ],
    )
    def test_an_overlap_is_refused_in_a_sentence_that_names_the_other_period(self, first, last):
        site = site_of()
        period(site, Mode.PAUSED, date(2020, 5, 1), date(2020, 12, 31))
        with pytest.raises(ValidationError) as refused:
            period(site, Mode.BLENDED, first, last)
        assert refused.value.message_dict == {
            "started_on": [
                "This overlaps with “Paused”, 1 May 2020 to 31 December 2020. "
                "A site works in one mode at a time: end one before the other begins."
            ]
        }
        assert site.periods.count() == 1

    def test_periods_may_touch_and_may_leave_a_gap(self):
        site = site_of()
        period(site, Mode.MOBILISING, date(2020, 4, 1), date(2020, 4, 30))
        period(site, Mode.ADAPTED, date(2020, 5, 1), date(2020, 5, 31))
        period(site, Mode.BLENDED, date(2020, 7, 1))
        assert site.periods.count() == 3

    def test_periods_of_another_site_are_no_hindrance(self):
        site = site_of()
        period(site)
        assert period(site_of(site.programme)).pk

    def test_a_period_that_goes_on_is_never_ended_silently(self):
        site = site_of()
        current = period(site, Mode.ADAPTED)
        with pytest.raises(ValidationError, match="This overlaps with “Adapted"):
            period(site, Mode.BLENDED, date(2021, 9, 1))
        current.refresh_from_db()
        assert current.ended_on is None

    def test_it_is_ended_on_the_day_before_where_that_was_asked(self):
        site = site_of()
        current = period(site, Mode.ADAPTED)
        period(site, Mode.BLENDED, date(2021, 9, 1), ends_current=True)
        current.refresh_from_db()
        assert current.ended_on == date(2021, 8, 31)

    def test_ending_the_current_one_is_undone_where_the_new_one_is_refused(self):
        site = site_of()
        period(site, Mode.MOBILISING, date(2020, 4, 1), date(2020, 12, 31))
        current = period(site, Mode.ADAPTED, date(2021, 1, 1))
        with pytest.raises(ValidationError):
            period(site, Mode.BLENDED, date(2021, 6, 1), date(2021, 5, 1), ends_current=True)
        current.refresh_from_db()
        assert current.ended_on is None

    @pytest.mark.parametrize(
        ("first", "last", "field", "sentence"),
        [
            (
                date(2020, 3, 31),
                None,
                "started_on",
                "IRIS was launched on 1 April 2020: choose that day or a later one.",
            ),
            (date(2020, 5, 2), date(2020, 5, 1), "ended_on", "The last day must be on or after the first day."),
        ],
    )
    def test_what_cannot_be_is_told_beside_its_field(self, first, last, field, sentence):
        site = site_of(programme_with(name="IRIS"))
        with pytest.raises(ValidationError) as refused:
            period(site, started_on=first, ended_on=last)
        assert refused.value.message_dict == {field: [sentence]}

    def test_a_period_is_amended_into_free_days_only(self):
        site = site_of()
        first = period(site, Mode.ADAPTED, date(2020, 4, 1), date(2020, 12, 31))
        period(site, Mode.BLENDED, date(2021, 1, 1))
        given = {"period": first, "mode": Mode.PAUSED, "started_on": date(2020, 4, 1), "reason": "No clinical lead."}
        manager = manager_of(site.programme.partnership)
        with pytest.raises(ValidationError, match="This overlaps with “Blended”, since 1 January 2021"):
            sites.amend_period(actor=manager, ended_on=date(2021, 1, 1), **given)
        with pytest.raises(ValidationError, match="say why"):
            sites.amend_period(actor=manager, ended_on=date(2020, 11, 30), **given)
        amended = sites.amend_period(actor=manager, ended_on=date(2020, 11, 30), why="It was a pause.", **given)
        assert (amended.mode, amended.ended_on) == (Mode.PAUSED, date(2020, 11, 30))

    def test_somebody_in_post_cannot_record_a_period(self):
        site = site_of()
        with pytest.raises(PermissionDenied):
            sites.record_period(actor=post_at(site).person, site=site, mode=Mode.PAUSED, started_on=date(2020, 4, 1))


def assessment(pk: int = 1, made_on: date = START, outcome=RiskOutcome.MAY_GO_AHEAD, review_on: date | None = None):
    return RiskAssessment(pk=pk, made_on=made_on, outcome=outcome, review_on=review_on)


class TestMeetingInPerson:
    @pytest.mark.parametrize(
        ("assessments", "sentence"),
        [
            ([], "No risk assessment allows meeting in person on 11 January 2021."),
            ([assessment(made_on=day(11))], "No risk assessment allows meeting in person on 11 January 2021."),
            ([assessment()], ""),
            ([assessment(outcome=RiskOutcome.WITH_MEASURES)], ""),
            (
                [assessment(outcome=RiskOutcome.MAY_NOT)],
                "The risk assessment of 1 January 2021 says that it may not go ahead yet.",
            ),
            ([assessment(review_on=day(10))], ""),
            (
                [assessment(review_on=day(9))],
                "The risk assessment of 1 January 2021 was to be looked at again by 10 January 2021.",
            ),
            ([assessment(outcome=RiskOutcome.MAY_NOT), assessment(2, day(5))], ""),
            (
                [assessment(), assessment(2, day(0), RiskOutcome.MAY_NOT)],
                "The risk assessment of 1 January 2021 says that it may not go ahead yet.",
            ),
        ],
    )
    def test_the_newest_assessment_of_a_day_says_what_is_allowed(self, assessments, sentence):
        assert why_not_meet(assessments, day(10)) == sentence

    @pytest.mark.parametrize("mode", Mode)
    def test_only_modes_that_meet_in_person_are_warned_of(self, mode):
        warned = warning_of(SitePeriod(mode=mode, started_on=day(0)), [], day(10))
        assert bool(warned) == (mode in (Mode.BLENDED, Mode.FACE_TO_FACE))

    def test_a_period_that_goes_on_is_asked_about_today_and_one_that_is_over_is_not(self):
        lapsed = [assessment(review_on=day(5))]
        goes_on = SitePeriod(mode=Mode.BLENDED, started_on=day(0))
        is_over = SitePeriod(mode=Mode.BLENDED, started_on=day(0), ended_on=day(4))
        assert warning_of(goes_on, lapsed, day(6)).startswith("The risk assessment of 1 January 2021 was to be")
        assert warning_of(is_over, lapsed, day(6)) == ""
