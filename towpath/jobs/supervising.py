"""A process that does jobs: its lanes, its heartbeat and the regular round, each a thread that no fault ends."""

import logging
import threading
from collections.abc import Callable, Collection, Sequence
from contextlib import suppress
from typing import Protocol

from django.conf import settings
from django.db import close_old_connections, connections
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from towpath.jobs import rounds, running, workers
from towpath.jobs.kinds import JobKind

LOG = logging.getLogger("towpath.jobs")
LOOK_EVERY = 1.0  # seconds between two looks into an empty queue
FIRST_PAUSE, LONGEST_PAUSE = 1.0, 15.0  # seconds after a fault, doubled with every one that follows
# Mail has a lane of its own, so that no long job keeps a code or a reset waiting.
LANES: dict[str, tuple[str, ...]] = {"mail": ("mail",), "jobs": ("default",)}


class Stopping(Protocol):
    """What a thread waits on: a threading.Event, or in a test one that does not wait."""

    def is_set(self) -> bool: ...
    def wait(self, timeout: float) -> bool: ...


def keep_going(step: Callable[[], float], stopping: Stopping) -> None:
    """Take one step after another, waiting as long between them as each says, whatever happens.

    After a fault the connection is opened anew and the wait is longer with every fault in a row.
    """
    faults = 0
    while not stopping.is_set():
        try:
            pause, faults = step(), 0
        except BaseException:  # a panic in a library too: nothing may end the thread
            LOG.exception("A worker met a fault and goes on.")
            pause, faults = min(FIRST_PAUSE * 2**faults, LONGEST_PAUSE), min(faults + 1, 10)
            with suppress(Exception):
                connections.close_all()
        stopping.wait(pause)
    with suppress(Exception):
        connections.close_all()


class JobLane:
    """Does the jobs of some queues, one after another."""

    def __init__(self, process: str, name: str, queues: Collection[str]) -> None:
        self.key, self.queues = f"{process}:{name}", queues
        self.outcome: running.Outcome | None = None
        self.is_shaken = False

    def step(self) -> float:
        """Do one job. What could not be kept of the last one is kept first. Returns how long to wait."""
        was_shaken, self.is_shaken = self.is_shaken, True
        if self.outcome is None:
            if was_shaken:
                self._put_back_what_was_claimed()
            task = running.claim(self.queues, self.key)
            self.outcome = running.perform(task) if task else None
        has_worked = self.outcome is not None
        if self.outcome is not None:
            running.settle(self.outcome)
            self.outcome = None
        self.is_shaken = False
        return 0.0 if has_worked else LOOK_EVERY

    def _put_back_what_was_claimed(self) -> None:
        """A claim may have been kept although the connection broke before it was answered."""
        mine = DBTaskResult.objects.filter(status=TaskResultStatus.RUNNING)
        workers.put_back_all(task for task in mine if task.worker_ids and task.worker_ids[-1] == self.key)


class Keeper:
    """Says that the process lives, takes up what dead ones left, and asks for the regular jobs."""

    def __init__(self, process: str, regular: Sequence[JobKind]) -> None:
        self.process, self.regular = process, regular
        self.beats_to_wait = 0
        self.is_shaken = False

    def step(self) -> float:
        """One beat. Returns how long to wait until the next.

        While the database was away nobody could beat, so after a fault the others are given time to be heard again.
        """
        if self.is_shaken:
            self.beats_to_wait = round(settings.TOWPATH_DEAD_AFTER / settings.TOWPATH_BEAT_EVERY)
        self.is_shaken = True
        workers.beat(self.process)
        if self.beats_to_wait:
            self.beats_to_wait -= 1
        else:
            workers.take_up_orphans()
        running.hurry()
        rounds.ask_for(self.regular)
        self.is_shaken = False
        return float(settings.TOWPATH_BEAT_EVERY)


class WorkerProcess:
    """The threads of one process that does jobs."""

    def __init__(self, regular: Sequence[JobKind]) -> None:
        self.key = workers.new_key()
        self.stopping = threading.Event()
        keeper = Keeper(self.key, regular)
        steps = {"keeper": keeper.step}
        steps |= {name: JobLane(self.key, name, queues).step for name, queues in LANES.items()}
        self.threads = [
            threading.Thread(target=keep_going, args=(_fresh(step), self.stopping), name=name, daemon=True)
            for name, step in steps.items()
        ]

    def start(self) -> None:
        for thread in self.threads:
            thread.start()

    def finish(self) -> None:
        """Return once every thread has ended: after `stopping` is set, and the jobs under way are done.

        It wakes every second: a signal that another thread took, or that came just before the wait, is heard then.
        """
        for thread in self.threads:
            while thread.is_alive():
                thread.join(LOOK_EVERY)
        with suppress(Exception):
            workers.retire(self.key)


def _fresh(step: Callable[[], float]) -> Callable[[], float]:
    """A step that begins by letting go of a connection that is old or broken."""

    def refreshed() -> float:
        close_old_connections()
        return step()

    return refreshed


def work_through() -> int:
    """Do every job that waits, in this thread, then return how many: for a terminal, a journey or a test."""
    lane = JobLane(workers.new_key(), "all", [queue for queues in LANES.values() for queue in queues])
    done = 0
    while not lane.step():
        done += 1
    return done
