"""A browser of the coordinator's, at a server of the installation's."""

import http.client
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from lxml import html

from tests.faults.world import Started, World
from tests.journeys.site import free_port

SAID = {"rating": "amber", "account": "Half of them came."}


@dataclass
class Answer:
    """What the server answered."""

    status: int
    page: str
    headers: dict[str, str]

    @property
    def form(self) -> dict[str, str]:
        """The boxes of the form in the page's main part, with what is in them."""
        (form,) = html.fromstring(self.page).xpath("//main//form")
        return {name: value or "" for name, value in form.form_values()}


@dataclass
class Browser:
    """Asks for pages with the cookies it was given. Follows nothing."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)

    def get(self, path: str, **headers: str) -> Answer:
        return self._ask("GET", path, None, headers)

    def post(self, path: str, form: dict[str, str]) -> Answer:
        about = {"Content-Type": "application/x-www-form-urlencoded", "Referer": f"http://127.0.0.1:{self.port}{path}"}
        return self._ask("POST", path, urlencode(form), about)

    def _ask(self, method: str, path: str, body: str | None, headers: dict[str, str]) -> Answer:
        kept = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
        try:
            connection.request(method, path, body, {"Cookie": kept} | headers)
            answer = connection.getresponse()
            page = answer.read().decode()
            for value in answer.headers.get_all("Set-Cookie") or ():
                name, _, rest = value.partition("=")
                self.cookies[name] = rest.partition(";")[0]
            return Answer(answer.status, page, dict(answer.headers))
        finally:
            connection.close()


def served(world: World, *options: str, **environment: Any) -> tuple[Started, Browser]:
    """A server without a worker, and the coordinator's browser, who is signed in."""
    key, port = world.play("sign_in"), free_port()
    server = world.start("serve", f"--port={port}", "--without-worker", *options, **environment)
    world.until(lambda: server.said("Serving on"), server)
    return server, Browser(port, {"session": key})


def progress_of(world: World) -> list[str]:
    """The addresses at which progress on each action is reported."""
    return [f"/actions/{key}/report-progress/" for (key,) in world.rows("SELECT id FROM plans_action ORDER BY id")]


def updates(world: World) -> int:
    return int(world.rows("SELECT count(*) FROM plans_progressupdate")[0][0])
