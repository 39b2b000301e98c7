"""The picture of the ratings over the quarters: stacked bars, drawn once for page and print.

Each part says its rating and number where there is room, and carries a pattern of its own, so that nothing rests
on colour; the same figures stand in a table beside it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from towpath.documents.blocks import Rated

WIDTH, TALLEST, SHORTEST = 560, 180, 110
PER_ACTION = 9
LEAST_HEIGHT_FOR_WORDS = 9
FONT = "Libertinus Serif, Arial, sans-serif"

# Fill, pattern and ink of each colour a scheme may name; every ink passes 4.5:1 on its fill.
LOOKS = {
    "red": ("#b3261e", "#c24a43", "#ffffff"),
    "amber": ("#f0b354", "#e0a040", "#3d2300"),
    "green": ("#25714a", "#3d8460", "#ffffff"),
    "blue": ("#1f5a94", "#3d72a6", "#ffffff"),
}
# For schemes of words alone: from dark to light in the scheme's order, then "not stated".
WORDS_ALONE = (
    ("#4a3f6b", "#635982", "#ffffff"),
    ("#7a5c8e", "#8f74a1", "#ffffff"),
    ("#c7b3d6", "#b7a0c9", "#2a1d3a"),
    ("#8fb3c9", "#7ca4bd", "#10283a"),
    ("#2f5d78", "#4a748c", "#ffffff"),
)
NOT_STATED_LOOK = ("#e4e8ea", "#c9d0d4", "#38434a")
PATTERNS = (
    "M-2 2 2-2M0 8 8 0M6 10 10 6",
    "M1.5 2h1M5.5 6h1",
    "M0 0",
    "M4 0V8",
    "M0 4H8",
)


@dataclass(frozen=True)
class Bars:
    """How many actions carried each rating at the end of each quarter; `ratings` worst first, "not stated" last."""

    ratings: tuple[Rated, ...]
    quarters: tuple[tuple[str, tuple[int, ...]], ...]
    total: int

    @property
    def sentence(self) -> str:
        """What the picture shows."""
        return f"Bars of the ratings at the end of each quarter. {'. '.join(map(self._counted, self.quarters))}."

    def _counted(self, quarter: tuple[str, tuple[int, ...]]) -> str:
        label, counts = quarter
        named = (f"{count} {rating.word}" for rating, count in zip(self.ratings, counts, strict=True) if count)
        return f"{label}: {', '.join(named) or 'no actions'}"


def svg_of(bars: Bars) -> str:
    """The picture as SVG, with its patterns and its sentence. What draws it is loaded here, as it is heavy."""
    import vl_convert

    drawn: str = vl_convert.vegalite_to_svg(spec_of(bars))
    start = drawn.index(">")
    named = f' role="img" aria-label="{escape(bars.sentence)}"'
    return f"{drawn[:start]}{named}>{_patterns(bars.ratings)}{drawn[start + 1 :]}"


def spec_of(bars: Bars) -> dict[str, Any]:
    """The Vega-Lite description of the picture."""
    height = min(max(bars.total * PER_ACTION, SHORTEST), TALLEST)
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "width": WIDTH,
        "height": height,
        "background": "transparent",
        "data": {"values": list(_parts(bars, height))},
        "encoding": {
            "x": {"field": "quarter", "type": "ordinal", "sort": None, "axis": {"labelAngle": 0, "title": None}},
            "y": {"type": "quantitative", "axis": None, "scale": {"domain": [0, max(bars.total, 1)]}},
        },
        "layer": [_bars("fill"), _bars("pattern"), _words()],
        "config": {
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
        },
    }


def _parts(bars: Bars, height: float) -> Iterator[dict[str, Any]]:
    """Each part of each bar with where it begins and ends."""
    for label, counts in bars.quarters:
        foot = 0
        for rank in _from_foot_up(bars.ratings):
            count = counts[rank]
            has_room = count * height / max(bars.total, 1) >= LEAST_HEIGHT_FOR_WORDS
            fill, _, ink = look_of(bars.ratings, rank)
            yield {
                "quarter": label,
                "from": foot,
                "to": foot + count,
                "middle": foot + count / 2,
                "words": f"{bars.ratings[rank].word} {count}" if has_room else "",
                "fill": fill,
                "pattern": f"url(#rating-{rank})",
                "ink": ink,
            }
            foot += count


def _from_foot_up(ratings: Sequence[Rated]) -> Iterator[int]:
    """The best rating at the foot, so that it is seen to grow; the worst above it; "not stated" on top."""
    yield from reversed(range(len(ratings) - 1))
    yield len(ratings) - 1


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


def look_of(ratings: Sequence[Rated], rank: int) -> tuple[str, str, str]:
    """Fill, pattern and ink of a rating: its own colour's, else one of a row of shades; the last is "not stated"."""
    if rank == len(ratings) - 1:
        return NOT_STATED_LOOK
    return LOOKS.get(ratings[rank].colour) or WORDS_ALONE[rank % len(WORDS_ALONE)]


def _patterns(ratings: Sequence[Rated]) -> str:
    drawn = (_pattern(rank, look_of(ratings, rank)[1]) for rank in range(len(ratings)))
    return f"<defs>{''.join(drawn)}</defs>"


def _pattern(rank: int, ink: str) -> str:
    lines = PATTERNS[rank % len(PATTERNS)]
    return (
        f'<pattern id="rating-{rank}" width="8" height="8" patternUnits="userSpaceOnUse">'
        f'<path d="{lines}" stroke="{ink}" stroke-width="1.2" fill="none"/></pattern>'
    )
