"""Run the tests: all of them on SQLite, then those that ask a database on PostgreSQL where DATABASE_URL names one."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# Journeys that keep nothing are the same on any database, so they run once.
KEEP_NOTHING = [f"tests/journeys/test_{name}.py" for name in ("gallery", "checks", "scripts")]


def main() -> None:
    url = os.environ.pop("DATABASE_URL", "")
    codes = [pytest("SQLite")]
    if url and not url.startswith("sqlite"):
        ignored = [f"--ignore={path}" for path in KEEP_NOTHING]
        asking = ["--asking-a-database", "-m", "not once", *ignored]
        codes.append(pytest("the database that DATABASE_URL names", *asking, DATABASE_URL=url))
    sys.exit(max(codes))


def pytest(where: str, *arguments: str, **environment: str) -> int:
    """Run the suite in parallel and return its exit code."""
    print(f"\nTests on {where}", flush=True)
    in_parallel = ["-n", "auto", "--dist", "loadgroup"]
    command = [sys.executable, "-m", "pytest", "-q", *in_parallel, *arguments, *sys.argv[1:]]
    settings = {"DJANGO_SETTINGS_MODULE": "towpath.settings.testing"}
    return subprocess.run(command, check=False, cwd=ROOT, env=os.environ | settings | environment).returncode


if __name__ == "__main__":
    main()
