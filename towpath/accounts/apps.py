"""The room of users and sign-in."""

from django.apps import AppConfig

from towpath.ui import navigation


class AccountsConfig(AppConfig):
    """Hooks the audit record to the events of sign-in, and offers a person their own security page."""

    name = "towpath.accounts"

    def ready(self) -> None:
        from towpath.accounts import file_readings, outgoing, recording  # noqa: F401 -- importing recording connects its receivers
        from towpath.accounts.checks import SEALED as SEALED_CHECK
        from towpath.accounts.redacting import Drafts, FileReadings, Mail
        from towpath.audit.checks import CHECKS
        from towpath.jobs.kinds import KINDS, JobKind
        from towpath.records.redacting import SEALED

        mail = JobKind(
            outgoing.MAIL, "Mail", lambda mail_pk, progress: outgoing.send(mail_pk), queue="mail", is_passing=True
        )  # fmt: skip
        reading = JobKind(
            file_readings.READ_FILE, "Reading a file", file_readings.read, steps=1, queue="reading", is_passing=True
        )  # fmt: skip
        KINDS.add(mail, reading)
        CHECKS.add(SEALED_CHECK)
        SEALED.add(Drafts(), FileReadings(), Mail())
        navigation.MENU.add(navigation.Item("Your sign-in", "mfa_index", order=10, place="person"))
