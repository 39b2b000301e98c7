"""`towpath serve`: serve the pages and do the jobs, in one process."""

import errno
from argparse import ArgumentParser
from typing import Any

import waitress
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.core.wsgi import get_wsgi_application

from towpath.accounts.production import refuse_demonstration
from towpath.jobs.supervising import WorkerProcess
from towpath.serving import memory
from towpath.serving.daily import REGULAR
from towpath.serving.databases import refuse_of_another_version

FORWARDED = {"x-forwarded-for", "x-forwarded-host", "x-forwarded-proto"}


class Command(BaseCommand):
    help = "Serve Towpath, and do its jobs in the same process unless told not to."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--threads", type=int, default=8)
        parser.add_argument("--without-worker", action="store_true", help="where `towpath db_worker` runs beside it")
        parser.add_argument(
            "--trusted-proxy",
            default=None if settings.DEMONSTRATION else "127.0.0.1",
            help="the address of the web server in front that ends TLS; what it forwards is believed",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        refuse_of_another_version()
        if not settings.DEMONSTRATION:
            refuse_demonstration()
        server = self._server(options)
        if settings.DEMONSTRATION:
            settings.TOWPATH_ADDRESS = f"http://127.0.0.1:{options['port']}"  # mails lead to the port that serves
        memory.set_start_aside()
        if not options["without_worker"]:
            WorkerProcess(REGULAR).start()
        self.stdout.write(f"Serving on http://{options['host']}:{options['port']} (Ctrl+C stops it)")
        self.stdout.flush()
        server.run()

    def _server(self, options: dict[str, Any]) -> Any:
        """The web server, listening; a CommandError where something else listens there already."""
        try:
            return waitress.create_server(
                get_wsgi_application(),
                host=options["host"],
                port=options["port"],
                threads=options["threads"],
                ident=None,
                clear_untrusted_proxy_headers=True,
                **believed(options["trusted_proxy"]),
            )
        except OSError as refused:
            if refused.errno != errno.EADDRINUSE:
                raise
            raise CommandError(
                f"Port {options['port']} is taken: stop what listens there, or choose another with --port "
                "(make demo PORT=8001)."
            ) from refused


def believed(proxy: str | None) -> dict[str, Any]:
    """What is believed of a request that a proxy forwards: who asked, under which name, and whether over TLS."""
    return {"trusted_proxy": proxy, "trusted_proxy_headers": FORWARDED} if proxy else {}
