"""Of small mistakes made on purpose in rules and services, how many does no test notice?

Draws mutants by a seed, which is printed, and runs each against the tests that reach its line: the most particular
first, at most a minute of them. The mutations are cosmic-ray's. `make mutants SEED=7 COUNT=100`.
"""

import argparse
import ast
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from difflib import unified_diff
from itertools import islice
from pathlib import Path
from queue import SimpleQueue

ROOT = Path(__file__).resolve().parent.parent
# Where a mistake is a wrong number, a missing refusal or a wrong state, rather than a page that looks odd.
WHERE = re.compile(r"towpath/(records/|\w+/(services|facts|rules)/|\w+/(services|policies|rules?|facts)\.py$)")
NOT_THERE = re.compile(r"/(tests|migrations)/")
MOST_SECONDS = 60  # of tests for one mutant, as they took without it
MOST_TESTS = 400
OF_MODELS = "tests/house/test_migrations.py::test_no_model_changed_without_a_migration"  # all that runs on import
HANGS_AFTER = 600  # seconds
MOST_SURVIVING = 0.15
EQUIVALENTS = ROOT / "tools" / "equivalent_mutants.toml"
# Operators whose mistakes nobody makes, or that change nothing: an equal number, word or member is mostly the same one.
LEFT_OUT = re.compile(r"Variable|ExceptionReplacer|Operator_(Eq|Is)_(Eq|Is)$|Operator_(NotEq|IsNot)_(NotEq|IsNot)$")
SURVIVED, KILLED, UNREACHED, EQUIVALENT = "survived", "killed", "no test reaches it", "equivalent"


@dataclass(frozen=True)
class Mutant:
    """One mistake: in which file and line, by which operator, and which of its places in the file."""

    file: str
    line: int
    operator: str
    occurrence: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line} {self.operator.rpartition('_')[2] or self.operator}"


@dataclass(frozen=True)
class Reach:
    """Which tests reach which line, and how long each took, in seconds."""

    tests: dict[str, dict[int, list[str]]]
    seconds: dict[str, float]

    def of(self, file: str, lines: Iterable[int]) -> set[str]:
        by_line = self.tests.get(file, {})
        return {test for line in lines for test in by_line.get(line, ())}

    @property
    def breadth(self) -> Counter[str]:
        """How many lines each test reaches: the fewer, the more particular it is."""
        return Counter(test for by_line in self.tests.values() for tests in by_line.values() for test in tests)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10_000))
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    asked = parser.parse_args()
    print(f"Seed {asked.seed}: the same seed draws the same mutants of the same source.", flush=True)
    reach = measured()
    drawn = draw(asked.seed, asked.count)
    verdicts = list(judged(drawn, reach, asked.workers))
    sys.exit(report(verdicts))


# What may be mutated


def files() -> list[str]:
    listed = subprocess.check_output(["git", "ls-files", "towpath"], cwd=ROOT, text=True).split()
    return [name for name in listed if name.endswith(".py") and WHERE.match(name) and not NOT_THERE.search(name)]


def draw(seed: int, count: int) -> list[Mutant]:
    """So many mutants, no two in one place; each place is as likely as any other, whatever can be done to it."""
    chance = random.Random(seed)
    by_place: dict[tuple[str, tuple[int, int]], list[Mutant]] = {}
    for file in files():
        for place, mutant in mutants_of(file, (ROOT / file).read_text(encoding="utf-8")):
            by_place.setdefault((file, place), []).append(mutant)
    places = chance.sample(sorted(by_place), min(2 * count, len(by_place)))
    drawn = (chance.choice(by_place[place]) for place in places)
    return list(islice(filter(is_python, drawn), count))


def is_python(mutant: Mutant) -> bool:
    """A mistake that is no Python any more says nothing about tests."""
    try:
        ast.parse(mutated(mutant, (ROOT / mutant.file).read_text(encoding="utf-8")))
    except SyntaxError:
        return False
    return True


def mutants_of(file: str, source: str) -> Iterator[tuple[tuple[int, int], Mutant]]:
    """Every mutant of a file with the line and column it begins at, but those of annotations and docstrings."""
    from cosmic_ray.ast import ast_nodes, get_ast
    from cosmic_ray.plugins import get_operator, operator_names

    silent = unspoken(source)
    nodes = list(ast_nodes(get_ast(source)))
    for name in operator_names():
        if LEFT_OUT.search(name):
            continue
        operator = get_operator(name)()
        positions = [start for node in nodes for start, _ in operator.mutation_positions(node)]
        for occurrence, (line, column) in enumerate(positions):
            if not any(first <= (line, column) < last for first, last in silent):
                yield (line, column), Mutant(file, line, name, occurrence)


