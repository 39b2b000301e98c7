"""A PostgreSQL of the tests' own, which they may stop, restart and fill without asking anybody."""

import os
import pwd
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.journeys.site import free_port

WHERE = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
HOW_TO_GET_IT = "There is no PostgreSQL server to make a cluster with: install Debian's (`apt-get install postgresql`)."


class Cluster:
    """One server in a folder of its own, run by `postgres` where we are root: PostgreSQL refuses to be run by root."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.port = folder, free_port()
        self.owner = "postgres" if os.getuid() == 0 else pwd.getpwuid(os.getuid()).pw_name

    @property
    def url(self) -> str:
        return f"postgres://postgres@127.0.0.1:{self.port}/postgres"

    def create(self) -> None:
        shutil.chown(self.folder, self.owner)
        self.folder.chmod(0o700)
        self._run("initdb", "-D", str(self.folder / "data"), "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync")

    def start(self) -> None:
        """Returns once it answers."""
        how = f"-p {self.port} -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c max_wal_size=32MB"
        self._run("pg_ctl", "-D", str(self.folder / "data"), "-w", "-l", str(self.folder / "log"), "-o", how, "start")

    def stop(self, mode: str = "immediate") -> None:
        """`immediate` breaks every connection at once, as a lost machine does."""
        self._run("pg_ctl", "-D", str(self.folder / "data"), "-m", mode, "-w", "stop", check=False)

    def _run(self, program: str, *arguments: str, check: bool = True) -> None:
        command = [str(WHERE[0] / program), *arguments]
        user = self.owner if os.getuid() == 0 else None
        done = subprocess.run(
            command, cwd=self.folder, user=user, check=False, stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        assert not check or done.returncode == 0, f"{program} failed: {done.returncode}"


@contextmanager
def cluster_in(folder: Path) -> Iterator[Cluster]:
    """A server that runs until the block ends."""
    cluster = Cluster(folder)
    cluster.create()
    cluster.start()
    try:
        yield cluster
    finally:
        cluster.stop()
