"""Every field of every model is classified by how sensitive it is."""

from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import models

from towpath.access.sensitivity import Sensitivity, classified

OURS = [model for model in apps.get_models() if model.__module__.startswith("towpath.")]


def unclassified(model: type[models.Model]) -> set[str]:
    """Fields without a classification, and classifications without a field."""
    fields = {field.name for field in model._meta.get_fields() if getattr(field, "concrete", False)}
    return fields ^ set(getattr(model, "sensitivity", {}))


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_every_field_is_classified(model: type[models.Model]) -> None:
    assert not unclassified(model)


def test_the_rule_fires_on_a_field_nobody_classified() -> None:
    names = [SimpleNamespace(name=name, concrete=True) for name in ("telephone", "code")]
    slip = SimpleNamespace(
        _meta=SimpleNamespace(get_fields=lambda: names), sensitivity=classified(plain="code", secret="pin")
    )
    assert unclassified(slip) == {"telephone", "pin"}  # type: ignore[arg-type]
    assert slip.sensitivity["pin"] is Sensitivity.SECRET
