"""The room of long work."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    """Has no pages of its own: the page of failed jobs belongs to partners."""

    name = "towpath.jobs"
