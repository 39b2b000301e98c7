"""Fonts of printed papers: those that are pinned are gathered, each family with the characters it says it has."""

import importlib.util
import json
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from towpath.documents.writers import typefaces
from towpath.documents.writers.typefaces import FOLDER, HOUSE, MissingFontsError, families, family_of, fonts

ROOT = Path(__file__).resolve().parents[4]
SCOPE = "@expo-google-fonts/"


@pytest.fixture(scope="module")
def gathering():
    """`tools/fonts.py`, which is no part of the package."""
    spec = importlib.util.spec_from_file_location("gathering_fonts", ROOT / "tools" / "fonts.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_families_gathered_are_those_that_are_pinned(gathering):
    pinned = json.loads((ROOT / "package.json").read_text())["dependencies"]
    assert {f"{SCOPE}{name}" for name in gathering.FAMILIES} == {name for name in pinned if name.startswith(SCOPE)}


def test_every_package_is_pinned_by_its_hash_and_free_to_embed():
    packages = json.loads((ROOT / "package-lock.json").read_text())["packages"]
    ours = [about for name, about in packages.items() if SCOPE in name]
    assert ours
    assert all(about["integrity"].startswith("sha512-") and "OFL-1.1" in about["license"] for about in ours)


def test_typst_knows_every_family_by_the_name_it_is_asked_by():
    assert {HOUSE, *families()} <= set(fonts().families())


def test_nothing_is_gathered_anew_while_nothing_changed(gathering):
    assert gathering.build() is False


def test_both_weights_of_a_family_draw_what_it_is_said_to_draw():
    for weight in ("Regular", "Bold"):
        with TTFont(next(FOLDER.glob(f"NotoSansTamil*{weight}.ttf")), lazy=True) as font:
            assert ord("த") in font.getBestCmap()
    assert family_of("த") == "Noto Sans Tamil"


@pytest.mark.parametrize(("characters", "family"), [("a", "Noto Sans"), ("ب", "Vazirmatn"), ("\U00012000", None)])
def test_the_first_family_that_draws_all_of_it_is_asked(characters, family):
    assert family_of(characters) == family


def test_where_fonts_were_not_gathered_it_says_what_to_do(monkeypatch, tmp_path):
    monkeypatch.setattr(typefaces, "FOLDER", tmp_path)
    with pytest.raises(MissingFontsError, match="make install"):
        typefaces._coverage.__wrapped__()
