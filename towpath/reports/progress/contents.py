"""What a progress report says: the one set of words and figures that page, PDF and Word file all show."""

from dataclasses import dataclass

from towpath.foundation.figures import ReleasedFigure

FORMAT = 2  # of kept contents; `keeping` reads the earlier ones


@dataclass(frozen=True)
class FigureRow:
    """A row of figures; `level` is "part", "subtotal" or "total"."""

    label: str
    figures: tuple[ReleasedFigure, ...]
    level: str = "part"


@dataclass(frozen=True)
class FigureTable:
    """Figures under headings, the first of which heads the labels. `note` is printed beside it: a rule, a reading."""

    caption: str
    headings: tuple[str, ...]
    rows: tuple[FigureRow, ...]
    note: str = ""


@dataclass(frozen=True)
class SiteFigure:
    """One figure of a site and a quarter, for programs: as `towpath figures` gives it."""

    site: str
    fact: str
    quarter: str
    figure: ReleasedFigure


@dataclass(frozen=True)
class TextTable:
    """Rows of words under headings; `empty` is said where there is no row."""

    caption: str
    headings: tuple[str, ...]
    widths: tuple[float, ...]
    rows: tuple[tuple[str, ...], ...]
    empty: str


@dataclass(frozen=True)
class End:
    """A day on which something ends, with the days agreed for it earlier."""

    day: str
    earlier: tuple[str, ...]

    @property
    def words(self) -> str:
        return f"{self.day} (agreed earlier: {', then '.join(self.earlier)})" if self.earlier else self.day


@dataclass(frozen=True)
class OverviewRow:
    """A site: what happens there when, who delivers, how it works now."""

    phase: str
    site: str
    area: str
    happens: tuple[str, ...]
    partners: tuple[str, ...]
    now: str


@dataclass(frozen=True)
class Written:
    """A part that people wrote: its heading and its paragraphs."""

    slug: str
    heading: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True)
class PrintedPart:
    """As much of the picture as a printed page holds, and what it shows in words."""

    svg: str
    sentence: str


@dataclass(frozen=True)
class Drawn:
    """The picture of the programme: for wide pages and for phones, and in parts that fit on paper."""

    sentence: str
    wide: str
    narrow: str
    printed: tuple[PrintedPart, ...]


@dataclass(frozen=True)
class ProgressContents:
    """A programme in one quarter, as it was approved. `day` is the day on which everything in it stands."""

    programme: str
    model: str
    partnership: str
    parties: str
    quarter: str
    months: str
    window: str
    stands_note: str
    day: str
    known_at: str
    issue_note: str
    headline: tuple[str, ...]
    overview: tuple[OverviewRow, ...]
    delivery_ends: End
    work_ends: End
    agreed: TextTable
    picture: Drawn
    prose: tuple[Written, ...]
    rule: str
    tables: tuple[FigureTable, ...]
    figures: tuple[SiteFigure, ...]
    delivery: tuple[TextTable, ...]
    notes: tuple[str, ...]
    format: int = FORMAT

    @property
    def title(self) -> str:
        return f"{self.programme}: progress report for {self.quarter}"

    @property
    def ends(self) -> tuple[str, ...]:
        """When delivery ends and when all other work does, each with what was agreed earlier."""
        return tuple(
            f"{said} {end.words}."
            for said, end in (("All delivery ends on", self.delivery_ends), ("All other work ends on", self.work_ends))
            if end.day
        )
