"""Objects that hold each other in a circle: only Python's collector frees them, some pages later."""

import gc
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any


def left_in_circles(work: Callable[[], object]) -> list[list[Any]]:
    """The circles that a piece of work leaves behind, each the objects in it."""
    with _kept_aside() as left:
        work()
        gc.collect()
        return list(circles(left))


@contextmanager
def _kept_aside() -> Iterator[list[Any]]:
    """What the collector would free is kept in a list instead, of what is made from here on."""
    gc.collect()
    gc.disable()
    gc.set_debug(gc.DEBUG_SAVEALL)
    try:
        yield gc.garbage
    finally:
        gc.set_debug(0)
        gc.garbage.clear()
        gc.enable()


def circles(objects: Sequence[Any]) -> Iterator[list[Any]]:
    """Groups of objects each of which leads to every other of its group (Tarjan 1972, without recursion)."""
    known = {id(one): one for one in objects}
    number: dict[int, int] = {}
    lowest: dict[int, int] = {}
    open_ones: dict[int, None] = {}
    for start, first in known.items():
        if start in number:
            continue
        way = [(start, _leads_to(first, known))]
        number[start] = lowest[start] = len(number)
        open_ones[start] = None
        while way:
            here, onward = way[-1]
            for following in onward:
                if following not in number:
                    number[following] = lowest[following] = len(number)
                    open_ones[following] = None
                    way.append((following, _leads_to(known[following], known)))
                    break
                if following in open_ones:
                    lowest[here] = min(lowest[here], number[following])
            else:
                way.pop()
                if way:
                    before = way[-1][0]
                    lowest[before] = min(lowest[before], lowest[here])
                if lowest[here] == number[here]:
                    group = []
                    while not group or group[-1] != here:
                        group.append(open_ones.popitem()[0])
                    if len(group) > 1:
                        yield [known[one] for one in group]


def _leads_to(one: Any, known: dict[int, Any]) -> Iterator[int]:
    return iter([id(held) for held in gc.get_referents(one) if id(held) in known])
