"""Two plans as they might arrive, in invented words: a strategy under banners, and a review's tracker."""


def page(title: str, *rows: str) -> str:
    return f"<h1>{title}</h1><table>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>"


def headings(*names: str) -> str:
    return "".join(f"<th>{name}</th>" for name in names)


def cells(*contents: str) -> str:
    return "".join(f"<td>{content}</td>" for content in contents)


def banner(words: str) -> str:
    return f'<td colspan="7"><b>{words}</b></td>'


def bullets(*items: str) -> str:
    return f"<ul>{''.join(f'<li>{item}</li>' for item in items)}</ul>"


STRATEGY = page(
    "Plan for safer homes",
    headings("Recommendation", "Action", "Lead agency", "Timeline", "Outcome", "Indicators", "Cost"),
    banner("Prevention"),
    '<td rowspan="2">1. Reach people sooner</td>'
    + cells(
        "Hold talks in libraries",
        bullets("Libraries", "Health"),
        "Annually from 2025-2028",
        bullets("People know where to ask", "Fewer repeat calls"),
        "Talks held",
        "£400",
    ),
    cells("Print cards for surgeries", "Health", "By 2026/27", "Cards are taken", "Cards printed", ""),
    banner("Support"),
    cells(
        "2. Make help easier to find",
        "Check the directory",
        "Council",
        "Ongoing",
        "Numbers work",
        "Numbers checked",
        "None",
    ),
)
TRACKER = page(
    "Review tracker",
    headings("No.", "Recommendation", "Action", "By whom", "By when", "RAG", "Progress update"),
    cells(
        "1",
        "The trust should ask about safety",
        "Add a question to the form<br>Outcome: more people are asked",
        "The trust",
        "Within 3 months",
    )
    + '<td style="background:#ff0000">Red</td>'
    + cells("March 2025: the form is drafted<br>12 June 2025: the form was sent back"),
    cells(
        "2",
        "The council should train its desks",
        "Train every desk<br>Outcome: desks refer",
        "The council",
        "Within 6 months.",
    )
    + '<td style="background:#92d050">Green</td>'
    + cells("May 2025: two of three sessions ran"),
)
