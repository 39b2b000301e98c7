"""The room of the audit record."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """Has the record written for the rooms below it, which cannot import it."""

    name = "towpath.audit"

    def ready(self) -> None:
        from towpath.audit import checks
        from towpath.audit.record import record_named
        from towpath.records import recording

        recording.RECORDER.add(record_named)
        checks.CHECKS.add(*checks.OF_THIS_ROOM)
