"""Recording what was done for a practice between sessions."""

from datetime import date
from decimal import Decimal

from django.db import transaction

from towpath.accounts.models import User
from towpath.audit.events import Event
from towpath.audit.record import record
from towpath.foundation.clock import now, today
from towpath.practices.models import SignUp
from towpath.practices.services.locking import lock_site
from towpath.practices.services.sign_up_faults import if_not_signed_up
from towpath.programmes.models import SitePost
from towpath.programmes.rules import if_not_in_post
from towpath.records.history import save_with_history
from towpath.records.holding import hold
from towpath.records.refusing import Refused, refuse
from towpath.training import policies
from towpath.training.models import Support, SupportKind
from towpath.ui.words import as_day

MOST_HOURS = 24
HOW_LONG = "Enter hours above 0 and up to 24, such as 0.5 or 1.25."


@transaction.atomic
def record_support(
    *,
    actor: User,
    sign_up: SignUp,
    kind: SupportKind,
    given_on: date,
    hours: Decimal,
    given_by: SitePost | None = None,
    note: str = "",
) -> Support:
    """Record a visit, advice, a meeting or resources left. Raises Refused by field for what cannot be."""
    policies.may_record_support(actor, sign_up).require()
    held = _held(sign_up)
    support = Support(
        sign_up=held, kind=kind, given_on=given_on, hours=hours, given_by=given_by, note=note.strip(),
        recorded_by=actor, recorded_at=now(),
    )  # fmt: skip
    if faults := faults_of_support(support):
        raise Refused(**faults)
    save_with_history(support, actor=actor)
    record(actor=actor, event=Event.SUPPORT_RECORDED, subject=support, kind=kind, hours=str(hours))
    return support


@transaction.atomic
def correct_support(  # noqa: PLR0913 -- what the form asks, by name
    *,
    actor: User,
    support: Support,
    version: int,
    reason: str,
    kind: SupportKind,
    given_on: date,
    hours: Decimal,
    given_by: SitePost | None = None,
    note: str = "",
) -> Support:
    """Correct a piece of support, and say why. Raises ChangedMeanwhile, and Refused for what cannot be."""
    policies.may_record_support(actor, support.sign_up).require()
    sign_up = _held(support.sign_up)
    held = hold(
        Support.objects.select_related("sign_up__site__programme", "sign_up__practice"), support.pk, version=version
    )
    held.sign_up, held.kind, held.given_on, held.hours = sign_up, kind, given_on, hours
    held.given_by, held.note = given_by, note.strip()
    why = "" if reason.strip() else "Say why it is corrected."
    refuse(**faults_of_support(held), reason=why)
    save_with_history(held, actor=actor, reason=reason)
    record(actor=actor, event=Event.SUPPORT_CORRECTED, subject=held, kind=kind, hours=str(hours))
    return held


def _held(sign_up: SignUp) -> SignUp:
    """The sign-up, with nobody else changing what is recorded at its site. Locked first and read after."""
    lock_site(sign_up.site_id)
    return SignUp.objects.select_related("site__programme", "practice").get(pk=sign_up.pk)


def faults_of_support(support: Support) -> dict[str, str]:
    """Support is given while the practice is signed up, for some hours of a day, by somebody in post that day."""
    post, site = support.given_by, support.sign_up.site
    faults = {
        "given_on": _fault_of_day(support.sign_up, support.given_on),
        "hours": "" if 0 < support.hours <= MOST_HOURS else HOW_LONG,
        "given_by": if_not_in_post(post, site, support.given_on, otherwise="choose somebody who was") if post else "",
    }
    return {field: sentence for field, sentence in faults.items() if sentence}


def _fault_of_day(sign_up: SignUp, day: date) -> str:
    if day > today():
        return f"Support can be recorded once it was given: {as_day(day)} is still to come."
    return if_not_signed_up(sign_up, day)
