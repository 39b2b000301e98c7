"""The room of how rows are kept."""

from django.apps import AppConfig


class RecordsConfig(AppConfig):
    name = "towpath.records"
