"""Charts with axes, drawn by Vega-Lite: what is counted goes in, out comes a picture with its sentence and table.

Page, PDF and Word show the same drawing. Each part says its name and number where there is room and carries a pattern
of its own, so that nothing rests on colour.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from towpath.documents.blocks import PictureBlock, PicturePart, Rated, TableBlock, TableRow
from towpath.documents.svg import DOTS, LEVELS, NOTHING, SLANTS, UPRIGHTS, attributes, element, filled_by, pattern
from towpath.documents.writers.guard import cleaned
from towpath.foundation.figures import ReleasedFigure

WIDTH, TALLEST, SHORTEST = 560, 180, 110
PER_UNIT = 9
LEAST_HEIGHT_FOR_WORDS = 9
FONT = "Libertinus Serif, Arial, sans-serif"
CONFIG = {
    "font": FONT,
    "view": {"stroke": None},
    "axis": {
        "labelFontSize": 11,
        "labelColor": "#222b30",
        "labelPadding": 6,
        "ticks": False,
        "domainColor": "#56636b",
        "zindex": 1,
    },
}
# Fill, pattern and ink of each colour a rating may have; every ink passes 4.5:1 on its fill.
LOOKS = {
    "red": ("#b3261e", "#c24a43", "#ffffff"),
    "amber": ("#f0b354", "#e0a040", "#3d2300"),
    "green": ("#25714a", "#3d8460", "#ffffff"),
    "blue": ("#1f5a94", "#3d72a6", "#ffffff"),
}
# For ratings of words alone: from dark to light in their order, then "not stated".
WORDS_ALONE = (
    ("#4a3f6b", "#635982", "#ffffff"),
    ("#7a5c8e", "#8f74a1", "#ffffff"),
    ("#c7b3d6", "#b7a0c9", "#2a1d3a"),
    ("#8fb3c9", "#7ca4bd", "#10283a"),
    ("#2f5d78", "#4a748c", "#ffffff"),
)
NOT_STATED_LOOK = ("#e4e8ea", "#c9d0d4", "#38434a")
PATTERNS = (SLANTS, DOTS, NOTHING, UPRIGHTS, LEVELS)


def drawn_by_vega(spec: Mapping[str, Any], sentence: str, patterns: str = "") -> str:
    """The SVG of a Vega-Lite description, named by a sentence.

    Vega-Lite ends the whole process at a control character, so every text that goes to it is cleaned here, and nothing
    else calls it. It fetches nothing. It is loaded when it is needed, as it is heavy.
    """
    import vl_convert

    drawn: str = vl_convert.vegalite_to_svg(_cleaned(spec), allowed_base_urls=[])
    start = drawn.index(">")
    return f"{drawn[:start]}{attributes(role='img', aria_label=sentence)}>{patterns}{drawn[start + 1 :]}"


def _cleaned(part: Any) -> Any:
    match part:
        case str():
            return cleaned(part)
        case Mapping():
            return {cleaned(name): _cleaned(value) for name, value in part.items()}
        case list() | tuple():
            return [_cleaned(value) for value in part]
    return part


@dataclass(frozen=True)
class StackedColumns:
    """How many bear each rating in each column. `ratings` stand worst first, "not stated" last.

    `shows` is what the columns are of, `over` heads their names, `nothing` is said of an empty one.
    """

    caption: str
    shows: str
    over: str
    ratings: tuple[Rated, ...]
    columns: tuple[tuple[str, tuple[ReleasedFigure, ...]], ...]
    nothing: str

    @property
    def block(self) -> PictureBlock:
        """The chart as a paper holds it."""
        drawn = drawn_by_vega(self.spec, self.sentence, self._patterns)
        return PictureBlock(self.sentence, drawn, "", (PicturePart(drawn, self.sentence),), (self.table,))

    @property
    def sentence(self) -> str:
        """What the picture shows."""
        return f"Bars of {self.shows}. {'. '.join(map(self._counted, self.columns))}."

    def _counted(self, column: tuple[str, tuple[ReleasedFigure, ...]]) -> str:
        label, figures = column
        named = (_said(*pair) for pair in zip(self.ratings, figures, strict=True) if pair[1].number != 0)
        return f"{label}: {', '.join(named) or self.nothing}"

    @property
    def table(self) -> TableBlock:
        headings = (self.over, *(rating.word for rating in self.ratings))
        rows = tuple(TableRow((label, *figures)) for label, figures in self.columns)
        return TableBlock(self.caption, headings, (1,) * len(headings), rows)

    @property
    def spec(self) -> dict[str, Any]:
        """The Vega-Lite description of the picture."""
        longest = max((sum(map(_height, figures)) for _, figures in self.columns), default=0) or 1
        height = min(max(longest * PER_UNIT, SHORTEST), TALLEST)
        return {
            "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
            "width": WIDTH,
            "height": height,
            "background": "transparent",
            "data": {"values": list(self._parts(height / longest))},
            "encoding": {
                "x": {"field": "column", "type": "ordinal", "sort": None, "axis": {"labelAngle": 0, "title": None}},
                "y": {"type": "quantitative", "axis": None, "scale": {"domain": [0, longest]}},
            },
            "layer": [_bars("fill"), _bars("pattern"), _words()],
            "config": CONFIG,
        }

    def _parts(self, unit: float) -> Iterator[dict[str, Any]]:
        """Each part of each column: the best rating at the foot, so that it is seen to grow, "not stated" on top."""
        *best_first, not_stated = range(len(self.ratings))
        for label, figures in self.columns:
            foot: float = 0
            for rank in (*reversed(best_first), not_stated):
                count = _height(figures[rank])
                fill, _, ink = self._look(rank)
                said = f"{self.ratings[rank].word} {figures[rank]}"
                yield {
                    "column": label,
                    "from": foot,
                    "to": foot + count,
                    "middle": foot + count / 2,
                    "words": said if count * unit >= LEAST_HEIGHT_FOR_WORDS else "",
                    "fill": fill,
                    "pattern": filled_by(f"rating-{rank}"),
                    "ink": ink,
                }
                foot += count

    def _look(self, rank: int) -> tuple[str, str, str]:
        """Fill, pattern and ink of a rating: its own colour's, else one of a row of shades."""
        if rank == len(self.ratings) - 1:
            return NOT_STATED_LOOK
        return LOOKS.get(self.ratings[rank].colour) or WORDS_ALONE[rank % len(WORDS_ALONE)]

    @property
    def _patterns(self) -> str:
        drawn = (
            pattern(f"rating-{rank}", PATTERNS[rank % len(PATTERNS)], stroke=self._look(rank)[1], stroke_width=1.2)
            for rank in range(len(self.ratings))
        )
        return element("defs", *drawn)


def _said(rating: Rated, figure: ReleasedFigure) -> str:
    return f"{rating.word} {figure.label.lower()}" if figure.number is None else f"{figure} {rating.word}"


def _height(figure: ReleasedFigure) -> int | float:
    """How high a figure is drawn; one that is absent is not."""
    return figure.number or 0


def _bars(painted_by: str) -> dict[str, Any]:
    """The bars in their colours, or the patterns over them."""
    return {
        "mark": {"type": "bar", "width": {"band": 0.86}, "stroke": "#ffffff", "strokeWidth": 1},
        "encoding": {
            "y": {"field": "from", "type": "quantitative", "axis": None},
            "y2": {"field": "to"},
            "fill": {"field": painted_by, "type": "nominal", "scale": None},
        },
    }


def _words() -> dict[str, Any]:
    return {
        "mark": {"type": "text", "fontSize": 9, "fontWeight": "bold", "baseline": "middle"},
        "encoding": {
            "y": {"field": "middle", "type": "quantitative", "axis": None},
            "text": {"field": "words"},
            "color": {"field": "ink", "type": "nominal", "scale": None},
        },
    }
