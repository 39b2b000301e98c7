"""What every page needs is loaded before the first is asked for, and set aside.

Whoever comes first after a start else waits for the templates of a page and for every address to be compiled: a tenth
of a second to a whole one. And Python's collector else walks every module, model and form now and then, while a page
waits.
"""

import gc
from collections.abc import Iterable
from contextlib import suppress
from typing import Any

from django.template import engines
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse


def set_start_aside() -> None:
    """Called once before the first request: load the code, addresses and templates of every page, for good."""
    resolver = get_resolver()
    _compile([resolver])
    for namespace in resolver.namespace_dict:
        with suppress(NoReverseMatch):
            reverse(f"{namespace}:none")  # looked for among all names of its room, which are kept by then
    engines.all()
    pages: Any = engines["pages"]
    for name in pages.env.list_templates():
        pages.env.get_template(name)
    gc.collect()
    gc.freeze()


def _compile(patterns: Iterable[URLPattern | URLResolver]) -> None:
    """An address is compiled when a page is first looked for at it."""
    for one in patterns:
        _ = one.pattern.regex
        if isinstance(one, URLResolver):
            _compile(one.url_patterns)
