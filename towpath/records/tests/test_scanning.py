"""Files go through the virus scanner of an installation before anything reads them, and none is taken without it."""

import socketserver

import pytest

from towpath.documents.readers.apart import CHECKS
from towpath.documents.reading import read_document
from towpath.documents.table import UnreadableFile
from towpath.records import scanning
from towpath.records.tests.scanner import LARGEST, VIRUS, Hurried, closed_port, scanner

PLAN = b"Action,Lead\nTrain,Police\n"


@pytest.fixture
def listening(settings):
    """A scanner on loopback, named in the settings."""
    with scanner(socketserver.ThreadingTCPServer, ("127.0.0.1", 0)) as server:
        settings.TOWPATH_SCANNER = f"tcp://127.0.0.1:{server.server_address[1]}"
        yield server


def test_a_clean_file_is_looked_through_whole_and_read(listening):
    assert read_document(PLAN, "plan.csv").tables
    assert listening.seen == [PLAN]


def test_a_file_of_many_pieces_arrives_as_it_is(listening):
    content = bytes(range(256)) * 3000
    scanning.scan(content)
    assert listening.seen == [content]


def test_an_infected_file_is_read_by_nothing(listening, caplog):
    with pytest.raises(UnreadableFile, match="found something harmful in this file, so it was not taken"):
        read_document(PLAN + VIRUS, "plan.csv")
    assert "Made-Up-Virus" in caplog.text
    assert "Police" not in caplog.text


def test_a_file_that_the_scanner_does_not_take_is_not_taken(listening, caplog):
    with pytest.raises(UnreadableFile, match="none is taken: try again in a few minutes"):
        scanning.scan(b"x" * (LARGEST + 1))
    assert "size limit exceeded" in caplog.text


def test_a_scanner_is_reached_by_a_socket_in_the_file_system_too(settings, tmp_path):
    path = tmp_path / "clamd"
    settings.TOWPATH_SCANNER = f"unix:{path}"
    with scanner(socketserver.ThreadingUnixStreamServer, str(path)) as server:
        assert scanning.answers()
        scanning.scan(PLAN)
        assert server.seen == [PLAN]


def test_while_the_scanner_is_away_no_file_is_taken(settings):
    settings.TOWPATH_SCANNER = closed_port()
    assert not scanning.answers()
    with pytest.raises(UnreadableFile, match="none is taken"):
        read_document(PLAN, "plan.csv")


def test_a_scanner_that_hangs_up_has_not_said_that_a_file_is_clean(settings):
    with scanner(socketserver.ThreadingTCPServer, ("127.0.0.1", 0), Hurried) as server:
        settings.TOWPATH_SCANNER = f"tcp://127.0.0.1:{server.server_address[1]}"
        assert not scanning.answers()
        with pytest.raises(UnreadableFile, match="none is taken"):
            scanning.scan(PLAN)


@pytest.mark.parametrize("address", ["127.0.0.1:3310", "http://127.0.0.1:3310", "tcp://127.0.0.1", "unix:"])
def test_an_address_that_is_none_takes_no_file(settings, address):
    settings.TOWPATH_SCANNER = address
    assert not scanning.answers()
    with pytest.raises(UnreadableFile):
        scanning.scan(PLAN)


def test_where_no_scanner_is_named_files_are_taken(settings):
    assert settings.TOWPATH_SCANNER == ""
    assert scanning.answers()
    scanning.scan(VIRUS)


def test_every_file_that_is_read_goes_through_it():
    assert scanning.scan in CHECKS
