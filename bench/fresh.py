"""A fresh Python process: nothing is imported yet, nothing is remembered, and only its own settings hold."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent


class NotMeasured(Exception):  # noqa: N818 -- the name is the sentence
    """The process failed; what it said stands above, and the message names it."""


def in_fresh_process(module: str, *arguments: str, **environment: str) -> Any:
    """Run a module of `bench` and return what it printed as JSON. Raises `NotMeasured` where it fails."""
    command = [sys.executable, "-m", module, *arguments]
    environ = environment_of(**environment)
    finished = subprocess.run(command, check=False, cwd=ROOT, env=environ, stdout=subprocess.PIPE, text=True)
    if finished.returncode:
        raise NotMeasured(f"Not measured, as it failed: {' '.join((module, *arguments))}.")
    return json.loads(finished.stdout)


def environment_of(**changes: str) -> dict[str, str]:
    """This process's environment with the benchmarks' settings and these changes."""
    return os.environ | {"DJANGO_SETTINGS_MODULE": "bench.settings"} | changes
