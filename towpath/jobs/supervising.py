"""A process that does jobs: its lanes, its heartbeat and the regular round, each a thread that no fault ends."""

import logging
import threading
from collections.abc import Callable, Collection, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Protocol

from django.conf import settings
from django.db import close_old_connections, connections
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from towpath.jobs import rounds, running, workers
from towpath.jobs.kinds import JobKind
from towpath.ui.outside import in_short, outside_fault

LOG = logging.getLogger("towpath.jobs")
LOOK_EVERY = 1.0  # seconds between two looks into an empty queue
FIRST_PAUSE, LONGEST_PAUSE = 1.0, 15.0  # seconds after a fault, doubled with every one that follows
LOOK_SOON = 0.1  # where somebody waits before a page


@dataclass(frozen=True)
class LanePlan:
    """Which queues a lane does the jobs of, and how many seconds pass between two looks where they are empty."""

    queues: tuple[str, ...]
    look_every: float = LOOK_EVERY


# Mail has a lane of its own, so that no long job keeps a code or a reset waiting. Files that people send have two: one
# that takes long does not hold up the next.
LANES = {
    "mail": LanePlan(("mail",)),
    "jobs": LanePlan(("default",)),
    "reading": LanePlan(("reading",), LOOK_SOON),
    "reading too": LanePlan(("reading",), LOOK_SOON),
}


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
        except BaseException as error:  # a panic in a library too: nothing may end the thread
            _log(error)
            pause, faults = min(FIRST_PAUSE * 2**faults, LONGEST_PAUSE), min(faults + 1, 10)
            with suppress(Exception):
                connections.close_all()
        stopping.wait(pause)
    with suppress(Exception):
        connections.close_all()


def _log(error: BaseException) -> None:
    """A line for what fails outside, however often it is met; the trace for a fault of ours."""
    if fault := outside_fault(error):
        LOG.error("A worker met a fault and goes on. %s %s (%s)", fault.sentence, fault.for_operators, in_short(error))
    else:
        LOG.error("A worker met a fault and goes on.", exc_info=error)


class JobLane:
    """Does the jobs of some queues, one after another."""

    def __init__(self, process: str, name: str, queues: Collection[str], look_every: float = LOOK_EVERY) -> None:
        self.key, self.queues, self.look_every = f"{process}:{name}", queues, look_every
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
        return 0.0 if has_worked else self.look_every

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
        steps |= {name: JobLane(self.key, name, plan.queues, plan.look_every).step for name, plan in LANES.items()}
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
    lane = JobLane(workers.new_key(), "all", {queue for plan in LANES.values() for queue in plan.queues})
    done = 0
    while not lane.step():
        done += 1
    return done
