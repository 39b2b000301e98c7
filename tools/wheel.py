"""Make what an installation is set up from, in dist/: the wheel, its hashed requirements, and their digests.

The wheel holds the compiled styles, the scripts and the fonts, with the licences they come under, so that nothing but
Python and pip is needed where it is installed. Run it by the virtual environment's Python (`make wheel`).
"""

import hashlib
import json
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import fonts
import front_end
from flit_core.wheel import make_wheel_in

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ROOT / "node_modules"
# What `make install` makes and the wheel needs: without it pages have no look and papers no letters.
MADE = {front_end.BUILT: front_end.fingerprint, fonts.FONTS: fonts.fingerprint}
SAME_MOMENT = "1577836800"  # of every file in the wheel, so that the same sources make the same bytes
LEFT_OUT = shutil.ignore_patterns("__pycache__", "*.pyc", "tests", "styles")
GIVEN_OUT = ("govuk-frontend", "@ministryofjustice/frontend", "@expo-google-fonts/*")


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "dist"
    for made, fingerprint in MADE.items():
        kept = made / "fingerprint.txt"
        if not kept.exists() or kept.read_text() != fingerprint():
            sys.exit(f"{made.relative_to(ROOT)} is missing or out of date: run `make install` first.")
    os.environ.setdefault("SOURCE_DATE_EPOCH", SAME_MOMENT)
    for made in make_in(folder):
        print(f"{made.name} ({made.stat().st_size / 1024 / 1024:,.1f} MB)")


def make_in(folder: Path) -> list[Path]:
    """The files of a release, in place of those of an earlier one."""
    folder.mkdir(parents=True, exist_ok=True)
    for earlier in folder.glob("towpath-*.whl"):
        earlier.unlink()
    with tempfile.TemporaryDirectory() as staged:
        stage_in(Path(staged))
        wheel = make_wheel_in(Path(staged) / "pyproject.toml", folder).file
    requirements = Path(shutil.copyfile(ROOT / "requirements" / "base.txt", folder / "requirements.txt"))
    digests = folder / "SHA256SUMS"
    digests.write_text("".join(f"{_digest(file)}  {file.name}\n" for file in (requirements, wheel)))
    return [wheel, requirements, digests]


def stage_in(folder: Path) -> None:
    """Towpath without its tests and what its styles are made from."""
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copyfile(ROOT / name, folder / name)
    shutil.copytree(ROOT / "towpath", folder / "towpath", ignore=LEFT_OUT)
    licences = folder / "towpath" / "licences"
    licences.mkdir()
    for package in _packages():
        (licences / f"{package.name}.txt").write_text("\n\n".join(_licences_of(package)), encoding="utf-8")


def _packages() -> Iterator[Path]:
    """The front-end packages of which something is in the wheel."""
    for pattern in GIVEN_OUT:
        yield from sorted(PACKAGES.glob(pattern))


def _licences_of(package: Path) -> Iterator[str]:
    """What the package says of itself, and the licences it brings."""
    about = json.loads((package / "package.json").read_text(encoding="utf-8"))
    yield f"{about['name']} {about['version']}, under {about['license']}. {about.get('homepage', '')}".strip()
    for file in sorted(package.glob("LICEN[CS]E*")):
        yield file.read_text(encoding="utf-8")


def _digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


if __name__ == "__main__":
    main()
