"""Files of rows made for the tests: a made-up list of boats, as text and as workbooks."""

from datetime import date
from functools import partial

from towpath.documents.rows import FileColumn, read_rows
from towpath.documents.rows.cells import day, whole_number, yes_or_no
from towpath.documents.tests import made
from towpath.foundation.sensitivity import Sensitivity

BOAT, BERTHS, BUILT, AFLOAT, LOG = COLUMNS = (
    FileColumn("boat", "vessel|name of boat", is_required=True, if_blank="It is blank: name the boat.", longest=40),
    FileColumn("berths", "beds|number of berths", parse=partial(whole_number, least=0, most=1_200), is_required=True),
    FileColumn("day built", "built|built on", parse=day),
    FileColumn("afloat", "is it afloat", parse=yes_or_no),
    FileColumn("log", parse=partial(whole_number, least=0, most=9), sensitivity=Sensitivity.SPECIAL_CATEGORY),
)
HEADINGS = ["Boat", "Berths", "Day built", "Afloat"]
HERON = ["Heron", "4", "1 April 2024", "yes"]
HERON_READ = {"boat": "Heron", "berths": 4, "day built": date(2024, 4, 1), "afloat": True}


def text_of(*rows, sign: str = ",") -> bytes:
    return "\n".join(sign.join(map(str, row)) for row in rows).encode()


def excel_of(*rows) -> bytes:
    return made.saved(made.workbook(rows))


def read(content: bytes, name: str = "boats.csv", columns=COLUMNS, **more):
    return read_rows(content, name, columns, none="No column is headed “Boat”: name it so.", **more)


def told(found) -> list[str]:
    return [str(error) for error in found.errors]
