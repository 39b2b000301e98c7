"""How long a page waits for its database, and what is never sent twice. A real server's part: tests/faults."""

from io import BytesIO, UnsupportedOperation

import pytest
from django.core.handlers.wsgi import WSGIRequest

from towpath.serving import again, patience


@pytest.fixture
def passing_time(monkeypatch):
    """Each look at the clock is three seconds after the last, and nobody waits."""
    moments = iter(range(0, 1000, 3))
    monkeypatch.setattr(patience.time, "monotonic", lambda: next(moments))
    monkeypatch.setattr(patience.time, "sleep", lambda seconds: None)
    monkeypatch.setattr(patience._Outage, "began_at", None)


def tries():
    with patience.while_answering():
        count = 0
        while patience.wait():
            count += 1
        return count


def test_nobody_waits_for_long_and_not_at_all_once_the_database_is_away_for_good(passing_time):
    assert 1 <= tries() <= 4
    assert tries() == 0
    patience.note_answer()
    assert 1 <= tries() <= 4


def test_a_command_in_a_terminal_waits_for_nothing(passing_time):
    assert not patience.wait()


class Once(BytesIO):
    """The body of a request on a server that lets it be read once."""

    def seek(self, *args):
        raise UnsupportedOperation


@pytest.mark.parametrize(("body", "again_too"), [(BytesIO, True), (Once, False)])
def test_what_was_sent_is_read_again_only_where_the_server_lets_it(body, again_too):
    about = {
        "REQUEST_METHOD": "POST", "PATH_INFO": "/", "wsgi.input": body(b"words=x"), "CONTENT_LENGTH": "7",
        "CONTENT_TYPE": "application/x-www-form-urlencoded",
    }  # fmt: skip
    request = WSGIRequest(about)
    assert request.POST["words"] == "x"
    anew = again._anew(request)
    assert (anew is not None) is again_too
    assert anew is None or anew.POST["words"] == "x"
