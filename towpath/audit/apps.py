"""The room of the audit record."""

from django.apps import AppConfig

from towpath.access.roles import Permission
from towpath.ui import navigation


class AuditConfig(AppConfig):
    """Offers the record to those who may see it."""

    name = "towpath.audit"

    def ready(self) -> None:
        navigation.register(navigation.Item("Audit record", "audit", any_of=(Permission.VIEW_AUDIT,), order=90))
