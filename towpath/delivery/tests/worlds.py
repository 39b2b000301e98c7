"""A programme whose sites are in every condition the board knows, as it stood on 15 November 2021."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from towpath.foundation.clock import midnight, now
from towpath.foundation.deadlines import read_deadline
from towpath.foundation.staff import StaffGroup
from towpath.partners.models import Agency, Partnership
from towpath.partners.tests.builders import agency_of, partnership_named
from towpath.practices.tests.builders import signed_up
from towpath.programmes.models import (
    CoreCheck,
    Milestone,
    Mode,
    Phase,
    PostKind,
    Programme,
    RiskAssessment,
    RiskOutcome,
    Site,
    SitePartner,
    SitePost,
    Target,
)
from towpath.programmes.tests.builders import manager_of, period, programme_with, site_of
from towpath.training.models import Session
from towpath.training.tests.session_builders import fully_trained, planned, rule_of, session_for

DAY = date(2021, 11, 15)
NOW = midnight(DAY)
AGENCY = "Harbour Women’s Aid"
PAUSE = "The advocate educator left, and the post is being filled again."


@dataclass(frozen=True)
class World:
    """What stands on the board, by the names the tests use."""

    partnership: Partnership
    programme: Programme
    agency: Agency
    blended: Site
    paused: Site
    mobilising: Site
    in_person: Site
    closed: Site
    unrecorded: Site

    @property
    def manager(self):
        return manager_of(self.partnership)


def world(partnership: Partnership | None = None, **more) -> World:
    """The whole of it. To be made and looked at while the clock says `NOW`."""
    partnership = partnership or partnership_named()
    agency = partnership.agencies.filter(name=AGENCY).first() or agency_of(partnership, AGENCY)
    programme = programme_with(partnership, **more)
    rule_of(programme)
    second = Phase.objects.create(programme=programme, position=2, name="Phase 2", starts_on=date(2021, 4, 1))
    return World(
        partnership, programme, agency,
        blended=_blended(programme, agency),
        paused=_paused(programme),
        mobilising=_mobilising(programme, second),
        in_person=_in_person(programme, second),
        closed=_closed(programme),
        unrecorded=site_of(programme, "Unrecorded Wharf", phase=second),
    )  # fmt: skip


def _blended(programme: Programme, agency: Agency) -> Site:
    site = site_of(programme, "Blended Basin")
    period(site, Mode.MOBILISING, date(2020, 4, 1), date(2020, 6, 30))
    period(site, Mode.ADAPTED, date(2020, 7, 1), date(2020, 9, 30))
    period(site, Mode.BLENDED, date(2020, 10, 1))
    SitePartner.objects.create(site=site, agency=agency, started_on=date(2020, 4, 1))
    in_post(site, PostKind.ADVOCATE_EDUCATOR, "1.00")
    in_post(site, PostKind.CLINICAL_LEAD, "0.20")
    RiskAssessment.objects.create(
        site=site, made_on=date(2020, 9, 1), made_by="The service manager", outcome=RiskOutcome.MAY_GO_AHEAD,
        recorded_at=now(),
    )  # fmt: skip
    fully_trained(signed_up(site), held_on=date(2020, 11, 3))
    fully_trained(signed_up(site), held_on=date(2021, 10, 5))
    session_for(signed_up(site, headcounts={}), held_on=date(2021, 6, 1), came={StaffGroup.GP: 5})
    Target.objects.create(site=site, measure="practices_trained", financial_year=2021, quarter_number=3, number=4)
    milestone(site, "Every practice visited", date(2021, 10, 31))
    milestone(site, "Champions’ meeting held", date(2021, 11, 30))
    element = programme.core_elements.first()
    CoreCheck.objects.create(
        site=site, element=element, financial_year=2021, quarter_number=3, finding="varied",
        reason="Two leads share the post.", checked_at=now(),
    )  # fmt: skip
    return site


def _paused(programme: Programme) -> Site:
    site = site_of(programme, "Paused Pool")
    period(site, Mode.BLENDED, date(2020, 7, 1), date(2021, 8, 31))
    period(site, Mode.PAUSED, date(2021, 9, 1), reason=PAUSE)
    practice = signed_up(site)
    fully_trained(practice, held_on=date(2021, 2, 2))
    unattended = session_for(practice, held_on=date(2021, 7, 6))
    unattended.group_attendances.all().delete()
    Session.objects.filter(pk=unattended.pk).update(people=0, is_counted=False)
    Target.objects.create(site=site, measure="practices_trained", financial_year=2021, quarter_number=3, number=1)
    return site


def _mobilising(programme: Programme, phase: Phase) -> Site:
    site = site_of(programme, "Mobilising Mill", phase=phase)
    period(site, Mode.MOBILISING, date(2021, 10, 1))
    signed_up(site, signed_up_on=date(2021, 10, 10))
    return site


def _in_person(programme: Programme, phase: Phase) -> Site:
    site = site_of(programme, "In-person Island", phase=phase)
    period(site, Mode.FACE_TO_FACE, date(2021, 7, 1))
    practice = signed_up(site, signed_up_on=date(2021, 7, 1), headcounts={})
    late = planned(practice, held_on=date(2021, 11, 1))
    assert late.state == "planned"
    return site


def _closed(programme: Programme) -> Site:
    site = site_of(programme, "Closed Cut")
    period(site, Mode.ADAPTED, date(2020, 7, 1), date(2020, 12, 31))
    period(site, Mode.CLOSED, date(2021, 1, 1))
    return site


def in_post(site: Site, kind: PostKind, working_time: str) -> SitePost:
    """Somebody in post since the launch, without an account."""
    return SitePost.objects.create(
        site=site, kind=kind, name="Sam Post", working_time=Decimal(working_time), started_on=date(2020, 4, 1)
    )


def milestone(site: Site, name: str, due_on: date) -> Milestone:
    """A milestone of a site with a plain day."""
    words = f"By {due_on.day} {due_on:%B %Y}"
    return Milestone.objects.create(
        programme=site.programme, site=site, name=name, deadline_words=words,
        deadline_kept=read_deadline(words).as_json(), due_on=due_on, overdue_after=due_on,
    )  # fmt: skip
