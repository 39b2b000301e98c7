"""The tests: as production where it matters, quick where it does not."""

import os
import tempfile
from pathlib import Path

from towpath.settings.base import *  # noqa: F403
from towpath.settings.base import database
from towpath.settings.signing_in import *  # noqa: F403

DEMONSTRATION = False
GALLERY = True
SECRET_KEY = "for-tests-only"  # noqa: S105
ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
DATABASES = {"default": database(os.environ.get("DATABASE_URL") or "sqlite://:memory:")}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# Django's tests keep mail in a list at once; what is about the queue and its lane asks for the queue.
EMAIL_BACKEND = TOWPATH_MAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
MEDIA_ROOT = Path(tempfile.gettempdir()) / "towpath-tests"
# A test that is about the second factor turns this on; all others are about something else.
REQUIRE_SECOND_FACTOR = False
WHITENOISE_AUTOREFRESH = True
