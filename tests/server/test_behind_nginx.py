"""Behind nginx, with the file of docs/running.md: who asks is known, and nobody claims to be somebody else."""

import re
import socket
import ssl
from collections.abc import Iterator

import pytest

from tests.journeys.site import free_port
from tests.server.installations import (
    AT_MOST,
    HOST,
    Answer,
    Installation,
    answer_of,
    ask,
    connected,
    cookies_of,
    installed,
    request,
    shown,
)
from tests.server.proxies import MISSING, in_front
from tests.server.running_doc import Elsewhere, nginx

pytestmark = [
    pytest.mark.long,
    pytest.mark.once,
    pytest.mark.xdist_group("behind nginx"),
    pytest.mark.skipif(not nginx(), reason=MISSING),
]
EMAIL = "ada@borough.example"
MADE_UP = "203.0.113.9"
FORGED = {
    "X-Forwarded-For": MADE_UP,
    "X-Forwarded-Proto": "http",
    "X-Forwarded-Host": "elsewhere.example",
    "X-Real-IP": MADE_UP,
    "Forwarded": f"for={MADE_UP};proto=http;host=elsewhere.example",
    "X-Forwarded-Port": "80",
}
MANY = 105
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
ADD_PERSON = """
from towpath.accounts.models import User
ada = User(email="ada@borough.example", name="Ada")
ada.set_password("a-towpath-beside-still-water")
ada.save()
"""
SAID = """
import json
from axes.models import AccessAttempt
from towpath.audit.models import Entry
print(json.dumps([list(AccessAttempt.objects.values_list("ip_address", "failures_since_start")),
                  sorted(set(Entry.objects.filter(event__startswith="sign_in").values_list("address", flat=True)))]))
"""


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    with installed(tmp_path_factory.mktemp("installation")) as prepared:
        prepared.run("shell", "--no-imports", "-c", ADD_PERSON)
        yield prepared


@pytest.fixture(scope="module")
def ports(installation: Installation, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, int]]:
    """nginx's two ports, Towpath behind them."""
    behind = installation.serve()
    ports = {"listen 80": free_port(), "listen 443": free_port(), "127.0.0.1:8000": behind}
    with in_front(Elsewhere(tmp_path_factory.mktemp("nginx"), ports)):
        yield ports


@pytest.fixture(scope="module")
def port(ports: dict[str, int]) -> int:
    return ports["listen 443"]


def visit(port: int, said: bytes, address: str = "") -> Answer:
    return ask(port, said, over_tls=True, address=address)


def test_a_page_is_served_with_its_own_headers_once(port: int) -> None:
    answer = visit(port, request("GET", "/sign-in/"))
    assert answer.status == 200, shown(answer)
    assert "server" in answer.headers
    assert answer.headers["server"] == "nginx"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "publickey-credentials-get=(self)" in answer.headers["permissions-policy"]
    assert "nonce-" in answer.headers["content-security-policy"]


def test_without_tls_everything_is_led_to_it_whatever_is_claimed(ports: dict[str, int]) -> None:
    answer = ask(ports["listen 80"], request("GET", "/sign-in/", {"X-Forwarded-Proto": "https"}))
    assert answer.status == 301
    assert answer.headers["location"] == f"https://{HOST}/sign-in/"


def test_a_visitor_does_not_say_how_or_where_they_ask(port: int) -> None:
    """A proto believed would lead to TLS again, a host believed would be refused or stand in a mail."""
    answer = visit(port, request("GET", "/sign-in/", FORGED))
    assert answer.status == 200, shown(answer)
    assert "elsewhere.example" not in answer.body


def spoken(port: int, *, version: ssl.TLSVersion | None = None, cipher: str = "") -> str | None:
    """The version of TLS that both agree on; None where they do not. The weakest that this machine knows is offered."""
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    context.minimum_version = version or ssl.TLSVersion.TLSv1_2
    context.maximum_version = version or ssl.TLSVersion.TLSv1_2
    context.set_ciphers(f"{cipher or 'ALL'}:@SECLEVEL=0")
    try:
        with (
            socket.create_connection(("127.0.0.1", port), AT_MOST) as plain,
            context.wrap_socket(plain, server_hostname=HOST) as wrapped,
        ):
            return wrapped.version()
    except (ssl.SSLError, ConnectionError):
        return None


@pytest.mark.filterwarnings("ignore:ssl.TLSVersion")
def test_only_todays_versions_of_tls_are_spoken(port: int) -> None:
    versions = (ssl.TLSVersion.TLSv1, ssl.TLSVersion.TLSv1_1, ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3)
    assert [spoken(port, version=version) for version in versions] == [None, None, "TLSv1.2", "TLSv1.3"]


def test_no_cipher_of_yesterday_is_spoken(port: int) -> None:
    assert spoken(port, cipher="ECDHE+AESGCM") == "TLSv1.2"
    for weak in ("kRSA", "AES128-SHA", "ECDHE-ECDSA-AES128-SHA", "ECDHE-ECDSA-AES256-SHA384"):
        assert spoken(port, cipher=weak) is None, weak


