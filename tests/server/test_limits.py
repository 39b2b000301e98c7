"""What the web server takes by itself, without a proxy in front: how much, how slowly, and from how many at once."""

import pytest

from tests.server.installations import (
    AT_MOST,
    HOST,
    OVER_TLS,
    Installation,
    answer_of,
    ask,
    connected,
    request,
)
from towpath.serving.web import HEAD_SECONDS, LARGEST_BODY, LARGEST_HEAD
from towpath.ui.middleware import FOR_EVERY_ANSWER

SIGN_IN = request("GET", "/sign-in/", OVER_TLS)
MANY = 105  # connections, which once stopped every page
pytestmark = [pytest.mark.once, pytest.mark.xdist_group("one server")]


def announced(length: int, **more: str) -> bytes:
    """The head of a request with a body of that length."""
    form = {"Content-Length": str(length), "Content-Type": "application/x-www-form-urlencoded"}
    return request("POST", "/sign-in/", OVER_TLS | form | more)


def test_a_page_is_served(port: int) -> None:
    assert ask(port, SIGN_IN).status == 200


@pytest.mark.parametrize("path", ["/gallery/", "/gallery/job/", "/gallery/question/"])
def test_the_gallery_is_closed_in_production(port: int, path: str) -> None:
    assert ask(port, request("GET", path, OVER_TLS)).status == 404


@pytest.mark.parametrize("length", [LARGEST_BODY, 150 * 1024 * 1024, 10**15])
def test_a_body_too_large_is_refused_before_any_of_it_is_sent(port: int, length: int) -> None:
    """Nothing of the body is ever sent here, so an answer shows that none was waited for."""
    answer = ask(port, announced(length))
    assert answer.status == 413
    assert "larger than 31 MB, so none of it was taken" in answer.body
    assert {name.lower(): value for name, value in FOR_EVERY_ANSWER.items()}.items() <= answer.headers.items()


def test_a_browser_that_asks_first_is_not_told_to_send_it(port: int) -> None:
    with connected(port) as connection:
        connection.sendall(announced(LARGEST_BODY, Expect="100-continue"))
        assert answer_of(connection).status == 413


def test_a_browser_that_asks_first_may_send_what_is_small(port: int) -> None:
    with connected(port) as connection:
        connection.sendall(announced(3, Expect="100-continue"))
        assert connection.recv(100).startswith(b"HTTP/1.1 100 ")
        connection.sendall(b"a=1")
        assert answer_of(connection).status == 403  # no form of ours


def test_a_body_of_unknown_length_is_cut_off_at_the_same_size(port: int) -> None:
    piece = b"%x\r\n" % 65_536 + b"x" * 65_536 + b"\r\n"
    sent = 0
    with connected(port) as connection:
        connection.sendall(request("POST", "/sign-in/", OVER_TLS | {"Transfer-Encoding": "chunked"}))
        try:
            while sent < 2 * LARGEST_BODY:
                connection.sendall(piece)
                sent += 65_536
        except ConnectionError:
            pass
    assert LARGEST_BODY // 2 < sent < 2 * LARGEST_BODY


@pytest.mark.parametrize("ended", [b"", b"\r\n\r\n"], ids=["unending", "whole"])
def test_headers_too_large_are_refused(port: int, ended: bytes) -> None:
    head = request("GET", "/sign-in/", OVER_TLS | {"X-Long": "x" * LARGEST_HEAD})
    answer = ask(port, head.removesuffix(b"\r\n\r\n") + ended)
    assert answer.status == 431
    assert "too long" in answer.body


@pytest.mark.parametrize("said", [b"HELO there\r\n\r\n", b"GET / HTTP/1.1\r\nHost : x\r\n\r\n"], ids=["mail", "blank"])
def test_what_is_no_request_is_refused_in_a_sentence(port: int, said: bytes) -> None:
    answer = ask(port, said)
    assert answer.status == 400
    assert "Go back" in answer.body or "could not read" in answer.body
    assert answer.headers["permissions-policy"]


@pytest.mark.parametrize("said", [b"", b"GET /sign-in/ HTTP/1.1\r\nHost: ", announced(1000) + b"email="])
def test_half_said_requests_stop_nobody(port: int, said: bytes) -> None:
    waiting = [connected(port) for _ in range(MANY)]
    try:
        for one in waiting:
            one.sendall(said)
        assert ask(port, SIGN_IN).status == 200
    finally:
        for one in waiting:
            one.close()


@pytest.mark.long
@pytest.mark.parametrize(
    "said", [b"", b"GET /sign-in/ HTTP/1.1\r\nHost: ", announced(1000)], ids=["silent", "head", "body"]
)
def test_a_request_that_dawdles_is_ended_however_steadily_it_goes_on(port: int, said: bytes) -> None:
    """A byte every second keeps nothing open. Nothing but the server's own clock ends the loop, or the test's limit."""
    seconds = 0
    with connected(port) as connection:
        connection.sendall(said)
        connection.settimeout(1)
        while seconds < AT_MOST:
            try:
                assert connection.recv(1000) == b""
                break
            except TimeoutError:
                seconds += 1
                if said:
                    connection.sendall(b"x")
            except ConnectionError:
                break
    assert HEAD_SECONDS // 2 < seconds < AT_MOST
    assert ask(port, SIGN_IN).status == 200


def test_nobody_but_the_proxy_says_who_somebody_is(installation: Installation) -> None:
    """A server that believes another machine believes nothing of this one."""
    port = installation.serve("--trusted-proxy=192.0.2.1")
    answer = ask(port, SIGN_IN)
    assert answer.status == 301  # to TLS, which nobody said it came over
    assert answer.headers["location"] == f"https://{HOST}/sign-in/"


def test_not_even_the_proxy_says_which_host_was_asked(port: int) -> None:
    """Otherwise one that passes a visitor's header on would let them choose."""
    forged = {"X-Forwarded-Host": "elsewhere.example", "Forwarded": "for=203.0.113.9;host=elsewhere.example"}
    assert ask(port, request("GET", "/sign-in/", OVER_TLS | forged)).status == 200
    assert ask(port, request("GET", "/sign-in/", OVER_TLS | {"Host": "elsewhere.example"})).status == 400
