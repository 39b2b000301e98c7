"""`towpath db_worker`: do the jobs apart from the web server. Several may run beside each other, on any machine."""

import signal
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from towpath.jobs.supervising import WorkerProcess, work_through
from towpath.serving import runtime_user
from towpath.serving.daily import REGULAR
from towpath.serving.databases import refuse_of_another_version, refuse_unprepared


class Command(BaseCommand):
    """Takes the place of the command of django-tasks, whose worker ends at its first fault and is followed by none."""

    help = "Do the jobs that the pages ask for, send the mail, and ask for the regular jobs."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--batch", action="store_true", help="do what waits now, then end")

    def handle(self, *args: Any, **options: Any) -> None:
        refuse_of_another_version()
        refuse_unprepared()
        if options["batch"]:
            self.stdout.write(f"Jobs done: {work_through()}")
            return
        if warning := runtime_user.warning():
            self.stderr.write(warning)
        process = WorkerProcess(REGULAR)
        self._listen(process)
        process.start()
        self.stdout.write(f"Worker {process.key} does jobs (Ctrl+C ends it after those under way, twice at once)")
        self.stdout.flush()
        process.finish()

    def _listen(self, process: WorkerProcess) -> None:
        """The first signal lets the jobs under way be done; the second ends the process as it stands."""

        def stop(number: int, frame: Any) -> None:
            process.stopping.set()
            for each in (signal.SIGTERM, signal.SIGINT):
                signal.signal(each, signal.SIG_DFL)

        for each in (signal.SIGTERM, signal.SIGINT):
            signal.signal(each, stop)
