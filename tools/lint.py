"""Every check of the source, one after another; all are run even if one finds something."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent

CHECKS = [
    ("style", [str(BIN / "ruff"), "check", "."]),
    ("layout", [str(BIN / "ruff"), "format", "--check", "--quiet", "."]),
    ("order of floors", [str(BIN / "lint-imports"), "--no-cache"]),
    ("types", [str(BIN / "mypy"), "towpath"]),
]


def main() -> None:
    failed = [name for name, command in CHECKS if not passes(name, command)]
    sys.exit(f"\nTo mend: {', '.join(failed)}." if failed else 0)


def passes(name: str, command: list[str]) -> bool:
    print(f"Checking {name} ...", flush=True)
    return subprocess.run(command, check=False, cwd=ROOT).returncode == 0


if __name__ == "__main__":
    main()
