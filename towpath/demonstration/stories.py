"""What happened to the demonstration's plans, as kept in readable files: the scenes of a story, in order of time."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import groupby
from pathlib import Path
from typing import Any, TypeAlias

from towpath.foundation.clock import LONDON

FOLDER = Path(__file__).with_name("story")
COORDINATOR = "coordinator"
MORNING = time(9, 30)


@dataclass(frozen=True, kw_only=True)
class Scene:
    """Something one person does on a day."""

    on: date
    plan: str
    by: str = COORDINATOR


@dataclass(frozen=True, kw_only=True)
class ReadIn(Scene):
    """A document is read in as a plan; without `base_date` its relative deadlines stay undated.

    `as_at` is the date at which the document stands, where it is known.
    """

    document: str
    source: str
    base_date: date | None = None
    as_at: date | None = None


@dataclass(frozen=True, kw_only=True)
class Update(Scene):
    """Progress is reported; `link` leads to evidence."""

    action: str
    rating: str
    account: str
    link: str = ""


@dataclass(frozen=True, kw_only=True)
class MarkedOutside(Scene):
    """An action is marked as one that only somebody else can carry out."""

    action: str


@dataclass(frozen=True, kw_only=True)
class Step(Scene):
    """A letter is sent, acknowledged or answered."""

    action: str
    step: str
    body: str
    account: str = ""
    link: str = ""


@dataclass(frozen=True, kw_only=True)
class Figures(Scene):
    """Figures found in an action's accounts are called right or wrong, by their values as written."""

    action: str
    right: tuple[str, ...] = ()
    wrong: tuple[str, ...] = ()


AnyScene: TypeAlias = ReadIn | Update | MarkedOutside | Step | Figures
# In the order in which they happen on one day.
KINDS: dict[str, type[Update | MarkedOutside | Step | Figures]] = {
    "outside": MarkedOutside,
    "steps": Step,
    "updates": Update,
    "figures": Figures,
}


def scenes() -> list[tuple[datetime, AnyScene]]:
    """Every scene of every story with its moment, the earliest first; a day's scenes follow each other by minutes."""
    told = [scene for path in sorted(FOLDER.glob("*.toml")) for scene in _scenes_of(path)]
    by_day = groupby(sorted(told, key=_day), key=_day)
    return [
        (datetime.combine(day, MORNING, LONDON) + timedelta(minutes=place), scene)
        for day, scenes_of_day in by_day
        for place, scene in enumerate(scenes_of_day)
    ]


def _day(scene: AnyScene) -> date:
    return scene.on


def _scenes_of(path: Path) -> Iterator[AnyScene]:
    story: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    plan = story["title"]
    yield ReadIn(
        on=story["read_in_on"],
        plan=plan,
        document=story["document"],
        source=story["source"],
        base_date=story.get("base_date"),
        as_at=story.get("as_at"),
    )
    for kind, scene in KINDS.items():
        for written in story.get(kind, []):
            yield scene(plan=plan, **{name: _kept(value) for name, value in written.items()})


def _kept(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value
