"""Gather the fonts of printed papers from node_modules, and note which characters each family covers.

Run it by the virtual environment's Python, as `python tools/fonts.py`. Where nothing has changed, nothing is done.
"""

import hashlib
import json
import shutil
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from fontTools.ttLib import TTFont

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ROOT / "node_modules" / "@expo-google-fonts"
FONTS = ROOT / "towpath" / "documents" / "writers" / "fonts"
WEIGHTS = ("400Regular", "700Bold")

# The order in which a family is asked for a character. Where two draw the same script, the first is the one whose
# words can be read out of the PDF again, as a screen reader does; the second has the rarer letters.
FAMILIES = (
    "noto-sans",
    "vazirmatn",
    "noto-sans-arabic",
    "noto-sans-hebrew",
    "anek-bangla",
    "noto-sans-bengali",
    "noto-sans-gurmukhi",
    "noto-sans-gujarati",
    "noto-sans-devanagari",
    "noto-sans-tamil",
    "noto-sans-telugu",
    "noto-sans-kannada",
    "noto-sans-malayalam",
    "noto-sans-oriya",
    "noto-sans-sinhala",
    "noto-sans-ethiopic",
    "noto-sans-thai",
    "noto-sans-lao",
    "noto-sans-khmer",
    "noto-sans-myanmar",
    "noto-serif-tibetan",
    "noto-sans-georgian",
    "noto-sans-armenian",
    "noto-sans-syriac",
    "noto-sans-thaana",
    "noto-sans-tifinagh",
    "noto-sans-sc",
    "noto-sans-jp",
    "noto-sans-kr",
    "noto-sans-symbols",
    "noto-sans-symbols-2",
    "noto-sans-math",
    "noto-emoji",
)


def build() -> bool:
    """Gather the fonts; False where they stood already."""
    print_of_sources = fingerprint()
    stamp = FONTS / "fingerprint.txt"
    if stamp.exists() and stamp.read_text() == print_of_sources:
        return False
    shutil.rmtree(FONTS, ignore_errors=True)
    FONTS.mkdir(parents=True)
    coverage = dict(map(_gather, FAMILIES))
    (FONTS / "coverage.json").write_text(json.dumps(coverage), encoding="utf-8")
    stamp.write_text(print_of_sources)
    return True


def fingerprint() -> str:
    """One hash over all that the result depends on: this program and the locked packages."""
    sources = (Path(__file__), ROOT / "package-lock.json")
    return hashlib.sha256(b"".join(source.read_bytes() for source in sources)).hexdigest()


def _gather(package: str) -> tuple[str, list[list[int]]]:
    """Copy a family's weights. Returns its name and the ranges of characters that all its weights have."""
    sources = [file for weight in WEIGHTS for file in (PACKAGES / package / weight).glob("*.ttf")]
    if not sources:
        sys.exit(f"The font {package} is not installed: run `make install` first.")
    fonts = [TTFont(shutil.copy(source, FONTS), lazy=True) for source in sources]
    covered = set.intersection(*(set(font.getBestCmap()) for font in fonts))
    return str(fonts[0]["name"].getBestFamilyName()), list(_ranges(sorted(covered)))


def _ranges(numbers: Iterable[int]) -> Iterator[list[int]]:
    """Numbers in order as ranges, both ends counted."""
    current: list[int] = []
    for number in numbers:
        if current and number == current[1] + 1:
            current[1] = number
            continue
        if current:
            yield current
        current = [number, number]
    if current:
        yield current


if __name__ == "__main__":
    if build():
        print("Gathered the fonts of printed papers")
