"""What takes long is done before a transaction begins: on SQLite one that is open holds up everybody else who saves."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

Result = TypeVar("Result")
Service = Callable[..., Result]


def before_transaction(name: str, prepare: Callable[..., Any]) -> Callable[[Service[Result]], Service[Result]]:
    """Make one argument of a service before its transaction, from the others; whoever has it already hands it in.

    The service holds what it changes and asks there whether what was prepared is still true of it.
    """

    def decorate(service: Service[Result]) -> Service[Result]:
        @wraps(service)
        def prepared(**arguments: Any) -> Result:
            if name not in arguments:
                arguments[name] = prepare(**arguments)
            return service(**arguments)

        return prepared

    return decorate
