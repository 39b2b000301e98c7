"""Setting what "fully trained" means in a programme, from a day on."""

from datetime import date

from django.db import transaction

from towpath.accounts.models import User
from towpath.audit.events import Event
from towpath.audit.record import record
from towpath.facts.counting import Tally
from towpath.foundation.clock import now
from towpath.practices.models import SignUp
from towpath.programmes.models import Programme
from towpath.programmes.rules import if_before_launch
from towpath.programmes.services.locking import locked_programme
from towpath.records.history import save_with_history
from towpath.records.holding import ChangedMeanwhile
from towpath.records.refusing import Refused
from towpath.training import policies
from towpath.training.facts.practices import as_if_set, practices_at
from towpath.training.kinds import SessionKind
from towpath.training.models import TrainingRule
from towpath.training.rule import Rule
from towpath.training.services.attaining import attain, reached_under
from towpath.ui.words import as_day

IF_SET = 0  # stands for a rule that nobody has set


@transaction.atomic
def set_training_rule(
    *, actor: User, programme: Programme, in_force_from: date, rule: Rule, reason: str = "", version: int | None = None
) -> TrainingRule:
    """Let a rule hold from a day on; earlier days keep the rule they had. Raises Refused by field.

    `version` is the key of the newest rule the person saw, 0 for none. Raises ChangedMeanwhile where there is another.
    """
    policies.may_set_rule(actor, programme).require()
    programme = locked_programme(programme)
    newest = newest_of(programme)
    if newest and version is not None and version != newest.pk:
        raise ChangedMeanwhile(newest, newest.pk)
    if faults := faults_of_rule(programme, in_force_from, rule, reason):
        raise Refused(**faults)
    kept = save_with_history(
        TrainingRule(
            programme=programme, in_force_from=in_force_from, kept=rule.as_json(), reason=reason.strip(), added_at=now()
        ),
        actor=actor, reason=reason,
    )  # fmt: skip
    attain(SignUp.objects.filter(site__programme=programme).only("pk"))
    record(actor=actor, event=Event.TRAINING_RULE_SET, subject=kept, in_force_from=in_force_from.isoformat())
    return kept


def newest_of(programme: Programme) -> TrainingRule | None:
    """The rule that begins last, which a new one follows."""
    return programme.training_rules.order_by("-in_force_from").first()


def faults_of_rule(programme: Programme, in_force_from: date, rule: Rule, reason: str = "") -> dict[str, str]:
    """What is wrong with a rule that is to be set, as a sentence by field; empty for a good one."""
    newest = newest_of(programme)
    found = {
        "in_force_from": _fault_of_day(programme, newest, in_force_from),
        "requirements": _fault_of_requirements(rule),
        "refresher_months": "" if _is_possible(rule.refresher_months) else "The months must be from 1 to 120.",
        "reason": "Say why the rule changes." if newest and not reason.strip() else "",
    }
    return {name: sentence for name, sentence in found.items() if sentence}


def faults_of_rule_put_back(kept: TrainingRule) -> dict[str, str]:
    """What speaks against a rule that comes back among those that hold: the programme's launch, or one of its day."""
    day = kept.in_force_from
    same = kept.programme.training_rules.exclude(pk=kept.pk).filter(in_force_from=day).first()
    sentence = _fault_of_day(kept.programme, same, day)
    return {"in_force_from": sentence} if sentence else {}


def _fault_of_day(programme: Programme, newest: TrainingRule | None, day: date) -> str:
    """Rules follow one another: none begins before the programme, or on or before the day on which another does."""
    if fault := if_before_launch(programme, day):
        return fault
    if newest and day <= newest.in_force_from:
        return f"A rule holds from {as_day(newest.in_force_from)} already: the new one must begin after it."
    return ""


def _fault_of_requirements(rule: Rule) -> str:
    if not rule.requirements:
        return "Ask for at least one kind of session."
    for one in rule.requirements:
        if one.kind is SessionKind.CATCH_UP:
            return "A catch-up counts as the session it repeats, so the rule cannot ask for one."
        if not one.groups:
            return f"{one.kind.label}: choose the staff groups it is for."
        if not 1 <= one.share <= 100:
            return f"{one.kind.label}: the share must be from 1 to 100 per cent."
    asked = [(one.kind, group) for one in rule.requirements for group in one.groups]
    return "" if len(asked) == len(set(asked)) else "Two lines ask the same staff group for the same kind of session."


def _is_possible(months: int | None) -> bool:
    return months is None or 1 <= months <= 120


def tally_under(programme: Programme, rule: Rule, day: date) -> Tally:
    """The sites of a programme on a day as they would be counted if this rule held. Nothing is kept."""
    sites = programme.sites.values_list("pk", flat=True)
    as_now = Tally("site", sites, day)
    return Tally("site", sites, day, known={practices_at: as_if_set(as_now, IF_SET, reached_under(programme, rule))})
