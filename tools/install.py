"""Set Towpath up: virtual environment, hashed requirements, Node where it is missing, packages, styles and fonts.

Uses the standard library alone. Each step is skipped while what it was made from has not changed.
"""

import argparse
import hashlib
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import front_end

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
OLDEST_PYTHON = (3, 11)
OLDEST_NODE = 20


class StepFailed(Exception):  # noqa: N818 -- the name is the sentence
    """A step went wrong; the message says what to do."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--dev", action="store_true", help="also install what testing and checking need")
    parser.add_argument("--mutants", action="store_true", help="also install what trying the tests needs")
    parser.add_argument("--load", action="store_true", help="also install what `make load` plays people with")
    arguments = parser.parse_args()
    try:
        set_up(with_dev=arguments.dev, with_mutants=arguments.mutants)
        if arguments.load:
            install_load()
    except StepFailed as failed:
        sys.exit(f"\n{failed}")


def set_up(*, with_dev: bool, with_mutants: bool) -> None:
    require_python()
    make_environment()
    install_requirements("base")
    if with_dev or with_mutants:
        install_requirements("dev")
    if with_mutants:
        install_requirements("mutants")
    install_towpath()
    install_packages()
    build_front_end()
    gather_fonts()


def require_python() -> None:
    if sys.version_info < OLDEST_PYTHON:
        wanted = ".".join(map(str, OLDEST_PYTHON))
        raise StepFailed(f"Towpath needs Python {wanted} or later: run `make PYTHON=python{wanted} ...`.")


def make_environment() -> None:
    if (BIN / "python").exists():
        return
    say("Making the virtual environment .venv")
    run(
        [sys.executable, "-m", "venv", str(VENV)],
        "Install Python's venv module (Debian: python3-venv), then try again.",
    )


def install_requirements(name: str) -> None:
    file = ROOT / "requirements" / f"{name}.txt"
    with_stamp(
        f"requirements-{name}",
        [file],
        lambda: pip(f"Installing requirements/{name}.txt", "--require-hashes", "-r", str(file)),
    )


def install_load() -> None:
    """In an environment of its own, as it brings other versions of what tests need."""
    apart, file = ROOT / ".venv-load", ROOT / "requirements" / "load.txt"

    def install() -> None:
        say("Installing requirements/load.txt in .venv-load")
        advice = "Check that this machine reaches a Python package registry, then try again."
        run([sys.executable, "-m", "venv", "--clear", str(apart)], advice)
        python = str(apart / BIN.name / "python")
        options = ("--quiet", "--disable-pip-version-check", "--require-hashes", "-r", str(file))
        run([python, "-m", "pip", "install", *options], advice)

    if not apart.exists():
        forget("requirements-load")
    with_stamp("requirements-load", [file], install)


def install_towpath() -> None:
    project = ROOT / "pyproject.toml"
    with_stamp(
        "towpath",
        [project],
        lambda: pip("Installing Towpath itself", "--no-deps", "--no-build-isolation", "-e", str(ROOT)),
    )


def install_packages() -> None:
    lock = ROOT / "package-lock.json"

    def install() -> None:
        say("Installing the front-end packages")
        advice = "Check that this machine reaches an npm registry, then try again."
        run([npm(), "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"], advice)

    if not all((ROOT / "node_modules" / name).exists() for name in ("govuk-frontend", "@expo-google-fonts")):
        forget("packages")
    with_stamp("packages", [lock], install)


def build_front_end() -> None:
    """Compile the styles and gather the scripts; the builder knows by itself when nothing changed."""
    try:
        if front_end.build([npm()]):
            say("Built the pages' styles and scripts")
    except front_end.FrontEndFault as fault:
        raise StepFailed(str(fault)) from fault


def gather_fonts() -> None:
    """Done by the environment's own Python, which can read fonts; it knows by itself when nothing changed."""
    run([str(BIN / "python"), str(ROOT / "tools" / "fonts.py")], "Run `make clean` and try again.")


def npm() -> str:
    """The machine's npm beside Node 20 or later, else one from PyPI inside the virtual environment."""
    on_machine = shutil.which("npm")
    if on_machine and node_version("node") >= OLDEST_NODE:
        return on_machine
    if not (BIN / "npm").exists():
        requirements = ROOT / "requirements" / "node.txt"
        pip(
            f"Installing Node, as this machine has none of version {OLDEST_NODE} or later",
            "--require-hashes",
            "-r",
            str(requirements),
        )
    os.environ["PATH"] = f"{BIN}{os.pathsep}{os.environ['PATH']}"
    return str(BIN / "npm")


def node_version(node: str) -> int:
    """The major version of Node, 0 where there is none."""
    try:
        said = subprocess.run([node, "--version"], capture_output=True, text=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        return 0
    found = re.match(r"v(\d+)", said)
    return int(found[1]) if found else 0


def pip(what: str, *arguments: str) -> None:
    say(what)
    advice = "Check that this machine reaches a Python package registry, then try again."
    run(
        [str(BIN / "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *arguments],
        advice,
    )


def run(command: Sequence[str], advice: str) -> None:
    finished = subprocess.run(command, check=False, cwd=ROOT)
    if finished.returncode:
        raise StepFailed(f"This step failed: {' '.join(command)}\n{advice}")


def with_stamp(name: str, made_from: list[Path], step: Callable[[], None]) -> None:
    """Do the step unless it was done from exactly these files."""
    digest = hashlib.sha256(b"".join(file.read_bytes() for file in made_from)).hexdigest()
    stamp = VENV / f".done-{name}"
    if stamp.exists() and stamp.read_text() == digest:
        return
    step()
    stamp.write_text(digest)


def forget(name: str) -> None:
    (VENV / f".done-{name}").unlink(missing_ok=True)


def say(what: str) -> None:
    print(f"{what} ...", flush=True)


if __name__ == "__main__":
    main()
