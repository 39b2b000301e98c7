"""How far a permission reaches: rows found by a query and rows a policy allows are the same, for everybody."""

from types import SimpleNamespace
from typing import Any

import pytest
from django.apps import apps
from django.db.models import Q

from towpath.access import reach as reaching
from towpath.access.grants import Grant
from towpath.access.reach import Paths, reaches, within
from towpath.access.roles import MAY, Permission, Reach, Role
from towpath.accounts.models import User
from towpath.foundation.clock import now
from towpath.partners.models import Partnership
from towpath.partners.tests.builders import partnership_named, person, person_with
from towpath.plans.tests.builders import action_draft, agency_named, draft_of, plan_with
from towpath.practices.models import SignUp
from towpath.practices.tests.builders import signed_up
from towpath.programmes.tests.builders import post_at, programme_with, site_of
from towpath.training.models import Support
from towpath.training.tests.session_builders import planned

REACHED = [model for model in apps.get_models() if isinstance(getattr(model, "reach", None), Paths)]


def world(partnership: Partnership) -> None:
    """Two of everything, so that each way to reach a row leads to some and not to others."""
    plan_with(
        draft=draft_of([action_draft("House people", leads=["Housing"])], [action_draft("Visit", leads=["Probation"])]),
        partnership=partnership,
    )
    paying = agency_named("Housing", partnership)
    for programme in (programme_with(partnership, commissioner=paying), programme_with(partnership)):
        for _ in range(2):
            sign_up = signed_up(site_of(programme))
            planned(sign_up)
            Support.objects.create(
                sign_up=sign_up, kind="visit", given_on=programme.starts_on, hours=1, recorded_at=now()
            )


def people(partnership: Partnership) -> list[User]:
    """Somebody in each role; some also in post at a site, managing a practice, or in a second role."""
    housing = agency_named("Housing", partnership)
    everybody = [
        person_with(role, partnership=partnership, agency=housing if role in AGENCIES else None) for role in Role
    ]
    managing = next(one for one in everybody if one.posts.filter(role=Role.PRACTICE_MANAGER).exists())
    places = SignUp.objects.filter(site__programme__partnership=partnership).order_by("pk")
    SignUp.objects.filter(pk=places[0].pk).update(manager=managing)
    in_post = post_at(places[1].site).person
    return [*everybody, in_post, person()]


AGENCIES = {Role.AGENCY_LEAD, Role.ADVOCATE_EDUCATOR, Role.COMMISSIONER}


@pytest.mark.django_db
@pytest.mark.once
def test_what_a_query_finds_is_what_a_policy_allows() -> None:
    ours, theirs = partnership_named(), partnership_named()
    for partnership in (ours, theirs):
        world(partnership)
    found: dict[Reach, int] = dict.fromkeys(Reach, 0)
    for user in people(ours):
        for model in REACHED:
            rows = model._base_manager.all()
            for permission in Permission:
                seen = set(rows.filter(within(user, permission, model.reach)))
                assert seen == {row for row in rows if reaches(user, permission, row)}, (user, model, permission)
                assert len(rows.filter(within(user, permission, model.reach))) == len(seen), "Found twice."
                assert all(partnership_of(row) == ours.pk for row in seen)
                for grant in user._grants:
                    found[grant.reach_of(permission) or Reach.PARTNERSHIP] += bool(seen)
    assert all(found.values()), "A reach by which nobody reached anything proves nothing."


def partnership_of(row: Any) -> int:
    for name in row.reach.partnership.split("__")[:-1]:
        row = getattr(row, name)
    return row.partnership_id


def test_models_of_every_kind_say_how_they_are_reached() -> None:
    assert {model._meta.label for model in REACHED} >= {"plans.Action", "plans.Plan", "programmes.Site"}
    ways = {way for model in REACHED for way in Reach if model.reach.by(way)}
    assert ways == set(Reach)


class TestWithin:
    """Without a database: what a person's grants make of a row's ways."""

    PATHS = Paths("partnership", agency=("funder", "payer"), site="site")

    def user(self, *grants: Grant) -> Any:
        return SimpleNamespace(is_authenticated=True, _grants=grants)

    def test_nobody_reaches_what_they_hold_no_permission_for(self) -> None:
        assert within(self.user(), Permission.VIEW_PROGRAMMES, self.PATHS) == Q(pk__in=[])

    def test_everything_of_the_partnership(self) -> None:
        auditor = self.user(Grant(Role.AUDITOR, 7))
        assert within(auditor, Permission.VIEW_PROGRAMMES, self.PATHS) == Q(pk__in=[]) | Q(partnership__in={7})

    def test_an_agency_pays_in_its_own_partnership_alone(self) -> None:
        commissioner = self.user(Grant(Role.COMMISSIONER, 7, 3))
        pays = Q(funder__in={3}) | Q(payer__in={3})
        expected = Q(pk__in=[]) | (Q(partnership__in={7}) & pays)
        assert within(commissioner, Permission.VIEW_PROGRAMMES, self.PATHS) == expected

    def test_a_way_the_row_does_not_name_leads_nobody(self) -> None:
        commissioner = self.user(Grant(Role.COMMISSIONER, 7, 3))
        assert within(commissioner, Permission.VIEW_PROGRAMMES, Paths("partnership")) == Q(pk__in=[])

    def test_one_way_alone(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(reaching, "WHERE", {Reach.SITE: lambda user, partnerships: {5}})
        both = self.user(Grant(Role.PROGRAMME_MANAGER, 7), Grant(Role.CLINICAL_LEAD, 7))
        expected = Q(pk__in=[]) | (Q(partnership__in={7}) & Q(site__in={5}))
        assert within(both, Permission.VIEW_PROGRAMMES, self.PATHS, only=Reach.SITE) == expected


def test_no_role_holds_what_nobody_may_do() -> None:
    assert {permission for may in MAY.values() for permission in may} == set(Permission)


def test_agency_of_another_partnership_is_no_way_in() -> None:
    """Asserted by the query, whatever the table of agencies holds."""
    row = SimpleNamespace(partnership_id=8, funder_id=3, payer_id=None, site_id=None, reach=TestWithin.PATHS)
    user = SimpleNamespace(is_authenticated=True, _grants=(Grant(Role.COMMISSIONER, 7, 3),))
    assert not reaches(user, Permission.VIEW_PROGRAMMES, row)
    row.partnership_id = 7
    assert reaches(user, Permission.VIEW_PROGRAMMES, row)
