"""What stands in the environment of an installation, looked through at once: a sentence for each thing that is wrong.

Nothing starts while any of them holds. What only the database and the folders know is asked by `serving.starting`.
"""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import SplitResult, urlsplit

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

DEMONSTRATION_KEY = "for-the-demonstration-only-never-in-production"
SHORTEST_KEY, FEWEST_CHARACTERS = 50, 12
# Words of keys that stand in documents and examples to be replaced. None of them comes about by chance.
_OF_EXAMPLES = re.compile(r"django-insecure|(change|replace).?(me|this)|example|your.?(own.?)?(secret|key)", re.I)
_HOST = re.compile(r"(?=.{1,253}$)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*|\[[0-9a-f:]+\]", re.I)
_MAIL_ADDRESS = re.compile(r"[^@\s<>]+@[^@\s<>]+|[^<>\r\n]*<[^@\s<>]+@[^@\s<>]+>")

_REQUIRED = {
    "SECRET_KEY": "the key that signs sessions, at least 50 characters made for this installation",
    "ALLOWED_HOSTS": "the host names people type, separated by commas",
    "DATABASE_URL": "the address of the database",
}
_WAY_TO_A_KEY = "make one of your own, as docs/running.md says"


def require_right(environment: Mapping[str, str], *, is_checkout: bool) -> None:
    """Raises ImproperlyConfigured with every sentence where anything is wrong."""
    if faults := [*faults_of(environment), *_faults_of_folder(environment.get("TOWPATH_FOLDER", ""), is_checkout)]:
        raise ImproperlyConfigured("\n".join(faults))


def faults_of(environment: Mapping[str, str]) -> Iterator[str]:
    """A sentence for each setting that is missing, unsafe, or not of its shape."""
    for name, what in _REQUIRED.items():
        if not environment.get(name, "").strip():
            yield f"Set {name} before starting: it is {what}."
    for name in ("DEBUG", "DJANGO_DEBUG"):
        if environment.get(name, "").lower() in {"1", "true", "yes", "on"}:
            yield f"{name} is on. It shows people's data on error pages: unset it before starting."
    yield from _faults_of_keys(environment)
    yield from _faults_of_hosts(environment)
    yield from _faults_of_database(environment.get("DATABASE_URL", ""))
    yield from _faults_of_mail(environment)
    yield from _faults_of_scanner(environment.get("TOWPATH_SCANNER", ""))


def hosts_in(typed: str) -> list[str]:
    """The host names of ALLOWED_HOSTS, in their order."""
    return typed.replace(" ", "").split(",")


def _faults_of_keys(environment: Mapping[str, str]) -> Iterator[str]:
    for name in ("SECRET_KEY", "TOWPATH_RECORD_KEY"):
        if (key := environment.get(name, "")) and (fault := _weakness(key)):
            yield f"{name} {fault}: {_WAY_TO_A_KEY}."
    for name in ("SECRET_KEY_FALLBACKS", "TOWPATH_RECORD_KEY_FALLBACKS"):
        if any(DEMONSTRATION_KEY in key for key in environment.get(name, "").split()):
            yield f"{name} holds the demonstration's key, which everybody knows: take it out."
    if environment.get("SECRET_KEY") and environment.get("SECRET_KEY") == environment.get("TOWPATH_RECORD_KEY"):
        yield "TOWPATH_RECORD_KEY is the same as SECRET_KEY: make another, or leave it out."


def _weakness(key: str) -> str:
    if DEMONSTRATION_KEY in key or len(key) < SHORTEST_KEY:
        return f"is the demonstration's or shorter than {SHORTEST_KEY} characters"
    if any(character.isspace() for character in key):
        return "has a blank in it, at which a list of earlier keys is cut"
    if _OF_EXAMPLES.search(key):
        return "is the example of a document"
    if len(set(key)) < FEWEST_CHARACTERS or key in (key + key)[1:-1]:
        return f"repeats itself or has fewer than {FEWEST_CHARACTERS} different characters"
    return ""


def _faults_of_hosts(environment: Mapping[str, str]) -> Iterator[str]:
    hosts = hosts_in(environment.get("ALLOWED_HOSTS", ""))
    for host in filter(None, hosts):
        if host.startswith(("*", ".")):
            yield (
                "ALLOWED_HOSTS must name each host whole: with a wildcard, a stranger's host name would stand in our "
                "mails."
            )
        elif not _HOST.fullmatch(host):
            yield f"ALLOWED_HOSTS names {host}: write host names alone, without https://, port or path."
    if environment.get("ALLOWED_HOSTS", "").strip() and "" in hosts:
        yield "ALLOWED_HOSTS has a comma too many: write the host names with one comma between."
    if address := environment.get("TOWPATH_ADDRESS", ""):
        parts = _split(address)
        if parts is None or parts.scheme != "https" or address != f"https://{parts.netloc}" or "@" in parts.netloc:
            yield f"TOWPATH_ADDRESS is {address}: write https:// and the host name, with nothing behind it."
        elif parts.hostname not in [host.lower() for host in hosts]:
            yield f"TOWPATH_ADDRESS leads to {parts.hostname}, which ALLOWED_HOSTS does not name: name it there too."


def _faults_of_database(url: str) -> Iterator[str]:
    if not url:
        return
    try:
        settings = dj_database_url.parse(url)
    except ValueError:  # the message would hold the password
        settings = {}
    engine = str(settings.get("ENGINE", "")).rpartition(".")[2]
    if engine not in {"postgresql", "sqlite3"} or not settings.get("NAME"):
        yield "DATABASE_URL is no address of a database: write postgres://USER:PASSWORD@HOST/NAME or sqlite:////PATH."


def _faults_of_mail(environment: Mapping[str, str]) -> Iterator[str]:
    port = environment.get("EMAIL_PORT", "25")
    if not port.isdecimal() or not 0 < int(port) < 65_536:
        yield f"EMAIL_PORT is {port}: write the number of the mail server's port, such as 587."
    if environment.get("EMAIL_USE_TLS", "on") not in {"on", "off"}:
        yield "EMAIL_USE_TLS must be on or off."
    for name in ("EMAIL_FROM", "TOWPATH_NOTED_HEADS_TO"):
        if (address := environment.get(name, "")) and not _MAIL_ADDRESS.fullmatch(address):
            yield f"{name} is {address}: write an e-mail address."


def _faults_of_scanner(address: str) -> Iterator[str]:
    parts = _split(address)
    is_tcp = parts and parts.scheme == "tcp" and parts.hostname and parts.port
    is_unix = parts and parts.scheme == "unix" and parts.path
    if address and not is_tcp and not is_unix:
        yield f"TOWPATH_SCANNER is {address}: write tcp://HOST:PORT, or unix: and a path."


def _faults_of_folder(folder: str, is_checkout: bool) -> Iterator[str]:
    if not folder and not is_checkout:
        yield "Set TOWPATH_FOLDER before starting: it is the folder where Towpath keeps its files."
    elif folder and not Path(folder).is_absolute():
        yield f"TOWPATH_FOLDER is {folder}: write the whole path, which begins with /."


def _split(address: str) -> SplitResult | None:
    """The parts of an address; None where it has none, such as a port that is no number."""
    try:
        parts = urlsplit(address)
        parts.port  # noqa: B018 -- raises ValueError
    except ValueError:
        return None
    return parts
