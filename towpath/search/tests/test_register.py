"""What rooms may let people find: nothing that says who somebody is, or what is known of them."""

from types import SimpleNamespace

import pytest

from towpath.access.sensitivity import fields_along
from towpath.foundation.sensitivity import Sensitivity
from towpath.foundation.staff import StaffGroup
from towpath.practices.models import SignUp
from towpath.practices.tests.builders import signed_up
from towpath.programmes.models import RiskAssessment, Site, SitePost
from towpath.programmes.tests.builders import post_at, programme_with, site_of
from towpath.search.models import IndexEntry
from towpath.search.register import SEARCHABLES, MayNotBeFoundError, Searchable, register
from towpath.search.services import make_index
from towpath.training.models import Session
from towpath.training.tests.session_builders import session_for


def declared(model, title="{pk}", **more):
    return Searchable(model=model, title=title, page={"pk": "programmes:site"}, visible=model.objects.all, **more)


def sensitivities(one):
    """How sensitive each field is through which the index reads a record."""
    return {
        (field.model._meta.label, field.name): field.model.sensitivity[field.name]
        for lookup in one.lookups
        for field in fields_along(one.model, lookup)
    }


@pytest.mark.parametrize("one", SEARCHABLES, ids=lambda one: one.label)
def test_only_plain_fields_are_read(one):
    assert set(sensitivities(one).values()) == {Sensitivity.PLAIN}


@pytest.mark.parametrize(
    "breach",
    [
        declared(SitePost, "{name}"),
        declared(SitePost, words=("person__name",)),
        declared(SignUp, words=("champion",)),
        declared(SignUp, words=("site__area", "manager__email")),
        declared(RiskAssessment, words=("recorded_by__name",)),
    ],
    ids=lambda breach: f"{breach.title} {breach.words}",
)
def test_the_rule_fires_on_a_field_that_says_who_somebody_is(breach):
    before = SEARCHABLES
    with pytest.raises(MayNotBeFoundError, match="personal"):
        register(breach)
    assert set(sensitivities(breach).values()) != {Sensitivity.PLAIN}
    assert before == SEARCHABLES


@pytest.mark.parametrize("room", ["referrals", "casework"])
def test_a_room_of_the_confidential_zone_registers_nothing(room):
    meta = SimpleNamespace(app_label=room, label_lower=f"{room}.case")
    with pytest.raises(MayNotBeFoundError, match="confidential"):
        register(declared(SimpleNamespace(_meta=meta, objects=SimpleNamespace(all=None))))


def test_what_a_record_lends_to_others_stands_in_its_own_entry():
    """So that those are looked at only where the record's own entry changed."""
    own = {one.model: {*one.in_title, *one.words} for one in SEARCHABLES}
    for one in SEARCHABLES:
        for way, model in one.leans_on.items():
            lent = {lookup.removeprefix(f"{way}__") for lookup in (*one.in_title, *one.words) if lookup.startswith(way)}
            assert model not in own or lent <= own[model], (one.label, way)


def test_kinds_that_plans_programmes_practices_and_training_let_people_find():
    assert {one.model._meta.label for one in SEARCHABLES} == {
        "plans.Plan", "plans.Recommendation", "plans.Action", "programmes.Programme", "programmes.Site",
        "programmes.Milestone", "practices.Practice", "training.Session",
    }  # fmt: skip


@pytest.mark.django_db
def test_nobody_who_came_or_works_at_a_site_is_in_the_index():
    site = site_of(programme_with())
    sign_up = signed_up(site, champion="Zebedee Champion")
    post_at(site, name="Zebedee Post")
    session = session_for(sign_up, names=["Zebedee Learner"], staff_group=StaffGroup.GP)
    Session.objects.filter(pk=session.pk).update(note="Zebedee wept.")
    session.trainers.create(name="Zebedee Trainer")
    Site.objects.filter(pk=site.pk).update(area="Zebra Lane")
    make_index()
    assert IndexEntry.objects.filter(words__contains="zebra").exists()
    assert not IndexEntry.objects.filter(words__contains="zebedee").exists()
