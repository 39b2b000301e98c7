"""What may stand in the environment of an installation: each wrong setting has its sentence, and nothing starts."""

import secrets

import pytest
from django.core.exceptions import ImproperlyConfigured

from towpath.settings.environment import DEMONSTRATION_KEY, faults_of, require_right

KEY = "Vq3x9-Rk2mW7_tY8pLzN4bC6dFgH1jK5sQaE0uIoXwZr2T9y"
LONG_KEY = KEY + "hB7n"
RIGHT = {
    "SECRET_KEY": LONG_KEY,
    "ALLOWED_HOSTS": "towpath.borough.example, 10.0.0.7",
    "DATABASE_URL": "postgres://towpath:p%40ss@127.0.0.1/towpath",
}
WEAK = "is the demonstration's or shorter than 50 characters: make one of your own, as docs/running.md says."
REPEATS = "repeats itself or has fewer than 12 different characters: make one of your own, as docs/running.md says."
EXAMPLE = "is the example of a document: make one of your own, as docs/running.md says."
ALONE = "write host names alone, without https://, port or path."
WHOLE = "ALLOWED_HOSTS must name each host whole: with a wildcard, a stranger's host name would stand in our mails."
NO_DATABASE = "DATABASE_URL is no address of a database: write postgres://USER:PASSWORD@HOST/NAME or sqlite:////PATH."
NO_ADDRESSES = (
    "towpath.borough.example", "http://towpath.borough.example", "https://towpath.borough.example/",
    "https://a:b@towpath.borough.example", "https://towpath.borough.example:port",
)  # fmt: skip
WRONG = [
    ("SECRET_KEY", "", "Set SECRET_KEY before starting: it is the key that signs sessions, at least 50 characters made "
     "for this installation."),
    ("SECRET_KEY", "short", f"SECRET_KEY {WEAK}"),
    ("SECRET_KEY", f"{DEMONSTRATION_KEY}{LONG_KEY}", f"SECRET_KEY {WEAK}"),
    ("SECRET_KEY", "k" * 60, f"SECRET_KEY {REPEATS}"),
    ("SECRET_KEY", "abcdefghijklm" * 5, f"SECRET_KEY {REPEATS}"),
    ("SECRET_KEY", f"django-insecure-{LONG_KEY}", f"SECRET_KEY {EXAMPLE}"),
    ("SECRET_KEY", f"{LONG_KEY}-CHANGE-ME", f"SECRET_KEY {EXAMPLE}"),
    ("SECRET_KEY", "put-your-own-secret-key-here-of-more-than-50-characters", f"SECRET_KEY {EXAMPLE}"),
    ("SECRET_KEY", f"{KEY} and a blank", "SECRET_KEY has a blank in it, at which a list of earlier keys is cut: make "
     "one of your own, as docs/running.md says."),
    ("SECRET_KEY_FALLBACKS", f"{KEY} {DEMONSTRATION_KEY}", "SECRET_KEY_FALLBACKS holds the demonstration's key, which "
     "everybody knows: take it out."),
    ("TOWPATH_RECORD_KEY", "short", f"TOWPATH_RECORD_KEY {WEAK}"),
    ("TOWPATH_RECORD_KEY", LONG_KEY, "TOWPATH_RECORD_KEY is the same as SECRET_KEY: make another, or leave it out."),
    ("DEBUG", "True", "DEBUG is on. It shows people's data on error pages: unset it before starting."),
    ("ALLOWED_HOSTS", " ", "Set ALLOWED_HOSTS before starting: it is the host names people type, separated by commas."),
    ("ALLOWED_HOSTS", "*", WHOLE),
    ("ALLOWED_HOSTS", "towpath.example,.example", WHOLE),
    ("ALLOWED_HOSTS", "https://towpath.example", f"ALLOWED_HOSTS names https://towpath.example: {ALONE}"),
    ("ALLOWED_HOSTS", "towpath.example:443", f"ALLOWED_HOSTS names towpath.example:443: {ALONE}"),
    ("ALLOWED_HOSTS", "towpath.example/", f"ALLOWED_HOSTS names towpath.example/: {ALONE}"),
    ("ALLOWED_HOSTS", "towpath.example,", "ALLOWED_HOSTS has a comma too many: write the host names with one comma "
     "between."),
    *(("TOWPATH_ADDRESS", address, f"TOWPATH_ADDRESS is {address}: write https:// and the host name, with nothing "
       "behind it.") for address in NO_ADDRESSES),
    ("TOWPATH_ADDRESS", "https://elsewhere.example", "TOWPATH_ADDRESS leads to elsewhere.example, which ALLOWED_HOSTS "
     "does not name: name it there too."),
    ("DATABASE_URL", "", "Set DATABASE_URL before starting: it is the address of the database."),
    ("DATABASE_URL", "towpath", NO_DATABASE),
    ("DATABASE_URL", "mysql://u:secret@host/towpath", NO_DATABASE),
    ("DATABASE_URL", "postgres://u:secret@host:port/towpath", NO_DATABASE),
    ("DATABASE_URL", "postgres://u:secret@host", NO_DATABASE),
    ("EMAIL_PORT", "smtp", "EMAIL_PORT is smtp: write the number of the mail server's port, such as 587."),
    ("EMAIL_USE_TLS", "yes", "EMAIL_USE_TLS must be on or off."),
    ("EMAIL_FROM", "Towpath", "EMAIL_FROM is Towpath: write an e-mail address."),
    ("TOWPATH_NOTED_HEADS_TO", "heads", "TOWPATH_NOTED_HEADS_TO is heads: write an e-mail address."),
    ("TOWPATH_SCANNER", "127.0.0.1:3310", "TOWPATH_SCANNER is 127.0.0.1:3310: write tcp://HOST:PORT, or unix: and a "
     "path."),
    ("TOWPATH_FOLDER", "var", "TOWPATH_FOLDER is var: write the whole path, which begins with /."),
]  # fmt: skip


