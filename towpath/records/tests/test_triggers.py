"""Every append-only table, asked by SQL on the database at hand: it grows, and lets through only what it may."""

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from towpath.foundation.clock import now
from towpath.practices.models import PracticeChange
from towpath.practices.tests.builders import practice_named
from towpath.records.append_only import AppendOnlyModel
from towpath.records.models import Act, Change, TakenBack, TakenBackRow
from towpath.records.triggers import put_triggers, tables, triggers_on

pytestmark = pytest.mark.django_db
VERBS = {"sqlite": ("delete", "update"), "postgresql": ("delete", "truncate", "update")}
OURS = tables()


def verbs_on(table):
    found = [name for of, name in triggers_on() if of == table]
    return tuple(sorted(name.removeprefix(f"{table}_no_").lower() for name in found))


def change(**more):
    about = {"subject_kind": "training.support", "subject_key": 7, "act": Act.AMENDED, "made_at": now()} | more
    return Change.objects.create(**about)


def run(statement, *values):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values or None)


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_every_append_only_table_has_its_triggers(model):
    assert verbs_on(model._meta.db_table) == VERBS[connection.vendor]


def test_all_append_only_models_are_asked():
    assert len(OURS) > 12
    assert set(OURS) == {model for model in _subclasses(AppendOnlyModel) if not model._meta.abstract}


def _subclasses(of):
    return {one for model in of.__subclasses__() for one in {model, *_subclasses(model)} if "towpath" in one.__module__}


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_triggers_dropped_by_a_migration_are_there_again_after_migrate(model):
    table = model._meta.db_table
    with connection.cursor() as cursor:
        for _, name in [one for one in triggers_on() if one[0] == table]:
            cursor.execute(f"DROP TRIGGER {name}" + ("" if connection.vendor == "sqlite" else f" ON {table}"))
    assert verbs_on(table) == ()
    put_triggers()
    assert verbs_on(table) == VERBS[connection.vendor]


def test_migrate_itself_puts_them_back():
    name = next(name for table, name in triggers_on() if table == "records_change")
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER {name}" + ("" if connection.vendor == "sqlite" else " ON records_change"))
    call_command("migrate", verbosity=0)
    assert verbs_on("records_change") == VERBS[connection.vendor]


@pytest.mark.parametrize(
    "wrong",
    [
        "UPDATE records_change SET before = 'something else'",
        "UPDATE records_change SET before = before",
        "UPDATE records_change SET before = 'She left for [removed] in June'",  # not what stood there
        "UPDATE records_change SET act = '[removed]'",
        "UPDATE records_change SET subject_key = 8",
        "UPDATE records_change SET before = '[removed]', subject_key = 8",
        "UPDATE records_change SET before = 'Ms [removed] is 50% of_it', version = 3",
        "DELETE FROM records_change",
    ],
)
def test_nothing_else_is_let_through(wrong):
    made = change(before="Ms Lindqvist is 50% of_it", after="x")
    with pytest.raises(DatabaseError, match="append-only"):
        run(wrong)
    assert Change.objects.get(pk=made.pk).before == "Ms Lindqvist is 50% of_it"


@pytest.mark.parametrize("words", ["Ms [removed] is 50% of_it", "[removed]", "Ms Lindqvist [removed]"])
def test_words_give_way_to_the_mark(words):
    made = change(before="Ms Lindqvist is 50% of_it", after="x")
    run("UPDATE records_change SET before = %s WHERE id = %s", words, made.pk)
    assert Change.objects.get(pk=made.pk).before == words


def test_words_in_kept_json_give_way_too_and_its_numbers_do_not():
    made = change(before_value={"words": "within 3 months of Åsa's trial", "months": 3})
    with pytest.raises(DatabaseError, match="append-only"):
        run_json(made, {"words": "within 3 months of [removed] trial", "months": 4})
    run_json(made, {"words": "within 3 months of [removed] trial", "months": 3})
    assert Change.objects.get(pk=made.pk).before_value["words"] == "within 3 months of [removed] trial"


def run_json(made, value):
    rows = Change._base_manager.filter(pk=made.pk)
    with transaction.atomic():
        rows.update(before_value=value)


def test_a_row_leaves_only_once_its_contents_are_kept():
    one = _a_practice_change()
    leaves = f"DELETE FROM practices_practicechange WHERE id = {one.pk}"
    with pytest.raises(DatabaseError, match="append-only"):
        run(leaves)
    taken = TakenBack.objects.create(
        kind="x", key=1, title="x", owner_kind="x", owner_key=1, reason="x", taken_back_at=now()
    )
    TakenBackRow.objects.create(taken_back=taken, table_name="practices_practicechange", row_key=one.pk, contents={})
    run(leaves)
    assert not type(one).objects.filter(pk=one.pk).exists()


def _a_practice_change():
    return PracticeChange.objects.create(
        practice=practice_named(), kind="merged", happened_on=now().date(), recorded_at=now()
    )
