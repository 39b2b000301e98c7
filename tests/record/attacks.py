"""What somebody who has the database, and not the keys of the record, could do: by SQL, past Towpath's code."""

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.db import connection

from towpath.audit.models import ORIGIN, Entry, Head
from towpath.audit.signing import sign_entry, signed_head
from towpath.records.triggers import lift_triggers, put_triggers

ENTRY, HEAD, POST, USER = "audit_entry", "audit_head", "partners_post", "accounts_user"
FACTOR = "mfa_authenticator"
PASSING = """
CREATE OR REPLACE FUNCTION towpath_only_grows() RETURNS trigger AS $$ BEGIN RETURN NEW; END $$ LANGUAGE plpgsql
"""


@contextmanager
def unguarded() -> Iterator[None]:
    """With the triggers off, which nobody sees afterwards."""
    connection.check_constraints()  # PostgreSQL alters no table that waits for some
    lift_triggers()
    yield
    put_triggers()


def sql(statement: str, *values: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values or None)


def last() -> int:
    return Entry.objects.count()


def quietly(*statements: str) -> Callable[[], None]:
    """These statements, with the triggers off meanwhile."""

    def attack() -> None:
        with unguarded():
            for statement in statements:
                sql(statement)

    return attack


def direct(statement: str) -> Callable[[], None]:
    return lambda: sql(statement)


def change_an_entry() -> None:
    quietly(f"UPDATE {ENTRY} SET actor_label = 'Somebody else' WHERE number = 3")()


def make_the_chain_anew_from_the_middle() -> None:
    """With hashes that fit one another, as anybody can compute, and a head that fits."""
    with unguarded():
        previous = Entry.objects.get(number=2).hash
        for number in range(3, last() + 1):
            made = _hash_without_key(previous, number)
            told = "actor_label = 'Somebody else', previous_hash = %s, hash = %s"
            sql(f"UPDATE {ENTRY} SET {told} WHERE number = %s", previous, made, number)
            previous = made
    sql(f"UPDATE {HEAD} SET hash = %s", previous)


def sign_anew_from_the_middle() -> None:
    """As somebody could who has the keys as well."""
    previous = Entry.objects.get(number=2).hash
    with unguarded():
        for entry in Entry.objects.filter(number__gt=2).order_by("number"):
            entry.actor_label, entry.previous_hash = "Somebody else", previous
            sign_entry(entry)
            told = "actor_label = %s, previous_hash = %s, hash = %s"
            sql(f"UPDATE {ENTRY} SET {told} WHERE number = %s", entry.actor_label, previous, entry.hash, entry.number)
            previous = entry.hash
    Head.objects.update(**signed_head(last(), previous))


def forge_a_tail() -> None:
    """One entry more that says what the forger likes, and a head that stands behind it."""
    newest = Entry.objects.get(number=last())
    columns = {field.column for field in Entry._meta.concrete_fields} - {"number", "previous_hash", "hash"}
    names = ", ".join(sorted(columns))
    made = _hash_without_key(newest.hash, newest.number + 1)
    copied = f"SELECT number + 1, hash, %s, {names} FROM {ENTRY} WHERE number = %s"
    sql(f"INSERT INTO {ENTRY} (number, previous_hash, hash, {names}) {copied}", made, newest.number)
    sql(f"UPDATE {HEAD} SET count = count + 1, hash = %s", made)


def cut_the_tail_off() -> None:
    quietly(f"DELETE FROM {ENTRY} WHERE number = {last()}")()


def cut_the_tail_off_and_move_the_head() -> None:
    cut_the_tail_off()
    kept = Entry.objects.get(number=last())
    sql(f"UPDATE {HEAD} SET count = %s, hash = %s", kept.number, kept.hash)


def empty_the_record() -> None:
    quietly(f"DELETE FROM {ENTRY}")()
    sql(f"UPDATE {HEAD} SET count = 0, hash = %s, key_name = '', signature = ''", ORIGIN)


def replace_a_trigger() -> None:
    """By one of the same name that refuses nothing."""
    if connection.vendor == "postgresql":
        sql(PASSING)
        return
    sql(f"DROP TRIGGER {ENTRY}_no_UPDATE")
    sql(f"CREATE TRIGGER {ENTRY}_no_UPDATE BEFORE UPDATE ON {ENTRY} WHEN 0 BEGIN SELECT 1; END")


