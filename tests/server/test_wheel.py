"""What the wheel holds: all that serving needs, without Node, and nothing that only builders need."""

import hashlib
import sys
import zipfile
from pathlib import Path

import pytest

from tests.server.installations import ROOT

sys.path.insert(0, str(ROOT / "tools"))

import wheel

pytestmark = [pytest.mark.long, pytest.mark.once, pytest.mark.xdist_group("wheel")]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", wheel.SAME_MOMENT)
        return wheel.make_in(tmp_path_factory.mktemp("dist"))


@pytest.fixture(scope="module")
def names(made: list[Path]) -> set[str]:
    with zipfile.ZipFile(made[0]) as opened:
        return set(opened.namelist())


def test_it_holds_styles_scripts_fonts_templates_and_their_licences(names: set[str]) -> None:
    needed = {
        "towpath/ui/static/built/towpath.css",
        "towpath/ui/static/built/govuk-frontend.js",
        "towpath/documents/writers/fonts/coverage.json",
        "towpath/documents/writers/fonts/NotoSans_400Regular.ttf",
        "towpath/ui/templates/ui/base.html",
        "towpath/serving/management/commands/serve.py",
        "towpath/licences/govuk-frontend.txt",
        "towpath/licences/noto-sans.txt",
    }
    assert needed <= names


def test_every_template_and_script_of_the_source_is_in_it(names: set[str]) -> None:
    source = {
        str(path.relative_to(ROOT))
        for pattern in ("*.html", "*.js", "*.txt", "*.toml", "*.typ")
        for path in (ROOT / "towpath").rglob(pattern)
        if "tests" not in path.parts
    }
    assert source - names == set()


def test_it_holds_no_tests_and_nothing_that_only_builds(names: set[str]) -> None:
    assert [name for name in names if "/tests/" in name or name.endswith((".scss", ".pyc", ".map"))] == []


def test_its_digests_are_those_of_its_files(made: list[Path]) -> None:
    package, requirements, digests = made
    said = dict(reversed(line.split()) for line in digests.read_text().splitlines())
    assert said == {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in (package, requirements)}
    assert requirements.read_bytes() == (ROOT / "requirements" / "base.txt").read_bytes()


def test_the_same_sources_make_the_same_bytes(
    made: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", wheel.SAME_MOMENT)
    (tmp_path / "towpath-0.0.1-py3-none-any.whl").write_text("an earlier one")
    again = wheel.make_in(tmp_path)
    assert again[0].read_bytes() == made[0].read_bytes()
    assert {path.name for path in tmp_path.iterdir()} == {path.name for path in made}
