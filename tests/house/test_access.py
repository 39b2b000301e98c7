"""Every page says who may reach it; one that does not is refused."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import RequestFactory
from django.urls import URLPattern, URLResolver, get_resolver

from towpath.access.declare import access_of, anyone
from towpath.access.middleware import UNDECLARED, RefuseUndeclared


def patterns(resolver: URLResolver | None = None) -> Iterator[URLPattern]:
    for one in (resolver or get_resolver()).url_patterns:
        if isinstance(one, URLResolver):
            yield from patterns(one)
        else:
            yield one


def test_every_page_declares_who_may_reach_it() -> None:
    undeclared = [str(one.pattern) for one in patterns() if access_of(one.callback) is None]
    assert not undeclared
    assert len(list(patterns())) > 20


def test_a_page_that_declares_nothing_is_refused() -> None:
    def view(request: Any) -> None:
        raise AssertionError("This page must not be served.")

    gate = RefuseUndeclared(lambda request: None)  # type: ignore[arg-type,return-value]
    with pytest.raises(PermissionDenied, match=UNDECLARED):
        gate.process_view(RequestFactory().get("/"), view, (), {})
    assert gate.process_view(RequestFactory().get("/"), anyone(view), (), {}) is None
