"""The room of the audit record."""

from django.apps import AppConfig

from towpath.access.roles import Permission
from towpath.ui import first_page, navigation


class AuditConfig(AppConfig):
    """Offers the record to those who may see it."""

    name = "towpath.audit"

    def ready(self) -> None:
        from towpath.audit.presenters import kinds_of_entry
        from towpath.audit.record import record_named
        from towpath.records import recording

        recording.register(record_named)

        navigation.register(navigation.Item("Audit record", "audit", any_of=(Permission.VIEW_AUDIT,), order=90))
        first_page.offer(
            first_page.Part(
                "Audit record", Permission.VIEW_AUDIT, kinds_of_entry, "", "See the whole record", "audit", order=30
            )
        )
