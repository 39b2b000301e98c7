"""Compile the styles and gather the scripts and pictures that the pages load, from node_modules.

Run it as `python tools/front_end.py`, or call `build()`. Where nothing has changed, nothing is done.
"""

import hashlib
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ROOT / "node_modules"
STYLES = ROOT / "towpath" / "ui" / "styles"
BUILT = ROOT / "towpath" / "ui" / "static" / "built"
SCRIPTS = {
    "govuk-frontend.js": PACKAGES / "govuk-frontend/dist/govuk/govuk-frontend.min.js",
    "moj-frontend.js": PACKAGES / "@ministryofjustice/frontend/moj/moj-frontend.min.js",
}
PICTURES = PACKAGES / "@ministryofjustice/frontend/moj/assets"
PICTURE_IN_STYLES = re.compile(r"url\((images/[^)]+)\)")
SOURCE_MAP = re.compile(r"\n?//# sourceMappingURL=.*\s*$")


class FrontEndFault(Exception):  # noqa: N818 -- the name is the sentence
    """The pages' styles and scripts could not be built; the message says what to do."""


def build(npm: Sequence[str] = ("npm",)) -> bool:
    """Build what the pages load; False where it stood already. `npm` is the command that runs npm."""
    print_of_sources = fingerprint()
    kept = BUILT / "fingerprint.txt"
    if kept.exists() and kept.read_text() == print_of_sources:
        return False
    BUILT.mkdir(parents=True, exist_ok=True)
    kept.unlink(missing_ok=True)
    _compile(npm)
    _copy_scripts()
    _copy_pictures()
    kept.write_text(print_of_sources)
    return True


def fingerprint() -> str:
    """One hash over all that the result depends on: our styles, this program and the locked packages."""
    sources = [
        Path(__file__),
        ROOT / "package.json",
        ROOT / "package-lock.json",
        *sorted(STYLES.rglob("*.scss")),
    ]
    return hashlib.sha256(b"".join(source.read_bytes() for source in sources)).hexdigest()


def _compile(npm: Sequence[str]) -> None:
    if not (PACKAGES / "sass").exists():
        raise FrontEndFault("The front-end packages are not installed: run `make install` first.")
    done = subprocess.run([*npm, "run", "--silent", "styles"], cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise FrontEndFault(
            f"The styles did not compile; put right what is named here and run it again:\n{done.stderr}"
        )


def _copy_scripts() -> None:
    """Take the packages' scripts, without the line that sends browsers looking for a map we do not serve."""
    for name, source in SCRIPTS.items():
        (BUILT / name).write_text(SOURCE_MAP.sub("\n", source.read_text(encoding="utf-8")), encoding="utf-8")


def _copy_pictures() -> None:
    """Take only the pictures that the compiled styles name."""
    for picture in sorted(set(PICTURE_IN_STYLES.findall((BUILT / "towpath.css").read_text(encoding="utf-8")))):
        (BUILT / picture).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(PICTURES / picture, BUILT / picture)


if __name__ == "__main__":
    try:
        print(
            "The pages' styles and scripts are built." if build() else "The pages' styles and scripts are up to date."
        )
    except FrontEndFault as fault:
        sys.exit(str(fault))
