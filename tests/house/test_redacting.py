"""Words are removed from every place they are kept: planted in each field of each model, they are in no table after.

The database itself is searched, column by column, so that a place the product does not look into is found here.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any

import pytest
from django.contrib.messages import constants
from django.contrib.messages.storage.base import Message
from django.core.mail import EmailMessage
from django.db import connection, models
from django.utils.safestring import mark_safe

from tests.forms.world import make_world
from towpath.access.roles import Role
from towpath.accounts.drafts import keep_draft
from towpath.accounts.models import Draft, OutgoingMail
from towpath.accounts.outgoing import post
from towpath.accounts.sealing import unseal
from towpath.foundation.clock import now
from towpath.partners.models import Proposal
from towpath.partners.services.partnerships import remove_words
from towpath.partners.services.posts import give_post
from towpath.partners.tests.builders import LONG_AGO, person
from towpath.plans.models import Evidence
from towpath.practices.services.register import merge_practices
from towpath.programmes.models import Finding
from towpath.programmes.services.assessing import Checked, check_core_elements
from towpath.records.models import UsedForm
from towpath.records.redacting import MADE_BY, OF_A_PERSON, owned_models
from towpath.records.services import take_back
from towpath.records.triggers import lift_triggers, put_triggers
from towpath.records.words import in_field, word_fields
from towpath.sources.models import ColumnMapping
from towpath.training.models import Answer, AttendanceFile, Learner, Trainer

WORD = "zephyrine"


@pytest.fixture
def world(db: None) -> SimpleNamespace:
    """A record in every model that holds words, typing of somebody whose post was taken back, and a merger undone."""
    world = make_world()
    world.manager = world.managers[0]
    world.leaver = person("Lee Leaver", email="lee@example.org")
    post = give_post(
        actor=world.administrators[0], user=world.leaver, partnership=world.partnership, role=Role.AUDITOR,
        started_on=LONG_AGO,
    )  # fmt: skip
    take_back(actor=world.administrators[0], subject=post, reason="It was another person.")
    merger = merge_practices(
        actor=world.manager, practice=world.left.practice, into=world.into_practice, happened_on=world.left.left_on
    )
    take_back(actor=world.manager, subject=merger, reason="It is not agreed.")
    element = world.programme.core_elements.first()
    findings = [Checked(element, Finding.VARIED, "By video.", "")]
    quarter = world.quarter.previous()
    check_core_elements(actor=world.manager, site=world.site, quarter=quarter, findings=findings)
    _rows_beside(world)
    return world


def _rows_beside(world: SimpleNamespace) -> None:
    """Rows that the world of forms has none of."""
    session, taker = world.held, {"taken_in_by": world.manager, "taken_in_at": now()}
    AttendanceFile.objects.create(session=session, name="came.csv", sha256="0" * 64, rows=1, **taker)
    Trainer.objects.create(session=session, name="Kim Lock")
    Learner.objects.create(sign_up=world.sign_up, key="ann lee", name="Ann Lee", staff_group="gp")
    question = world.programme.feedback_questions.first()
    Answer.objects.create(session=session, question=question, respondent="1", moment="before", value=1)
    Evidence.objects.create(update=world.update, name="Minutes", link="https://example.org/minutes")
    ColumnMapping.objects.create(
        partnership=world.partnership, shape="0" * 64, mapping_kept={"note": "Account of it"}, scheme_kept={},
        kept_by=world.manager, kept_at=now(),
    )  # fmt: skip
    Proposal.objects.create(
        kind="remove_factor", partnership=world.partnership, person=world.leaver, proposed_by=world.manager,
        reason="Lost", proposed_at=now(),
    )  # fmt: skip
    for number, user in enumerate((world.manager, world.leaver)):
        UsedForm.objects.create(
            person=user, path="/", token=str(number), answered_with="/?name=", used_at=now(),
            messages=[Message(constants.SUCCESS, mark_safe("Saved."))],
        )  # fmt: skip


def plant(model: type[models.Model]) -> None:
    """Put the word into each field of each row that holds words: alone in text, beside others in kept JSON."""
    for row in model._base_manager.all():
        values = {field.name: _with_word(row, field) for field in word_fields(model)}
        model._base_manager.filter(pk=row.pk).update(**values)


def _with_word(row: models.Model, field: Any) -> Any:
    if not isinstance(field, models.JSONField):
        return f"{WORD} {row.pk}"
    value = field.value_from_object(row)
    return in_field(field, value, lambda text: f"{text} or {WORD}") if value else [f"With {WORD}."]


@contextmanager
def triggers_lifted() -> Iterator[None]:
    """Append-only tables are open inside: nothing else could put a word into them."""
    connection.check_constraints()
    lift_triggers()
    yield
    put_triggers()


def columns_with(word: str) -> set[str]:
    """Each column of each table of the database in which a word stands, as `table.column`."""
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        columns = [
            (table, column.name)
            for table in tables
            for column in connection.introspection.get_table_description(cursor, table)
        ]
        return {f"{table}.{column}" for table, column in columns if _stands_in(cursor, table, column, word)}


def _stands_in(cursor: Any, table: str, column: str, word: str) -> bool:
    cursor.execute(f'SELECT count(*) FROM "{table}" WHERE lower(CAST("{column}" AS text)) LIKE %s', [f"%{word}%"])
    return cursor.fetchone()[0] > 0


def sealed() -> str:
    """Every text under a key, opened."""
    return " ".join(unseal(row.sealed) for model in (Draft, OutgoingMail) for row in model.objects.all())


def test_words_planted_everywhere_are_nowhere_in_the_database(world):
    everywhere = [*owned_models(), *MADE_BY, *OF_A_PERSON]
    assert [model._meta.label for model in everywhere if not model._base_manager.exists()] == [], "Make a row of each."
    with triggers_lifted():
        for model in everywhere:
            plant(model)
    keep_draft(user=world.leaver, path="/support/record/1/", typed={"note": [WORD]})
    post(EmailMessage("About it", f"Dear {WORD},", to=[world.leaver.email]))
    columns = {f"{model._meta.db_table}.{field.column}" for model in everywhere for field in word_fields(model)}
    assert columns_with(WORD) == columns
    assert sealed().count(WORD) == 2
    remove_words(actor=world.manager, partnership=world.partnership, words=WORD, reason="Asked for.")
    assert columns_with(WORD) == set()
    assert WORD not in sealed()


def test_a_word_in_any_column_is_found(world):
    world.manager.name = "Zephyrine"
    world.manager.save()
    assert columns_with(WORD) == {"accounts_user.name"}
