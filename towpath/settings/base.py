"""Settings shared by every way of running Towpath. Nothing secret stands here."""

import os
from datetime import timedelta
from pathlib import Path
from typing import Any

import dj_database_url
from csp.constants import NONCE, NONE, SELF

ROOT = Path(__file__).resolve().parent.parent.parent
IS_CHECKOUT = (ROOT / "pyproject.toml").exists()  # and no installed wheel
# The folder of all that is kept in files; production asks for it by name where Towpath is installed from its wheel.
VAR = Path(os.environ.get("TOWPATH_FOLDER") or (ROOT if IS_CHECKOUT else Path.cwd()) / "var")

DEBUG = False
ALLOWED_HOSTS: list[str] = []
GALLERY = False  # whether the page of components is open, which is for those who build Towpath

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
    "allauth.usersessions",
    "axes",
    "csp",
    "django_tasks",
    "django_tasks_db",
]

MIDDLEWARE = [
    "towpath.ui.middleware.AddHeaders",
    "towpath.serving.health.AnswerHealth",
    "towpath.serving.again.AskAgain",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "towpath.access.middleware.NoteOrigin",
    "towpath.ui.middleware.WithoutNul",
    "towpath.accounts.middleware.KeepSession",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "towpath.ui.middleware.KeepNothing",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "towpath.accounts.middleware.EndSession",
    "allauth.account.middleware.AccountMiddleware",
    "towpath.access.middleware.RefuseUndeclared",
    "towpath.asking.reading.ReadByJob",
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
    """A database from its address; SQLite gets the settings under which it is safe for several writers.

    Pages wait for a PostgreSQL that is being started again, and for none that does not take a connection in 5 seconds.
    """
    settings: dict[str, Any] = dict(dj_database_url.parse(url, conn_max_age=60, conn_health_checks=True))
    if settings["ENGINE"].endswith("postgresql"):
        settings["ENGINE"] = "towpath.serving.postgresql"
        settings["OPTIONS"] = {"connect_timeout": 5} | settings.get("OPTIONS", {})
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
    {"NAME": "towpath.accounts.passwords.NotGuessable"},
    {"NAME": "towpath.accounts.passwords.NotLeaked"},
]
LEAKED_PASSWORDS = ""  # a file of digests of passwords that leaked, such as Pwned Passwords'

# Who holds which role: access asks this function, so that the ground floors need not import partners.
TOWPATH_GRANTS = "towpath.partners.posts.grants_of"
TOWPATH_HELD_THEN = "towpath.partners.posts.held_then"
TOWPATH_PEOPLE = "towpath.partners.posts.people_of"
REQUIRE_SECOND_FACTOR = True
IDLE_LIMIT = timedelta(minutes=60)  # of a session without use
SESSION_LIMIT = timedelta(hours=12)  # of a session, however much it is used
SESSION_COOKIE_AGE = int(SESSION_LIMIT.total_seconds())
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
PASSWORD_RESET_TIMEOUT = int(timedelta(hours=1).total_seconds())
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"  # a cookie could be read
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
STORAGES = {
    "default": {"BACKEND": "towpath.records.kept_files.KeptFileStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
# The server that looks through every file for viruses, such as tcp://127.0.0.1:3310; none if it is blank.
TOWPATH_SCANNER = ""
FILE_UPLOAD_PERMISSIONS, FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o600, 0o700
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

# The audit record is signed with a key of its own where one is set, else with one derived from SECRET_KEY; earlier keys
# still verify. Its head is noted every day in a file in this folder, and by mail to this address, where they are set.
TOWPATH_RECORD_KEY = ""
TOWPATH_RECORD_KEY_FALLBACKS: list[str] = []
TOWPATH_NOTED_HEADS: str | Path = ""
TOWPATH_NOTED_HEADS_TO = ""

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default", "mail", "reading"]}}
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
    "formatters": {"line": {"()": "towpath.ui.log.OneLineFormatter"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    # A line for every page that waits would fill the log when there are most.
    "loggers": {"axes": {"level": "ERROR"}, "waitress.queue": {"level": "ERROR"}},
}
