"""What is secret or of a special category is told of in a history, and never copied into it."""

import pytest
from django.db import transaction

from towpath.access.sensitivity import is_kept_from_histories
from towpath.accounts.models import Draft, User
from towpath.asking.presenters import present_history
from towpath.partners.tests.builders import person
from towpath.records.history import differences, save_with_history
from towpath.records.models import Change


@pytest.mark.django_db
def test_the_history_of_a_secret_says_that_it_changed_and_not_what_it_was():
    ada = person()
    was = ada.password
    with transaction.atomic():
        save_with_history(ada, actor=ada, password="sealed-anew", name="Ada Wren")
    kept = str(list(Change.objects.of(ada).values()))
    assert "sealed-anew" not in kept
    assert was not in kept
    (entry,) = present_history(Change.objects.of(ada))
    assert ("Password", "Not shown", "Not shown; it changed") in entry.fields
    assert "Ada Wren" in [after for _, _, after in entry.fields]


def test_so_does_that_of_a_special_category():
    (difference,) = differences(Draft(sealed="She left on Monday."), Draft(sealed="She left on Tuesday."))
    assert (difference.before, difference.after) == ("Not shown", "Not shown; it changed")
    assert (difference.before_value, difference.after_value) == (None, None)


def test_a_secret_that_did_not_change_is_not_told_of():
    assert differences(User(password="same"), User(password="same")) == []


@pytest.mark.parametrize(
    ("model", "field", "is_kept"),
    [(User, "password", True), (Draft, "sealed", True), (User, "name", False), (User, "email", False)],
)
def test_only_secrets_and_special_categories_are_kept_from_histories(model, field, is_kept):
    assert is_kept_from_histories(model, field) is is_kept
