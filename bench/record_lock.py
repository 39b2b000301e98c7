"""How much the one lock of the audit record costs many writers at once: `python -m bench.record_lock`.

On the server that DATABASE_URL names, in a database of its own.

Every change takes the head of the chain last, so changes of different partnerships wait for one another there. Twenty
processes add agencies, each to a partnership of its own: without the record, with it, and with a chain for each, which
is the most that a chain per partnership could gain. Rates are told as ratios, the best of some rounds taken by turns.
"""

import multiprocessing
import os
import sys
import time
from collections.abc import Callable
from typing import Any

import django

from bench.databases import empty
from bench.finding import POSTGRESQL

WRITERS = 20
CHANGES = 40  # by each in a round
ROUNDS = 4
APART = 10**9  # numbers of entries between two chains
FORKED: Any = multiprocessing.get_context("fork")


def main() -> None:
    server = os.environ["DATABASE_URL"]
    with empty(POSTGRESQL, "record_lock") as address:
        os.environ |= {"DATABASE_URL": address, "DJANGO_SETTINGS_MODULE": "bench.settings"}
        django.setup()
        prepare()
        tell(measure())
        os.environ["DATABASE_URL"] = server


def measure() -> dict[str, float]:
    """The best rate of each way."""
    best = dict.fromkeys(WAYS, 0.0)
    for turn in range(ROUNDS):
        for name, way in WAYS.items():
            best[name] = max(best[name], rate(way, turn))
    return best


def prepare() -> None:
    from django.core.management import call_command
    from django.db import connections

    from towpath.audit.models import Head
    from towpath.partners.services.partnerships import open_partnership

    call_command("migrate", verbosity=0)
    for number in range(WRITERS):
        open_partnership(actor=None, name=f"Partnership {number}")
    Head.objects.bulk_create(Head(pk=10 + number, count=(number + 1) * APART) for number in range(WRITERS))
    connections.close_all()


def rate(way: Callable[[int], None], turn: int) -> float:
    """Changes a second by all writers together, from when all are ready until the last is done."""
    ready = FORKED.Barrier(WRITERS + 1)
    writers = [FORKED.Process(target=write, args=(way, number, turn, ready)) for number in range(WRITERS)]
    for writer in writers:
        writer.start()
    ready.wait()
    began = time.perf_counter()
    for writer in writers:
        writer.join()
    if any(writer.exitcode for writer in writers):
        sys.exit("A writer failed: see above.")
    return WRITERS * CHANGES / (time.perf_counter() - began)


def write(way: Callable[[int], None], number: int, turn: int, ready: Any) -> None:
    from django.db import connection

    from towpath.partners.models import Partnership
    from towpath.partners.services.partnerships import add_agency

    way(number)
    partnership = Partnership.objects.get(name=f"Partnership {number}")
    ready.wait()
    for change in range(CHANGES):
        add_agency(actor=None, partnership=partnership, name=f"{way.__name__} {turn} {change}")
    connection.close()


def without_the_record(number: int) -> None:
    from towpath.partners.services import partnerships as services

    services.record = lambda **told: None


def one_chain(number: int) -> None:
    """As it is."""


def a_chain_each(number: int) -> None:
    from towpath.audit import record
    from towpath.audit.models import Head

    record.lock_record = lambda: Head.objects.select_for_update().get(pk=10 + number)


WAYS = {"without the record": without_the_record, "one chain": one_chain, "a chain each": a_chain_each}


def tell(best: dict[str, float]) -> None:
    print(f"{WRITERS} writers at once, {os.cpu_count()} processors: changes a second, the best of {ROUNDS} rounds")
    for name, found in best.items():
        print(f"  {name:20} {found:7.0f}   {found / best['without the record']:.2f} of those without the record")
    print(f"  a chain each gains {best['a chain each'] / best['one chain'] - 1:+.0%}")


if __name__ == "__main__":
    main()