def test_another_host_is_refused(port: int) -> None:
    assert visit(port, request("GET", "/sign-in/", {"Host": "elsewhere.example"})).status in {0, 400, 421}


def sign_in_wrongly(port: int, address: str) -> Answer:
    """A try with a wrong password, from that address, under the name of another."""
    page = visit(port, request("GET", "/sign-in/", FORGED), address)
    token = TOKEN.search(page.body)
    assert token, shown(page)
    cookie = "; ".join(f"{name}={value}" for name, value in cookies_of(page).items())
    told = FORGED | {"Cookie": cookie, "Origin": f"https://{HOST}", "Referer": f"https://{HOST}/sign-in/"}
    body = f"csrfmiddlewaretoken={token[1]}&login={EMAIL}&password=wrong-every-time"
    return visit(port, request("POST", "/sign-in/", told, body), address)


def test_who_tries_is_locked_and_recorded_at_their_own_address_and_nobody_else(
    installation: Installation, port: int
) -> None:
    statuses = [sign_in_wrongly(port, "127.0.0.5").status for _ in range(7)]
    assert statuses[0] == 422, statuses
    assert statuses[-1] == 429, statuses
    assert sign_in_wrongly(port, "127.0.0.6").status == 422
    said = installation.run("shell", "--no-imports", "-c", SAID)
    assert "127.0.0.5" in said
    assert "127.0.0.6" in said
    assert MADE_UP not in said
    assert '"127.0.0.1"' not in said


@pytest.mark.parametrize("length", [31 * 1024 * 1024 + 1, 150 * 1024 * 1024])
def test_a_body_too_large_is_refused_before_any_of_it_is_sent(port: int, length: int) -> None:
    form = {"Content-Length": str(length), "Content-Type": "application/x-www-form-urlencoded"}
    answer = visit(port, request("POST", "/sign-in/", form))
    assert answer.status == 413
    assert "larger than 31 MB, so none of it was taken" in answer.body
    assert answer.headers["permissions-policy"]
    assert answer.headers["cross-origin-resource-policy"] == "same-origin"


@pytest.mark.parametrize(
    "said",
    [
        request("GET", "/sign-in/?" + "x" * 10_000),
        request("GET", "/sign-in/", {"Cookie": "x" * 10_000}),
        request("GET", "/sign-in/", {f"X-Many-{number}": "x" * 7_000 for number in range(8)}),
    ],
    ids=["address", "cookie", "many"],
)
def test_large_headers_are_refused_in_a_sentence(port: int, said: bytes) -> None:
    answer = visit(port, said)
    assert answer.status in {400, 414}
    assert "too long" in answer.body
    assert answer.headers["permissions-policy"]


@pytest.mark.parametrize(
    "headers",
    [
        {"Content-Length": "5", "content-length": "6"},
        {"Content-Length": "5", "Transfer-Encoding": "chunked"},
        {"Transfer-Encoding": "xchunked"},
        {"Transfer-Encoding": "chunked", "transfer-encoding": "identity"},
        {"Content-Length": "+5"},
    ],
    ids=["two lengths", "length and pieces", "unknown pieces", "two ways", "signed length"],
)
def test_a_message_of_two_minds_about_its_length_is_refused(port: int, headers: dict[str, str]) -> None:
    """Otherwise nginx and Towpath might each see another request begin in it."""
    said = request("POST", "/sign-in/", headers) + b"0\r\n\r\nGET /accessibility/ HTTP/1.1\r\n\r\n"
    answer = visit(port, said)
    assert answer.status in {400, 501}
    assert "HTTP/1.1" not in answer.body


def announced(length: int) -> bytes:
    form = {"Content-Length": str(length), "Content-Type": "application/x-www-form-urlencoded"}
    return request("POST", "/sign-in/", form)


@pytest.mark.parametrize(
    "said", [b"GET /sign-in/ HTTP/1.1\r\nHost: ", announced(1000) + b"login="], ids=["head", "body"]
)
def test_half_said_requests_stop_nobody_and_are_ended(port: int, said: bytes) -> None:
    waiting = [connected(port, over_tls=True, address=f"127.0.0.{7 + number % 2}") for number in range(MANY)]
    try:
        for one in waiting:
            one.sendall(said)
        assert visit(port, request("GET", "/sign-in/")).status == 200
        for one in waiting:
            one.settimeout(AT_MOST)
            assert answer_of(one).status in {0, 408}
    finally:
        for one in waiting:
            one.close()


def test_while_towpath_is_away_visitors_are_told_to_wait(installation: Installation, port: int) -> None:
    """The last test here: it stops the server."""
    installation.close()
    answer = visit(port, request("GET", "/sign-in/"))
    assert answer.status == 503
    assert "Wait a minute" in answer.body
