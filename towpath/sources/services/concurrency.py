"""A reading held for a change, so that two clicks, or two people, make one plan."""

from towpath.records.holding import ChangedMeanwhile
from towpath.sources.models import Reading


def locked(reading: Reading) -> Reading:
    """The reading as it stands now, locked until the end of the transaction.

    Locked first and read after: PostgreSQL would join a row it waited for with what others were before the wait.
    """
    Reading.objects.select_for_update().only("pk").get(pk=reading.pk)
    return Reading.objects.with_document().get(pk=reading.pk)


def hold_reading(reading: Reading, *, version: int) -> Reading:
    """The reading locked, if it is still as the person saw it. Raises ChangedMeanwhile when it is not."""
    held = locked(reading)
    if held.version != version:
        raise ChangedMeanwhile(held)
    return held
