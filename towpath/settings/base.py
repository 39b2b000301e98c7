"""Settings shared by every way of running Towpath. Nothing secret stands here."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import dj_database_url
from csp.constants import NONCE, NONE, SELF

ROOT = Path(__file__).resolve().parent.parent.parent
VAR = ROOT / "var"

DEBUG = False
ALLOWED_HOSTS: list[str] = []

ROOMS = [
    "ui",
    "access",
    "records",
    "audit",
    "facts",
    "jobs",
    "accounts",
    "asking",
    "search",
    "partners",
    "papers",
    "plans",
    "programmes",
    "sources",
    "practices",
    "training",
    "delivery",
    "demonstration",
    "serving",
]

INSTALLED_APPS = [
    *(f"towpath.{room}" for room in ROOMS),
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "axes",
    "csp",
    "django_tasks",
    "django_tasks_db",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "towpath.ui.middleware.WithoutNul",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "towpath.ui.middleware.KeepNothing",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "towpath.accounts.middleware.EndIdleSession",
    "allauth.account.middleware.AccountMiddleware",
    "towpath.access.middleware.RefuseUndeclared",
    "towpath.asking.middleware.AnswerOnce",
    "towpath.audit.middleware.TellOfLostFiles",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "towpath.urls"
WSGI_APPLICATION = "towpath.wsgi.application"

TEMPLATES: list[dict[str, Any]] = [
    {
        "NAME": "pages",
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [ROOT / "towpath" / room / "templates" for room in ROOMS],
        "OPTIONS": {
            "environment": "towpath.ui.environment.environment",
            "context_processors": [
                "towpath.ui.layout.page_frame",
                "towpath.ui.guard.form_guard",
                "towpath.jobs.context.mail",
            ],
        },
    },
    {  # only for the messages and pages of dependencies that we do not replace
        "NAME": "dependencies",
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": ["django.template.context_processors.request"]},
    },
]
FORM_RENDERER = "towpath.ui.fields.DesignSystemRenderer"


def database(url: str) -> dict[str, Any]:
    """A database from its address; SQLite gets the settings under which it is safe for several writers."""
    settings: dict[str, Any] = dict(dj_database_url.parse(url, conn_max_age=60, conn_health_checks=True))
    if settings["ENGINE"].endswith("sqlite3"):
        settings["OPTIONS"] = {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
        }
    return settings


DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.ScryptPasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]

# Who holds which role: access asks this function, so that the ground floors need not import partners.
TOWPATH_GRANTS = "towpath.partners.posts.grants_of"
TOWPATH_PEOPLE = "towpath.partners.posts.people_of"
REQUIRE_SECOND_FACTOR = True
IDLE_LIMIT = timedelta(minutes=60)
SESSION_COOKIE_AGE = int(timedelta(hours=12).total_seconds())
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_NAME = "session"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "towpath.ui.errors.stale_form"
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"

# Where people reach this installation: links in mails begin with it.
TOWPATH_ADDRESS = "http://127.0.0.1:8000"

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True
USE_I18N = True

STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
MEDIA_ROOT = VAR / "evidence"
FILE_UPLOAD_HANDLERS = [
    "towpath.ui.fields.uploads.RefuseTooLarge",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
FILE_UPLOAD_MAX_MEMORY_SIZE = 2_621_440
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF, NONCE],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default", "mail"]}}
TOWPATH_BEAT_EVERY = 5  # seconds between two signs of life of a worker
TOWPATH_DEAD_AFTER = 45  # seconds without one until what it was doing is taken up by another

# Pages put mail in a queue; the worker's mail lane sends it by the second of these.
EMAIL_BACKEND = "towpath.accounts.outgoing.EmailBackend"
TOWPATH_MAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
EMAIL_TIMEOUT = 10  # seconds, after which a mail server that does not answer is left
DEFAULT_FROM_EMAIL = "Towpath <no-reply@towpath.example>"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"axes": {"level": "ERROR"}},
}
