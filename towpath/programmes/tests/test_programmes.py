"""Opening and amending programmes, their phases and core elements."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from towpath.access.roles import Role
from towpath.audit.models import Entry
from towpath.foundation.periods import Quarter
from towpath.partners.tests.builders import agency_of, partnership_named, person_with
from towpath.programmes.models import Phase, Programme
from towpath.programmes.services import assessing, programmes
from towpath.programmes.tests.builders import LAUNCHED, manager_of, milestone_of, period, programme_with, site_of
from towpath.records.holding import ChangedMeanwhile

pytestmark = pytest.mark.django_db


def as_it_stands(programme: Programme, **more):
    names = ("name", "model", "starts_on", "summary", "funder", "commissioner", "national_provider")
    return {name: getattr(programme, name) for name in names} | {"version": programme.version} | more


def amend(programme: Programme, **more) -> Programme:
    return programmes.amend_programme(
        actor=manager_of(programme.partnership), programme=programme, **as_it_stands(programme, **more)
    )


def move_phase(phase: Phase, day: date) -> Phase:
    return programmes.correct_phase(
        actor=manager_of(phase.programme.partnership), phase=phase, why="Typed wrongly.", name=phase.name,
        starts_on=day, ends_on=None,
    )  # fmt: skip


def faults(refused) -> dict[str, list[str]]:
    return refused.value.message_dict


class TestOpening:
    def test_manager_opens_a_programme_and_it_is_recorded(self):
        programme = programme_with(name="IRIS in London")
        assert (programme.name, programme.version) == ("IRIS in London", 1)
        assert Entry.objects.filter(event="programme_opened", subject_key=str(programme.pk)).exists()

    def test_coordinator_is_refused_and_nothing_is_written(self):
        coordinator = person_with(Role.COORDINATOR)
        with pytest.raises(PermissionDenied, match="Only a programme manager"):
            programmes.open_programme(
                actor=coordinator, partnership=coordinator.posts.get().partnership, name="A", model="B",
                starts_on=LAUNCHED,
            )  # fmt: skip
        assert not Programme.objects.exists()

    def test_a_name_is_taken_once_in_a_partnership_and_free_in_another(self):
        programme = programme_with(name="IRIS")
        with pytest.raises(ValidationError) as refused:
            programme_with(programme.partnership, name="iris")
        assert faults(refused) == {"name": ["This partnership has a programme of that name already."]}
        assert programme_with(name="IRIS").pk

    @pytest.mark.parametrize("field", ["funder", "commissioner", "national_provider"])
    def test_an_agency_of_another_partnership_is_refused_beside_its_field(self, field):
        with pytest.raises(ValidationError) as refused:
            programme_with(**{field: agency_of(partnership_named())})
        assert faults(refused) == {field: ["Choose an agency of this partnership."]}


class TestAmending:
    def test_second_editor_is_refused_and_the_first_one_s_words_stay(self):
        programme = programme_with(name="First")
        amend(programme, name="Second")
        with pytest.raises(ChangedMeanwhile):
            amend(programme, name="Third")
        programme.refresh_from_db()
        assert (programme.name, programme.version) == ("Second", 2)

    def test_the_launch_cannot_come_after_recorded_work(self):
        site = site_of()
        period(site, started_on=date(2020, 5, 1))
        with pytest.raises(ValidationError) as refused:
            amend(site.programme, starts_on=date(2020, 5, 2))
        assert faults(refused) == {
            "starts_on": [
                "Phase 1 begins on 1 April 2020, and 1 more entry is dated before 2 May 2020: the launch cannot come "
                "after them. Choose 1 April 2020 or an earlier day, or correct those or take them back first."
            ]
        }
        move_phase(site.phase, date(2020, 5, 1))
        with pytest.raises(ValidationError) as refused:
            amend(site.programme, starts_on=date(2020, 5, 2))
        assert "and 1 more entry is dated before 2 May 2020" in faults(refused)["starts_on"][0]
        assert amend(site.programme, starts_on=date(2020, 5, 1)).starts_on == date(2020, 5, 1)

    def test_milestones_counted_from_the_launch_follow_it(self):
        programme = programme_with()
        milestone = milestone_of(programme, "within 3 months")
        assert milestone.due_on == date(2020, 7, 1)
        move_phase(programme.phases.get(), date(2020, 6, 1))
        amend(programme, starts_on=date(2020, 6, 1))
        milestone.refresh_from_db()
        assert milestone.due_on == date(2020, 9, 1)


class TestPhases:
    def add(self, programme, **more):
        given = {"name": "Phase 2", "starts_on": date(2020, 9, 1)} | more
        return programmes.add_phase(actor=manager_of(programme.partnership), programme=programme, **given)

    def test_phases_follow_each_other(self):
        programme = programme_with()
        assert (self.add(programme).position, self.add(programme, name="Phase 3").position) == (2, 3)

    @pytest.mark.parametrize(
        ("more", "field", "sentence"),
        [
            ({"name": "phase 1"}, "name", "This programme has a phase of that name already."),
            ({"ends_on": date(2020, 8, 31)}, "ends_on", "The last day must be on or after the first day."),
        ],
    )
    def test_what_cannot_be_is_told_beside_its_field(self, more, field, sentence):
        programme = programme_with()
        with pytest.raises(ValidationError) as refused:
            self.add(programme, **more)
        assert faults(refused) == {field: [sentence]}
        assert programme.phases.count() == 1

    def test_no_phase_begins_before_the_launch(self):
        programme = programme_with(name="IRIS")
        with pytest.raises(ValidationError) as refused:
            self.add(programme, starts_on=date(2020, 3, 31))
        assert faults(refused) == {"starts_on": ["IRIS was launched on 1 April 2020: choose that day or a later one."]}


class TestCoreElements:
    def set(self, programme, *names):
        elements = [(name, "") for name in names]
        programmes.set_core_elements(
            actor=manager_of(programme.partnership), programme=programme, elements=elements
        )  # fmt: skip
        return [element.name for element in programme.core_elements.order_by("position")]

    def test_they_are_put_in_a_new_order_with_one_more_and_one_less(self):
        programme = programme_with()
        before = set(programme.core_elements.values_list("pk", flat=True))
        wanted = ("Support to patients", "Clinical lead", "Support to practices")
        assert self.set(programme, *wanted) == list(wanted)
        assert len(before & set(programme.core_elements.values_list("pk", flat=True))) == 2

    def test_the_same_name_twice_is_refused(self):
        programme = programme_with()
        with pytest.raises(ValidationError, match="stands there twice"):
            self.set(programme, "Clinical lead", "clinical lead")
        assert programme.core_elements.count() == 4

    def test_one_that_was_checked_at_a_site_stays(self):
        site = site_of()
        element = site.programme.core_elements.first()
        assessing.check_core_elements(
            actor=manager_of(site.programme.partnership), site=site, quarter=Quarter.containing(LAUNCHED),
            findings=[assessing.Checked(element, "kept")],
        )  # fmt: skip
        with pytest.raises(ValidationError, match="“Clinical lead” has been checked at a site, so it stays"):
            self.set(site.programme, "Number of sessions")
        assert site.programme.core_elements.count() == 4
