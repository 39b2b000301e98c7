"""The commands of docs/running.md, carried out as they stand: from a wheel to a page through nginx, and an upgrade."""

import json
import os
import shlex
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.faults.clusters import HOW_TO_GET_IT, WHERE, cluster_in
from tests.journeys.site import free_port
from tests.server.installations import HOST, ask, request, until
from tests.server.proxies import MISSING, in_front
from tests.server.running_doc import PAGE, Block, Elsewhere, blocks, blocks_of, nginx

KNOWN = {"sh", "console", "nginx", "ini", "dockerfile"}
LOOKING = "Looking"  # the heading from which on Towpath has to serve


@contextmanager
def served(elsewhere: Elsewhere) -> Iterator[Path]:
    """What systemd does with the unit on the page: its command with the settings of its file. Where its log stands."""
    unit = unit_of_page()
    log = elsewhere.folder / "serve.log"
    settings = "".join(f"{line}\n" for line in elsewhere.path(unit["EnvironmentFile"]).read_text().splitlines() if line)
    given = dict(line.split("=", 1) for line in settings.splitlines())
    with open(log, "w", encoding="utf-8") as words:
        command = [*shlex.split(elsewhere.put(unit["ExecStart"])), f"--port={elsewhere.ports['127.0.0.1:8000']}"]
        process = subprocess.Popen(
            command, cwd="/", env={"PATH": "/usr/bin:/bin"} | given, stdout=words, stderr=subprocess.STDOUT
        )
    try:
        until(lambda: process.poll() is not None or "Serving on" in log.read_text(), log.read_text)
        assert process.poll() is None, log.read_text()
        yield log
    finally:
        process.terminate()
        process.wait()


def unit_of_page() -> dict[str, str]:
    (unit,) = blocks("ini", "Serving")
    return dict(line.split("=", 1) for line in unit.text.splitlines() if "=" in line)


def elsewhere_in(folder: Path, database_port: int) -> Elsewhere:
    """Folders and ports of this test, and a curl that finds the page's host on this machine."""
    ports = {
        "listen 80": free_port(),
        "listen 443": free_port(),
        "127.0.0.1:8000": free_port(),
        "127.0.0.1:5432": database_port,
    }
    home = folder / "home"
    home.mkdir()
    (home / ".curlrc").write_text(f'insecure\nconnect-to = "{HOST}:443:127.0.0.1:{ports["listen 443"]}"\n')
    reached = {"PGHOST": "127.0.0.1", "PGPORT": str(database_port), "PGUSER": "postgres", "CURL_HOME": str(home)}
    return Elsewhere(folder / "machine", ports, reached)


@pytest.mark.long
@pytest.mark.once
@pytest.mark.enable_socket
@pytest.mark.skipif(not nginx(), reason=MISSING)
@pytest.mark.skipif(not WHERE, reason=HOW_TO_GET_IT)
@pytest.mark.xdist_group("running")
def test_every_command_of_the_page_works_as_it_stands(tmp_path: Path) -> None:
    """In the order of the page. Those before “Looking” set up, the others find Towpath serving behind nginx."""
    commands = [one for one in blocks_of(PAGE.read_text()) if one.kind == "sh"]
    first_look = next(number for number, one in enumerate(commands) if one.heading == LOOKING)
    with tempfile.TemporaryDirectory() as folder:
        os.chmod(folder, 0o755)  # PostgreSQL runs as another user, who has to reach it
        cluster_folder = Path(folder) / "cluster"
        cluster_folder.mkdir()
        with cluster_in(cluster_folder) as cluster:
            elsewhere = elsewhere_in(tmp_path, cluster.port)
            for one in commands[:first_look]:
                elsewhere.run(one.text)
            with in_front(elsewhere), served(elsewhere) as log:
                for one in commands[first_look:]:
                    elsewhere.run(one.text)
                invited(elsewhere)
            with in_front_again(elsewhere), served(elsewhere):
                page = ask(elsewhere.ports["listen 443"], request("GET", "/sign-in/"), over_tls=True)
            assert page.status == 200
            assert "Traceback" not in log.read_text()


def in_front_again(elsewhere: Elsewhere) -> "contextmanager[Path]":
    shutil.rmtree(elsewhere.folder / "nginx")
    return in_front(elsewhere)


def invited(elsewhere: Elsewhere) -> None:
    """The first administrator is there, and nobody else."""
    asked = "from towpath.accounts.models import User; print(User.objects.get().email)"
    said = elsewhere.run(f"/opt/towpath/towpath shell --no-imports -c '{asked}'")
    assert said.splitlines()[-1] == "admin@borough.example"


def test_only_kinds_of_blocks_that_somebody_looks_at_stand_on_the_page() -> None:
    assert {one.kind for one in blocks_of(PAGE.read_text())} <= KNOWN


def test_where_no_test_carries_commands_out_the_page_says_so() -> None:
    page = PAGE.read_text()
    sections = page.split("\n## ")
    silent = [section.splitlines()[0] for section in sections if "```console" in section and not says_so(section)]
    assert silent == []


def says_so(section: str) -> bool:
    return any(words in section for words in ("not by a test", "No test", "The test ", "A test ("))


def test_the_unit_is_one_that_systemd_understands(tmp_path: Path) -> None:
    if not (program := shutil.which("systemd-analyze")):
        pytest.skip("There is no systemd on this machine.")
    (unit,) = blocks("ini", "Serving")
    file = tmp_path / "towpath.service"
    file.write_text(unit.text.replace("/opt/towpath/venv/bin/towpath", "/bin/true"))
    done = subprocess.run([program, "verify", "--man=no", str(file)], capture_output=True, text=True, check=False)
    ours = [line for line in done.stderr.splitlines() if "towpath.service" in line and "user" not in line.lower()]
    assert ours == []


def test_the_container_starts_what_the_unit_starts() -> None:
    (container,) = blocks("dockerfile")
    (started,) = [line for line in container.text.splitlines() if line.startswith("CMD ")]
    program, *arguments = unit_of_page()["ExecStart"].split()
    assert json.loads(started.removeprefix("CMD ")) == [Path(program).name, *arguments]


def test_the_container_installs_as_the_page_does() -> None:
    (container,) = blocks("dockerfile")
    installing = "\n".join(one.text for one in blocks("sh", "Installing"))
    for words in ("sha256sum --check --quiet SHA256SUMS", "--require-hashes -r requirements.txt", "towpath-*.whl"):
        assert words in container.text
        assert words in installing


def test_a_block_is_found_under_its_heading() -> None:
    page = "# A\n\n## 1. One\n\n```sh\na\nb\n```\n\n## Two\n\n```console\nc\n```\n"
    assert blocks_of(page) == [Block("One", "sh", "a\nb\n"), Block("Two", "console", "c\n")]


def test_only_folders_and_ports_are_others(tmp_path: Path) -> None:
    elsewhere = Elsewhere(tmp_path, {"127.0.0.1:8000": 1234, "listen 80": 81, "listen 443": 444})
    assert elsewhere.put("cd /opt/towpath/release") == f"cd {tmp_path}/opt/towpath/release"
    assert elsewhere.put("proxy_pass http://127.0.0.1:8000;") == "proxy_pass http://127.0.0.1:1234;"
    assert elsewhere.put("listen 80;\nlisten 443 ssl;") == "listen 81;\nlisten 444 ssl;"
    assert elsewhere.put("/etc/nginx and towpath") == "/etc/nginx and towpath"
