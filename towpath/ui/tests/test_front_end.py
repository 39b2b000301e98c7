"""What is compiled and copied: our own look, one version throughout, nothing of a brand we may not use."""

import json
import re
from importlib.metadata import version
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
BUILT = ROOT / "towpath" / "ui" / "static" / "built"
TARGETED = {"4.1.0": "6.3.0"}  # govuk-frontend-jinja: the govuk-frontend its macros are written for


@pytest.fixture(scope="module")
def styles() -> str:
    if not (BUILT / "towpath.css").exists():
        pytest.skip("The styles are not compiled: run `make install`.")
    return (BUILT / "towpath.css").read_text(encoding="utf-8")


def locked(package: str) -> str:
    lock = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))
    return lock["packages"][f"node_modules/{package}"]["version"]


def test_macros_and_styles_are_of_versions_made_for_each_other(styles):
    macros = version("govuk-frontend-jinja")
    assert TARGETED[macros] == locked("govuk-frontend")
    assert f'--govuk-frontend-version: "{locked("govuk-frontend")}"' in styles.replace(':"', ': "')


def test_scripts_are_of_the_version_of_the_styles(styles):
    script = (BUILT / "govuk-frontend.js").read_text(encoding="utf-8")
    assert f'"{locked("govuk-frontend")}"' in script


def test_package_json_pins_exact_versions():
    package = json.loads((ROOT / "package.json").read_text(encoding="utf-8"))
    wanted = package["dependencies"] | package["devDependencies"]
    assert {name for name, number in wanted.items() if not re.fullmatch(r"\d+\.\d+\.\d+", number)} == set()


def test_styles_carry_no_font_and_no_brand(styles):
    assert "@font-face" not in styles
    assert not re.search(r"GDS|Frutiger|crown|crest", styles, re.IGNORECASE)


def test_every_picture_the_styles_name_is_there(styles):
    named = set(re.findall(r"url\(([^)]+)\)", styles))
    assert {name for name in named if not (BUILT / name).exists()} == set()


def test_styles_load_nothing_from_elsewhere(styles):
    assert not re.search(r"url\(\s*[\"']?(?:https?:|//)", styles)
    assert "@import" not in styles


def test_scripts_name_no_map_that_is_not_served(styles):
    for script in BUILT.glob("*.js"):
        assert "sourceMappingURL" not in script.read_text(encoding="utf-8"), script.name


@pytest.mark.parametrize("script", sorted((ROOT / "towpath/ui/static/ui").glob("*.js")), ids=lambda path: path.name)
def test_our_scripts_import_only_what_is_there(styles, script):
    named = re.findall(r'(?:from|import\()\s*"([^"]+)"', script.read_text(encoding="utf-8"))
    assert [name for name in named if not (script.parent / name).resolve().exists()] == []
