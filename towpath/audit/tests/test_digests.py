"""What an entry says of the rows it changed, and that honest work, at whatever moment, raises no alarm."""

from datetime import UTC, date, datetime

import pytest

from towpath.access.roles import Role
from towpath.accounts.models import User
from towpath.accounts.services import invite_person
from towpath.audit import chain, digests
from towpath.audit.digests import changed_behind
from towpath.audit.keys import RecordKey
from towpath.audit.models import Entry
from towpath.audit.tests.entries import written
from towpath.foundation.clock import today
from towpath.partners.models import Partnership, Post
from towpath.partners.services.partnerships import open_partnership
from towpath.partners.services.posts import end_post, give_post
from towpath.records.audited import Declaration
from towpath.records.services import put_back, take_back

pytestmark = pytest.mark.django_db


@pytest.fixture
def ours():
    return open_partnership(actor=None, name="Marlbrook")


@pytest.fixture
def posts(ours):
    """An administrator and an auditor of ours."""
    people = [
        invite_person(actor=None, email=f"{one}@example.org", name=one, sign_in_at="/") for one in ("ada", "otto")
    ]
    roles = (Role.ADMINISTRATOR, Role.AUDITOR)
    given = {"actor": None, "partnership": ours, "started_on": date(2026, 1, 1)}
    return [give_post(user=person, role=role, **given) for person, role in zip(people, roles, strict=True)]


def test_an_entry_holds_the_digest_of_its_subject_and_names_what_it_covers(posts):
    digests = Entry.objects.latest("number").digests
    assert list(digests) == ["partners.post"]
    assert list(digests["partners.post"]["rows"]) == [str(posts[1].pk)]
    assert set(digests["partners.post"]["fields"]) == {
        "id", "user", "partnership", "agency", "role", "started_on", "ended_on", "version"
    }  # fmt: skip


def test_a_post_taken_back_is_gone_and_put_back_is_there_again(posts):
    administrator, auditor = posts[0].user, posts[1]
    taken = take_back(actor=administrator, subject=auditor, reason="It was another person.")
    assert changed_behind() == []
    put_back(actor=administrator, taken=taken, reason="It was them after all.")
    assert changed_behind() == []
    Post.objects.filter(pk=auditor.pk).delete()
    (sentence,) = changed_behind()
    assert sentence.startswith(f"Post {auditor.pk} was removed without an entry")


def test_a_post_put_back_past_towpath_is_found(posts):
    administrator, auditor = posts[0].user, posts[1]
    take_back(actor=administrator, subject=auditor, reason="It was another person.")
    Post.objects.bulk_create([auditor])
    assert changed_behind() == [f"Post {auditor.pk} was added without an entry."]


def test_what_somebody_records_while_rows_are_compared_is_no_fault(posts, monkeypatch):
    read = digests._last_digests

    def then_somebody_ends_a_post(after=0):
        found = read(after)
        if not after:
            end_post(actor=None, post=posts[1], ended_on=today())
        return found

    monkeypatch.setattr(digests, "_last_digests", then_somebody_ends_a_post)
    assert changed_behind() == []


def test_what_somebody_records_while_the_chain_is_walked_is_no_fault(monkeypatch):
    written(3)
    walk = chain._entries

    def then_somebody_writes(after):
        yield from walk(after)
        if not after:
            written(2)

    monkeypatch.setattr(chain, "_entries", then_somebody_writes)
    assert chain.verify().entries == 5


def test_a_field_that_a_later_version_adds_leaves_earlier_digests_good(ours, monkeypatch):
    """As if the area had come with a later version, and then as if it had gone with one."""
    whole = Partnership.audited_as
    monkeypatch.setattr(Partnership, "audited_as", Declaration("", "pk", True, frozenset({"area"})))
    earlier = open_partnership(actor=None, name="Westmere")
    monkeypatch.setattr(Partnership, "audited_as", whole)
    assert f"Partnership {earlier.pk} was changed" not in str(changed_behind())
    later = open_partnership(actor=None, name="Eastmere")
    monkeypatch.setattr(Partnership, "audited_as", Declaration("", "pk", True, frozenset({"area"})))
    assert any(f"Partnership {later.pk} cannot be compared" in sentence for sentence in changed_behind())


COVERED = ("id", "password", "email", "name", "is_active", "is_demonstration", "joined_at")


def test_the_digest_of_a_row_never_changes():
    """Entries written years ago must fit for ever, on either database: this digest is the promise."""
    User.objects.create(pk=7, email="ada@example.org", name="Ada é", password="!")
    User.objects.filter(pk=7).update(joined_at=datetime(2026, 3, 2, 9, 0, 0, 5, tzinfo=UTC))
    (name, values), *_ = digests._held(User.objects.filter(pk=7))
    kept = digests._digest(name, values, COVERED, RecordKey("", b"k" * 32))
    assert kept == "2f90556f07568cda8f333743f3dfcd7ae5f38108cc46afd5e72e3156d2fe2f5e"
