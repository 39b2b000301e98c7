"""The triggers of append-only tables, on SQLite and on PostgreSQL, made anew from the models after every migration.

On SQLite a migration that alters a table makes it again and drops its triggers; and a trigger names the columns it
compares, so a new column would be nobody's. Both are mended by asking the models after each `migrate`.
"""

from django.apps import apps
from django.db import connections

from towpath.records.append_only import AppendOnlyModel
from towpath.records.words import MARK, word_fields

VERBS = ("UPDATE", "DELETE", "TRUNCATE")
LONGEST_COMPARED = 10_000  # SQLite's LIKE takes patterns of up to 50,000 bytes

# Emptying an empty table takes nothing away, and is how a database of tests is cleared.
FUNCTION = f"""
CREATE OR REPLACE FUNCTION towpath_only_grows() RETURNS trigger AS $$
DECLARE
  holds_rows boolean; name text; was text; becomes text; is_redacted boolean := false; before jsonb; after jsonb;
BEGIN
  IF TG_OP = 'TRUNCATE' THEN
    EXECUTE format('SELECT EXISTS (SELECT FROM %I.%I)', TG_TABLE_SCHEMA, TG_TABLE_NAME) INTO holds_rows;
    IF NOT holds_rows THEN RETURN NULL; END IF;
  ELSIF TG_OP = 'DELETE' THEN
    IF EXISTS (SELECT FROM records_takenbackrow
               WHERE table_name = TG_TABLE_NAME AND row_key = (to_jsonb(OLD) ->> 'id')::bigint) THEN
      RETURN OLD;
    END IF;
  ELSE
    before := to_jsonb(OLD); after := to_jsonb(NEW);
    FOR name IN SELECT jsonb_object_keys(after) LOOP
      was := before ->> name; becomes := after ->> name;
      CONTINUE WHEN was IS NOT DISTINCT FROM becomes;
      is_redacted := coalesce(name = ANY (TG_ARGV), false)
        AND strpos(coalesce(becomes, ''), '{MARK}') > 0
        AND coalesce(was, '') LIKE replace(
          replace(replace(replace(becomes, '\\', '\\\\'), '%', '\\%'), '_', '\\_'), '{MARK}', '%');
      EXIT WHEN NOT is_redacted;
    END LOOP;
    IF is_redacted THEN RETURN NEW; END IF;
  END IF;
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;
END $$ LANGUAGE plpgsql
"""  # noqa: S608 -- the mark is ours


def tables() -> list[type[AppendOnlyModel]]:
    """Every append-only model of ours."""
    return [model for model in apps.get_models() if issubclass(model, AppendOnlyModel)]


def put_triggers(using: str = "default") -> None:
    """Give every append-only table that exists its triggers, in place of those it has."""
    connection = connections[using]
    existing = set(connection.introspection.table_names())
    here = [model for model in tables() if model._meta.db_table in existing]
    lift_triggers(using)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(FUNCTION)
        for model in here:
            for statement in statements_of(model, connection.vendor):
                cursor.execute(statement)


def lift_triggers(using: str = "default") -> None:
    """Take the triggers off: before SQLite makes a table again that one of them names."""
    connection = connections[using]
    with connection.cursor() as cursor:
        for table, name in triggers_on(using):
            cursor.execute(f"DROP TRIGGER {name}" + ("" if connection.vendor == "sqlite" else f" ON {table}"))


def triggers_on(using: str = "default") -> list[tuple[str, str]]:
    """The triggers there are, each with its table, as the database itself answers."""
    asked = {
        "sqlite": "SELECT tbl_name, name FROM sqlite_master WHERE type = 'trigger'",
        "postgresql": "SELECT relname, tgname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid"
        " WHERE NOT tgisinternal AND pg_table_is_visible(tgrelid)",
    }
    connection = connections[using]
    with connection.cursor() as cursor:
        cursor.execute(asked[connection.vendor])
        ours = [(table, name) for table, name in cursor.fetchall() if name.startswith(f"{table}_no_")]
    return sorted(ours)


def redactable_columns(model: type[AppendOnlyModel]) -> list[str]:
    """The columns in which words may give way to the mark of redaction."""
    return [str(field.column) for field in word_fields(model)] if model.may_be_redacted else []


def statements_of(model: type[AppendOnlyModel], vendor: str) -> list[str]:
    """What makes the triggers of a table, in the order of VERBS; SQLite knows no TRUNCATE."""
    table, words = model._meta.db_table, redactable_columns(model)
    if vendor == "sqlite":
        return [_sqlite_update(model, words), _sqlite_delete(model)]
    named = ", ".join(f"'{column}'" for column in words)
    rows = "CREATE TRIGGER {table}_no_{verb} BEFORE {verb} ON {table} FOR EACH {each} EXECUTE FUNCTION {function}"
    function = f"towpath_only_grows({named})"
    return [
        rows.format(table=table, verb=verb, each="STATEMENT" if verb == "TRUNCATE" else "ROW", function=function)
        for verb in VERBS
    ]


def _sqlite_update(model: type[AppendOnlyModel], words: list[str]) -> str:
    """Nothing but words may change, and they only to the mark of redaction; at least one does."""
    table, columns = model._meta.db_table, [field.column for field in model._meta.concrete_fields]
    same = [f'OLD."{column}" IS NEW."{column}"' for column in columns if column not in words]
    redacted = [_is_redacted(column) for column in words]
    pairs = zip(words, redacted, strict=True)
    allowed = same + [f'(OLD."{column}" IS NEW."{column}" OR {test})' for column, test in pairs]
    condition = " AND ".join([*allowed, f"({' OR '.join(redacted)})"]) if words else "0"
    return (
        f"CREATE TRIGGER {table}_no_UPDATE BEFORE UPDATE ON {table} WHEN NOT ({condition}) "
        f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
    )


def _is_redacted(column: str) -> str:
    """The new text is the old one with the mark in place of some of its words; a very long one just holds the mark."""
    new, old = f'NEW."{column}"', f'OLD."{column}"'
    pattern = f"replace(replace(replace({new}, '\\', '\\\\'), '%', '\\%'), '_', '\\_')"
    return (
        f"({new} IS NOT {old} AND {new} IS NOT NULL AND {old} IS NOT NULL AND instr({new}, '{MARK}') > 0 "
        f"AND (length({new}) > {LONGEST_COMPARED} OR {old} LIKE replace({pattern}, '{MARK}', '%') ESCAPE '\\'))"
    )


def _sqlite_delete(model: type[AppendOnlyModel]) -> str:
    table, key = model._meta.db_table, model._meta.pk.column
    kept = f"SELECT 1 FROM records_takenbackrow WHERE table_name = '{table}' AND row_key = OLD.\"{key}\""  # noqa: S608
    is_kept = f"EXISTS ({kept})" if key == "id" else "0"
    return (
        f"CREATE TRIGGER {table}_no_DELETE BEFORE DELETE ON {table} WHEN NOT {is_kept} "
        f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
    )
