"""The demonstration's settings on a database of the benchmarks' own. No mail leaves; files go to var/bench."""

import os
from pathlib import Path

from towpath.settings.base import VAR, database
from towpath.settings.demonstration import *  # noqa: F403

BENCH = VAR / "bench"

ALLOWED_HOSTS = ["testserver", "127.0.0.1"]
DATABASES = {"default": database(os.environ["DATABASE_URL"])}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
MEDIA_ROOT = Path(os.environ.get("TOWPATH_BENCH_FILES") or BENCH / "evidence")