def drop_a_trigger() -> None:
    sql(f"DROP TRIGGER {ENTRY}_no_UPDATE" + (f" ON {ENTRY}" if connection.vendor == "postgresql" else ""))


def turn_triggers_off() -> None:
    sql(f"ALTER TABLE {ENTRY} DISABLE TRIGGER USER")


def add_an_account() -> None:
    names = "password, name, is_active, is_demonstration, joined_at"
    copied = f"SELECT 'thief@example.org', {names} FROM {USER} ORDER BY id LIMIT 1"
    sql(f"INSERT INTO {USER} (email, {names}) {copied}")


def copy_a_second_factor() -> None:
    """A thief's own, as it is sealed, for somebody else's account."""
    names = "type, data, created_at"
    copied = f"SELECT (SELECT max(id) FROM {USER}), {names} FROM {FACTOR} WHERE type = 'totp' LIMIT 1"
    sql(f"INSERT INTO {FACTOR} (user_id, {names}) {copied}")


def _hash_without_key(previous: str, number: int) -> str:
    return hashlib.sha256(f"{previous}{number}".encode()).hexdigest()


CHAIN, ROWS, TRIGGERS = "Audit record", "Rows and their entries", "Tables that only grow"
KEYS = "Keys of the audit record"
# Each attack with the checks that find it.
ON_ENTRIES: dict[str, tuple[Callable[[], None], set[str]]] = {
    "an entry is changed": (change_an_entry, {CHAIN}),
    "an entry is removed": (quietly(f"DELETE FROM {ENTRY} WHERE number = 3"), {CHAIN}),
    "an entry names another key": (quietly(f"UPDATE {ENTRY} SET key_name = 'x' WHERE number = 3"), {CHAIN, KEYS}),
    "an entry claims another form": (quietly(f"UPDATE {ENTRY} SET form = 9 WHERE number = 3"), {CHAIN}),
    "the chain is made anew from the middle": (make_the_chain_anew_from_the_middle, {CHAIN}),
    "a tail is forged": (forge_a_tail, {CHAIN}),
    "the tail is cut off": (cut_the_tail_off, {CHAIN}),
    "the tail is cut off and the head moved": (cut_the_tail_off_and_move_the_head, {CHAIN}),
    "the head is removed": (direct(f"DELETE FROM {HEAD}"), {CHAIN}),
    "the record is emptied": (empty_the_record, {CHAIN, ROWS}),
    "a trigger is dropped": (drop_a_trigger, {TRIGGERS}),
    "a trigger is replaced": (replace_a_trigger, {TRIGGERS}),
}
THIEF = "email = 'thief@example.org'"
ON_ROWS: dict[str, tuple[Callable[[], None], set[str]]] = {
    "everybody becomes administrator": (direct(f"UPDATE {POST} SET role = 'administrator'"), {ROWS}),
    "a post begins earlier": (direct(f"UPDATE {POST} SET started_on = '2001-01-01'"), {ROWS}),
    "a post is removed": (direct(f"DELETE FROM {POST} WHERE id = (SELECT max(id) FROM {POST})"), {ROWS}),
    "an account is added": (add_an_account, {ROWS}),
    "an account has another address": (direct(f"UPDATE {USER} SET {THIEF} WHERE name LIKE 'Bea%'"), {ROWS}),
    "an account has another password": (direct(f"UPDATE {USER} SET password = '!'"), {ROWS}),
    "a second factor is added": (copy_a_second_factor, {ROWS}),
    "a second factor is removed": (direct(f"DELETE FROM {FACTOR}"), {ROWS}),
    "a second factor asks for other codes": (direct(f"UPDATE {FACTOR} SET data = '{{}}'"), {ROWS}),
    "a closed account is open": (direct(f"UPDATE {USER} SET is_active = true"), {ROWS}),
    "a rule is changed": (quietly("UPDATE training_trainingrule SET in_force_from = '2020-01-01'"), {ROWS}),
    "an issued paper says something else": (quietly("UPDATE papers_paperstep SET contents = '{}'"), {ROWS}),
    "a paper is of another quarter": (direct("UPDATE papers_paper SET financial_year = financial_year - 9"), {ROWS}),
}
