"""What twenty people do, for locust, which runs this file in an environment of its own: it imports nothing of ours.

TOWPATH_LOAD names the file with what `prepare` said and how long people pause; what happened is written beside it. A
name that begins with "write" is of something that is kept; all others are read.
"""

import json
import os
import random
import re
import time
from html import unescape
from itertools import count
from pathlib import Path

from locust import HttpUser, events, task
from locust.exception import StopUser

FILE = Path(os.environ["TOWPATH_LOAD"])
PLAN = json.loads(FILE.read_text())
BOX = re.compile(r"<input[^>]*>")
answers: list[tuple[str, float, int]] = []  # name, milliseconds, status
acknowledged: list[str] = []
sent: list[str] = []
waiting = iter(PLAN["people"])
numbers = count()


@events.quitting.add_listener
def _write(**_kwargs: object) -> None:
    told = {"answers": answers, "acknowledged": acknowledged, "sent": sent}
    FILE.with_suffix(".answers.json").write_text(json.dumps(told))


class Person(HttpUser):
    """One of the twenty: goes from list to page and back and, where they write, reports on one action after another."""

    def wait_time(self) -> float:
        return random.uniform(*PLAN["pause"])

    def on_start(self) -> None:
        person = next(waiting, None)
        if person is None:
            raise StopUser
        self.person = person
        self.mine = iter(person["actions"])
        self.client.cookies.set("session", person["session"], domain="127.0.0.1")

    @task(2)
    def first_page(self) -> None:
        self.read("/", "first page")

    @task(4)
    def actions(self) -> None:
        self.read(f"/actions/?due={random.choice(('', 'overdue'))}", "list of actions")

    @task(2)
    def plans(self) -> None:
        self.read("/plans/", "list of plans")

    @task(3)
    def plan(self) -> None:
        self.read(f"/plans/{random.choice(self.person['plans'])}/", "plan")

    @task(4)
    def action(self) -> None:
        self.read(f"/actions/{random.choice(self.person['actions'])}/", "action")

    @task(8)
    def report(self) -> None:
        """Open the form, have what is typed kept, and save it: three requests with pauses between."""
        key = next(self.mine, None) if self.person["writes"] else None
        if key is None:
            return self.action()
        path = f"/actions/{key}/report-progress/"
        form = boxes(self.read(path, "form"))
        if not form:
            return None
        account = f"Load {FILE.stem} {next(numbers)}"
        typed = {"rating": "amber", "account": account}
        self._pause()
        kept = json.dumps({"path": path, "typed": {name: [value] for name, value in typed.items()}})
        guard = {
            "X-CSRFToken": form["csrfmiddlewaretoken"],
            "Content-Type": "application/json",
            "Referer": self.host + path,
        }
        self.ask("POST", "/drafts/", "write: what is typed", data=kept, headers=guard)
        self._pause()
        sent.append(account)
        status, _ = self.ask(
            "POST",
            path,
            "write: report",
            data=form | typed,
            headers={"Referer": self.host + path},
            allow_redirects=False,
        )
        if status == 302:
            acknowledged.append(account)
        return self.read(f"/actions/{key}/", "action")

    def read(self, path: str, name: str) -> str:
        return self.ask("GET", path, f"read: {name}")[1]

    def ask(self, method: str, path: str, name: str, **more: object) -> tuple[int, str]:
        began = time.perf_counter()
        answer = self.client.request(method, path, name=name, **more)
        answers.append((name, (time.perf_counter() - began) * 1000, answer.status_code))
        return answer.status_code, answer.text

    def _pause(self) -> None:
        time.sleep(self.wait_time())  # of this person alone: locust has everybody's time pass side by side


def boxes(page: str) -> dict[str, str]:
    """What the hidden boxes and the boxes of the day hold, of the form on the page."""
    held = {}
    for box in BOX.findall(page.partition("<main")[2]):
        name, value = re.search(r'name="([^"]*)"', box), re.search(r'value="([^"]*)"', box)
        if name and value and re.search(r'type="(hidden|text)"', box):
            held[unescape(name[1])] = unescape(value[1])
    return held
