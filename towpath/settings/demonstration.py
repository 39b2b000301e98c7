"""The demonstration on one's own machine: embedded database, printed sign-ins, mail on the console."""

import os

from towpath.settings.base import *  # noqa: F403
from towpath.settings.base import STATIC_ROOT, TOWPATH_ADDRESS, VAR, database
from towpath.settings.environment import DEMONSTRATION_KEY
from towpath.settings.signing_in import *  # noqa: F403

DEMONSTRATION = GALLERY = True
TOWPATH_ADDRESS = os.environ.get("TOWPATH_ADDRESS") or TOWPATH_ADDRESS  # `serve` sets its own port
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
SECRET_KEY = DEMONSTRATION_KEY
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]"]
DATABASES = {"default": database(os.environ.get("DATABASE_URL") or f"sqlite:///{VAR}/demonstration.sqlite3")}
# Anyone may try the demonstration with a password alone; a second factor can still be set up and is then asked for.
REQUIRE_SECOND_FACTOR = False
WHITENOISE_USE_FINDERS = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
