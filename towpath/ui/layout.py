"""What stands around every page: who is signed in, where they may go, what was just done."""

from functools import cached_property
from typing import Any

from django.contrib import messages
from django.contrib.messages.storage.base import Message
from django.http import HttpRequest

from towpath.ui.navigation import Link, address_of, links_for


class Frame:
    """The frame of one page. Each part is asked for only when shown, so a plain page needs no database."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request

    @cached_property
    def person(self) -> Any | None:
        """Who is signed in, or None."""
        user = getattr(self._request, "user", None)
        return user if user is not None and user.is_authenticated else None

    @cached_property
    def navigation(self) -> list[Link]:
        return links_for(self._request) if self.person else []

    @cached_property
    def personal(self) -> list[Link]:
        return links_for(self._request, "person") if self.person else []

    @cached_property
    def messages(self) -> list[Message]:
        """What the last step has to say; read once, as reading clears them."""
        return list(messages.get_messages(self._request))

    @property
    def path(self) -> str:
        return self._request.path

    @property
    def nonce(self) -> str:
        """What lets this page's own scripts and styles run under the content security policy."""
        return str(getattr(self._request, "csp_nonce", ""))

    @property
    def home(self) -> str:
        return address_of("home") or "/"

    @property
    def sign_in(self) -> str:
        return address_of("account_login")

    @property
    def sign_out(self) -> str:
        return address_of("account_logout")

    @property
    def drafts(self) -> str:
        """Where typing is kept until it is saved; empty where no room keeps it."""
        return address_of("drafts")


def page_frame(request: HttpRequest) -> dict[str, Frame]:
    """Give every page its frame."""
    return {"frame": Frame(request)}
