"""What `towpath verify` proves: each room declares what must hold of its own, and one run asks all of it."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass

from django.db import DatabaseError

from towpath.audit import chain, digests
from towpath.audit.keys import kept_keys
from towpath.audit.models import Entry
from towpath.audit.noting import NotedHead, UnreadableNoteError, noted_heads
from towpath.foundation.registry import Registry
from towpath.records.audited import watched_models
from towpath.records.trigger_faults import faults_of_triggers
from towpath.records.triggers import tables
from towpath.ui.outside import outside_fault


@dataclass(frozen=True)
class CheckResult:
    """What a check found: the sentence that stands where all holds, or one for every fault.

    Sentences name kinds and keys, and no person: administrators of every partnership read them.
    """

    holds: str
    faults: tuple[str, ...] = ()


@dataclass(frozen=True)
class Check:
    """One thing that is proved, by its name on pages and in the terminal."""

    name: str
    run: Callable[[], CheckResult]


CHECKS: Registry[str, Check] = Registry("check of what is kept", key=lambda check: check.name)


def run_checks(noted: Collection[NotedHead] = ()) -> Iterator[tuple[str, CheckResult]]:
    """Each check by name with what it found, the audit record first. A check that cannot be done is a fault."""
    for check in (Check("Audit record", lambda: _check_chain(noted)), *CHECKS):
        try:
            yield check.name, check.run()
        except (DatabaseError, OSError) as error:
            fault = outside_fault(error)
            why = f"{fault.sentence} {fault.for_operators}" if fault else f"{type(error).__name__}."
            yield check.name, CheckResult("", (f"This could not be looked at: {why}",))


def faults_of(results: Iterator[tuple[str, CheckResult]]) -> list[str]:
    """Every fault as one sentence, with what it is about before it."""
    return [f"{name}: {fault}" for name, result in results for fault in result.faults]


def _check_chain(noted: Collection[NotedHead]) -> CheckResult:
    try:
        proof = chain.verify([*noted, *noted_heads()])
    except UnreadableNoteError as unreadable:
        return CheckResult("", (str(unreadable),))
    whole = " ".join((f"Whole: {proof.entries:,} entries, head {proof.head}.", *proof.lost))
    return CheckResult(whole, (proof.broken,) if proof.broken else ())


def _check_keys() -> CheckResult:
    named = set(Entry.objects.order_by().values_list("key_name", flat=True).distinct())
    missing = sorted(named - kept_keys().keys())
    return CheckResult("Every key that signed an entry is kept.", tuple(f"Key {name} is not kept." for name in missing))


def _check_triggers() -> CheckResult:
    return CheckResult(f"{len(tables())} tables only grow.", tuple(faults_of_triggers()))


def _check_rows() -> CheckResult:
    kinds = ", ".join(sorted(str(model._meta.verbose_name) for model in watched_models()))
    return CheckResult(f"Every row is as its last entry left it ({kinds}).", tuple(digests.changed_behind()))


OF_THIS_ROOM = (
    Check("Keys of the audit record", _check_keys),
    Check("Tables that only grow", _check_triggers),
    Check("Rows and their entries", _check_rows),
)
