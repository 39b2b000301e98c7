"""The room of layout, components and fields."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    """Nothing to set up: rooms above register their navigation here."""

    name = "towpath.ui"
    label = "ui"
