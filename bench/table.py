"""The findings as a plain table, for a terminal or a file."""

from collections.abc import Iterable, Sequence
from itertools import groupby

from bench.finding import Finding

HEADINGS = ("what", "least", "median", "p95", "cpu", "bar", "queries", "floor", "times floor", "")
LEFT = {0, len(HEADINGS) - 1}


def table(findings: Iterable[Finding]) -> str:
    """One block for each subject and database; every time is in milliseconds."""
    blocks = groupby(findings, key=lambda found: (found.subject, found.where))
    return "\n\n".join(_block(", ".join(filter(None, named)), list(rows)) for named, rows in blocks)


def _block(title: str, findings: Sequence[Finding]) -> str:
    rows = [HEADINGS, *map(_row, findings)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    floors = dict.fromkeys(found.floor.what for found in findings if found.floor)
    notes = [f"  floor: {what}" for what in floors]
    return "\n".join([f"{title} (ms)", *(_line(row, widths) for row in rows), *notes])


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    cells = (
        text.ljust(width) if at in LEFT else text.rjust(width)
        for at, (text, width) in enumerate(zip(row, widths, strict=True))
    )
    return ("  " + "  ".join(cells)).rstrip()


def _row(found: Finding) -> tuple[str, ...]:
    return (
        found.what,
        _ms(found.timing.least),
        _ms(found.timing.median),
        _ms(found.timing.p95),
        _ms(found.timing.cpu_median),
        str(found.bar or ""),
        "" if found.queries is None else str(found.queries),
        _ms(found.floor.timing.median) if found.floor else "",
        "" if found.ratio is None else f"{found.ratio:.1f}",
        found.verdict,
    )


def _ms(milliseconds: float) -> str:
    return f"{milliseconds:,.0f}" if milliseconds >= 100 else f"{milliseconds:.1f}"
