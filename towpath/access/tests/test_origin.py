"""From where somebody asks, in words."""

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from towpath.access.middleware import NoteOrigin
from towpath.access.origin import Origin, current_origin, origin_of

FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"
PHONE = (
    "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/130.0.0.0 Mobile Safari/537.36"
)


def request_from(user_agent, address="192.0.2.7"):
    headers = {} if user_agent is None else {"HTTP_USER_AGENT": user_agent}
    return RequestFactory().get("/", REMOTE_ADDR=address, **headers)


@pytest.mark.parametrize(
    ("user_agent", "device"),
    [
        (FIREFOX, "Firefox on Windows"),
        (PHONE, "Chrome Mobile on Android"),
        ("curl/8.1", "curl"),
        ("<script>alert(1)</script>", "an unknown device"),
        ("", "an unknown device"),
        (None, "an unknown device"),
        ("x" * 100_000, "an unknown device"),
    ],
)
def test_device_is_named_as_far_as_the_browser_names_it(user_agent, device):
    assert origin_of(request_from(user_agent)) == Origin("192.0.2.7", device)


def test_origin_is_said_with_its_address_where_there_is_one():
    assert str(Origin("192.0.2.7", "Firefox on Windows")) == "Firefox on Windows, 192.0.2.7"
    assert str(Origin("", "Firefox on Windows")) == "Firefox on Windows"


def test_origin_is_at_hand_while_a_request_is_answered_and_not_after():
    seen = []

    def answer(request):
        seen.append(current_origin())
        return HttpResponse()

    NoteOrigin(answer)(request_from(FIREFOX))
    assert seen == [Origin("192.0.2.7", "Firefox on Windows")]
    assert current_origin() is None


def test_origin_is_forgotten_where_answering_fails():
    def fail(request):
        raise ValueError

    with pytest.raises(ValueError):  # noqa: PT011 -- any fault of a page
        NoteOrigin(fail)(request_from(FIREFOX))
    assert current_origin() is None
