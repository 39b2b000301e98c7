"""The demonstration's programmes: the published facts, training that the rule counts, and everything else invented."""

from datetime import date, timedelta

import pytest

from towpath.access.roles import Role
from towpath.accounts.models import User
from towpath.demonstration.delivery.register import as_file
from towpath.demonstration.delivery.stories import Days, story
from towpath.documents.practices import Dialect, read_practice_file
from towpath.facts.counting import Tally
from towpath.practices.models import Practice, SignUp
from towpath.programmes.models import Programme, Site
from towpath.training.facts.practices import TRAINED, TRAINED_OF_SIGNED_UP
from towpath.training.models import Attainment, Learner, Session, SessionState
from towpath.training.services.attendance import record_attendance

pytestmark = pytest.mark.once  # what the demonstration says, no database changes

PHASE_1 = ("Tower Hamlets", "Croydon", "Barking and Dagenham")
PHASE_2 = ("Brent", "Ealing", "Hammersmith and Fulham", "Westminster")
END_OF_COUNT = date(2021, 9, 30)


@pytest.fixture
def seven(lockwater):
    return Programme.objects.get(partnership=lockwater, name="IRIS in seven boroughs")


def sites_in(programme, phase):
    return list(programme.sites.filter(phase__name=phase).order_by("number"))


def test_seven_boroughs_stand_in_their_two_phases(seven):
    assert tuple(site.area for site in sites_in(seven, "Phase 1")) == PHASE_1
    assert tuple(site.area for site in sites_in(seven, "Phase 2")) == PHASE_2


def test_forty_two_practices_of_phase_1_are_fully_trained_by_the_rule_between_april_2020_and_september_2021(seven):
    tally = Tally("site", [site.pk for site in sites_in(seven, "Phase 1")], END_OF_COUNT)
    assert tally.total(TRAINED).number == 42
    reached = [one.reached_on for one in Attainment.objects.filter(sign_up__site__programme=seven)]
    assert len(reached) == 42
    assert min(reached) >= date(2020, 4, 1)
    assert max(reached) <= END_OF_COUNT


def trained_of_signed_up(programme):
    tally = Tally("site", programme.sites.values_list("pk", flat=True), END_OF_COUNT)
    return tally.ratio(TRAINED_OF_SIGNED_UP).part.number


def test_a_session_to_which_nobody_came_takes_its_practices_from_the_figure(seven):
    """The figure follows from attendance: it is not kept anywhere else."""
    assert trained_of_signed_up(seven) == 42
    trained = SignUp.objects.filter(attainments__rule__programme=seven)
    session = trained.first().sessions.filter(kind="reception").get()
    theirs = trained.filter(sessions=session).count()
    manager = User.objects.get(email="manager@towpath.example")
    record_attendance(
        actor=manager, session=session, version=session.version, people=(), is_nobody=True, reason="Another session."
    )
    assert trained_of_signed_up(seven) == 42 - theirs


def test_no_figure_is_invented_for_phase_2(seven):
    assert not SignUp.objects.filter(site__in=sites_in(seven, "Phase 2")).exists()


def test_practices_people_and_the_programme_under_way_say_that_they_are_invented(lockwater):
    assert all("(INVENTED)" in practice.name.upper() for practice in Practice.objects.all())
    assert all(practice.code.startswith("Z9") for practice in Practice.objects.all())
    assert all("(invented)" in learner.name for learner in Learner.objects.all())
    assert Learner.objects.exists()
    assert "(invented)" in Programme.objects.get(partnership=lockwater, funder__isnull=False, phases__name="Phase 2",
                                                 starts_on__gt=date(2022, 1, 1)).name  # fmt: skip


def test_the_programme_under_way_has_sessions_behind_it_and_ahead_of_it(lockwater, today):
    sessions = Session.objects.filter(site__programme__name__contains="Lockwater")
    assert sessions.filter(state=SessionState.HELD, held_on__lte=today).exists()
    assert sessions.filter(state=SessionState.PLANNED, held_on__gt=today).exists()
    assert not sessions.filter(state=SessionState.HELD, held_on__gt=today).exists()


def test_the_register_is_one_that_the_reader_of_national_files_takes():
    read = read_practice_file(as_file())
    assert read.dialect is Dialect.NEW
    assert not read.doubts
    assert all(row.is_gp_practice for row in read.rows)


def test_whoever_works_at_a_site_finds_that_site_alone(lockwater):
    educator = User.objects.get(email="educator@towpath.example")
    assert [site.area for site in Site.objects.visible_to(educator)] == ["Lockwater"]


def test_every_role_of_delivery_has_somebody_to_sign_in_as(lockwater):
    roles = set(lockwater.posts.values_list("role", flat=True))
    assert roles == set(Role.values)


def test_days_of_a_story_count_from_today_or_from_its_quarter():
    days = Days(date(2026, 11, 22))
    assert days.day("today-3") == date(2026, 11, 19)
    assert days.day("Q-1") == date(2026, 7, 1)
    assert days.day("Q-1+20") == date(2026, 7, 1) + timedelta(days=20)
    assert days.day("Q+1-1") == date(2026, 12, 31)
    with pytest.raises(ValueError, match="no day of a story"):
        days.day("soon")


def test_stories_name_no_day_that_cannot_be_read():
    days = Days(date(2026, 11, 22))
    for name in ("seven_boroughs", "lockwater"):
        for kind in story(name)["site_kinds"]:
            assert all(days.day(period["from"]) for period in kind["periods"])
