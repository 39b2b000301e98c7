"""For everybody who searches: no more and no less than their own rows, each on a page that they can open."""

from collections import Counter
from copy import deepcopy

import pytest
from django.contrib.auth.models import AnonymousUser

from tests.house.test_reach import people, world
from tests.once import for_a_file
from towpath.access.roles import Role
from towpath.partners.tests.builders import partnership_named, person_with
from towpath.programmes.tests.builders import milestone_of
from towpath.search.finding import find
from towpath.search.models import IndexEntry
from towpath.search.register import SEARCHABLES
from towpath.search.services import make_index

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def made_once(django_db_setup, django_db_blocker):
    """A partnership, beside another, with something of every kind that can be found."""
    with for_a_file(django_db_blocker):
        ours = partnership_named()
        for partnership in (ours, partnership_named()):
            world(partnership)
            for programme in partnership.programmes.all():
                milestone_of(programme)
                milestone_of(programme, site=programme.sites.first())
        make_index()  # the builder of practices asks no service
        yield ours


@pytest.fixture
def worlds(made_once):
    return deepcopy(made_once)


def letters_of_every_entry() -> set[str]:
    """A few letters such that a word of every entry begins with one of them: asking for these finds all there is."""
    left, letters = [{word[0] for word in entry.words.split()} for entry in IndexEntry.objects.all()], set()
    while left:
        ((most, _),) = Counter(letter for begun_with in left for letter in begun_with).most_common(1)
        letters.add(most)
        left = [begun_with for begun_with in left if most not in begun_with]
    return letters


def test_each_finds_what_is_visible_to_them_and_nothing_else(worlds):
    letters = letters_of_every_entry()
    finding = dict.fromkeys((one.label for one in SEARCHABLES), 0)
    for user in [*people(worlds), AnonymousUser()]:
        may_see = {(one.label, pk) for one in SEARCHABLES for pk in one.visible(user).values_list("pk", flat=True)}
        found = {(one.kind, one.key) for letter in letters for one in find(user, letter, limit=10_000)}
        assert found == may_see, user
        for kind, _ in found:
            finding[kind] += 1
    assert all(finding.values()), "A kind that nobody found proves nothing."


def test_each_can_open_what_they_find(worlds, client):
    letters = letters_of_every_entry()
    for user in people(worlds):
        client.force_login(user)
        pages = {(one.kind, one.address.strip("0123456789/")): one for letter in letters
                 for one in find(user, letter, limit=10_000)}  # fmt: skip
        for one in pages.values():
            assert client.get(one.address).status_code == 200, (user, one)


def test_who_holds_no_post_finds_nothing(worlds):
    for user in (people(worlds)[-1], AnonymousUser()):
        assert find(user, "train") == []


def test_finding_asks_as_much_however_much_there_is(worlds, django_assert_num_queries):
    reader = person_with(Role.COORDINATOR, partnership=worlds)
    find(reader, "a")
    with django_assert_num_queries(1):
        find(reader, "a b c")
