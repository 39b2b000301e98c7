"""What a practice hands on when it merges, and what is left of it when the merger is taken back."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from towpath.facts.counting import Tally
from towpath.practices.facts import SIGNED_UP
from towpath.practices.models import SignUp
from towpath.practices.services.register import merge_practices
from towpath.practices.services.sign_ups import leave, take_back_leaving
from towpath.practices.tests.builders import practice_named, signed_up
from towpath.practices.tests.pages import signed_in, words_of
from towpath.programmes.models import Mode
from towpath.programmes.tests.builders import manager_of, period, site_of
from towpath.records.services import put_back, take_back
from towpath.training.facts.practices import EVER_TRAINED
from towpath.training.facts.practices import TRAINED as PRACTICES_TRAINED
from towpath.training.models import Attainment
from towpath.training.tests.session_builders import fully_trained, rule_of

pytestmark = pytest.mark.django_db

TRAINED, MERGED, DAY = date(2020, 9, 1), date(2021, 2, 1), date(2021, 3, 31)


@pytest.fixture(autouse=True)
def in_april(time_machine):
    time_machine.move_to("2021-04-02 12:00Z", tick=False)


@pytest.fixture
def site():
    made = site_of()
    rule_of(made.programme)
    period(made, Mode.ADAPTED)
    return made


def merge(one: SignUp, into: SignUp, on: date = MERGED):
    actor = manager_of(one.site.programme.partnership)
    return merge_practices(actor=actor, practice=one.practice, into=into.practice, happened_on=on)


def of_signed_up(site, day: date = DAY) -> tuple[int | None, int | None, int | None]:
    """Fully trained, signed up, and ever fully trained."""
    tally = Tally("site", [site.pk], day)
    return tuple(tally.figure(fact, site.pk).number for fact in (PRACTICES_TRAINED, SIGNED_UP, EVER_TRAINED))


def since(sign_up: SignUp) -> date | None:
    return Attainment.objects.filter(sign_up=sign_up).values_list("reached_on", flat=True).first()


def test_a_practice_that_left_counts_neither_above_nor_below(site):
    gone, *_ = fully_trained(signed_up(site), TRAINED), signed_up(site), signed_up(site)
    assert of_signed_up(site) == (1, 3, 1)
    leave(actor=manager_of(site.programme.partnership), sign_up=gone, version=gone.version, left_on=date(2021, 1, 4),
          why_left="The practice closed.")  # fmt: skip
    assert of_signed_up(site) == (0, 2, 1)


def test_a_practice_that_left_is_handed_nothing_until_its_leaving_is_taken_back(site):
    one, other = fully_trained(signed_up(site), TRAINED), signed_up(site)
    manager = manager_of(site.programme.partnership)
    merge(one, other)
    left = leave(actor=manager, sign_up=other, version=other.version, left_on=date(2021, 1, 4), why_left="It closed.")
    assert since(other) is None
    take_back_leaving(actor=manager, sign_up=left, version=left.version, reason="It stayed.")
    assert since(other) == MERGED


def test_a_practice_is_handed_nothing_by_one_whose_sign_up_is_taken_back(site):
    one, other, last = fully_trained(signed_up(site), TRAINED), signed_up(site), signed_up(site)
    merge(one, other)
    merge(other, last)
    again = SignUp.objects.get(pk=other.pk)
    taken = take_back(actor=manager_of(site.programme.partnership), subject=again, reason="It was another.")
    assert since(last) is None
    put_back(actor=manager_of(site.programme.partnership), taken=taken, reason="It was this one.")
    assert (since(other), since(last)) == (MERGED, MERGED)


def test_a_practice_that_merges_hands_on_that_it_was_fully_trained(site):
    one, other = fully_trained(signed_up(site), TRAINED), signed_up(site)
    merge(one, other)
    assert (since(one), since(other)) == (TRAINED, MERGED)
    leave(actor=manager_of(site.programme.partnership), sign_up=SignUp.objects.get(pk=one.pk), version=one.version,
          left_on=MERGED, why_left="Merged.")  # fmt: skip
    assert of_signed_up(site) == (1, 1, 2)
    page = words_of(signed_in(manager_of(site.programme.partnership)).get(f"/practices/{other.practice.code}/"))
    assert "Fully trained since 1 February 2021, handed on by a practice that merged into it." in page
    assert "To become fully trained" not in page


def test_it_counts_from_its_own_sign_up_where_that_is_later(site):
    one, into = fully_trained(signed_up(site), TRAINED), practice_named()
    merge_practices(
        actor=manager_of(site.programme.partnership), practice=one.practice, into=into, happened_on=MERGED
    )  # fmt: skip
    other = signed_up(site, into, signed_up_on=date(2021, 3, 1))
    assert since(other) == date(2021, 3, 1)


def test_what_was_reached_after_the_merger_and_in_another_programme_is_not_handed_on(site):
    late, other = signed_up(site), signed_up(site)
    merge(late, other)
    fully_trained(late, date(2021, 3, 1))
    assert since(other) is None
    elsewhere = site_of()
    rule_of(elsewhere.programme)
    abroad = signed_up(elsewhere)
    merge(fully_trained(signed_up(site), TRAINED), abroad)
    assert since(abroad) is None


def test_attendance_recorded_afterwards_follows_along_a_chain_of_mergers(site):
    first, second, third = signed_up(site), signed_up(site), signed_up(site)
    merge(first, second)
    merge(second, third, on=date(2021, 3, 1))
    assert since(third) is None
    fully_trained(first, TRAINED)
    assert (since(second), since(third)) == (MERGED, date(2021, 3, 1))


def test_taking_the_merger_back_undoes_it_and_putting_it_back_does_it_again(site):
    one, other = fully_trained(signed_up(site), TRAINED), signed_up(site)
    change, actor = merge(one, other), manager_of(site.programme.partnership)
    taken = take_back(actor=actor, subject=change, reason="It was another practice of that name.")
    assert (since(one), since(other)) == (TRAINED, None)
    put_back(actor=actor, taken=taken, reason="It was this one after all.")
    assert since(other) == MERGED


def test_practices_do_not_merge_in_a_circle(site):
    first, second, third = (signed_up(site) for _ in range(3))
    merge(first, second)
    merge(second, third)
    names = [one.practice.name for one in (first, second, third)]
    with pytest.raises(ValidationError, match=f"{names[0]}.* merged into {names[1]} and .* merged into {names[2]}"):
        merge(third, first)


def test_merger_that_would_close_a_circle_is_not_put_back(site):
    first, second, third = (signed_up(site) for _ in range(3))
    actor = manager_of(site.programme.partnership)
    taken = take_back(actor=actor, subject=merge(first, second), reason="By mistake.")
    merge(second, third)
    merge(third, first)
    with pytest.raises(ValidationError, match="it cannot be the other way round as well"):
        put_back(actor=actor, taken=taken, reason="It was right.")
