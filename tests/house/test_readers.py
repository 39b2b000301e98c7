"""Files from outside are opened in a process of their own, and nowhere else.

The modules that read bytes are reached from that process alone: no module of a room, nor of another part of
`documents`, imports one of them, at its top or within a function. Nor does one import a library that reads, or name a
reader in words.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.house.source import PACKAGE, modules, say, tree_of
from towpath.documents.readers.tasks import READERS, ReadingTask

READERS_FOLDER = "towpath.documents.readers."
# What the processes that serve know of the folder, and what they share with the readers.
DOORS = {"apart", "tasks", "fork_server", "child", "guards", "system_calls", "file_system"}
# Modules elsewhere that read bytes.
BESIDE = {
    f"towpath.documents.{name}"
    for name in (
        "archive", "archive_parts", "kinds", "text_decoding", "plan.reading", "practices.opening", "practices.reading",
        "attendance.layout", "attendance.meeting", "attendance.register", "attendance.teams", "slots",
    )
}  # fmt: skip
LIBRARIES = {
    "bs4", "bz2", "defusedxml", "docx", "gzip", "html.parser", "lxml", "lzma", "openpyxl", "pdfminer", "pdfplumber",
    "PIL", "pypdf", "python_calamine", "tarfile", "xml.dom", "xml.etree", "xml.parsers", "zipfile",
}  # fmt: skip
# Where files are made, by libraries that also read.
WRITERS = ("towpath.documents.writers", "towpath.demonstration.typesetting")


def name_of(path: Path) -> str:
    return ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts).removesuffix(".__init__")


def is_reader(name: str) -> bool:
    """Whether a module, or a name in one, is of those that read bytes."""
    if name.startswith(READERS_FOLDER):
        return name.removeprefix(READERS_FOLDER).split(".")[0] not in DOORS
    return any(f"{name}.".startswith(f"{one}.") for one in BESIDE)


def imported(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Every module that a module imports, wherever in it, and everything that may be one."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.lineno, node.module or ""
            yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)


def named_in_words(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Modules named in a text, as `resolve_name` and `import_module` take them."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.startswith("towpath."):
            yield node.lineno, node.value.partition(":")[0]


def breaches(name: str, tree: ast.AST) -> list[tuple[int, str]]:
    """What a module outside the process that reads takes from inside it."""
    if is_reader(name):
        return []
    may_make = name.startswith(WRITERS)
    found = [(line, what) for line, what in imported(tree) if is_reader(what) or _reads(what, may_make)]
    if not name.startswith(READERS_FOLDER):
        found += [(line, what) for line, what in named_in_words(tree) if is_reader(what)]
    return sorted(set(found) | (set(_opened(tree)) if may_make else set()))


def _reads(what: str, may_make: bool) -> bool:
    return not may_make and any(f"{what}.".startswith(f"{one}.") for one in LIBRARIES)


def _opened(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """A document that a writer opens instead of making one."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        name = ast.unparse(node.func).rpartition(".")[2]
        if name == "load_workbook" or (name == "Document" and (node.args or node.keywords)):
            yield node.lineno, f"{name}(…)"


def test_no_module_outside_takes_anything_from_a_reader() -> None:
    found = [f"{say(path, line)} {what}" for path in modules() for line, what in breaches(name_of(path), tree_of(path))]
    assert not found, "\n".join(found)


def test_every_reader_that_a_task_names_is_one_of_them() -> None:
    named = {task: name.partition(":")[0] for task, name in READERS.items()}
    assert [task for task, name in named.items() if not is_reader(name)] == [ReadingTask.GUARDS]


def test_every_module_that_reads_is_there() -> None:
    names = {name_of(path) for path in modules("documents")}
    assert names >= BESIDE | {f"{READERS_FOLDER}{name}" for name in DOORS}
    assert sum(map(is_reader, names)) > 20


PLANTED = {
    "a page reads a document itself": "from towpath.documents.readers.document import read_document",
    "a service opens an archive": "def service():\n    from towpath.documents import archive",
    "a form takes a text apart": "from towpath.documents.text_decoding import decoded",
    "a command reads a workbook": "import openpyxl",
    "a page reads a web page": "from bs4 import BeautifulSoup",
    "a service names a reader in words": "resolve_name('towpath.documents.readers.word:read_word')",
}


def test_the_rule_fires_on_each_way_around_it() -> None:
    fired = {what for what, source in PLANTED.items() if breaches("towpath.plans.views.plans", ast.parse(source))}
    assert fired == set(PLANTED)


def test_the_rule_fires_on_a_writer_that_opens_what_it_should_make() -> None:
    writer = "towpath.documents.writers.word"
    assert not breaches(writer, ast.parse("from docx import Document\nDocument()"))
    assert breaches(writer, ast.parse("from docx import Document\nDocument(BytesIO(content))"))
    assert breaches(writer, ast.parse("openpyxl.load_workbook(file)"))
