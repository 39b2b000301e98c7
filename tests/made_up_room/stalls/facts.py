from collections.abc import Mapping

from django.db.models import Q

from tests.made_up_room.stalls.models import Stall
from towpath.facts.counting import Tally
from towpath.facts.kinds import Flow, Rows
from towpath.facts.places import OwesNothing
from towpath.programmes.models import Programme

ROWS = Rows(lambda tally: Stall.objects.all(), day="held_on", places={"programme": "programme"})
STALLS = Flow(key="stalls", label="Stalls held", one="stall held", many="stalls held", model=Stall, of=ROWS)
VISITORS = Flow(
    key="stall_visitors", label="People at stalls", one="person at stalls", many="people at stalls", model=Stall,
    of=ROWS, where=Q(visitors__isnull=False), adds="visitors", during=STALLS,
)  # fmt: skip


def programmes_at(tally: Tally) -> Mapping[int, OwesNothing]:
    return {key: OwesNothing(one.starts_on) for key, one in Programme.objects.in_bulk(tally.keys).items()}
