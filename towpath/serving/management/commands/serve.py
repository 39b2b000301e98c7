"""`towpath serve`: serve the pages and do the jobs, in one process."""

import errno
from argparse import ArgumentParser, ArgumentTypeError
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connections

from towpath.jobs.supervising import WorkerProcess
from towpath.serving import memory, runtime_user, web
from towpath.serving.connections import USUAL_THREADS, threads_for
from towpath.serving.daily import REGULAR
from towpath.serving.databases import refuse_of_another_version, refuse_unprepared
from towpath.serving.modes import keep_for_oneself, put_right
from towpath.serving.starting import refuse_unsafe
from towpath.serving.weak_places import weak_places


def _threads(typed: str) -> int:
    """A number of threads from what was typed. Raises ArgumentTypeError for none."""
    if not typed.isdecimal() or not int(typed):
        raise ArgumentTypeError("at least one thread must serve")
    return int(typed)


class Command(BaseCommand):
    help = "Serve Towpath, and do its jobs in the same process unless told not to."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--threads", type=_threads, help=f"{USUAL_THREADS} where the database lets so many connect")
        parser.add_argument("--without-worker", action="store_true", help="where `towpath db_worker` runs beside it")
        parser.add_argument(
            "--trusted-proxy",
            default=None if settings.DEMONSTRATION else "127.0.0.1",
            help="the address of the web server in front that ends TLS; what it forwards is believed",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if fault := web.fault_of_proxy(options["trusted_proxy"]):
            raise CommandError(fault)
        refuse_of_another_version()
        refuse_unprepared()
        if not settings.DEMONSTRATION:
            refuse_unsafe()
        keep_for_oneself()
        threads, fewer = threads_for(options["threads"], with_worker=not options["without_worker"])
        for sentence in filter(None, (runtime_user.warning(), put_right(), fewer, *weak_places())):
            self.stderr.write(sentence)
        server = self._server(options, threads)
        port = web.port_of(server)
        if settings.DEMONSTRATION:
            settings.TOWPATH_ADDRESS = f"http://127.0.0.1:{port}"  # mails lead to the port that serves
        memory.set_start_aside()
        if not options["without_worker"]:
            WorkerProcess(REGULAR).start()
        connections.close_all()  # this thread asks the database no more, and what it kept would be one less for others
        self.stdout.write(f"Serving on http://{options['host']}:{port} (Ctrl+C stops it)")
        self.stdout.flush()
        server.run()

    def _server(self, options: dict[str, Any], threads: int) -> Any:
        """The web server, listening; a CommandError where something else listens there already."""
        host, port, proxy = options["host"], options["port"], options["trusted_proxy"]
        try:
            return web.server_at(host, port, threads=threads, trusted_proxy=proxy)
        except OSError as refused:
            if refused.errno != errno.EADDRINUSE:
                raise
            raise CommandError(
                f"Port {port} is taken: stop what listens there, or choose another with --port (make demo PORT=8001)."
            ) from refused
