"""The server that the journeys walk through: the demonstration's settings, on a database and folders of its own."""

import os
from pathlib import Path

from towpath.settings.demonstration import *  # noqa: F403

FOLDER = Path(os.environ["TOWPATH_JOURNEYS"])
MEDIA_ROOT = FOLDER / "evidence"
TOWPATH_MAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = FOLDER / "mail"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
WHITENOISE_AUTOREFRESH = True
