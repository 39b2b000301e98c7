"""Files that take long to read, on a real server: nobody else waits for them, whatever they open or save."""

import http.client
import re
import threading
from dataclasses import dataclass
from html import unescape
from urllib.parse import urlencode

import pytest

from tests.faults.world import AT_MOST, Started, World
from tests.journeys.site import free_port
from towpath.documents.tests.memory.made_to_swell import slow_file
from towpath.foundation.clock import today

THREADS = 8  # of the server
TOKEN = "t" * 32
BOUNDARY = "----towpath"
UNDER_WAY = "SELECT count(*) FROM jobs_job WHERE kind = 'accounts.read_file' AND state IN ('asked', 'working')"
ENDED = "SELECT count(*) FROM jobs_job WHERE kind = 'accounts.read_file' AND state NOT IN ('asked', 'working')"
WORKING = "SELECT count(*) FROM jobs_job WHERE kind = 'accounts.read_file' AND state = 'working'"


@dataclass
class Person:
    """Somebody signed in at a server, who asks it over HTTP."""

    port: int
    session: str  # its cookie

    def get(self, path: str) -> tuple[int, str]:
        return self._ask("GET", path)

    def post(self, path: str, **fields: object) -> tuple[int, str]:
        """The status, and the address it leads on to, or the page."""
        body = urlencode({"csrfmiddlewaretoken": TOKEN, **fields}, doseq=True).encode()
        return self._ask("POST", path, body, "application/x-www-form-urlencoded")

    def upload(self, path: str, content: bytes, name: str) -> tuple[int, str]:
        head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="csrfmiddlewaretoken"\r\n\r\n{TOKEN}\r\n'
        file = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'
        body = (head + file).encode() + content + f"\r\n--{BOUNDARY}--\r\n".encode()
        return self._ask("POST", path, body, f"multipart/form-data; boundary={BOUNDARY}")

    def _ask(self, method: str, path: str, body: bytes | None = None, kind: str = "text/plain") -> tuple[int, str]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=AT_MOST)
        cookies = f"{self.session}; csrftoken={TOKEN}"
        connection.request(method, path, body, {"Cookie": cookies, "Content-Type": kind})
        answer = connection.getresponse()
        page = answer.read().decode()
        connection.close()
        return answer.status, answer.headers.get("Location") or page


@dataclass
class Site:
    world: World
    server: Started
    coordinator: Person
    lead: Person
    action: int


@pytest.fixture
def site(world: World) -> Site:
    port = free_port()
    server = world.start("serve", f"--port={port}", f"--threads={THREADS}")
    world.until(lambda: server.said("Serving on"), server)
    keys = world.play("sign_two_in")
    coordinator, lead = (Person(port, f"{keys['cookie']}={keys[who]}") for who in ("coordinator", "lead"))
    return Site(world, server, coordinator, lead, keys["action"])


def use_the_site(site: Site, account: str) -> None:
    """Open pages and save a form, as somebody does who knows nothing of other people's files."""
    for page in ("/", "/plans/", "/actions/?due=open"):
        status, shown = site.lead.get(page)
        assert status == 200, (page, shown)
    address = f"/actions/{site.action}/report-progress/"
    status, page = site.lead.get(address)
    assert status == 200
    [version] = re.findall(r'name="version" value="(\d+)"', page)
    day = today()
    date = {"as_of_day": day.day, "as_of_month": day.month, "as_of_year": day.year}
    status, onward = site.lead.post(address, rating="amber", account=account, version=version, **date)
    assert status == 302, unescape(onward)
    assert account in site.lead.get(onward)[1]


def rows(site: Site, query: str) -> int:
    [(number,)] = site.world.rows(query)
    return int(number)


def test_a_file_that_takes_long_keeps_nobody_else_waiting(site: Site) -> None:
    status, bar = site.coordinator.upload("/sources/read/", slow_file(), "plan.pdf")
    assert status == 302
    assert bar.startswith("/reading/")
    site.world.until(lambda: rows(site, WORKING) == 1, site.server)
    use_the_site(site, "Half of them are trained.")
    assert "Your file is being read" in site.coordinator.get(bar)[1]
    assert rows(site, UNDER_WAY) == 1, "The pages were answered only after the file was read."
    site.world.until(lambda: not rows(site, UNDER_WAY), site.server)
    key = bar.strip("/").partition("/")[2]
    assert "Your file was read" in site.coordinator.get(bar)[1]
    status, page = site.coordinator.post("/sources/read/", file_reading=key)
    assert status == 422
    assert "The file takes longer than 20 seconds to read" in page


def test_more_slow_files_than_the_server_has_threads_stop_no_page(site: Site) -> None:
    answers: list[tuple[int, str]] = []

    def upload(number: int) -> None:
        answers.append(site.coordinator.upload("/sources/read/", slow_file(number), f"plan {number}.pdf"))

    uploads = [threading.Thread(target=upload, args=(number,)) for number in range(THREADS + 2)]
    for one in uploads:
        one.start()
    site.world.until(lambda: rows(site, WORKING) == 2, site.server)
    use_the_site(site, "All of them are trained.")
    assert rows(site, ENDED) < 4, "The pages were answered only after files were read."
    for one in uploads:
        one.join(AT_MOST)
    assert {status for status, _ in answers} == {302}
    assert all(onward.startswith("/reading/") for _, onward in answers)
    assert rows(site, UNDER_WAY)
