"""What guards files less well than it could is said at the start."""

import sys

import pytest

from towpath.records.tests.scanner import closed_port
from towpath.serving.weak_places import weak_places


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere some guards are missing")
def test_nothing_is_said_where_everything_holds():
    assert list(weak_places()) == []


def test_a_scanner_that_does_not_answer_is_named(settings):
    settings.TOWPATH_SCANNER = closed_port()
    (sentence,) = [one for one in weak_places() if "scanner" in one]
    assert sentence == f"The virus scanner at {closed_port()} does not answer: no file is taken until it does."


def test_what_does_not_hold_of_the_process_that_reads_is_said(monkeypatch):
    monkeypatch.setattr("towpath.serving.weak_places.missing_guards", lambda: ["The network is open."])
    assert "The network is open." in list(weak_places())
