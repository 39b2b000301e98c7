"""Whether the triggers of append-only tables are there, as they were made: not dropped, replaced or turned off."""

from collections.abc import Iterator

from django.db import connection

from towpath.records.append_only import AppendOnlyModel
from towpath.records.triggers import FUNCTION, VERBS, redactable_columns, statements_of, tables

BODY = FUNCTION.split("$$")[1]
# What PostgreSQL calls a trigger BEFORE one of these: 2, with 1 for each row.
TYPES = {"UPDATE": 2 | 16 | 1, "DELETE": 2 | 8 | 1, "TRUNCATE": 2 | 32}
SQLITE = "SELECT tbl_name, name, sql FROM sqlite_master WHERE type = 'trigger'"
POSTGRESQL = """
SELECT relname, tgname, tgtype, proname, prosrc, encode(tgargs, 'escape'), tgenabled, tgqual IS NULL AND tgattr = ''
FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid JOIN pg_proc ON pg_proc.oid = tgfoid
WHERE NOT tgisinternal AND pg_table_is_visible(tgrelid)
"""
Trigger = tuple[object, ...]


def faults_of_triggers() -> list[str]:
    """A sentence for each trigger that is missing or another than Towpath made."""
    existing = set(connection.introspection.table_names())
    found = _found()
    return [
        sentence
        for model in tables()
        if model._meta.db_table in existing
        for name, wanted in _wanted(model)
        if (sentence := _fault(name, wanted, found.get(name)))
    ]


def _fault(name: str, wanted: Trigger, found: Trigger | None) -> str:
    if found is None:
        return f"The trigger {name} is missing: `towpath migrate` puts it back; find out who took it off."
    return "" if found == wanted else f"The trigger {name} is not as Towpath made it."


def _found() -> dict[str, Trigger]:
    with connection.cursor() as cursor:
        cursor.execute(SQLITE if connection.vendor == "sqlite" else POSTGRESQL)
        return {str(name).lower(): (table, *rest) for table, name, *rest in cursor.fetchall()}


def _wanted(model: type[AppendOnlyModel]) -> Iterator[tuple[str, Trigger]]:
    """Each trigger of a table by its name, as the database describes it."""
    table = model._meta.db_table
    if connection.vendor == "sqlite":
        for verb, statement in zip(VERBS, statements_of(model, "sqlite"), strict=False):
            yield f"{table}_no_{verb}".lower(), (table, statement)
        return
    arguments = "".join(f"{column}\\000" for column in redactable_columns(model))
    for verb in VERBS:
        described = (TYPES[verb], "towpath_only_grows", BODY, arguments, "O", True)
        yield f"{table}_no_{verb}".lower(), (table, *described)
