"""`towpath serve`: serve the pages and do the jobs, in one process."""

from argparse import ArgumentParser
from typing import Any

import waitress
from django.conf import settings
from django.core.management.base import BaseCommand
from django.core.wsgi import get_wsgi_application

from towpath.accounts.production import refuse_demonstration
from towpath.reports.services import requeue_interrupted
from towpath.serving import worker


class Command(BaseCommand):
    help = "Serve Towpath, and do its jobs in the same process unless told not to."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--threads", type=int, default=8)
        parser.add_argument(
            "--without-worker", action="store_true", help="where `towpath db_worker` runs beside it"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMONSTRATION:
            refuse_demonstration()
        if not options["without_worker"]:
            requeue_interrupted()
            worker.start()
        self.stdout.write(f"Serving on http://{options['host']}:{options['port']} (Ctrl+C stops it)")
        waitress.serve(
            get_wsgi_application(),
            host=options["host"],
            port=options["port"],
            threads=options["threads"],
            ident=None,
            clear_untrusted_proxy_headers=True,
            _quiet=True,
        )
