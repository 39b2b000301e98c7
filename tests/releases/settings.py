"""The tests' settings, with the files of one installation in a folder of its own."""

import os
from pathlib import Path

from towpath.settings.testing import *  # noqa: F403

FOLDER = Path(os.environ["TOWPATH_RELEASE"])
MEDIA_ROOT = FOLDER / "evidence"
TOWPATH_NOTED_HEADS = FOLDER / "noted"
if other := os.environ.get("TOWPATH_OTHER_KEY"):
    SECRET_KEY = other
EMAIL_BACKEND = "towpath.accounts.outgoing.EmailBackend"
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "root": {"level": "CRITICAL"},
}  # who may not take a list out
