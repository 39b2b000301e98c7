"""What turns words into commands, markup or objects is not called, and no page or job asks another machine anything."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house.source import PACKAGE, calls, modules, say, tree_of

# Runs what it is given, builds any object, guesses badly, or is too weak to prove anything.
CALLS = re.compile(
    r"(eval|exec|compile|__import__|os\.(system|popen)|os\.(exec|spawn)\w+|pickle\.loads?|marshal\.\w+|yaml\.\w+"
    r"|hashlib\.(md5|sha1|new)|random\.\w+|tempfile\.mktemp|\w+\.objects\.(raw|extra)|RawSQL|.*\.from_string|Template)"
)
# Speaks to other machines, or is no source of chance that may be a secret.
IMPORTS = re.compile(
    r"(urllib\.request|http\.client|requests|httpx|aiohttp|ftplib|ldap3?|memcache|pymemcache|random)\b"
)
ALLOWED = {
    ("accounts/passwords.py", "hashlib.sha1"),  # the list of leaked passwords is one of such digests
    ("documents/readers/plan.py", "pickle.loads"),  # in the child, of what the process that serves has written
}
# Our own reader, with the file on its standard input or in a pipe; PostgreSQL's own programs for backups.
RUNS_A_PROGRAM = {"documents/readers/apart.py", "documents/readers/fork_server.py", "serving/backups/programs.py"}
# Writes words as markup: a drawing that our own code made, and the hints of fields.
WRITES_MARKUP = {"ui/environment.py", "ui/fields/boxes.py"}
# Puts the name of a table or a trigger into SQL, as the database takes no parameter there: names of models.
NAMES_TABLES = {"records/triggers.py", "records/writing.py"}
# In a template: what follows is not escaped, unless it is written there itself.
NOT_ESCAPED = re.compile(r"[^\s\"']\s*\|\s*safe\b|autoescape")
SHOWS_MARKUP = {"activate_form.html"}  # the picture an app reads, drawn by django-allauth
INLINE = re.compile(r"<script\b(?![^>]*\bsrc=)[^>]*>(.*?)</script>", re.DOTALL)
IN_SCRIPTS = re.compile(
    r"\b(innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(|new Function|postMessage|localStorage"
    r"|sessionStorage|indexedDB|document\.cookie|__proto__)"
)
KEPT_UNDER_A_NAME = re.compile(r"(\w+)\[[\w.]+\] = ")


def dangerous(tree: ast.Module) -> Iterator[ast.Call]:
    """Calls that run or build what they are given, and any with `shell=`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and _is_dangerous(node):
            yield node


def _is_dangerous(call: ast.Call) -> bool:
    return bool(CALLS.fullmatch(ast.unparse(call.func))) or any(one.arg == "shell" for one in call.keywords)


def reaching_out(tree: ast.Module) -> Iterator[ast.stmt]:
    for node in ast.walk(tree):
        names = [one.name for one in node.names] if isinstance(node, ast.Import) else []
        names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
        if any(IMPORTS.match(name) for name in names):
            yield node  # type: ignore[misc]


def sql_put_together(tree: ast.Module) -> Iterator[ast.expr]:
    """SQL with something written into it: its values have to go beside it."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and ast.unparse(node.func).endswith((".execute", ".executemany")):
            yield from (one for one in node.args[:1] if isinstance(one, ast.JoinedStr | ast.BinOp | ast.Call))


def seals(tree: ast.Module) -> bool:
    """Whether it takes ciphers, or anything else, from the library."""
    taken = [node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    return any(module.startswith("cryptography") for module in taken)


def names(tree: ast.Module) -> set[str]:
    return {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}


def room(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


def test_nothing_runs_or_builds_what_it_is_given() -> None:
    found = {(room(path), ast.unparse(node.func)) for path in modules() for node in dangerous(tree_of(path))}
    assert found == ALLOWED


def test_nothing_asks_another_machine_or_draws_lots_for_secrets() -> None:
    assert [say(path, node.lineno) for path in modules() for node in reaching_out(tree_of(path))] == []


def test_only_files_are_read_by_another_program() -> None:
    assert {room(path) for path in modules() if "subprocess" in names(tree_of(path))} == RUNS_A_PROGRAM


def test_only_names_of_tables_are_written_into_sql() -> None:
    assert {room(path) for path in modules() if list(sql_put_together(tree_of(path)))} == NAMES_TABLES


def test_words_become_markup_in_two_places_only() -> None:
    made = {room(path) for path in modules() if {"mark_safe", "Markup", "SafeString"} & set(calls(tree_of(path)))}
    assert made == WRITES_MARKUP
    templates = {path.name: path.read_text() for path in PACKAGE.rglob("templates/**/*.html")}
    assert {name for name, text in templates.items() if NOT_ESCAPED.search(text)} == SHOWS_MARKUP


def test_a_script_on_a_page_holds_nothing_but_what_is_written_there_or_put_in_as_json() -> None:
    pages = [path.read_text() for path in PACKAGE.rglob("templates/**/*.html")]
    inside = [said for page in pages for said in INLINE.findall(page) if "{{" in said]
    assert inside
    assert [said for said in inside if "| tojson }}" not in said] == []


def test_one_module_seals_what_is_kept() -> None:
    """Another derives its key and that of the audit record; nothing is sealed there."""
    sealing = {"accounts/sealing.py", "foundation/derived_keys.py"}
    assert {room(path) for path in modules() if seals(tree_of(path))} == sealing


def test_our_scripts_write_text_and_keep_nothing_in_the_browser() -> None:
    scripts = [path for path in PACKAGE.rglob("static/**/*.js") if "built" not in path.parts]
    assert len(scripts) > 4
    assert {path.name: found for path in scripts if (found := IN_SCRIPTS.findall(path.read_text()))} == {}


def test_our_scripts_keep_names_that_people_chose_in_objects_without_a_prototype() -> None:
    """A box called `__proto__` else changes every object of the page."""
    scripts = [path.read_text() for path in PACKAGE.rglob("static/**/*.js") if "built" not in path.parts]
    keeping = [text for text in scripts if KEPT_UNDER_A_NAME.search(text)]
    assert keeping
    assert all(
        f"const {found} = Object.create(null);" in text for text in keeping for found in KEPT_UNDER_A_NAME.findall(text)
    )


@pytest.mark.parametrize(
    "breach",
    [
        "eval(x)",
        "pickle.loads(x)",
        "hashlib.md5(x)",
        "subprocess.run(x, shell=True)",
        "random.choice(x)",
        "os.system(x)",
    ],
)
def test_the_rule_finds_a_dangerous_call(breach: str) -> None:
    assert list(dangerous(ast.parse(breach)))


def test_the_rules_find_what_reaches_out_and_what_writes_into_sql() -> None:
    assert list(reaching_out(ast.parse("from urllib.request import urlopen")))
    assert not list(reaching_out(ast.parse("from urllib.parse import quote")))
    assert list(sql_put_together(ast.parse("cursor.execute(f'DELETE FROM a WHERE b = {c}')")))
    assert not list(sql_put_together(ast.parse("cursor.execute('DELETE FROM a WHERE b = %s', [c])")))
    assert NOT_ESCAPED.search("{{ typed | safe }}")
    assert not NOT_ESCAPED.search("""{{ ' class="x"' | safe if is_wide }}""")
    assert IN_SCRIPTS.search("place.innerHTML = typed")
