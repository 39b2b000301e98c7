"""Production. Everything that may differ comes from the environment; what is wrong there starts nothing."""

import os

from towpath.settings.base import *  # noqa: F403
from towpath.settings.base import IS_CHECKOUT, STORAGES, VAR, database
from towpath.settings.environment import hosts_in, require_right
from towpath.settings.signing_in import *  # noqa: F403

require_right(os.environ, is_checkout=IS_CHECKOUT)

DEMONSTRATION = GALLERY = False
SECRET_KEY = os.environ["SECRET_KEY"]
# Earlier keys, with blanks between: what was signed or sealed with them still opens.
SECRET_KEY_FALLBACKS = os.environ.get("SECRET_KEY_FALLBACKS", "").split()

TOWPATH_RECORD_KEY = os.environ.get("TOWPATH_RECORD_KEY", "")
TOWPATH_RECORD_KEY_FALLBACKS = os.environ.get("TOWPATH_RECORD_KEY_FALLBACKS", "").split()
TOWPATH_NOTED_HEADS = os.environ.get("TOWPATH_NOTED_HEADS") or VAR / "noted"
TOWPATH_NOTED_HEADS_TO = os.environ.get("TOWPATH_NOTED_HEADS_TO", "")

ALLOWED_HOSTS = hosts_in(os.environ["ALLOWED_HOSTS"])
DATABASES = {"default": database(os.environ["DATABASE_URL"])}
TOWPATH_ADDRESS = os.environ.get("TOWPATH_ADDRESS") or f"https://{ALLOWED_HOSTS[0]}"
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS]
TOWPATH_SCANNER = os.environ.get("TOWPATH_SCANNER", "")

# Shared by every process: codes that count once and limits on tries are kept here (`towpath createcachetable`).
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"}}

LEAKED_PASSWORDS = os.environ.get("LEAKED_PASSWORDS", "")

TOWPATH_MAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST = os.environ.get("EMAIL_HOST", "localhost")
EMAIL_PORT = int(os.environ.get("EMAIL_PORT", "25"))
EMAIL_HOST_USER = os.environ.get("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = os.environ.get("EMAIL_USE_TLS", "on") == "on"
DEFAULT_FROM_EMAIL = os.environ.get("EMAIL_FROM", "Towpath <no-reply@localhost>")

SECURE_SSL_REDIRECT = True
SECURE_HSTS_SECONDS = 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SESSION_COOKIE_SECURE = True
SESSION_COOKIE_NAME = "__Host-session"
CSRF_COOKIE_SECURE = True
CSRF_COOKIE_NAME = "__Host-csrf"
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}}
