"""A kept reading beside the one its words get today, for when the reader has learnt."""

from dataclasses import dataclass, replace
from datetime import date

from towpath.foundation.deadlines.deadline import Deadline
from towpath.foundation.deadlines.done import as_of
from towpath.foundation.deadlines.reading import read_deadline
from towpath.foundation.deadlines.wording import in_words

READ_AGAIN = "The same words are read otherwise than before."


@dataclass(frozen=True)
class Reread:
    """A deadline whose words are read otherwise than they are kept. `is_typed` says that a person typed them here."""

    before: Deadline
    after: Deadline
    is_typed: bool

    @property
    def is_sure(self) -> bool:
        """Nothing in the new reading is in doubt, and nobody here meant the old one."""
        return not self.is_typed and self.after.is_understood and not self.after.doubt

    @property
    def doubted(self) -> Deadline:
        """The reading as it was kept, with the question for a person."""
        sentence = f"These words are now read as “{in_words(self.after)}”: save the deadline again if that is meant."
        return replace(self.before, doubt=sentence)

    @property
    def settled(self) -> Deadline:
        """What is kept from now on."""
        return self.after if self.is_sure else self.doubted


def read_again(kept: Deadline, *, is_typed: bool, day: date) -> Reread | None:
    """The two readings where they differ in more than a doubt, else None.

    What was promised for a day to come does not become done because that day has passed.
    """
    after = read_deadline(kept.text, day)
    is_same = _is_same(kept, after) or _is_same(kept, as_of(after, date.min))
    return None if is_same else Reread(kept, after, is_typed)


def _is_same(before: Deadline, after: Deadline) -> bool:
    alike = replace(before, doubt="", answers=(), parts=()) == replace(after, doubt="", answers=(), parts=())
    parts = zip(before.parts, after.parts, strict=False)
    return alike and len(before.parts) == len(after.parts) and all(_is_same(one, other) for one, other in parts)