def unspoken(source: str) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    """Where a change changes nothing that runs: annotations, and how a dataclass is made."""
    spans = []
    for node in ast.walk(ast.parse(source)):
        notes = [getattr(node, "annotation", None), getattr(node, "returns", None)]
        made = [one for one in getattr(node, "decorator_list", []) if "dataclass" in ast.dump(one)]
        spans += [(begin_of(one), end_of(one)) for one in (*notes, *made) if isinstance(one, ast.expr)]
    return spans


def begin_of(node: ast.expr) -> tuple[int, int]:
    return node.lineno, node.col_offset


def end_of(node: ast.expr) -> tuple[int, int]:
    return node.end_lineno or node.lineno, node.end_col_offset or node.col_offset


def mutated(mutant: Mutant, source: str) -> str:
    from cosmic_ray.mutating import mutate_code
    from cosmic_ray.plugins import get_operator

    changed = mutate_code(source, get_operator(mutant.operator)(), mutant.occurrence)
    assert changed, f"{mutant} changes nothing"
    return str(changed)


# Which tests reach it


def measured() -> Reach:
    """Run the tests once and see which line each of them reaches; kept until the source changes."""
    kept = ROOT / "var" / "mutants" / f"{tree()}.json"
    if not kept.exists():
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_text(json.dumps(measure(kept.with_suffix(".coverage"))))
    said = json.loads(kept.read_text())
    tests = {file: {int(line): names for line, names in lines.items()} for file, lines in said["tests"].items()}
    return Reach(tests, said["seconds"])


def tree() -> str:
    """What names the source as it stands, changes that are not committed included."""
    index = {"GIT_INDEX_FILE": str(Path(tempfile.mkdtemp()) / "index")}
    subprocess.run(["git", "add", "-A", "towpath", "tests"], cwd=ROOT, env=os.environ | index, check=True)
    return subprocess.check_output(["git", "write-tree"], cwd=ROOT, env=os.environ | index, text=True).strip()


def measure(kept: Path) -> dict[str, object]:
    from coverage import CoverageData

    command = [
        sys.executable, "-m", "pytest", "-q", "-vv", "-n", "auto", "--dist", "loadgroup", "--durations=0",
        "--durations-min=0.001", "--ignore=tests/journeys", "--cov=towpath", "--cov-context=test", "--cov-report=",
    ]  # fmt: skip
    print("Running the tests once, to see which line each of them reaches ...", flush=True)
    environment = testing() | {"COVERAGE_FILE": str(kept)}
    ran = subprocess.run(command, check=False, cwd=ROOT, env=environment, capture_output=True, text=True)
    if ran.returncode:
        sys.exit(f"{ran.stdout[-3000:]}\nThe tests must pass before they can be tried.")
    data = CoverageData(str(kept))
    data.read()
    tests = {
        str(Path(file).relative_to(ROOT)): {
            line: sorted({name_of(one) for one in contexts if one})
            for line, contexts in data.contexts_by_lineno(file).items()
        }
        for file in data.measured_files()
    }
    return {"tests": tests, "seconds": seconds_in(ran.stdout)}


def seconds_in(said: str) -> dict[str, float]:
    """How long each test took, with its fixtures, as the test runner lists it."""
    took: Counter[str] = Counter()
    for seconds, name in re.findall(r"^([\d.]+)s (?:call|setup|teardown)\s+(.+)$", said, re.MULTILINE):
        took[name_of(name)] += float(seconds)  # type: ignore[assignment]
    return dict(took)


def name_of(context: str) -> str:
    """The test's own name: without what pytest-cov adds at the end, and the group that pytest-xdist adds."""
    test = re.sub(r"\|(setup|run|teardown)$", "", context)
    return re.sub(r"@[^@\]]*$", "", test)


def tests_for(mutant: Mutant, source: str, reach: Reach) -> list[str]:
    """A minute of tests that reach the line or, where it runs on import only, what it belongs to, or the file."""
    wider = ([mutant.line], belongs_to(source, mutant.line), range(1, source.count("\n") + 2))
    reached = next((tests for lines in wider if (tests := reach.of(mutant.file, lines))), set())
    breadth = reach.breadth
    chosen = [] if reach.of(mutant.file, [mutant.line]) or not reached else [OF_MODELS]
    left = float(MOST_SECONDS)
    for test in sorted(reached, key=lambda one: (breadth[one], one)):
        left -= reach.seconds.get(test, 0.001)
        if chosen and left < 0:
            break
        chosen.append(test)
    return chosen[:MOST_TESTS]


def belongs_to(source: str, line: int) -> range:
    """The lines of the function or class that the line stands in or decorates, or of the whole file."""
    holds = [
        range(min([node.lineno, *(one.lineno for one in node.decorator_list)]), (node.end_lineno or node.lineno) + 1)
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.FunctionDef | ast.ClassDef)
    ]
    around = [lines for lines in holds if line in lines]
    return min(around, key=len) if around else range(1, source.count("\n") + 2)


