"""Attendance files made for the tests, in the shapes Teams has used; all people are invented."""

_ADA, _BEN = "ada@towpath.example", "ben@towpath.example"
PEOPLE = (
    f"Ada Lock (invented)\t{{day}}, 09:58:00\t{{day}}, 11:30:00\t1h 30m 0s\t{_ADA}\t{_ADA}\tOrganizer",
    f"Ben Quay (invented)\t{{day}}, 10:00:30\t{{day}}, 11:02:33\t50m 2s\t{_BEN.title()}\t{_BEN}\tPresenter",
    "Cy Wharf (invented) (Guest)\t{day}, 10:05:00\t{day}, 10:50:59\t45m 59s\t\t\tAttendee",
)
STAYS = (
    "Ada Lock (invented)\t{day}, 09:58:00\t{day}, 11:30:00\t1h 32m 0s\tada@towpath.example\tOrganizer",
    "Ben Quay (invented)\t{day}, 10:00:30\t{day}, 10:30:30\t30m\tben@towpath.example\tPresenter",
    "Ben Quay (invented)\t{day}, 10:20:30\t{day}, 10:40:30\t20m\tben@towpath.example\tPresenter",
    "Ben Quay (invented)\t{day}, 11:00:30\t{day}, 11:02:33\t2m 3s\tben@towpath.example\tPresenter",
)


def sections(day: str = "23/04/2024", people=PEOPLE, stays=STAYS, title: str = "Clinical session 1") -> str:
    """The newer shape, in numbered sections."""
    lines = [
        "1. Summary",
        f"Meeting title\t{title}",
        f"Attended participants\t{len(people)}",
        "Start time\t{day}, 09:58:00",
        "End time\t{day}, 11:30:00",
        "Meeting duration\t1h 32m 0s",
        "Average attendance time\t1h 2m 0s",
        "",
        "2. Participants",
        "Name\tFirst Join\tLast Leave\tIn-Meeting Duration\tEmail\tParticipant ID (UPN)\tRole",
        *people,
        "",
        "3. In-Meeting Activities",
        "Name\tJoin Time\tLeave Time\tDuration\tEmail\tRole",
        *stays,
    ]
    return "\r\n".join(lines).replace("{day}", day) + "\r\n"


def events(*rows: str, day: str = "23/04/2024") -> str:
    """The older shape: a row for every join and leaving."""
    return "\r\n".join(["Full Name\tUser Action\tTimestamp", *rows]).replace("{day}", day)


def exported(text: str) -> bytes:
    """As Teams itself saves it: UTF-16, its mark first."""
    return b"\xff\xfe" + text.encode("utf-16-le")


def with_commas(text: str) -> bytes:
    """As a spreadsheet saves it again: commas, every line as long as the longest, no seconds in its times."""
    rows = [line.split("\t") for line in text.splitlines()]
    width = max(map(len, rows))
    return "\n".join(
        ",".join(f'"{cell}"' if "," in cell else cell for cell in row + [""] * (width - len(row))) for row in rows
    ).encode()
