"""What the process holds from its start is set aside, so that tidying up memory does not go through it again.

Python's collector else walks every module, model and template now and then: a tenth of a second in which a page
waits.
"""

import gc


def set_start_aside() -> None:
    """Called once when all rooms are loaded, before the first request."""
    gc.collect()
    gc.freeze()
