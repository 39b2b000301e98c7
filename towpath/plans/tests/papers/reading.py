"""What a test reads of a page of a report."""

from typing import Any

from django.http import HttpResponse

from towpath.papers.presenters import paper as presenters


def address_of(report: Any, name: str, **more: Any) -> str:
    """The address of one of a report's pages."""
    return presenters.address_of(report, name, **more)


def text(response: HttpResponse) -> str:
    """A page's markup on one line."""
    return " ".join(response.content.decode().split())
