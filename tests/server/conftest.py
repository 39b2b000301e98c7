"""An installation as a borough runs it: production's settings in processes of their own, on real sockets."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.server.installations import Installation, installed


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The servers and their sockets are real."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.enable_socket)


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    with installed(tmp_path_factory.mktemp("installation")) as prepared:
        yield prepared


@pytest.fixture(scope="module")
def port(installation: Installation) -> int:
    return installation.serve()
