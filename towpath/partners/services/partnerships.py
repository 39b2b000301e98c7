"""Opening partnerships, their agencies, and taking words out of all they own."""

from collections.abc import Collection, Iterable

from django.db import transaction

from towpath.access.roles import Role
from towpath.accounts.models import User
from towpath.audit.events import Event
from towpath.audit.record import record
from towpath.partners import policies
from towpath.partners.models import Agency, Duty, Partnership
from towpath.records import redacting
from towpath.records.history import require_reason, require_version, save_with_history
from towpath.records.holding import lock, require_unchanged
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
def set_factor_roles(
    *, actor: User, partnership: Partnership, roles: Iterable[Role], why: str, version: str | None = None
) -> Partnership:
    """Say which roles need an app or a passkey to sign in, and why; roles that see people's cases always do.

    Raises ChangedMeanwhile.
    """
    policies.may_change_sign_in_rules(actor, partnership).require()
    lock_partnership(partnership)
    chosen = sorted(Role(role).value for role in roles)
    held = Partnership.objects.get(pk=partnership.pk)
    require_unchanged(held, sorted(held.factor_roles), version=version)
    if chosen != sorted(held.factor_roles):
        require_reason(why, changes=True, field="why")
        save_with_history(held, actor=actor, reason=why, factor_roles=chosen)
        record(actor=actor, event=Event.SIGN_IN_RULES_SET, subject=held, roles=chosen)
    return held


@transaction.atomic
def remove_words(
    *, actor: User, partnership: Partnership, words: str, reason: str, without_them: Collection[str] = ()
) -> int:
    """Take words out of everything the partnership owns, and say why. Returns in how many places they stood.

    Files that people chose and have not saved go whole, unless they are among those `without_them`. Raises Refused
    where the words stand nowhere, are too short, or nobody says why.
    """
    policies.may_remove_words(actor, partnership).require()
    lock_partnership(partnership)
    _require_removable(words, reason)
    found = redacting.remove(
        actor=actor, partnership=partnership.pk, words=words, reason=reason, without_them=without_them
    )
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
def add_agency(*, actor: User | None, partnership: Partnership, name: str, duty: Duty = Duty.NOT_SAID) -> Agency:
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


def lock_partnership(partnership: Partnership) -> None:
    """Whoever adds what must be the only one of its kind in a partnership waits for the one before.

    Rows that only refer to the partnership do not wait.
    """
    lock(Partnership, partnership.pk, no_key=True)
