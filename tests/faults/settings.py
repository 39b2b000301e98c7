"""The world in which things fail: the demonstration's settings, with workers whose time a test can let pass."""

import os
from pathlib import Path

from towpath.settings.demonstration import *  # noqa: F403
from towpath.settings.demonstration import DATABASES, INSTALLED_APPS

FOLDER = Path(os.environ["TOWPATH_FAULTS"])
INSTALLED_APPS = [*INSTALLED_APPS, "tests.faults.apps.FaultsConfig"]
MEDIA_ROOT = FOLDER / "evidence"
TOWPATH_NOTED_HEADS = FOLDER / "noted"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# A busy machine must not take a slow worker for a dead one; where one is dead, the test says that time has passed.
TOWPATH_BEAT_EVERY, TOWPATH_DEAD_AFTER = 0.5, float(os.environ.get("TOWPATH_DEAD_AFTER", "120"))
DATABASES["default"]["CONN_MAX_AGE"] = 0  # each job asks anew whether the disk is full
if seconds := os.environ.get("TOWPATH_LOCK_SECONDS"):  # how long SQLite waits for a lock before it is a fault
    DATABASES["default"]["OPTIONS"]["timeout"] = int(seconds)
if port := os.environ.get("TOWPATH_MAIL_PORT"):
    TOWPATH_MAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    EMAIL_HOST, EMAIL_PORT, EMAIL_TIMEOUT = "127.0.0.1", int(port), 3
else:
    TOWPATH_MAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = FOLDER / "mail"
