"""A misspelt name on a page is a fault, while an option left out of a macro's dictionary is not."""

from collections.abc import Mapping
from typing import Any

from jinja2 import StrictUndefined, Undefined
from jinja2.utils import missing

# Names that the design system's macros, ported from another template language, expect to be absent.
NAMES_LEFT_OUT = frozenset({"caller", "undefined", "null"})


class Misspelt(StrictUndefined):
    """What a page gets for a name or attribute that does not exist: using it raises, naming it.

    No name at all stands for an inline `if` without its `else`, which is empty on purpose.
    """

    def __new__(
        cls, hint: str | None = None, obj: Any = missing, name: str | None = None, *args: Any, **kwargs: Any
    ) -> Any:
        if name is None or name in NAMES_LEFT_OUT or isinstance(obj, Mapping):
            return Undefined(hint, obj, name)
        return super().__new__(cls)
