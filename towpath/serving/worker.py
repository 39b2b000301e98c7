"""The worker inside the web server's process: enough for one borough. Larger ones run `towpath db_worker` beside it."""

import threading

from django.db import connections
from django_tasks_db.management.commands.db_worker import Worker

from towpath.serving.daily import ask_for_daily_jobs

INTERVAL = 1.0
ROUND = 3600.0


def start() -> "list[threading.Thread]":
    """Start the worker and the daily round as threads that end with the process."""
    threads = [
        threading.Thread(target=_work, name="worker", daemon=True),
        threading.Thread(target=_go_round, name="daily round", daemon=True),
    ]
    for thread in threads:
        thread.start()
    return threads


def work_through() -> None:
    """Do every job that waits, then return: for a terminal, or a test."""
    _worker(batch=True).run()


def _work() -> None:
    try:
        _worker(batch=False).run()
    finally:
        connections.close_all()


def _worker(*, batch: bool) -> Worker:
    return Worker(
        queue_names=["*"],
        interval=INTERVAL,
        batch=batch,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=f"in-process-{threading.get_ident()}",
        excluded_queue_names=[],
    )


def _go_round(wait: threading.Event = threading.Event()) -> None:  # noqa: B008 -- one event for the process
    """Ask for the daily jobs now and every hour: each of them does nothing when there is nothing new."""
    while True:
        ask_for_daily_jobs()
        connections.close_all()
        wait.wait(ROUND)
