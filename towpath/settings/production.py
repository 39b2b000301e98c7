"""Production. Everything that may differ comes from the environment; what is unsafe refuses to start."""

import os

from django.core.exceptions import ImproperlyConfigured

from towpath.settings import demonstration
from towpath.settings.base import *  # noqa: F403
from towpath.settings.base import database
from towpath.settings.signing_in import *  # noqa: F403

DEMONSTRATION = False


def required(name: str, what: str) -> str:
    """The value of an environment variable, or the sentence that says why nothing starts without it."""
    value = os.environ.get(name, "")
    if not value:
        raise ImproperlyConfigured(f"Set {name} before starting: it is {what}.")
    return value


if os.environ.get("DEBUG", "").lower() in {"1", "true", "yes", "on"}:
    raise ImproperlyConfigured("DEBUG is on. It shows people's data on error pages: unset it before starting.")

SECRET_KEY = required("SECRET_KEY", "the key that signs sessions, at least 50 characters made for this installation")
if demonstration.DEMONSTRATION_SECRET_KEY in SECRET_KEY or len(SECRET_KEY) < 50:
    raise ImproperlyConfigured("SECRET_KEY is the demonstration's or shorter than 50 characters: make one of your own.")

ALLOWED_HOSTS = required("ALLOWED_HOSTS", "the host names people type, separated by commas").replace(" ", "").split(",")
if any(not host or host.startswith(("*", ".")) for host in ALLOWED_HOSTS):
    raise ImproperlyConfigured(
        "ALLOWED_HOSTS must name each host whole: with a wildcard, a stranger's host name would stand in our mails."
    )
DATABASES = {"default": database(required("DATABASE_URL", "the address of the database"))}
TOWPATH_ADDRESS = os.environ.get("TOWPATH_ADDRESS") or f"https://{ALLOWED_HOSTS[0]}"
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS]

# Shared by every process: codes that count once and limits on tries are kept here (`towpath createcachetable`).
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"}}

TOWPATH_MAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST = os.environ.get("EMAIL_HOST", "localhost")
EMAIL_PORT = int(os.environ.get("EMAIL_PORT", "25"))
EMAIL_HOST_USER = os.environ.get("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = os.environ.get("EMAIL_USE_TLS", "on") == "on"
DEFAULT_FROM_EMAIL = os.environ.get("EMAIL_FROM", "Towpath <no-reply@localhost>")

SECURE_SSL_REDIRECT = True
SECURE_HSTS_SECONDS = 31_536_000
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SESSION_COOKIE_SECURE = True
SESSION_COOKIE_NAME = "__Host-session"
CSRF_COOKIE_SECURE = True
CSRF_COOKIE_NAME = "__Host-csrf"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
