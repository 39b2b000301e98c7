"""The room of the form page."""

from django.apps import AppConfig


class AskingConfig(AppConfig):
    name = "towpath.asking"
