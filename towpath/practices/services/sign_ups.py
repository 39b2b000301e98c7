"""Signing practices up, keeping what a site knows of them, and recording that they left."""

from collections.abc import Mapping
from datetime import date

from django.db import transaction

from towpath.access.grants import holds_somewhere
from towpath.access.roles import Permission, Reach
from towpath.accounts.models import User
from towpath.audit.events import Event
from towpath.audit.record import record
from towpath.foundation.staff import StaffGroup
from towpath.practices import policies
from towpath.practices.derived import derive_anew
from towpath.practices.models import Headcount, ListSize, Practice, SignUp
from towpath.practices.services import sign_up_faults as faults
from towpath.practices.services.locking import lock_sign_up
from towpath.programmes.models import Site
from towpath.records.history import require_reason, save_with_history
from towpath.records.holding import hold
from towpath.records.refusing import Refused, refuse

WITH_SITE = SignUp.objects.select_related("site__programme", "practice")


@transaction.atomic
def sign_up(
    *,
    actor: User,
    site: Site,
    practice: Practice,
    signed_up_on: date,
    champion: str = "",
    headcounts: Mapping[StaffGroup, int] | None = None,
    patients: int | None = None,
) -> SignUp:
    """Sign a practice up at a site, with the staff and patients it has on that day as far as they are known."""
    policies.may_record_training(actor, site).require()
    added = SignUp(site=site, practice=practice, signed_up_on=signed_up_on, champion=champion.strip())
    lock_sign_up(added)
    refuse(**faults.of_sign_up(added))
    save_with_history(added, actor=actor)
    _keep_counts(actor, added, signed_up_on, headcounts or {}, patients)
    record(actor=actor, event=Event.PRACTICE_SIGNED_UP, subject=added, on=signed_up_on.isoformat())
    return added


@transaction.atomic
def amend_sign_up(
    *, actor: User, sign_up: SignUp, version: int, signed_up_on: date, champion: str, reason: str = ""
) -> SignUp:
    """Correct the day a practice signed up, and say why; or who its champion is.

    What was counted on the day it signed up goes with a later day, unless the same was counted on that day too.
    """
    policies.may_record_training(actor, sign_up.site).require()
    lock_sign_up(sign_up)
    held = hold(WITH_SITE, sign_up.pk, version=version)
    if signed_up_on != held.signed_up_on:
        refuse(**faults.of_signing_up(held.site, held.practice, signed_up_on, besides=held))
        _move_first_counts(actor, held, signed_up_on, reason)
        refuse(**faults.of_moving_the_day(held, signed_up_on))
        require_reason(reason, changes=True)
    save_with_history(held, actor=actor, reason=reason, signed_up_on=signed_up_on, champion=champion.strip())
    record(actor=actor, event=Event.PRACTICE_AMENDED, subject=held, on=signed_up_on.isoformat())
    return held


@transaction.atomic
def leave(*, actor: User, sign_up: SignUp, version: int, left_on: date, why_left: str) -> SignUp:
    """Record that a practice left the programme, and why. What it was trained in stays."""
    policies.may_record_training(actor, sign_up.site).require()
    lock_sign_up(sign_up)
    held = hold(WITH_SITE, sign_up.pk, version=version)
    refuse(**faults.of_leaving(held, left_on, why_left))
    save_with_history(held, actor=actor, left_on=left_on, why_left=why_left.strip())
    record(actor=actor, event=Event.PRACTICE_LEFT, subject=held, on=left_on.isoformat())
    return held


@transaction.atomic
def take_back_leaving(*, actor: User, sign_up: SignUp, version: int, reason: str) -> SignUp:
    """Record that a practice did not leave after all: its leaving was recorded by mistake."""
    policies.may_record_training(actor, sign_up.site).require()
    lock_sign_up(sign_up)
    held = hold(WITH_SITE, sign_up.pk, version=version)
    require_reason(reason, changes=True)
    refuse(**faults.of_staying(held))
    save_with_history(held, actor=actor, reason=reason, left_on=None, why_left="")
    record(actor=actor, event=Event.PRACTICE_STAYED, subject=held)
    return held


