"""PostgreSQL's own programs.

The password goes to them in their environment, as everybody on the machine can see commands.
"""

import os
import shutil
import subprocess

from django.core.management.base import CommandError
from django.db import connection
from django.db.backends.postgresql.client import DatabaseClient

DATABASE = {"PGHOST": "HOST", "PGPORT": "PORT", "PGUSER": "USER", "PGDATABASE": "NAME"}


def run(program: str, *arguments: str) -> None:
    """Run a program on the database of DATABASE_URL. Raises CommandError with the last thing it said."""
    if not shutil.which(program):
        raise CommandError(
            f"{program} is not installed on this machine: install PostgreSQL's client programs, of the version of the "
            "server or a later one (Debian: postgresql-client)."
        )
    done = subprocess.run(  # noqa: S603 -- a program of PostgreSQL's, and names of ours
        [program, *arguments], check=False, env=_environment(), stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    if done.returncode:
        said = [line for line in done.stderr.splitlines() if line.strip()]
        reason = next((line for line in said if "error:" in line), said[-1] if said else f"exit code {done.returncode}")
        raise CommandError(f"{program} could not do it: {reason}")


def database_name() -> str:
    return str(connection.settings_dict["NAME"])


def _environment() -> dict[str, str]:
    _, secrets = DatabaseClient.settings_to_cmd_args_env(connection.settings_dict, [])
    told = {name: str(connection.settings_dict[setting] or "") for name, setting in DATABASE.items()}
    return os.environ | {name: value for name, value in told.items() if value} | (secrets or {})
