"""The agencies that a plan's documents name: found by any of their names, kept under another, taken apart again."""

from collections.abc import Iterable, Sequence

from django.db import transaction

from towpath.accounts.models import User
from towpath.audit.events import Event
from towpath.audit.record import record
from towpath.documents.plan.draft import SameAs
from towpath.partners.models import Agency, Partnership
from towpath.partners.services.partnerships import lock_partnership
from towpath.plans import policies
from towpath.plans.models import Action, ActionLead
from towpath.plans.services.amending import leads_in_words, save_action, set_leads
from towpath.records.fitting import fit
from towpath.records.history import save_with_history
from towpath.records.refusing import Refused

APART = "“{name}” is an agency of its own."


def key_of(name: str) -> str:
    """The same agency however it is spaced, capitalised or ended with a full stop, and as far as its name is kept."""
    return " ".join(fit(Agency, "name", name).casefold().rstrip(" .").split())


def agencies_of(partnership: Partnership) -> dict[str, Agency]:
    """The partnership's agencies by `key_of` each of their names; an agency's own name goes before another's other."""
    known = list(partnership.agencies.all())
    others = {key_of(name): agency for agency in known for name in agency.other_names}
    return others | {key_of(agency.name): agency for agency in known}


def agencies_named(partnership: Partnership, names: Iterable[str]) -> dict[str, Agency]:
    """The partnership's agencies of these names, by `key_of` the name; those not yet known are added."""
    known = agencies_of(partnership)
    new = {key_of(name): name for name in names if key_of(name) not in known}
    made = [Agency(partnership=partnership, name=fit(Agency, "name", name)) for name in new.values()]
    added = Agency.objects.bulk_create(made)
    return known | dict(zip(new, added, strict=True))


def led_by(agencies: dict[str, Agency], names: Sequence[str]) -> dict[Agency, list[str]]:
    """The agencies of these names in their order, each once, with the names it is written under."""
    found: dict[Agency, list[str]] = {}
    for name in names:
        found.setdefault(agencies[key_of(name)], []).append(name)
    return found


@transaction.atomic
def keep_names(*, actor: User, partnership: Partnership, same: Iterable[SameAs]) -> None:
    """Keep names that documents write as other names of their agencies, so that none is asked about again."""
    policies.may_edit_plans(actor, partnership).require()
    lock_partnership(partnership)
    for one in dict.fromkeys(same):
        known = agencies_named(partnership, [one.agency])
        agency = known[key_of(one.agency)]
        if key_of(one.name) not in known:
            agency.other_names = [*agency.other_names, fit(Agency, "name", one.name)]
            save_with_history(agency, actor=actor, reason=one.reason)
            record(actor=actor, event=Event.AGENCY_NAME_KEPT, subject=agency)


@transaction.atomic
def take_apart(*, actor: User, agency: Agency, name: str) -> Agency:
    """Let another name of an agency be an agency of its own, which leads what was led under that name."""
    policies.may_edit_plans(actor, agency.partnership).require()
    lock_partnership(agency.partnership)
    held = Agency.objects.select_related("partnership").get(pk=agency.pk)
    if name not in held.other_names:
        raise Refused(f"“{name}” is no other name of {held} any more.")
    held.other_names = [other for other in held.other_names if other != name]
    reason = APART.format(name=name)
    save_with_history(held, actor=actor, reason=reason)
    own = save_with_history(Agency(partnership=held.partnership, name=name), actor=actor)
    for action in _led_under(held, name):
        _part(action, held, own, actor, reason)
    record(actor=actor, event=Event.AGENCY_NAME_TAKEN_APART, subject=held, own=own.pk)
    return own


def _led_under(agency: Agency, name: str) -> list[Action]:
    """The actions whose document names the agency so."""
    leads = ActionLead.objects.filter(agency=agency).values_list("action_id", "written")
    led = [action for action, written in leads if key_of(name) in map(key_of, written)]
    return list(Action.objects.filter(pk__in=led).select_related("plan__partnership").select_for_update(of=("self",)))


def _part(action: Action, held: Agency, own: Agency, actor: User, reason: str) -> None:
    before, accountable = leads_in_words(action), action.accountable
    named: dict[Agency, list[str]] = {}
    for lead in action.leads.select_related("agency"):
        names = lead.written if lead.agency_id == held.pk else []
        apart = [name for name in names if key_of(name) == key_of(own.name)]
        kept = [name for name in lead.written if name not in apart]
        if not apart or kept:
            named[lead.agency] = kept
        if apart:
            named[own] = apart
    stays = accountable if accountable in named else own if accountable else None
    set_leads(action, list(named), stays, {agency.pk: names for agency, names in named.items()})
    save_action(action, actor=actor, reason=reason, leads_before=before)
