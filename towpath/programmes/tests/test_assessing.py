"""Targets of a quarter, risk assessments and the quarter's check of the core elements."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from towpath.access.roles import Role
from towpath.foundation.periods import Quarter
from towpath.partners.tests.builders import person_with
from towpath.practices.tests.pages import signed_in, words_of
from towpath.programmes.models import CoreCheck, Measure, RiskOutcome
from towpath.programmes.presenters.checks import checks_by_quarter, checks_of_quarter
from towpath.programmes.services.assessing import Checked, assess_risk, check_core_elements
from towpath.programmes.services.targets import set_targets
from towpath.programmes.tests.builders import manager_of, programme_with, site_of

pytestmark = pytest.mark.django_db

Q1, Q2 = Quarter.parse("2025/26 Q1"), Quarter.parse("2025/26 Q2")


@pytest.fixture(autouse=True)
def in_march(time_machine):
    time_machine.move_to("2026-03-02 12:00Z", tick=False)


@pytest.fixture
def site():
    return site_of(programme_with(name="IRIS"))


def manager(site):
    return manager_of(site.programme.partnership)


class TestTargets:
    def set(self, site, numbers, quarter=Q1):
        set_targets(actor=manager(site), site=site, quarter=quarter, numbers=numbers)
        return {target.measure: target.number for target in site.targets.all()}

    def test_none_takes_a_target_away_and_nought_is_a_target(self, site):
        assert self.set(site, {Measure.SESSIONS: 8, Measure.PEOPLE: 0}) == {"sessions": 8, "people": 0}
        assert self.set(site, {Measure.SESSIONS: None}) == {"people": 0}

    def test_quarters_keep_targets_of_their_own(self, site):
        self.set(site, {Measure.SESSIONS: 8})
        self.set(site, {Measure.SESSIONS: 12}, Q2)
        self.set(site, {Measure.SESSIONS: 9})
        assert {target.quarter: target.number for target in site.targets.all()} == {Q1: 9, Q2: 12}

    def test_a_target_below_nought_is_refused_and_nothing_changes(self, site):
        self.set(site, {Measure.SESSIONS: 8})
        with pytest.raises(ValidationError) as refused:
            self.set(site, {Measure.SESSIONS: 9, Measure.PEOPLE: -1})
        assert refused.value.message_dict == {"people": ["A target is 0 or more."]}
        assert site.targets.get().number == 8

    def test_a_quarter_before_the_launch_has_no_target(self, site):
        with pytest.raises(ValidationError, match="IRIS was launched on 1 April 2020"):
            self.set(site, {Measure.SESSIONS: 1}, Quarter.parse("2019/20 Q4"))
        assert self.set(site, {Measure.SESSIONS: 1}, Quarter.parse("2020/21 Q1")) == {"sessions": 1}

    def test_board_member_sets_none(self, site):
        actor = person_with(Role.BOARD_MEMBER, partnership=site.programme.partnership)
        with pytest.raises(PermissionDenied):
            set_targets(actor=actor, site=site, quarter=Q1, numbers={Measure.SESSIONS: 1})
        assert not site.targets.exists()


class TestRisk:
    def assess(self, site, **more):
        given = {"made_on": date(2026, 1, 5), "made_by": "Service manager", "outcome": RiskOutcome.MAY_GO_AHEAD}
        return assess_risk(actor=manager(site), site=site, **given | more)

    def test_each_assessment_is_kept(self, site):
        self.assess(site, outcome=RiskOutcome.MAY_NOT)
        self.assess(site, made_on=date(2026, 2, 5))
        assert [one.outcome for one in site.risk_assessments.all()] == ["may_not", "may_go_ahead"]

    @pytest.mark.parametrize(
        ("more", "field", "sentence"),
        [
            ({"made_on": date(2026, 3, 3)}, "made_on", "The date must be today or earlier."),
            ({"outcome": "with_measures"}, "measures", "Say which measures it depends on."),
            ({"review_on": date(2026, 1, 5)}, "review_on", "It is looked at again after the day it was made."),
        ],
    )
    def test_what_cannot_be_is_told_beside_its_field(self, site, more, field, sentence):
        with pytest.raises(ValidationError) as refused:
            self.assess(site, **more)
        assert refused.value.message_dict == {field: [sentence]}
        assert not site.risk_assessments.exists()


class TestCoreElements:
    def check(self, site, *findings, quarter=Q1):
        elements = list(site.programme.core_elements.all())
        checked = [Checked(elements[place], *rest) for place, *rest in findings]
        return check_core_elements(actor=manager(site), site=site, quarter=quarter, findings=checked)

    @pytest.mark.parametrize("finding", ["varied", "not_kept"])
    def test_what_was_not_kept_needs_a_reason_and_without_it_nothing_is_kept(self, site, finding):
        with pytest.raises(ValidationError, match="Say why “Number of sessions” was"):
            self.check(site, (0, "kept"), (1, finding, " "))
        assert not CoreCheck.objects.exists()

    def test_the_newest_finding_of_a_quarter_counts_and_the_earlier_one_stays(self, site):
        self.check(site, (0, "not_kept", "No clinical lead."), (1, "kept"))
        self.check(site, (0, "kept"), (1, "kept"))
        assert site.core_checks.count() == 3
        table = checks_of_quarter(site.programme, [site], Q1)
        assert [check and check.finding for check in table.rows[0][1]] == ["kept", "kept", None, None]
        elements = site.programme.core_elements.all()
        (by_quarter,) = checks_by_quarter(elements, site.core_checks.all())
        assert [check and check.finding for _, check in by_quarter.checks] == ["kept", "kept", None, None]
        page = words_of(signed_in(manager(site)).get(reverse("programmes:site_record", args=[site.pk])))
        kept = "Kept History of Clinical lead in 2025/26 Q1 Kept History of Number of sessions in 2025/26 Q1"
        assert f"{kept} Not checked Not checked" in page

    def test_a_site_where_nobody_looked_stands_apart(self, site):
        other = site_of(site.programme)
        self.check(site, (0, "kept"))
        table = checks_of_quarter(site.programme, [site, other], Q1)
        assert ([row[0] for row in table.rows], table.unchecked) == ([site], (other,))
        assert checks_of_quarter(site.programme, [site, other], Q2).unchecked == (site, other)

    def test_a_quarter_that_has_not_begun_is_not_checked(self, site):
        with pytest.raises(ValidationError, match="2026/27 Q1 has not begun"):
            self.check(site, (0, "kept"), quarter=Quarter.parse("2026/27 Q1"))
        assert self.check(site, (0, "kept"), quarter=Quarter.parse("2025/26 Q4"))

    def test_an_element_of_another_programme_is_refused(self, site):
        foreign = programme_with().core_elements.first()
        with pytest.raises(ValidationError, match="Choose core elements of this programme"):
            check_core_elements(actor=manager(site), site=site, quarter=Q1, findings=[Checked(foreign, "kept")])
