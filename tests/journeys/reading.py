"""Reads the files that people send in a journey, and does no other job: `python -m tests.journeys.reading`.

It is no worker that pages know of, so that a journey can see what they say where none is running.
"""

import threading

import django


def main() -> None:
    django.setup()
    from towpath.jobs.supervising import LANES, JobLane, keep_going

    lane = JobLane("journey", "reading", LANES["reading"].queues, LANES["reading"].look_every)
    keep_going(lane.step, threading.Event())


if __name__ == "__main__":
    main()
