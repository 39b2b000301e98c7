"""The programme's action list as a spreadsheet program saves it: comma-separated, with a byte-order mark."""

import csv
from io import StringIO

from towpath.demonstration.typesetting.contents import Contents


def programme_as_csv(contents: Contents) -> bytes:
    lines = StringIO()
    writer = csv.writer(lines)
    writer.writerow(contents["headings"])
    writer.writerows(row["cells"] for row in contents["rows"])
    return lines.getvalue().encode("utf-8-sig")
