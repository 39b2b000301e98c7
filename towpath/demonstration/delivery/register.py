"""The demonstration's practices as a national file would bring them: every name, code and postcode is invented.

No practice of the real register has a code that begins with Z9, and no postcode begins with ZZ.
"""

import csv
from collections.abc import Iterator
from datetime import date
from io import StringIO

from towpath.demonstration.delivery.stories import STORIES, practices_wanted, story

ROADS = ("Alder", "Birch", "Cedar", "Damson", "Elder", "Fir", "Gorse", "Hazel", "Ivy", "Juniper", "Lime", "Maple")
KINDS = ("Medical Centre", "Surgery", "Group Practice", "Health Centre", "Practice")
OTHERS = 6  # practices of no programme, which can refer all the same
OPENED = date(1998, 4, 1)
COLUMNS = 27


def codes_by_site() -> dict[tuple[str, str], list[str]]:
    """The codes of each site's practices, by programme and area."""
    taken = 0
    found = {}
    for name in STORIES:
        told = story(name)
        for site in told["sites"]:
            wanted = practices_wanted(site)
            found[told["name"], site["area"]] = [code_of(taken + place) for place in range(wanted)]
            taken += wanted
    return found


def code_of(place: int) -> str:
    return f"Z9{place + 1:04}"


def as_file() -> bytes:
    """The file, in the dialect of today: no header, 27 columns, status words and role codes."""
    written = StringIO()
    csv.writer(written, lineterminator="\r\n").writerows(_rows())
    return written.getvalue().encode("utf-8-sig")


def _rows() -> Iterator[list[str]]:
    areas = [area for (_, area), codes in codes_by_site().items() for _ in codes] + ["Elsewhere"] * OTHERS
    for place, area in enumerate(areas):
        yield _row(place, area)


def _row(place: int, area: str) -> list[str]:
    road, kind = ROADS[place % len(ROADS)], KINDS[place % len(KINDS)]
    row = [""] * COLUMNS
    row[0], row[1] = code_of(place), f"{road} {_street(place)} {kind} (invented)".upper()
    row[2], row[3] = "Y56", "QXX"
    row[4], row[7] = f"{place % 90 + 1} {road} {_street(place)}", area.replace(" (invented)", "")
    row[9], row[10] = f"ZZ{place % 20 + 1} {place % 9 + 1}{_letters(place)}", f"{OPENED:%Y%m%d}"
    row[12], row[13], row[14] = "ACTIVE", "RO177", f"Z{place % 4}X"
    row[17], row[21], row[23], row[25] = f"020 7946 {place:04}", "0", f"ZU{place % 7:04}", "RO76"
    return row


def _street(place: int) -> str:
    return ("Road", "Lane", "Street", "Row", "Way")[place // len(ROADS) % 5]


def _letters(place: int) -> str:
    return "ABDEFGHJLN"[place % 10] + "PQRSTUWXYZ"[place // 10 % 10]
