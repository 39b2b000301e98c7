"""Every service that a page may call is atomic, asks a policy, and records; nothing else writes."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.house.source import calls, functions, modules, say, tree_of

WRITES = {"save", "create", "update", "delete", "bulk_create", "bulk_update", "get_or_create", "update_or_create"}
# Who writes what is no domain record: the audit chain itself, sessions, what people were typing, jobs' own state.
NOT_DOMAIN = ("audit/record.py", "accounts/drafts.py", "accounts/middleware.py")


def is_service(function: ast.FunctionDef) -> bool:
    """A public function that is told who acts: what a page calls."""
    return not function.name.startswith("_") and any(arg.arg == "actor" for arg in function.args.kwonlyargs)


def faults(function: ast.FunctionDef) -> Iterator[str]:
    decorators = {ast.unparse(decorator) for decorator in function.decorator_list}
    called = list(calls(function))
    if "transaction.atomic" not in decorators:
        yield "is not atomic"
    if not any(name.endswith(").require") for name in called) and not hands_on(function):
        yield "asks no policy"
    if "record" not in called and not hands_on(function):
        yield "records nothing"


def hands_on(function: ast.FunctionDef) -> bool:
    """Whether it calls another service on the actor's behalf, which asks and records for it."""
    return any(
        keyword.arg == "actor" and ast.unparse(call.func) != "record"
        for call in ast.walk(function)
        if isinstance(call, ast.Call)
        for keyword in call.keywords
    )


def test_every_service_is_atomic_asks_a_policy_and_records() -> None:
    found = [
        f"{say(path, function.lineno)} {function.name} {fault}"
        for path in modules("services")
        for function in functions(tree_of(path))
        if is_service(function)
        for fault in faults(function)
    ]
    assert not found, "\n".join(found)


def test_the_rule_fires_on_a_service_that_forgets_everything() -> None:
    bad = ast.parse("def close(*, actor, plan):\n    plan.delete()").body[0]
    assert isinstance(bad, ast.FunctionDef)
    assert is_service(bad)
    assert list(faults(bad)) == ["is not atomic", "asks no policy", "records nothing"]


def writes(tree: ast.Module) -> Iterator[ast.Call]:
    """Calls that write to a model: `x.objects.create(...)`, `plan.save()`, `rows.update(...)`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in WRITES:
            on = ast.unparse(node.func.value)
            if node.func.attr in {"update", "create"} and ".objects" not in on and ".all()" not in on:
                continue  # a dictionary's update, a library's create
            yield node


def test_only_services_write() -> None:
    pages = [*modules("views", "forms", "presenters", "policies", "models", "urls", "tools")]
    found = [
        f"{say(path, call.lineno)} {ast.unparse(call)[:60]}"
        for path in pages
        if not str(path).endswith(NOT_DOMAIN)
        for call in writes(tree_of(path))
    ]
    found = [one for one in found if "super().save" not in one and "super().delete" not in one]
    assert not found, "\n".join(found)


def test_the_rule_fires_on_a_view_that_writes() -> None:
    bad = ast.parse("def view(request):\n    Plan.objects.create(title='x')\n    plan.save()\n    d.update(a=1)")
    assert [ast.unparse(call.func) for call in writes(bad)] == ["Plan.objects.create", "plan.save"]


def test_only_the_demonstration_tells_the_clock_another_time() -> None:
    found = [
        say(path, 1)
        for path in modules()
        if any(name in {"clock.at", "at"} for name in calls(tree_of(path)))
        and Path("towpath/demonstration") not in [parent.relative_to(parent.parents[1]) for parent in path.parents[:3]]
        and "demonstration" not in path.parts
    ]
    assert not found, found
