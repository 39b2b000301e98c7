"""Opening partnerships, adding agencies, giving posts, closing accounts. Each asks, changes, records, returns."""

from datetime import date

from django.db import transaction

from towpath.access.roles import Role
from towpath.accounts.models import User
from towpath.accounts.services import invite_person
from towpath.audit.events import Event
from towpath.audit.record import record
from towpath.foundation.clock import today
from towpath.partners import policies
from towpath.partners.models import Agency, Duty, Partnership, Post
from towpath.records import redacting
from towpath.records.history import require_reason, require_version, save_with_history
from towpath.records.holding import hold, lock
from towpath.records.refusing import Refused, refuse

NOWHERE = "These words stand nowhere in what the partnership keeps."
IN_THE_MARK = "Enter other words, without “[removed]” or a part of it: it is the mark of words removed."


@transaction.atomic
def open_partnership(*, actor: User | None, name: str, area: str = "", is_demonstration: bool = False) -> Partnership:
    """Open a partnership. It has no people yet: its first administrator is invited from the command line too."""
    policies.may_open_partnership(actor).require()
    partnership = Partnership.objects.create(name=name.strip(), area=area.strip(), is_demonstration=is_demonstration)
    record(actor=actor, event=Event.PARTNERSHIP_OPENED, subject=partnership)
    return partnership


@transaction.atomic
def remove_words(*, actor: User, partnership: Partnership, words: str, reason: str) -> int:
    """Take words out of everything the partnership owns, and say why. Returns in how many places they stood.

    Raises Refused where they stand nowhere, are too short, or nobody says why.
    """
    policies.may_remove_words(actor, partnership).require()
    lock_partnership(partnership)
    _require_removable(words, reason)
    found = redacting.remove(actor=actor, partnership=partnership.pk, words=words, reason=reason)
    if not found.places:
        raise Refused(words=NOWHERE)
    record(actor=actor, event=Event.WORDS_REMOVED, subject=partnership, beside=found.records, places=found.places)
    return found.places


def places_of(*, partnership: Partnership, words: str) -> list[tuple[str, str, int]]:
    """Where the words stand: kind of record, field, and how often. Raises Refused where nowhere."""
    _require_removable(words, "asked about")
    if found := redacting.places(partnership.pk, words):
        return found
    raise Refused(words=NOWHERE)


def _require_removable(words: str, reason: str) -> None:
    letters = sum(letter.isalnum() for letter in words)
    if letters < redacting.FEWEST:
        raise Refused(words=f"Enter {redacting.FEWEST} letters or more: fewer stand inside other words.")
    if redacting.are_of_the_mark(words):
        raise Refused(words=IN_THE_MARK)
    if not reason.strip():
        raise Refused(reason="Say why.")


@transaction.atomic
def add_agency(*, actor: User | None, partnership: Partnership, name: str, duty: Duty = Duty.NEITHER) -> Agency:
    """Add a body that can lead actions of this partnership. Raises Refused where it is there already."""
    policies.may_manage_people(actor, partnership).require()
    lock_partnership(partnership)
    agency = Agency(partnership=partnership, name=name.strip(), duty=duty)
    refuse(**policies.faults_of_agency(agency))
    save_with_history(agency, actor=actor)
    record(actor=actor, event=Event.AGENCY_ADDED, subject=agency, duty=duty)
    return agency


@transaction.atomic
def correct_agency(
    *, actor: User | None, agency: Agency, why: str, name: str, duty: Duty, version: int | None = None
) -> Agency:  # fmt: skip
    """Correct an agency's name or its place under the duty, and say why."""
    policies.may_manage_people(actor, agency.partnership).require()
    lock_partnership(agency.partnership)
    held = Agency.objects.select_for_update(of=("self",)).select_related("partnership").get(pk=agency.pk)
    require_version(held, version)
    held.name, held.duty = name.strip(), duty
    refuse(**policies.faults_of_agency(held))
    require_reason(why, changes=True, field="why")
    save_with_history(held, actor=actor, reason=why)
    record(actor=actor, event=Event.AGENCY_CORRECTED, subject=held, duty=duty)
    return held


@transaction.atomic
def give_post(
    *,
    actor: User | None,
    user: User,
    partnership: Partnership,
    role: Role,
    agency: Agency | None = None,
    started_on: date,
    ended_on: date | None = None,
) -> Post:
    """Give a person a role in a partnership from a day on. Raises Refused for what cannot be a post."""
    policies.may_manage_people(actor, partnership).require()
    lock_partnership(partnership)
    post = Post(user=user, partnership=partnership, role=role, agency=agency, started_on=started_on, ended_on=ended_on)
    refuse(**policies.faults_of_post(post))
    save_with_history(post, actor=actor)
    record(actor=actor, event=Event.POST_GIVEN, subject=post, role=role, **_days(post))
    return post