@transaction.atomic
def name_manager(*, actor: User, sign_up: SignUp, manager: User | None, version: int | None = None) -> SignUp:
    """Let somebody who holds the role of practice manager see this practice's training; None ends that."""
    policies.may_name_manager(actor, sign_up).require()
    if manager is not None and not holds_role_of_manager(manager, sign_up):
        raise Refused(manager=f"{manager} does not hold the role of practice manager in this partnership.")
    held = hold(WITH_SITE, sign_up.pk, version=version)
    save_with_history(held, actor=actor, manager=manager)
    record(actor=actor, event=Event.PRACTICE_MANAGER_NAMED, subject=held, manager=manager.pk if manager else None)
    return held


@transaction.atomic
def record_headcount(
    *,
    actor: User,
    sign_up: SignUp,
    as_of: date,
    people: Mapping[StaffGroup, int],
    reason: str = "",
    version: int | None = None,
) -> None:
    """Record how many staff the practice has from a day on; a group left out keeps the count it had.

    Another number for a day that was counted corrects that count, and asks why.
    """
    policies.may_record_training(actor, sign_up.site).require()
    lock_sign_up(sign_up)
    held = hold(WITH_SITE, sign_up.pk, version=version)
    refuse(**faults.of_count(held, as_of))
    if not people:
        raise Refused("Enter the number of people of at least one staff group. Enter 0 where there are none.")
    _keep_counts(actor, held, as_of, people, None, reason)
    _step(held)
    record(actor=actor, event=Event.HEADCOUNT_RECORDED, subject=held, on=as_of.isoformat(), **_by_group(people))


@transaction.atomic
def record_list_size(
    *, actor: User, sign_up: SignUp, as_of: date, patients: int, reason: str = "", version: int | None = None
) -> None:
    """Record how many patients are registered with the practice from a day on; another number of a day asks why."""
    policies.may_record_training(actor, sign_up.site).require()
    lock_sign_up(sign_up)
    held = hold(WITH_SITE, sign_up.pk, version=version)
    refuse(**faults.of_count(held, as_of))
    _keep_counts(actor, held, as_of, {}, patients, reason)
    _step(held)
    record(actor=actor, event=Event.PRACTICE_AMENDED, subject=held, on=as_of.isoformat(), patients=patients)


def holds_role_of_manager(person: User, sign_up: SignUp) -> bool:
    """Whether this person is a practice manager in the partnership of the sign-up."""
    partnership = sign_up.site.programme.partnership_id
    return holds_somewhere(person, Permission.VIEW_TRAINING, reach=Reach.PRACTICE, partnership_id=partnership)


def _keep_counts(
    actor: User, held: SignUp, as_of: date, people: Mapping[StaffGroup, int], patients: int | None, reason: str = ""
) -> None:
    """Keep counts of a day, over those kept for the same day, and what follows from them."""
    refuse(
        **faults.of_numbers(dict(people), faults.LARGEST_COUNT)
        | faults.of_numbers({"patients": patients}, faults.LARGEST_LIST)
    )
    for group, number in people.items():
        counted = Headcount.objects.filter(sign_up=held, staff_group=group, as_of=as_of).first()
        _keep_count(actor, counted or Headcount(sign_up=held, staff_group=group, as_of=as_of), reason, people=number)
    if patients is not None:
        listed = ListSize.objects.filter(sign_up=held, as_of=as_of).first()
        _keep_count(actor, listed or ListSize(sign_up=held, as_of=as_of), reason, patients=patients)
    derive_anew([held])


def _move_first_counts(actor: User, held: SignUp, day: date, reason: str) -> None:
    first: list[Headcount | ListSize] = [
        *held.headcounts.filter(as_of=held.signed_up_on).exclude(
            staff_group__in=held.headcounts.filter(as_of=day).values("staff_group")
        ),
        *([] if held.list_sizes.filter(as_of=day).exists() else held.list_sizes.filter(as_of=held.signed_up_on)),
    ]
    for count in first if day > held.signed_up_on else ():
        save_with_history(count, actor=actor, reason=reason, as_of=day)


def _keep_count(actor: User, count: Headcount | ListSize, reason: str, **number: int) -> None:
    is_other = bool(count.pk) and any(getattr(count, name) != value for name, value in number.items())
    require_reason(reason, changes=is_other)
    save_with_history(count, actor=actor, reason=reason if is_other else "", **number)  # type: ignore[arg-type]


def _step(held: SignUp) -> None:
    """What was counted is part of what the next person to record has to have seen."""
    held.version += 1
    held.save(update_fields=["version"])


def _by_group(people: Mapping[StaffGroup, int]) -> dict[str, int]:
    return {str(group): number for group, number in people.items()}
