"""Milestones: their words are kept, their working dates follow, and they are met on a day."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from towpath.foundation.deadlines import Standing
from towpath.programmes.models import Milestone
from towpath.programmes.presenters.milestones import present_milestone
from towpath.programmes.services import milestones
from towpath.programmes.services.contracts import agree_contract, correct_terms, vary_contract
from towpath.programmes.services.programmes import open_programme
from towpath.programmes.tests.builders import manager_of, milestone_of, post_at, programme_with, site_of
from towpath.records.reckoning import reckon_all
from towpath.records.services import take_back

pytestmark = pytest.mark.django_db


def manager(milestone: Milestone):
    return manager_of(milestone.programme.partnership)


@pytest.mark.parametrize(
    ("words", "due_on", "overdue_after"),
    [
        ("by March 2027", date(2027, 3, 31), date(2027, 3, 31)),
        ("within 3 months", date(2020, 7, 1), date(2020, 7, 1)),
        ("Completed March 2027", date(2027, 3, 31), date(2027, 3, 31)),
        ("3 months prior to contract end", None, None),
        ("Ongoing", None, None),
        ("quarterly", date(2026, 3, 31), None),
        ("when the moon is full", None, None),
    ],
)
def test_the_words_are_kept_and_the_working_date_follows(time_machine, words, due_on, overdue_after):
    time_machine.move_to("2026-03-02 12:00Z", tick=False)
    milestone = milestone_of(programme_with(), words)
    assert (milestone.deadline_words, milestone.due_on, milestone.overdue_after) == (words, due_on, overdue_after)


def test_amending_a_deadline_moves_its_working_date():
    milestone = milestone_of(programme_with(), "by March 2027")
    amended = milestones.amend_milestone(
        actor=manager(milestone), milestone=milestone, name="Evaluated", deadline_words="by June 2027", note="",
        why="The evaluator asked for a quarter more.",
    )  # fmt: skip
    assert (amended.name, amended.due_on, amended.deadline.text) == ("Evaluated", date(2027, 6, 30), "by June 2027")


def test_a_recurring_one_moves_on_by_the_daily_job_and_one_past_its_day_stays_overdue(time_machine):
    time_machine.move_to("2026-03-02 12:00Z", tick=False)
    programme = programme_with()
    recurring, late = milestone_of(programme, "quarterly"), milestone_of(programme, "by February 2026")
    time_machine.move_to("2026-04-02 12:00Z", tick=False)
    assert reckon_all() == 1
    recurring.refresh_from_db()
    late.refresh_from_db()
    assert (recurring.due_on, late.due_on) == (date(2026, 6, 30), date(2026, 2, 28))
    assert list(Milestone.objects.overdue_at(date(2026, 4, 2))) == [late]


def test_dates_derived_while_the_clock_stood_ahead_are_put_right_in_the_next_round(time_machine):
    time_machine.move_to("2026-03-02 12:00Z", tick=False)
    recurring = milestone_of(programme_with(), "quarterly")
    time_machine.move_to("2027-11-02 12:00Z", tick=False)
    assert reckon_all() == 1
    recurring.refresh_from_db()
    assert recurring.due_on == date(2027, 12, 31)
    time_machine.move_to("2026-03-02 12:00Z", tick=False)
    assert [reckon_all(), reckon_all()] == [1, 0]
    recurring.refresh_from_db()
    assert recurring.due_on == date(2026, 3, 31)


def test_meeting_it_keeps_the_earlier_note_and_ends_its_being_overdue(time_machine):
    time_machine.move_to("2026-03-02 12:00Z", tick=False)
    milestone = milestone_of(programme_with(), "by January 2026", note="Waits for the clinical lead.")
    assert present_milestone(milestone, date(2026, 3, 2)).rating == ("Overdue", "red", False)
    met = milestones.meet_milestone(
        actor=manager(milestone), milestone=milestone, met_on=date(2026, 3, 1), note="See the training record."
    )
    line = present_milestone(met, date(2026, 3, 2))
    assert line.milestone.note == "Waits for the clinical lead.\nSee the training record."
    assert (line.rating, line.due.standing) == (("Met", "green", True), Standing.DONE)


@pytest.mark.parametrize(
    ("met_on", "sentence"),
    [
        (date(2026, 3, 3), "The date must be today or earlier."),
        (date(2020, 3, 31), "IRIS was launched on 1 April 2020: choose that day or a later one."),
    ],
)
def test_it_is_met_between_the_launch_and_today(time_machine, met_on, sentence):
    time_machine.move_to("2026-03-02 12:00Z", tick=False)
    milestone = milestone_of(programme_with(name="IRIS"))
    with pytest.raises(ValidationError) as refused:
        milestones.meet_milestone(actor=manager(milestone), milestone=milestone, met_on=met_on)
    assert refused.value.message_dict == {"met_on": [sentence]}


def test_a_site_of_another_programme_is_refused():
    with pytest.raises(ValidationError, match=r"Choose a site of this programme\."):
        milestone_of(programme_with(), site=site_of())


def test_somebody_in_post_cannot_say_that_it_was_met():
    site = site_of()
    milestone = milestone_of(site.programme, site=site)
    with pytest.raises(PermissionDenied):
        milestones.meet_milestone(actor=post_at(site).person, milestone=milestone, met_on=date(2026, 3, 1))
    milestone.refresh_from_db()
    assert milestone.met_on is None


class TestWhatItCountsFrom:
    """Only the day of the event that the words name, as the record knows it."""

    def contract(self, programme, **more):
        terms = {
            "agreed_on": date(2026, 4, 3),
            "delivery_ends_on": date(2027, 3, 31),
            "work_ends_on": date(2027, 6, 30),
        }
        return agree_contract(
            actor=manager_of(programme.partnership), programme=programme, title=more.pop("title", "First"),
            starts_on=date(2026, 5, 1), **(terms | more),
        )  # fmt: skip

    def without_contract(self):
        bare = programme_with()
        return open_programme(
            actor=manager_of(bare.partnership), partnership=bare.partnership, name="Bare", model="IRIS",
            starts_on=bare.starts_on,
        )  # fmt: skip

    def due(self, milestone):
        milestone.refresh_from_db()
        return present_milestone(milestone, date(2027, 8, 1)).due

    def test_the_end_is_not_the_launch(self):
        milestone = milestone_of(self.without_contract(), "within 3 months of the end")
        assert (milestone.due_on, milestone.overdue_after, milestone.lacks_base) == (None, None, True)
        due = self.due(milestone)
        assert (due.standing, due.is_late) == (Standing.NO_BASE_DATE, False)
        assert due.counted_from == "The day “of the end” is not recorded, so there is no working date."

    @pytest.mark.parametrize(
        ("words", "due_on", "sentence"),
        [
            ("within 3 months of the end", date(2027, 6, 30), "Counted from the end of delivery, 31 March 2027."),
            ("6 months after contract signature", date(2026, 10, 3), "Counted from the contract’s date, 3 April 2026."),
            ("2 weeks after the end of all work", date(2027, 7, 14), "Counted from the end of all work, 30 June 2027."),
            ("within 3 months", date(2020, 7, 1), "Counted from 1 April 2020."),
            ("within 3 months of launch", date(2020, 7, 1), "Counted from the launch, 1 April 2020."),
            ("within 3 months of the inspection", None,
             "The day “of the inspection” is not recorded, so there is no working date."),
        ],
    )  # fmt: skip
    def test_what_the_record_knows_is_used_and_said(self, words, due_on, sentence):
        programme = self.without_contract()
        milestone = milestone_of(programme, words)
        self.contract(programme)  # recorded after it: the dates follow
        due = self.due(milestone)
        assert (milestone.due_on, due.counted_from) == (due_on, sentence)

    def test_a_variation_moves_what_counts_from_the_end(self):
        programme = self.without_contract()
        milestone = milestone_of(programme, "within 3 months of the end")
        contract = self.contract(programme)
        vary_contract(
            actor=manager_of(programme.partnership), contract=contract, agreed_on=date(2026, 9, 1), reason="More time.",
            delivery_ends_on=date(2027, 9, 30), work_ends_on=date(2027, 12, 31),
        )  # fmt: skip
        milestone.refresh_from_db()
        assert milestone.due_on == date(2027, 12, 30)

    def test_a_variation_taken_back_and_a_corrected_end_move_it_too(self):
        programme = self.without_contract()
        milestone, actor = milestone_of(programme, "within 3 months of the end"), manager_of(programme.partnership)
        contract = self.contract(programme)
        ends = {"delivery_ends_on": date(2027, 9, 30), "work_ends_on": date(2027, 12, 31)}
        varied = vary_contract(
            actor=actor, contract=contract, agreed_on=date(2026, 9, 1), reason="More time.", **ends
        )  # fmt: skip
        take_back(actor=actor, subject=varied, reason="Never agreed.")
        assert self.due(milestone).counted_from == "Counted from the end of delivery, 31 March 2027."
        first = contract.terms.get()
        correct_terms(
            actor=actor, terms=first, why="Typed wrongly.", agreed_on=first.agreed_on, reason="", budget=None, **ends
        )  # fmt: skip
        assert self.due(milestone).counted_from == "Counted from the end of delivery, 30 September 2027."
        take_back(actor=actor, subject=contract, reason="Of another programme.")
        milestone.refresh_from_db()
        assert (milestone.due_on, milestone.lacks_base) == (None, True)

    def test_of_two_contracts_none_is_meant_for_certain(self):
        programme = self.without_contract()
        milestone = milestone_of(programme, "6 months after contract signature")
        self.contract(programme)
        self.contract(programme, title="Second", agreed_on=date(2026, 4, 4))
        milestone.refresh_from_db()
        assert (milestone.due_on, milestone.lacks_base) == (None, True)


def test_an_earlier_deadline_stands_on_the_pages_with_the_day_and_the_reason(client, time_machine):
    time_machine.move_to("2026-03-02 12:00Z", tick=False)
    site = site_of()
    milestone = milestone_of(site.programme, "by March 2027", site=site)
    milestones.amend_milestone(
        actor=manager(milestone), milestone=milestone, name=milestone.name, deadline_words="by June 2027", note="",
        why="The evaluator asked for a quarter more.",
    )  # fmt: skip
    client.force_login(manager(milestone), backend="allauth.account.auth_backends.AuthenticationBackend")
    for address in (f"/programmes/{site.programme_id}/", f"/sites/{site.pk}/record/"):
        page = client.get(address).content.decode()
        assert "Until 2 March 2026: “by March 2027”. The evaluator asked for a quarter more." in page
