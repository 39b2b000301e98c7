"""What became of the grown database's actions: accounts, evidence and figures, and who looked at what."""

from collections.abc import Iterator, Sequence
from datetime import timedelta

from bench.grown import wording
from bench.grown.plans import BATCH, RATINGS
from towpath.accounts.models import User
from towpath.audit.events import Event
from towpath.audit.models import ORIGIN, Entry, Head
from towpath.audit.signing import sign_entry, signed_head
from towpath.foundation.clock import now
from towpath.plans.models import Action, Evidence, ProgressUpdate, UpdateFigure
from towpath.records.audited import label_of, partnership_key_of

TURNS = 7  # an action has none to six updates, in turn
LONG_HISTORY = 200  # and the very first of all, the worst case
ENTRIES = 50_000


def add_history(actions: Sequence[Action], people: Sequence[User]) -> None:
    """About 60,000 accounts; every fifth with evidence and a figure to decide on."""
    updates = ProgressUpdate.objects.bulk_create(_updates(actions, people), batch_size=BATCH)
    shown = updates[::5]
    link = "https://example.org/minutes"
    Evidence.objects.bulk_create(
        (Evidence(update=update, name="Minutes of the board", link=link) for update in shown), batch_size=BATCH
    )
    UpdateFigure.objects.bulk_create(
        (UpdateFigure(update=one, value="217", unit="clinicians", sentence=one.account) for one in shown),
        batch_size=BATCH,
    )


def _updates(actions: Sequence[Action], people: Sequence[User]) -> Iterator[ProgressUpdate]:
    """The accounts of every action, a fortnight apart; the newest has the rating that the action carries."""
    for number, action in enumerate(actions):
        size = number % TURNS if number else LONG_HISTORY
        for turn in range(size):
            moment = now() - timedelta(days=14 * (size - turn))
            yield ProgressUpdate(
                action=action,
                as_of=moment.date(),
                rating=action.rating if turn == size - 1 else wording.pick(RATINGS, number + turn).slug,
                account=wording.account(number + turn),
                reported_by=wording.pick(people, number),
                recorded_at=moment,
            )


def add_record(actions: Sequence[Action], people: Sequence[User]) -> None:
    """An audit chain that holds, of actions that were looked at a minute apart."""
    entries = Entry.objects.bulk_create(_entries(actions, people), batch_size=BATCH)
    last = entries[-1]
    Head.objects.update_or_create(pk=1, defaults=signed_head(last.number, last.hash))


def _entries(actions: Sequence[Action], people: Sequence[User]) -> Iterator[Entry]:
    previous, began = ORIGIN, now() - timedelta(minutes=ENTRIES)
    for number in range(1, ENTRIES + 1):
        action, person = wording.pick(actions, number), wording.pick(people, number)
        entry = Entry(
            number=number,
            at=began + timedelta(minutes=number),
            event=Event.ACTION_SEEN,
            actor_key=str(person.pk),
            actor_label=str(person),
            subject_kind=Action._meta.label_lower,
            subject_key=str(action.pk),
            subject_label=label_of(action),
            partnership_key=str(partnership_key_of(action)),
            previous_hash=previous,
        )
        sign_entry(entry)
        previous = entry.hash
        yield entry
