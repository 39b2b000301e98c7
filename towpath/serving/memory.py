"""What the process holds from its start is set aside, so that tidying up memory does not go through it again.

Python's collector else walks every module, model and form now and then: a tenth of a second in which a page waits.
"""

import gc

from django.urls import get_resolver


def set_start_aside() -> None:
    """Called once before the first request, when the code of every page is loaded."""
    for pattern in get_resolver().url_patterns:
        getattr(pattern, "url_patterns", None)  # what is included is loaded when it is first asked for
    gc.collect()
    gc.freeze()