@transaction.atomic
def correct_post(
    *,
    actor: User | None,
    post: Post,
    why: str,
    role: Role,
    agency: Agency | None,
    started_on: date,
    ended_on: date | None,
    version: int | None = None,
) -> Post:
    """Correct a post that was given wrongly, and say why: its rights are those that now stand there."""
    policies.may_manage_people(actor, post.partnership).require()
    lock_partnership(post.partnership)
    held = hold(Post.objects.select_related("partnership", "user"), post.pk, version=version)
    held.role, held.agency, held.started_on, held.ended_on = role, agency, started_on, ended_on
    refuse(**{"role": _fault_of_administrators(actor, held), **policies.faults_of_post(held)})
    require_reason(why, changes=True, field="why")
    save_with_history(held, actor=actor, reason=why)
    record(actor=actor, event=Event.POST_CORRECTED, subject=held, role=role, **_days(held))
    return held


@transaction.atomic
def end_post(*, actor: User | None, post: Post, ended_on: date, version: int | None = None) -> Post:
    """End a post after its last day. Raises Refused for a last day before the first, and ChangedMeanwhile."""
    lock_partnership(post.partnership)
    post = hold(Post.objects.select_related("partnership", "user"), post.pk, version=version)
    policies.may_end_post(actor, post).require()
    is_longer = post.ended_on is not None and ended_on > post.ended_on
    post.ended_on = ended_on
    faults = policies.faults_of_post(post)
    is_reversed = faults.pop("ended_on", "")
    refuse(**{**(faults if is_longer else {}), "ended_on": is_reversed or _fault_of_administrators(actor, post)})
    save_with_history(post, actor=actor)
    record(actor=actor, event=Event.POST_ENDED, subject=post, role=post.role, **_days(post))
    return post


@transaction.atomic
def invite_to_post(
    *,
    actor: User | None,
    email: str,
    name: str,
    sign_in_at: str,
    partnership: Partnership,
    role: Role,
    agency: Agency | None = None,
    started_on: date,
) -> Post:
    """Invite a person and give them their first post: both, or neither. A closed account has to be opened first."""
    policies.may_manage_people(actor, partnership).require()
    person = invite_person(actor=actor, email=email, name=name, sign_in_at=sign_in_at)
    if not person.is_active:
        raise Refused(email="This person's account is closed. Open it again before giving them a post.")
    return give_post(actor=actor, user=person, partnership=partnership, role=role, agency=agency, started_on=started_on)


@transaction.atomic
def close_account(*, actor: User | None, person: User) -> User:
    """Close an account: whoever holds it is out at once and cannot sign in. Their posts and history stay."""
    _lock_where_administrator(person)
    policies.may_close_account(actor, person).require()
    if _set_active(person, is_active=False):
        record(actor=actor, event=Event.PERSON_DEACTIVATED, subject=person)
    return person


@transaction.atomic
def reopen_account(*, actor: User | None, person: User) -> User:
    """Open a closed account again."""
    policies.may_reopen_account(actor, person).require()
    if _set_active(person, is_active=True):
        record(actor=actor, event=Event.PERSON_REACTIVATED, subject=person)
    return person


def _set_active(person: User, *, is_active: bool) -> bool:
    """Whether that is a change: a second click makes none."""
    if User.objects.select_for_update().get(pk=person.pk).is_active is is_active:
        return False
    person.is_active = is_active
    person.save(update_fields=["is_active"])
    return True


def lock_partnership(partnership: Partnership) -> None:
    """Whoever adds what must be the only one of its kind in a partnership waits for the one before.

    Rows that only refer to the partnership do not wait.
    """
    lock(Partnership, partnership.pk, no_key=True)


def _lock_where_administrator(person: User) -> None:
    """Whoever changes who administers a partnership waits for the one before; in one order, or two wait for ever."""
    posts = person.posts.administrators_from(today())
    rows = Partnership.objects.select_for_update(no_key=True).filter(pk__in=posts.values("partnership"))
    list(rows.order_by("pk").only("pk"))


def _fault_of_administrators(actor: User | None, post: Post) -> str:
    return policies.fault_of_own_last(actor, post) or policies.fault_of_last_administrator(post)


def _days(post: Post) -> dict[str, str]:
    """The first and last day of a post, for the record."""
    days = {"from": post.started_on.isoformat()}
    return days if post.ended_on is None else {**days, "until": post.ended_on.isoformat()}
