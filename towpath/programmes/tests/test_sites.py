"""Sites, their partner agencies and the people in post."""

from contextlib import nullcontext
from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from towpath.access.roles import Role
from towpath.audit.models import Entry
from towpath.partners.tests.builders import agency_of, partnership_named, person_with
from towpath.programmes.models import PostKind, Site, SitePost
from towpath.programmes.services import posts, programmes, sites
from towpath.programmes.tests.builders import manager_of, milestone_of, post_at, programme_with, site_of
from towpath.records.holding import ChangedMeanwhile

pytestmark = pytest.mark.django_db


def manager(site: Site):
    return manager_of(site.programme.partnership)


def amend(site: Site, **more) -> Site:
    given = {"version": site.version, "area": site.area, "phase": site.phase} | more
    return sites.amend_site(actor=manager(site), site=site, **given)


class TestSites:
    def test_sites_are_numbered_through_the_programme_and_a_number_can_be_given(self):
        programme = programme_with()
        numbers = [site_of(programme).number, site_of(programme, number=7).number, site_of(programme).number]
        assert numbers == [1, 7, 8]

    def test_several_agencies_deliver_from_the_first_day_of_the_phase(self):
        programme = programme_with()
        agencies = [agency_of(programme.partnership, name) for name in ("Nia", "Solace")]
        site = site_of(programme, partners=agencies)
        assert [(one.agency.name, one.started_on) for one in site.partners.all()] == [
            ("Nia", date(2020, 4, 1)),
            ("Solace", date(2020, 4, 1)),
        ]

    @pytest.mark.parametrize(
        ("more", "field", "sentence"),
        [
            ({"area": "tower hamlets"}, "area", "This programme has a site in tower hamlets already."),
            ({"number": 1, "area": "Brent"}, "number", "This programme has a site 1 already."),
        ],
    )
    def test_an_area_and_a_number_are_taken_once(self, more, field, sentence):
        programme = site_of().programme
        with pytest.raises(ValidationError) as refused:
            site_of(programme, **more)
        assert refused.value.message_dict == {field: [sentence]}

    def test_a_phase_of_another_programme_and_agencies_of_another_partnership_are_refused(self):
        programme, other = programme_with(), programme_with()
        with pytest.raises(ValidationError, match=r"Choose a phase of this programme\."):
            site_of(programme, phase=other.phases.get())
        with pytest.raises(ValidationError, match=r"Choose an agency of this partnership\."):
            site_of(programme, partners=[agency_of(partnership_named())])
        assert not programme.sites.exists()

    def test_second_editor_of_a_site_is_refused(self):
        site = site_of()
        amend(site, area="Hackney")
        with pytest.raises(ChangedMeanwhile):
            amend(site, area="Newham")
        site.refresh_from_db()
        assert site.area == "Hackney"

    def test_milestones_counted_from_the_phase_follow_the_site_into_another(self):
        site = site_of()
        milestone = milestone_of(site.programme, "within 2 months", site=site)
        later = programmes.add_phase(
            actor=manager(site), programme=site.programme, name="Phase 2", starts_on=date(2020, 9, 1)
        )
        amend(site, phase=later)
        milestone.refresh_from_db()
        assert milestone.due_on == date(2020, 11, 1)

    def test_advocate_educator_cannot_add_a_site(self):
        site = site_of()
        with pytest.raises(PermissionDenied):
            sites.add_site(actor=post_at(site).person, programme=site.programme, phase=site.phase, area="Brent")
        assert site.programme.sites.count() == 1


class TestPartners:
    def test_an_agency_delivers_again_after_it_ended_but_not_twice_at_once(self):
        site = site_of()
        nia = agency_of(site.programme.partnership, "Nia")
        first = sites.add_partner(actor=manager(site), site=site, agency=nia, started_on=date(2020, 4, 1))
        with pytest.raises(ValidationError, match="Nia is recorded as a partner of this site in that time already"):
            sites.add_partner(actor=manager(site), site=site, agency=nia, started_on=date(2021, 4, 1))
        sites.end_partner(actor=manager(site), partner=first, ended_on=date(2021, 3, 31))
        sites.add_partner(actor=manager(site), site=site, agency=nia, started_on=date(2021, 4, 1))
        assert site.partners.count() == 2

    def test_a_partner_does_not_end_before_it_began(self):
        site = site_of()
        partner = sites.add_partner(
            actor=manager(site), site=site, agency=agency_of(site.programme.partnership), started_on=date(2020, 5, 1)
        )
        with pytest.raises(ValidationError, match="on or after the first day"):
            sites.end_partner(actor=manager(site), partner=partner, ended_on=date(2020, 4, 30))

    @pytest.mark.parametrize(
        ("recorded", "said", "asks"),
        [(None, 31, False), (31, 31, False), (31, 30, True), (30, 31, True)],
    )
    def test_another_last_day_than_the_one_recorded_asks_why(self, recorded, said, asks):
        site = site_of()
        partner = sites.add_partner(
            actor=manager(site), site=site, agency=agency_of(site.programme.partnership), started_on=date(2020, 5, 1)
        )
        if recorded:
            sites.end_partner(actor=manager(site), partner=partner, ended_on=date(2021, 3, recorded))
        refused = pytest.raises(ValidationError, match="why") if asks else nullcontext()
        with refused:
            sites.end_partner(actor=manager(site), partner=partner, ended_on=date(2021, 3, said))
        sites.end_partner(actor=manager(site), partner=partner, ended_on=date(2021, 3, said), why="It was misread.")
        partner.refresh_from_db()
        assert partner.ended_on == date(2021, 3, said)


