"""What the database user that serves may do, where it is not the one that owns the tables (PostgreSQL).

It reads and writes rows; it changes no table and no trigger. Tables that only grow it can only add to, but for what
redaction and taking back need, which their triggers hold to that.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import OperationalError, connection, transaction

from towpath.audit.models import Entry, Head, Verification
from towpath.records.append_only import AppendOnlyModel
from towpath.records.leaving import leaving_models
from towpath.records.triggers import redactable_columns, tables

if TYPE_CHECKING:
    from psycopg.sql import Composed

ALL = "SELECT, INSERT, UPDATE, DELETE"
# Ordinary tables of which less is needed.
LESS = {
    Head._meta.db_table: "SELECT, UPDATE",
    Verification._meta.db_table: "SELECT, INSERT",
    "django_migrations": "SELECT",
}
KNOWN = "SELECT rolsuper OR pg_has_role(rolname, current_user, 'MEMBER') FROM pg_roles WHERE rolname = %s"
OWNS = """
SELECT rolsuper OR pg_has_role(current_user, relowner, 'MEMBER') FROM pg_class, pg_roles
WHERE pg_class.oid = to_regclass(%s) AND rolname = current_user
"""
GRANTED = """
SELECT DISTINCT grantee FROM information_schema.role_table_grants
WHERE table_name = %s AND privilege_type = 'INSERT' AND grantee <> current_user AND grantee <> 'PUBLIC'
"""
ONE_USER = (
    "Towpath runs as the database user that owns its tables, so whoever gets hold of it can take the guards off the "
    "audit record. `towpath grant-runtime USER` gives another user what serving needs: see docs/running.md."
)


class RuntimeUserError(Exception):
    """Such a user cannot be the one that serves."""


@transaction.atomic
def grant_runtime(user: str) -> None:
    """Give a user just what serving needs, whatever it had before. Raises RuntimeUserError."""
    with connection.cursor() as cursor:
        cursor.execute(KNOWN, [user])
        is_owner = cursor.fetchone()
        if is_owner is None:
            raise RuntimeUserError(f"The database knows no user {user}: create it first.")
        if is_owner[0]:
            raise RuntimeUserError(f"{user} owns the tables or may do anything: name a user that does not.")
        for statement in _statements(user):
            cursor.execute(statement)


def runtime_users() -> list[str]:
    """Those who were given it before, and may need it for new tables."""
    if connection.vendor != "postgresql":
        return []
    with connection.cursor() as cursor:
        cursor.execute(GRANTED, [Entry._meta.db_table])
        return [user for (user,) in cursor.fetchall()]


def warning() -> str:
    """The sentence for an installation that serves as the owner of its tables; "" for any other."""
    if settings.DEMONSTRATION or connection.vendor != "postgresql":
        return ""
    try:
        with connection.cursor() as cursor:
            cursor.execute(OWNS, [Entry._meta.db_table])
            owns = cursor.fetchone()
    except OperationalError:  # whoever serves waits for a database that is away
        return ""
    return ONE_USER if owns and owns[0] else ""


def _statements(user: str) -> "Iterator[Composed]":
    from psycopg import sql  # which an installation on SQLite need not load

    name = sql.Identifier(user)
    database = sql.Identifier(str(connection.settings_dict["NAME"]))
    yield sql.SQL("REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {}").format(name)
    yield sql.SQL("REVOKE CREATE ON SCHEMA public FROM PUBLIC, {}").format(name)
    yield sql.SQL("GRANT CONNECT ON DATABASE {} TO {}").format(database, name)
    yield sql.SQL("GRANT USAGE ON SCHEMA public TO {}").format(name)
    yield sql.SQL("GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {}").format(name)
    for table, rights in _rights().items():
        yield sql.SQL(f"GRANT {rights} ON {{}} TO {{}}").format(sql.Identifier(table), name)


def _rights() -> dict[str, str]:
    """What is needed of each table that there is."""
    growing = {model._meta.db_table: _rights_to_add(model) for model in tables()}
    return {table: (growing | LESS).get(table, ALL) for table in connection.introspection.table_names()}


def _rights_to_add(model: type[AppendOnlyModel]) -> str:
    rights = ["SELECT", "INSERT"]
    if columns := redactable_columns(model):
        rights.append(f"UPDATE ({', '.join(columns)})")
    return ", ".join([*rights, *(["DELETE"] if model in leaving_models() else [])])
