"""What `towpath verify` proves of accounts: that what is sealed can be opened with the keys that are kept."""

from collections.abc import Iterator

from allauth.mfa.models import Authenticator

from towpath.accounts.changing_keys import SEALED_PARTS
from towpath.accounts.models import OutgoingMail
from towpath.accounts.sealing import opens
from towpath.audit.checks import Check, CheckResult
from towpath.ui.words import count_of

KEEP = "name the key they were sealed with in SECRET_KEY_FALLBACKS"


def _check_sealed() -> CheckResult:
    return CheckResult("Second factors and mail that waits open with the keys that are kept.", tuple(_closed()))


def _closed() -> Iterator[str]:
    kept = Authenticator.objects.values_list("data", flat=True)
    sealed = [data[part] for data in kept for part in SEALED_PARTS if part in data]
    if closed := sum(not opens(one) for one in sealed):
        yield f"{count_of(closed, 'second factor')} cannot be opened: {KEEP}."
    if closed := sum(not opens(one.sealed) for one in OutgoingMail.objects.all()):
        yield f"{count_of(closed, 'mail')} that waits cannot be opened: {KEEP}."


SEALED = Check("What is sealed", _check_sealed)