@pytest.mark.parametrize(("name", "value", "sentence"), WRONG, ids=[f"{name} {value[:30]}" for name, value, _ in WRONG])
def test_each_wrong_setting_is_refused_in_its_sentence(name, value, sentence):
    with pytest.raises(ImproperlyConfigured) as refusal:
        require_right(RIGHT | {name: value}, is_checkout=True)
    assert str(refusal.value) == sentence


@pytest.mark.parametrize(
    "more",
    [
        {},
        {"SECRET_KEY": secrets.token_urlsafe(60), "TOWPATH_RECORD_KEY": secrets.token_hex(32)},
        {"TOWPATH_ADDRESS": "https://towpath.borough.example:8443", "EMAIL_FROM": "Towpath <no-reply@borough.example>"},
        {"DATABASE_URL": "sqlite:////srv/towpath.sqlite3", "ALLOWED_HOSTS": "localhost,[::1]"},
        {"DATABASE_URL": "postgres://%2Frun%2Fpostgresql/towpath", "TOWPATH_SCANNER": "unix:/run/clamav/clamd.ctl"},
        {"TOWPATH_FOLDER": "/var/lib/towpath", "TOWPATH_SCANNER": "tcp://127.0.0.1:3310", "EMAIL_PORT": "587"},
    ],
)
def test_what_is_right_starts(more):
    require_right(RIGHT | more, is_checkout=True)


def test_all_that_is_wrong_is_said_at_once():
    assert len(list(faults_of({}))) == 3


def test_an_installed_wheel_keeps_nothing_among_its_programs():
    with pytest.raises(ImproperlyConfigured, match="Set TOWPATH_FOLDER before starting"):
        require_right(RIGHT, is_checkout=False)


def test_no_sentence_holds_a_password():
    for url in ("mysql://u:secret@host/x", "postgres://u:secret@host:port/x", "postgres://u:secret@host"):
        assert "secret" not in "".join(faults_of(RIGHT | {"DATABASE_URL": url}))
