"""How each mode is drawn: a fill, a texture along the foot and a letter, so that nothing rests on colour.

The modes in which a site delivers are one hue, darker the more of it is face to face.
"""

from dataclasses import dataclass

from towpath.documents.svg import element, pattern

INK, STONE, RULE, FAINT = "#10201f", "#56636b", "#c4ccce", "#e9eded"
HATCH, ALARM = "#7d888d", "#8f1d14"
FOOT, START = 6, 20  # the foot that a texture fills is 6 high, from 20 down


@dataclass(frozen=True)
class Look:
    """Fill, ink of the words, edge and texture of a mode; `letter` stands where its words have no room."""

    fill: str
    ink: str
    edge: str
    texture: str
    thread: str
    letter: str


DOTS = "M1 3h2M5 3h2"
SLANTS = "M-3 6 3 0M1 6 7 0M5 6 11 0"
BLOCKS = "M0 1.5H4M4 4.5H8"
BARS = "M2 0V6M6 0V6"
CROSSES = "M2 1 6 5M6 1 2 5"
ARROWS = "M1 0 4 3 1 6M5 0 8 3 5 6"
NO_TEXTURE = "M0 0"
LEVELS = "M0 1.5H8M0 4.5H8"
LOOKS = {
    "mobilising": Look("#ffffff", INK, "#3d494e", DOTS, "#3d494e", "M"),
    "adapted": Look("#dcebec", INK, "#1c5a61", SLANTS, "#1c5a61", "A"),
    "blended": Look("#8dbdc2", INK, "#174b51", BLOCKS, "#174b51", "B"),
    "face_to_face": Look("#1c5a61", "#ffffff", "#123f44", NO_TEXTURE, "#1c5a61", "F"),
    "paused": Look("#fbe7b8", "#3f2c00", "#7a5600", BARS, "#7a5600", "P"),
    "closed": Look("#dfe3e5", INK, "#4a5459", CROSSES, "#4a5459", "C"),
    "recommissioned": Look("#655589", "#ffffff", "#41345f", ARROWS, "#ffffff", "R"),
}
ANY_OTHER = Look("#f1ece4", INK, "#5c4f3a", LEVELS, "#5c4f3a", "")


def look_of(kind: str) -> Look:
    """The look of a mode; one of its own for any we do not know."""
    return LOOKS.get(kind, ANY_OTHER)


def texture_of(kind: str, stem: str) -> str:
    """The name of the texture of a mode in the picture of this stem."""
    return f"{stem}-{kind if kind in LOOKS else 'other'}"


def textures(kinds: set[str], stem: str) -> str:
    """The textures a picture needs, and the hatching for what is not recorded."""
    drawn = [_texture(texture_of(kind, stem), look_of(kind)) for kind in sorted(kinds)]
    hatching = pattern(f"{stem}-nothing", "M-2-2 10 10M-2 6 2 10M6-2 10 2", stroke=HATCH, stroke_width=0.9)
    return element("defs", *dict.fromkeys(drawn), hatching)


def _texture(name: str, look: Look) -> str:
    return pattern(name, look.texture, y=START, height=FOOT, stroke=look.thread, stroke_width=1.6)
