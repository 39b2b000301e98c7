"""What a paper says, as blocks: the one form that page, PDF, Word file, workbook and terminal all show.

A cell is words, a figure as it was released, a rating, or a few lines. Nothing here knows where it is shown. Kept
contents are JSON with one format number for all papers; what has another number is refused with a sentence.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from typing import Any, TypeAlias

from towpath.foundation.figures import ReleasedFigure, kept_figure

FORMAT = 2
KIND = "kind"


class UnreadableContentsError(ValueError):
    """Kept contents that this version of Towpath cannot show; the message says why."""


@dataclass(frozen=True)
class Rated:
    """A rating: its word, and the name of the colour that goes with it."""

    word: str
    colour: str


@dataclass(frozen=True)
class CellLine:
    """A line of a cell. `weight` is "plain", "strong" or "quiet"; `about` names the record it leads to on a page."""

    words: str
    weight: str = "plain"
    about: str = ""


@dataclass(frozen=True)
class CellLines:
    """A few lines in one cell."""

    lines: tuple[CellLine, ...]


Cell: TypeAlias = str | ReleasedFigure | Rated | CellLines


@dataclass(frozen=True)
class Title:
    """What the paper is: its name, whose it is above, and which report below. The first block of a paper."""

    words: str
    above: str = ""
    below: str = ""

    @property
    def whole(self) -> str:
        """Name and report in one line, as the file is called: "A plan: report for a quarter"."""
        return f"{self.words}: {self.below[:1].lower()}{self.below[1:]}" if self.below else self.words


@dataclass(frozen=True)
class Heading:
    """A heading of level 1 or 2. `about` names the record it leads to on a page."""

    words: str
    level: int = 1
    about: str = ""


@dataclass(frozen=True)
class Prose:
    """Paragraphs as a person wrote them, their line breaks kept."""

    paragraphs: tuple[str, ...]


@dataclass(frozen=True)
class Bullets:
    """Sentences in a list; those that stand out are the paper in short."""

    sentences: tuple[str, ...]
    stands_out: bool = False


@dataclass(frozen=True)
class LabelledFact:
    """A label and what is said under it, in pieces that stand in one line."""

    label: str
    value: tuple[Cell, ...]


@dataclass(frozen=True)
class Facts:
    """Labels and values."""

    facts: tuple[LabelledFact, ...]


@dataclass(frozen=True)
class TableRow:
    """A row; the first cell names it. `level` is "part", "subtotal" or "total"."""

    cells: tuple[Cell, ...]
    level: str = "part"


@dataclass(frozen=True)
class TableBlock:
    """Rows under headings. `widths` are shares of the page, `empty` is said where there is no row.

    The caption stands as a heading of `level`; `note` is printed under it: a rule, a reading.
    """

    caption: str
    headings: tuple[str, ...]
    widths: tuple[float, ...]
    rows: tuple[TableRow, ...]
    empty: str = ""
    note: str = ""
    level: int = 2

    def __post_init__(self) -> None:
        lengths = {len(self.headings), len(self.widths), *(len(row.cells) for row in self.rows)}
        if len(lengths) != 1:
            raise ValueError(f"Each row of “{self.caption}” needs a cell under each heading, and each heading a width.")

    @property
    def number_columns(self) -> tuple[int, ...]:
        """The columns that hold figures, which are set to the right."""
        columns = range(1, len(self.headings))
        return tuple(at for at in columns if any(isinstance(row.cells[at], ReleasedFigure) for row in self.rows))


@dataclass(frozen=True)
class PicturePart:
    """As much of a picture as a printed page holds, as SVG, and what it shows in words."""

    svg: str
    sentence: str

    def __post_init__(self) -> None:
        if not self.sentence.strip():
            raise ValueError("A picture says in words what it shows.")


@dataclass(frozen=True)
class PictureBlock:
    """A picture as SVG: for wide pages, for phones where that is another, and in parts for paper.

    `sentence` says what it shows; `tables` hold what it is drawn from.
    """

    sentence: str
    wide: str
    narrow: str
    printed: tuple[PicturePart, ...]
    tables: tuple[TableBlock, ...]

    def __post_init__(self) -> None:
        if not self.tables:
            raise ValueError("A picture has the facts it is drawn from beside it, as a table.")


@dataclass(frozen=True)
class NoteBlock:
    """A remark of the paper itself. One that is `passing` would differ at the next look though nothing changed."""

    words: str
    is_strong: bool = False
    is_passing: bool = False


Block: TypeAlias = Title | Heading | Prose | Bullets | Facts | TableBlock | PictureBlock | NoteBlock


@dataclass(frozen=True)
class SiteFigure:
    """One figure of a site and a quarter, for programs."""

    site: str
    fact: str
    quarter: str
    figure: ReleasedFigure

    def as_row(self) -> dict[str, Any]:
        return {"site": self.site, "fact": self.fact, "quarter": self.quarter} | self.figure.as_json()


@dataclass(frozen=True)
class PaperContents:
    """All that a paper says: its blocks in order, and beside them figures for programs, which no page shows."""

    blocks: tuple[Block, ...]
    figures: tuple[SiteFigure, ...] = ()

    @property
    def title(self) -> Title:
        return next((one for one in self.blocks if isinstance(one, Title)), Title("Untitled"))


KINDS: dict[str, type[Any]] = {
    "title": Title, "heading": Heading, "prose": Prose, "bullets": Bullets, "facts": Facts, "fact": LabelledFact,
    "table": TableBlock, "row": TableRow, "picture": PictureBlock, "picture_part": PicturePart,
    "note": NoteBlock, "rating": Rated, "lines": CellLines, "line": CellLine, "site_figure": SiteFigure,
}  # fmt: skip
NAMES = {kind: name for name, kind in KINDS.items()}


def kind_of(part: Any) -> str:
    """The name of a block or cell, by which a template chooses how to show it."""
    return "words" if isinstance(part, str) else NAMES.get(type(part), "figure")


def as_json(contents: PaperContents) -> dict[str, Any]:
    return {"format": FORMAT, "blocks": kept(contents.blocks), "figures": kept(contents.figures)}


def from_json(stored: Mapping[str, Any]) -> PaperContents:
    """The contents that `as_json` wrote. Raises UnreadableContentsError."""
    if stored.get("format") != FORMAT:
        raise UnreadableContentsError(
            f"This paper was kept in format {stored.get('format', 'none')}, which this version of Towpath cannot show: "
            f"it reads format {FORMAT}."
        )
    return PaperContents(_made(stored["blocks"]), _made(stored["figures"]))


def kept(part: Any) -> Any:
    """A block or a cell as JSON, as it is kept and as templates of print take it."""
    if isinstance(part, ReleasedFigure):
        return {KIND: "figure", **part.as_json()}
    if isinstance(part, tuple):
        return [kept(member) for member in part]
    if type(part) in NAMES:
        return {KIND: NAMES[type(part)]} | {one.name: kept(getattr(part, one.name)) for one in fields(part)}
    return part


def _made(stored: Any) -> Any:
    if isinstance(stored, list):
        return tuple(_made(member) for member in stored)
    if not isinstance(stored, Mapping):
        return stored
    name, parts = stored.get(KIND), {key: _made(value) for key, value in stored.items() if key != KIND}
    try:
        return kept_figure(**parts) if name == "figure" else KINDS[name or ""](**parts)
    except (KeyError, TypeError, ValueError) as error:
        raise UnreadableContentsError(f"This version of Towpath cannot show a part of this paper: {error}.") from error


def strong(words: str) -> CellLines:
    return CellLines((CellLine(words, "strong"),))


def plain_lines(texts: Iterable[str]) -> CellLines:
    return CellLines(tuple(map(CellLine, texts)))


def words_of(cell: Cell) -> str:
    """A cell in plain words, a line for each of its lines."""
    match cell:
        case str():
            return cell
        case Rated():
            return cell.word
        case CellLines():
            return "\n".join(line.words for line in cell.lines)
        case _:
            return cell.label


def tables_in(blocks: Iterable[Block]) -> Iterator[TableBlock]:
    """Every table, those behind pictures among them, in order."""
    for block in blocks:
        if isinstance(block, TableBlock):
            yield block
        elif isinstance(block, PictureBlock):
            yield from block.tables
