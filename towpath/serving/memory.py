"""What every page needs is loaded before the first is asked for, and set aside.

Whoever comes first after a start else waits for the templates of a page to be compiled: a tenth of a second to a whole
one. And Python's collector else walks every module, model and form now and then, while a page waits.
"""

import gc
from typing import Any

from django.template import engines
from django.urls import get_resolver


def set_start_aside() -> None:
    """Called once before the first request: load the code and the templates of every page, for good."""
    for pattern in get_resolver().url_patterns:
        getattr(pattern, "url_patterns", None)  # what is included is loaded when it is first asked for
    pages: Any = engines["pages"]
    for name in pages.env.list_templates():
        pages.env.get_template(name)
    gc.collect()
    gc.freeze()
