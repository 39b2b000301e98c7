"""Which models count their changes: all of them by the one field that records.holding knows."""

from django.apps import apps

from towpath.records.holding import Versioned
from towpath.records.models import Change

NOT_YET = {"papers.Paper"}


def test_every_version_is_counted_by_the_one_field() -> None:
    counted = {model for model in apps.get_models() if any(field.name == "version" for field in model._meta.fields)}
    others = {model._meta.label for model in counted - {Change} if not issubclass(model, Versioned)}
    assert others == NOT_YET
    assert len(counted) > 10
