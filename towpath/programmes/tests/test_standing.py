"""How a site stands on a day: only what held on it, or was made by it."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from towpath.foundation.clock import now
from towpath.partners.tests.builders import agency_of
from towpath.programmes.models import Mode, PostKind, RiskAssessment, Site
from towpath.programmes.services import sites
from towpath.programmes.standing import SiteStanding, standings
from towpath.programmes.tests.builders import manager_of, period, post_at, site_of

pytestmark = pytest.mark.django_db
DAY = date(2021, 9, 30)


def standing_of(site: Site, day: date = DAY) -> SiteStanding:
    (standing,) = standings([Site.objects.select_related("programme", "phase").get(pk=site.pk)], day)
    return standing


@pytest.fixture
def site() -> Site:
    made = site_of()
    period(made, Mode.BLENDED)
    return made


@pytest.mark.parametrize(("days", "newest"), [([], None), ([0], 0), ([-400, -1], -1), ([-400, 0, 1], 0), ([1], None)])
def test_the_risk_is_the_newest_assessment_made_by_the_day(site: Site, days: list[int], newest: int | None) -> None:
    for after in days:
        RiskAssessment.objects.create(
            site=site, made_on=DAY + timedelta(after), made_by="A board", outcome="allowed", measures="Masks",
            recorded_by=manager_of(site.programme.partnership), recorded_at=now(),
        )  # fmt: skip
    risk = standing_of(site).risk
    assert (risk and (risk.made_on - DAY).days) == newest


def test_working_time_is_that_of_a_kind_of_post_held_on_the_day(site: Site) -> None:
    for begins, working_time in ((DAY, "0.6"), (DAY - timedelta(30), "0.2"), (DAY + timedelta(1), "1")):
        post_at(site, started_on=begins, working_time=Decimal(working_time))
    standing = standing_of(site)
    assert standing.working_time(PostKind.ADVOCATE_EDUCATOR) == Decimal("0.8")
    assert standing.working_time(PostKind.CLINICAL_LEAD) == 0
    assert standing.posts_filled == {PostKind.ADVOCATE_EDUCATOR: Decimal("0.8")}


def test_agencies_are_those_that_deliver_on_the_day_each_once(site: Site) -> None:
    actor = manager_of(site.programme.partnership)
    nia, later = (agency_of(site.programme.partnership, name) for name in ("Nia", "Later"))
    ended = sites.add_partner(actor=actor, site=site, agency=nia, started_on=date(2020, 4, 1))
    sites.end_partner(actor=actor, partner=ended, ended_on=DAY - timedelta(1))
    sites.add_partner(actor=actor, site=site, agency=later, started_on=DAY + timedelta(1))
    assert standing_of(site).agencies == ()
    sites.add_partner(actor=actor, site=site, agency=nia, started_on=DAY)
    assert standing_of(site).agencies == ("Nia",)


def test_several_sites_are_asked_for_at_once_and_what_was_fetched_is_not_asked_again(
    site: Site, django_assert_num_queries
) -> None:
    other = site_of(site.programme, area="Brent")
    post_at(other, started_on=DAY)
    found = list(Site.objects.select_related("programme", "phase").order_by("pk"))
    with django_assert_num_queries(4):
        first, second = standings(found, DAY)
    assert [len(first.posts), len(second.posts)] == [0, 1]
    assert (first.mode, second.mode) == (Mode.BLENDED, None)
    fetched = Site.objects.prefetch_related("periods", "partners__agency", "posts", "risk_assessments").get(pk=other.pk)
    with django_assert_num_queries(0):
        (again,) = standings([fetched], DAY)
        assert [post.site.area for post in again.posts] == ["Brent"]
