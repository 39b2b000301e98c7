"""Drafts are sealed, so words are taken out of them where they are opened."""

import json
import re
from collections.abc import Iterator, Sequence

from towpath.accounts.models import Draft
from towpath.accounts.sealing import opens, seal, unseal
from towpath.records.words import is_in, without


class Drafts:
    """What people had typed on pages they left."""

    label = "Draft"

    def count(self, people: Sequence[int], pattern: re.Pattern[str]) -> int:
        return sum(1 for _ in self._holding(people, pattern))

    def remove(self, people: Sequence[int], pattern: re.Pattern[str]) -> None:
        for draft, typed in self._holding(people, pattern):
            Draft.objects.filter(pk=draft.pk).update(sealed=seal(json.dumps(without(pattern, typed))))

    def _holding(self, people: Sequence[int], pattern: re.Pattern[str]) -> Iterator[tuple[Draft, object]]:
        for draft in Draft.objects.filter(user__in=people).order_by("pk"):
            typed = json.loads(unseal(draft.sealed)) if opens(draft.sealed) else {}
            if is_in(pattern, typed):
                yield draft, typed
