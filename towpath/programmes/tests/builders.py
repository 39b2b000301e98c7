"""Programmes, sites and posts for tests of any room. They go through the services, so they obey every rule."""

from datetime import date
from decimal import Decimal

from towpath.access.roles import NEEDS_AGENCY, Role
from towpath.accounts.models import User
from towpath.partners.models import Partnership
from towpath.partners.tests.builders import also_holds, partnership_named, person_with
from towpath.programmes.models import Milestone, Mode, PostKind, Programme, Site, SitePeriod, SitePost
from towpath.programmes.services import contracts, milestones, posts, programmes, sites

LAUNCHED = date(2020, 4, 1)
AREAS = ("Tower Hamlets", "Hackney", "Newham", "Camden", "Brent", "Ealing", "Lewisham", "Southwark")
CORE_ELEMENTS = ("Clinical lead", "Number of sessions", "Direct referral route", "Support to patients")


def manager_of(partnership: Partnership) -> User:
    """A programme manager of the partnership: the same one each time, so that builders add nobody needlessly."""
    held = partnership.posts.filter(role=Role.PROGRAMME_MANAGER).select_related("user").order_by("pk").first()
    return held.user if held else person_with(Role.PROGRAMME_MANAGER, partnership=partnership)


def programme_with(partnership: Partnership | None = None, **more) -> Programme:
    """A programme launched on 1 April 2020, with one phase, four core elements and a contract of three years."""
    partnership = partnership or partnership_named()
    manager = manager_of(partnership)
    given = {"name": f"Programme {partnership.programmes.count() + 1}", "model": "IRIS", "starts_on": LAUNCHED} | more
    programme = programmes.open_programme(actor=manager, partnership=partnership, **given)
    starts_on = programme.starts_on
    programmes.add_phase(actor=manager, programme=programme, name="Phase 1", starts_on=starts_on)
    programmes.set_core_elements(actor=manager, programme=programme, elements=[(name, "") for name in CORE_ELEMENTS])
    ends_on = starts_on.replace(year=starts_on.year + 3, day=1)
    contracts.agree_contract(
        actor=manager, programme=programme, title="Contract", starts_on=starts_on, agreed_on=starts_on,
        delivery_ends_on=ends_on, work_ends_on=ends_on, budget=Decimal(300_000),
    )  # fmt: skip
    return programme


def site_of(programme: Programme | None = None, area: str = "", **more) -> Site:
    """A site of the programme's first phase: Tower Hamlets, then further areas, where none is named."""
    programme = programme or programme_with()
    taken = set(programme.sites.values_list("area", flat=True))
    free = next((name for name in AREAS if name not in taken), f"Area {len(taken) + 1}")
    given = {"phase": programme.phases.order_by("position").first()} | more
    return sites.add_site(
        actor=manager_of(programme.partnership), programme=programme, area=area or free, **given
    )  # fmt: skip


def period(
    site: Site, mode: Mode = Mode.FACE_TO_FACE, started_on: date | None = None, ended_on: date | None = None, **more
) -> SitePeriod:
    """A time in which the site worked in a mode; face to face since the launch where nothing is said."""
    if mode == Mode.PAUSED:
        more = {"reason": "The advocate educator left."} | more
    return sites.record_period(
        actor=manager_of(site.programme.partnership),
        site=site,
        mode=mode,
        started_on=started_on or site.programme.starts_on,
        ended_on=ended_on,
        **more,
    )


def post_at(
    site: Site,
    person: User | None = None,
    kind: PostKind = PostKind.ADVOCATE_EDUCATOR,
    has_account: bool = True,
    **more,
) -> SitePost:
    """Somebody in post at the site since the launch: this person, who is given the role, or somebody new with it."""
    partnership = site.programme.partnership
    role = posts.ROLE_OF.get(kind)
    if person is None and has_account:
        person = person_with(role or Role.ADVOCATE_EDUCATOR, partnership=partnership)
    elif person is not None and role and not person.posts.filter(partnership=partnership, role=role).exists():
        also_holds(person, role, partnership=partnership, agency=_agency(partnership) if role in NEEDS_AGENCY else None)
    given = {"name": str(person or "Sam Post"), "working_time": Decimal("0.60"), "started_on": LAUNCHED} | more
    return posts.give_site_post(
        actor=manager_of(partnership), site=site, person=person, kind=kind, **given
    )  # fmt: skip


def milestone_of(programme: Programme, deadline: str = "by March 2027", **more) -> Milestone:
    """A milestone of the programme, or with `site` of one of its sites."""
    given = {"name": "First practice trained"} | more
    return milestones.set_milestone(
        actor=manager_of(programme.partnership), programme=programme, deadline_words=deadline, **given
    )


def _agency(partnership: Partnership):
    return partnership.agencies.first() or partnership.agencies.create(name="Partner agency")