class TestPosts:
    def give(self, site, **more):
        given = {
            "kind": PostKind.ADVOCATE_EDUCATOR, "name": "Ada Educator", "working_time": Decimal("0.6"),
            "started_on": date(2020, 5, 1),
        }  # fmt: skip
        return posts.give_site_post(actor=manager(site), site=site, **given | more)

    def test_somebody_without_an_account_is_recorded_by_name(self):
        post = self.give(site_of())
        assert (post.name, post.person, post.working_time) == ("Ada Educator", None, Decimal("0.6"))

    def test_a_post_with_an_account_lets_its_holder_see_the_site_until_it_ends(self, time_machine):
        time_machine.move_to("2026-03-02 12:00Z", tick=False)
        site = site_of()
        post = post_at(site)
        assert Site.objects.visible_to(post.person).exists()
        posts.end_site_post(actor=manager(site), post=post, ended_on=date(2026, 3, 1))
        assert not Site.objects.visible_to(post.person).exists()
        assert Entry.objects.filter(event="site_post_ended", subject_key=str(site.pk)).exists()

    @pytest.mark.parametrize(
        ("kind", "held", "sentence"),
        [
            (PostKind.ADVOCATE_EDUCATOR, Role.ADVOCATE_EDUCATOR, ""),
            (PostKind.ADVOCATE_EDUCATOR, Role.CLINICAL_LEAD, "Kim is no advocate educator of this partnership on"),
            (PostKind.CLINICAL_LEAD, Role.CLINICAL_LEAD, ""),
            (PostKind.CLINICAL_LEAD, Role.BOARD_MEMBER, "Kim is no clinical lead of this partnership on"),
            (PostKind.SITE_MANAGER, Role.ADVOCATE_EDUCATOR, ""),
        ],
    )
    def test_an_account_holds_the_role_its_post_needs(self, kind, held, sentence):
        site = site_of()
        kim = person_with(held, partnership=site.programme.partnership, name="Kim")
        if not sentence:
            assert self.give(site, kind=kind, person=kim).person == kim
            return
        with pytest.raises(ValidationError, match=sentence):
            self.give(site, kind=kind, person=kim)
        assert not SitePost.objects.exists()

    def test_a_role_in_another_partnership_is_none_here(self):
        with pytest.raises(ValidationError, match="is no advocate educator of this partnership"):
            self.give(site_of(), person=person_with(Role.ADVOCATE_EDUCATOR))

    @pytest.mark.parametrize(
        ("more", "field", "sentence"),
        [
            ({"working_time": Decimal(0)}, "working_time", "Working time is more than 0 and at most 1, a whole post."),
            (
                {"working_time": Decimal("1.1")},
                "working_time",
                "Working time is more than 0 and at most 1, a whole post.",
            ),
            ({"name": " "}, "name", "Enter the name of the person in post."),
            ({"ended_on": date(2020, 4, 30)}, "ended_on", "The last day must be on or after the first day."),
        ],
    )
    def test_what_cannot_be_is_told_beside_its_field(self, more, field, sentence):
        with pytest.raises(ValidationError) as refused:
            self.give(site_of(), **more)
        assert refused.value.message_dict == {field: [sentence]}

    def test_nobody_holds_the_same_post_twice_at_once(self):
        site = site_of()
        holder = post_at(site).person
        with pytest.raises(ValidationError, match="is in this post already"):
            self.give(site, person=holder)

    def test_a_post_does_not_end_before_it_began(self):
        site = site_of()
        post = self.give(site)
        with pytest.raises(ValidationError, match="on or after the first day"):
            posts.end_site_post(actor=manager(site), post=post, ended_on=date(2020, 4, 30))
