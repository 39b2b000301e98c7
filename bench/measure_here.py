"""Measure one subject in this process, on the database that DATABASE_URL names: `python -m bench.measure_here pages`.

Prints the findings as JSON. The process is fresh, so that one subject does not warm another's caches.
"""

import json
import sys
from importlib import import_module

import django

from towpath.serving.memory import set_start_aside


def main(subject: str) -> None:
    django.setup()
    measured = import_module(f"bench.subjects.{subject}")
    set_start_aside()  # as `towpath serve` does
    found = measured.findings()
    print(json.dumps([finding.as_json() for finding in found]))


if __name__ == "__main__":
    main(*sys.argv[1:])
