"""A mail server that takes the call and never says a word: no page waits for it, and no other job does."""

import socket
from collections.abc import Iterator

import pytest

from tests.faults.world import World


@pytest.fixture
def silent() -> Iterator[str]:
    """The port of a mail server that never answers."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield str(server.getsockname()[1])


def test_pages_and_other_jobs_go_on_and_the_mail_arrives_once_the_server_speaks(world: World, silent: str) -> None:
    assert world.play("ask_for_code", TOWPATH_MAIL_PORT=silent) == 302
    for _ in range(3):
        world.play("ask_for_code", TOWPATH_MAIL_PORT=silent)
    world.play("ask")
    worker = world.start("db_worker", TOWPATH_MAIL_PORT=silent)
    world.until(lambda: world.report_is("done"), worker)
    assert world.rows("SELECT count(*) FROM accounts_outgoingmail")[0][0] >= 1
    world.until(lambda: world.rows("SELECT count(*) FROM jobs_job WHERE tries > 0") != [(0,)], worker)
    assert worker.said("could not be sent")
    worker.kill()  # in the middle of a mail
    world.time_passes()
    assert not list((world.folder / "mail").glob("*"))

    speaks = world.start("db_worker")
    world.until(lambda: world.rows("SELECT count(*) FROM accounts_outgoingmail") == [(0,)], speaks)
    letters = [path.read_text(encoding="utf-8") for path in (world.folder / "mail").glob("*")]
    assert sum("is your code" in letter for letter in letters) >= 1
