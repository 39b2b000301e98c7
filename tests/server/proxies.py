"""nginx with the file of docs/running.md, inside a frame such as Debian brings."""

import os
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.server.installations import until
from tests.server.running_doc import Elsewhere, blocks, certificate_in, nginx

MISSING = "There is no nginx: install Debian's (`apt-get install nginx-light`)."
FRAME = """\
{user}
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{ worker_connections 768; }}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/towpath.conf;
}}
"""


def _answers(port: int) -> bool:
    with socket.socket() as tried:
        return tried.connect_ex(("127.0.0.1", port)) == 0


@contextmanager
def in_front(elsewhere: Elsewhere) -> Iterator[Path]:
    """nginx until the block ends; where its log stands."""
    folder = elsewhere.folder / "nginx"
    folder.mkdir()
    certificate_in(elsewhere.path("/etc/towpath/tls"))
    (site,) = blocks("nginx")
    (folder / "towpath.conf").write_text(elsewhere.put(site.text))
    user = "user root;" if os.getuid() == 0 else ""
    (folder / "nginx.conf").write_text(FRAME.format(user=user, folder=folder))
    command = [nginx(), "-p", str(folder), "-c", str(folder / "nginx.conf")]
    tried = subprocess.run([*command, "-t"], capture_output=True, text=True, check=False)
    assert tried.returncode == 0, tried.stderr
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        until(lambda: _answers(elsewhere.ports["listen 443"]), (folder / "error.log").read_text)
        yield folder / "error.log"
    finally:
        process.terminate()
        process.wait()
