"""Which records of practices have a history, can be corrected and be taken back, and what follows from each."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from django.urls import reverse

from towpath.practices import policies
from towpath.practices.derived import derive_anew, what_follows
from towpath.practices.models import ChangeKind, Headcount, ListSize, Practice, PracticeChange, SignUp
from towpath.practices.services import sign_up_faults
from towpath.practices.services.locking import lock_register, lock_sign_up, lock_site_of
from towpath.practices.services.mergers import successors_of
from towpath.practices.services.register import faults_of_merger
from towpath.programmes import before_launch
from towpath.programmes.models import Programme, Site
from towpath.records.kinds import KINDS, RecordKind
from towpath.ui.words import as_day


def register() -> None:
    """Called once, when the room is ready."""
    KINDS.add(SIGN_UP, HEADCOUNT, LIST_SIZE, MERGER)
    before_launch.DATED_BEFORE.add(_signed_up_before)


def _signed_up_before(programme: Programme, launch: date) -> Iterator[tuple[date, str]]:
    """Sign-ups; counts and leaving are never before their sign-up."""
    sign_ups = SignUp.objects.filter(site__programme=programme, signed_up_on__lt=launch)
    for name, day in sign_ups.values_list("practice__name", "signed_up_on"):
        yield day, f"{name} signed up on"


def _sign_up_of(record: Any) -> SignUp:
    return SignUp.objects.select_related("site__programme", "practice").get(pk=record.sign_up_id)


def _site_of(record: Any) -> Site:
    return Site.objects.select_related("programme").get(pk=record.site_id)


def _counts_page(record: Any) -> str:
    return reverse("practices:counts", args=[record.sign_up_id])


def _practice_page(practice: Practice) -> str:
    return reverse("practices:practice", args=[practice.code])


def _derive_of_its_sign_up(count: Any) -> Callable[[], None]:
    sign_up = _sign_up_of(count)
    return lambda: derive_anew([sign_up])


def _derive_of_it_and_those_after(sign_up: SignUp) -> Callable[[], None]:
    """Practices into which it merged follow: what it reached was handed on to them."""
    keys = [sign_up.pk, *successors_of([sign_up.pk])]
    return lambda: derive_anew(SignUp.objects.filter(pk__in=keys))


def _derive_of_both(change: PracticeChange) -> Callable[[], None]:
    both = list(SignUp.objects.filter(practice__in=[change.practice_id, change.into_id]))
    return lambda: derive_anew(both)


def _practice_seen(record: Any) -> tuple[str, Practice]:
    return "practice_seen", (record if isinstance(record, SignUp) else _sign_up_of(record)).practice


def _only_mergers(change: PracticeChange) -> str:
    return "" if change.kind == ChangeKind.MERGED else "The national register says so: it changes with the next file."


SIGN_UP = RecordKind(
    model=SignUp,
    noun="sign-up",
    title=lambda one: f"{one.practice.name} signed up at {one.site.area} on {as_day(one.signed_up_on)}",
    owner=_site_of,
    visible=Site.objects.visible_to,
    may_change=policies.may_record_training,
    page=lambda one: _practice_page(one.practice),
    correct="practices:amend_sign_up",
    follows=lambda one: ["The practice no longer counts as signed up.", "Its counts of staff and patients go with it."],
    lock=lock_sign_up,
    faults=sign_up_faults.of_sign_up,
    derive=_derive_of_it_and_those_after,
    reading=_practice_seen,
)
HEADCOUNT = RecordKind(
    model=Headcount,
    noun="count of staff",
    title=lambda one: f"{one.get_staff_group_display()} from {as_day(one.as_of)}: {one.people}",
    owner=_sign_up_of,
    visible=SignUp.objects.visible_to,
    may_change=policies.may_record_counts,
    page=_counts_page,
    lock=lock_site_of,
    faults=sign_up_faults.of_headcount,
    follows=lambda one: ["The count before it holds again, where there is one.", *what_follows()],
    derive=_derive_of_its_sign_up,
    reading=_practice_seen,
)
LIST_SIZE = RecordKind(
    model=ListSize,
    noun="count of patients",
    title=lambda one: f"Registered patients from {as_day(one.as_of)}: {one.patients:,}",
    owner=_sign_up_of,
    visible=SignUp.objects.visible_to,
    may_change=policies.may_record_counts,
    page=_counts_page,
    lock=lock_site_of,
    faults=sign_up_faults.of_list_size,
    follows=lambda one: ["The count before it holds again, where there is one."],
    reading=_practice_seen,
)
MERGER = RecordKind(
    model=PracticeChange,
    noun="merger",
    title=lambda one: f"{one.practice.name} merged into {one.after} on {as_day(one.happened_on)}",
    owner=lambda one: one.practice,
    visible=Practice.objects.visible_to,
    may_change=policies.may_record_merger,
    page=lambda one: _practice_page(one.practice),
    keeps=_only_mergers,
    lock=lambda one: lock_register(),
    faults=faults_of_merger,
    follows=lambda one: ["The practice counts as it did before the merger."],
    derive=_derive_of_both,
    reading=lambda one: ("practice_seen", one.practice),
)
