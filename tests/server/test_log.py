"""What strangers can send to a server that runs leaves a line each in its log, no trace and nothing forged."""

import pytest

from tests.server.installations import OVER_TLS, Installation, ask, connected, request

pytestmark = [pytest.mark.once, pytest.mark.xdist_group("the log")]
FORGED = "ERROR towpath: forged"
MULTIPART = {"Content-Type": "multipart/form-data; boundary=x"}


def told(method: str, path: str, body: str = "", **headers: str) -> bytes:
    return request(method, path, OVER_TLS | {name.replace("_", "-"): value for name, value in headers.items()}, body)


SENT = {
    "a host of somebody else's": (told("GET", "/sign-in/", Host="elsewhere.example"), 400),
    "a host that is none": (told("GET", "/sign-in/", Host="a b"), 400),
    "a method nobody knows": (told("BREW", "/sign-in/"), 403),
    "a method no page takes": (told("TRACE", "/accessibility/"), 405),
    "a page that is not there": (told("GET", "/nowhere/"), 404),
    "ends of lines": (told("GET", f"/nowhere/%0D%0A{FORGED.replace(' ', '%20')}/"), 404),
    "a NUL": (told("GET", "/%00/"), 400),
    "a way out of the folder": (told("GET", "/static/../../../etc/passwd"), 404),
    "no form of ours": (told("POST", "/sign-in/", "login=a"), 403),
    "a form from another site": (told("POST", "/sign-in/", "login=a", Origin="https://elsewhere.example"), 403),
    "a form that ends early": (
        told("POST", "/sign-in/", "--x\r\nContent-Disposition: form-data; na", **MULTIPART),
        403,
    ),
    "a form without its parts": (told("POST", "/sign-in/", "x", Content_Type="multipart/form-data"), 400),
    "a form of too many fields": (told("POST", "/sign-in/", "a=&" * 10_001), 400),
    "a form too large for a page": (told("POST", "/sign-in/", "a=" + "x" * 6_000_000), 413),
}


@pytest.mark.parametrize("what", SENT)
def test_it_leaves_one_line_and_no_trace(installation: Installation, port: int, what: str) -> None:
    said, status = SENT[what]
    before = len(installation.log.read_text().splitlines())
    answer = ask(port, said)
    lines = installation.log.read_text().splitlines()[before:]
    assert answer.status == status
    assert len(lines) == 1, lines
    assert not lines[0].startswith(FORGED)


def test_who_goes_away_before_the_answer_leaves_nothing_that_is_long(installation: Installation, port: int) -> None:
    before = len(installation.log.read_text().splitlines())
    for _ in range(20):
        with connected(port) as connection:
            connection.sendall(told("GET", "/sign-in/"))
    ask(port, told("GET", "/sign-in/"))
    lines = installation.log.read_text().splitlines()[before:]
    assert not any("Traceback" in line for line in lines)
    assert len(lines) <= 20
