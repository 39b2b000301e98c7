"""Mail servers with faults of their own."""

from collections.abc import Sequence
from typing import ClassVar

from django.core.mail import EmailMessage
from django.core.mail.backends.locmem import EmailBackend


class RefusesFirst(EmailBackend):
    """Takes no mail to the first address it hears of, once."""

    refused: ClassVar[list[str]] = []

    def send_messages(self, messages: Sequence[EmailMessage]) -> int:
        if not self.refused:
            self.refused.extend(messages[0].to)
            raise ConnectionRefusedError
        return super().send_messages(messages)


class Down(EmailBackend):
    """Takes no mail at all."""

    def send_messages(self, messages: Sequence[EmailMessage]) -> int:
        raise ConnectionRefusedError
