"""The blocks of docs/running.md, as they stand there, and what has to be other for a test: folders, ports, `sudo`."""

import os
import re
import shutil
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

from tests.server.installations import HOST, ROOT

PAGE = ROOT / "docs" / "running.md"
_BLOCK = re.compile(r"^```(?P<kind>\w+)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
_HEADING = re.compile(r"^## (?:\d+\. )?(.+)$", re.MULTILINE)
_PLACES = ("/opt/towpath", "/etc/towpath", "/var/lib/towpath")
# Says whom to be, and is whoever runs the test.
_SUDO = '#!/bin/sh\n[ "$1" = -u ] && shift 2\nexec "$@"\n'


@dataclass(frozen=True)
class Block:
    """A block of the page, such as commands (`sh`) or a file (`nginx`), and the heading it stands under."""

    heading: str
    kind: str
    text: str


def blocks_of(page: str) -> list[Block]:
    """Every block that says what it is."""
    return [
        Block(_HEADING.findall(page[: found.start()])[-1], found["kind"], found["text"])
        for found in _BLOCK.finditer(page)
    ]


def blocks(kind: str, heading: str = "") -> list[Block]:
    """Those of a kind, under a heading where one is named; at least one."""
    found = [one for one in blocks_of(PAGE.read_text()) if one.kind == kind and heading in ("", one.heading)]
    assert found, f"docs/running.md has no block of {kind} under “{heading}”."
    return found


@dataclass
class Elsewhere:
    """What the page says, in folders of a test's own and at ports that are free."""

    folder: Path
    ports: dict[str, int]  # by what stands on the page before or behind them
    environment: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        programs = self.folder / "bin"
        programs.mkdir(parents=True)
        (programs / "sudo").write_text(_SUDO)
        (programs / "sudo").chmod(0o755)
        for place in _PLACES:
            (self.folder / place.lstrip("/")).mkdir(parents=True)
        kept = {name: value for name, value in os.environ.items() if name in _KEPT or name.startswith(("PIP_", "SSL_"))}
        self.environment = kept | {"PATH": f"{programs}:{os.environ['PATH']}"} | self.environment

    def path(self, on_page: str) -> Path:
        """Where a path of the page is."""
        return Path(self.put(on_page))

    def put(self, text: str) -> str:
        """The text with this test's folders and ports, and nothing else changed."""
        for place in _PLACES:
            text = re.sub(rf"(?<![\w/]){place}\b", f"{self.folder}{place}", text)
        for on_page, port in self.ports.items():
            text = re.sub(rf"\b{re.escape(on_page)}\b", re.sub(r"\d+$", str(port), on_page), text)
        return text

    def run(self, commands: str) -> str:
        """Carry commands out as a shell does, up to the first that fails; what they wrote."""
        done = subprocess.run(
            ["bash", "-euo", "pipefail", "-c", self.put(commands)],
            cwd=ROOT, env=self.environment, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, f"{commands}\n{done.stdout[-2000:]}\n{done.stderr[-4000:]}"
        return done.stdout + done.stderr


_KEPT = {"HOME", "LANG", "LC_ALL", "TMPDIR"}


def certificate_in(folder: Path) -> None:
    """A certificate for the page's host name that nobody signed."""
    folder.mkdir(parents=True, exist_ok=True)
    subprocess.run(
        [
            "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1",
            "-nodes", "-days", "2", "-subj", f"/CN={HOST}", "-addext", f"subjectAltName=DNS:{HOST}",
            "-keyout", str(folder / "key.pem"), "-out", str(folder / "fullchain.pem"),
        ],
        check=True, capture_output=True,
    )  # fmt: skip


def nginx() -> str:
    """The program, or "" where this machine has none: Debian keeps it where only administrators look."""
    return shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin:/usr/local/sbin") or ""
