"""Once a day everything is proved, the head of the chain is noted, and what was found is kept for administrators."""

import logging
from datetime import date

from towpath.audit.checks import faults_of, run_checks
from towpath.audit.models import Head, Verification
from towpath.audit.noting import note_head
from towpath.foundation.clock import midnight, now, today

LOG = logging.getLogger("towpath.faults")


def verify_of_the_day() -> Verification | None:
    """Prove everything and note the head, unless it was done today already. Faults go into the log too."""
    if Verification.objects.filter(made_at__gte=midnight(today())).exists():
        return None
    faults = faults_of(run_checks())
    head = Head.objects.first() or Head()
    is_noted = _note(head, today(), faults)
    for fault in faults:
        LOG.error("Verifying found: %s", fault)
    return Verification.objects.create(
        made_at=now(), entries=head.count, head=head.hash, faults=faults, is_noted_outside=is_noted
    )


def _note(head: Head, day: date, faults: list[str]) -> bool:
    """Note the head; where the folder cannot be written to, that is a fault too."""
    try:
        return note_head(head, day)
    except OSError as error:
        faults.append(f"Noted heads: the head could not be noted: {type(error).__name__}.")
        return False