# What becomes of it


def judged(drawn: Sequence[Mutant], reach: Reach, workers: int) -> Iterator[tuple[Mutant, str, str]]:
    """Each mutant with its verdict and what was said, in copies of the project of which each worker has one."""
    copies: SimpleQueue[Path] = SimpleQueue()
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(workers) as pool:
        for number in range(workers):
            copies.put(copied(Path(folder) / str(number)))
        require_sound(drawn[:5], reach, Path(folder) / "0")
        for place, (mutant, verdict, said) in enumerate(pool.map(lambda one: judge(one, reach, copies), drawn), 1):
            print(f"{place:4} {mutant}: {verdict}", flush=True)
            yield mutant, verdict, said


def require_sound(drawn: Sequence[Mutant], reach: Reach, copy: Path) -> None:
    """Without a mistake the same tests pass in a copy: else each would count as noticed."""
    tests = {test for one in drawn for test in tests_for(one, (ROOT / one.file).read_text(encoding="utf-8"), reach)}
    if tests and verdict_of(copy, sorted(tests)) != SURVIVED:
        sys.exit("The tests fail in a copy of the project that has no mistake in it.")


def copied(folder: Path) -> Path:
    listing = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    for name in subprocess.check_output(listing, cwd=ROOT, text=True).splitlines():
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, folder / name)
    for made in ("node_modules", "towpath/ui/static/built", "towpath/documents/writers/fonts"):
        (folder / made).symlink_to(ROOT / made)
    return folder


def judge(mutant: Mutant, reach: Reach, copies: "SimpleQueue[Path]") -> tuple[Mutant, str, str]:
    source = (ROOT / mutant.file).read_text(encoding="utf-8")
    changed = mutated(mutant, source)
    said = difference(source, changed)
    if said in equivalents(mutant.file):
        return mutant, EQUIVALENT, said
    tests = tests_for(mutant, source, reach)
    if not tests:
        return mutant, UNREACHED, said
    copy = copies.get()
    try:
        (copy / mutant.file).write_text(changed, encoding="utf-8")
        return mutant, verdict_of(copy, tests), said
    finally:
        (copy / mutant.file).write_text(source, encoding="utf-8")
        copies.put(copy)


def verdict_of(copy: Path, tests: Sequence[str]) -> str:
    """What the tests say. Those that cannot even be read notice it too; so do those that never end."""
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", *tests]
    try:
        ran = subprocess.run(
            command, check=False, cwd=copy, env=testing(), capture_output=True, text=True, timeout=HANGS_AFTER
        )
    except subprocess.TimeoutExpired:
        return KILLED
    if ran.returncode not in (0, 1, 2, 3, 4):  # a mistake may well keep a file from being collected
        sys.exit(ran.stdout + ran.stderr)
    return KILLED if ran.returncode else SURVIVED


def difference(before: str, after: str) -> str:
    """The lines that differ, as "- before" and "+ after"."""
    lines = unified_diff(before.splitlines(), after.splitlines(), lineterm="", n=0)
    return "\n".join(f"{line[0]} {line[1:].strip()}" for line in lines if line[:2] not in ("--", "++", "@@"))


def equivalents(file: str) -> set[str]:
    """Mutants of a file that behave as the source does, each with its reason."""
    if not EQUIVALENTS.exists():
        return set()
    listed = tomllib.loads(EQUIVALENTS.read_text(encoding="utf-8"))["mutant"]
    return {one["difference"].strip() for one in listed if one["file"] == file}


def testing() -> dict[str, str]:
    """On SQLite, and with compiled Python kept: to compile all of it again takes longer than most of these tests."""
    left_out = {"DATABASE_URL", "PYTHONDONTWRITEBYTECODE"}
    kept = {name: value for name, value in os.environ.items() if name not in left_out}
    return kept | {"DJANGO_SETTINGS_MODULE": "towpath.settings.testing"}


def report(verdicts: Sequence[tuple[Mutant, str, str]]) -> int:
    """Print what nobody noticed and how many that are; the exit code."""
    counted = [one for one in verdicts if one[1] != EQUIVALENT]
    alive = [one for one in counted if one[1] in (SURVIVED, UNREACHED)]
    for mutant, verdict, said in alive:
        print(f"\n{mutant}: {verdict}\n{said}")
    share = len(alive) / max(1, len(counted))
    equal = len(verdicts) - len(counted)
    print(f"\n{len(alive)} of {len(counted)} survived ({share:.0%}); {equal} listed as equivalent.")
    return int(share > MOST_SURVIVING)


if __name__ == "__main__":
    main()
