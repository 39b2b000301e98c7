"""Which kinds of row may leave their tables at all: records that can be taken back, and what hangs on them."""

from django.db import models

from towpath.records.kinds import KINDS
from towpath.records.set_aside import goes_along, relations_of


def leaving_models() -> set[type[models.Model]]:
    """The models whose rows are taken out of their tables when a record of any kind is taken back."""
    found: set[type[models.Model]] = set()
    for kind in KINDS:
        waiting = [kind.model]
        while waiting:
            model = waiting.pop()
            found.add(model)
            gone = {one.related_model for one in relations_of(model) if goes_along(one, kind.takes)}
            waiting += gone - found
    return found
