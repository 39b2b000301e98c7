"""The plain name of a colour, so that a rating given by colour can be said in a word."""

import re
from colorsys import hls_to_rgb, rgb_to_hls

from towpath.documents.table import Fill

# Where each name sits on the colour wheel, in degrees. Between two names the nearer one is taken: Office's
# "gold" (45°) is amber, and both its "green" (148°) and its "light green" (89°) are green.
_HUES = {"red": 0, "amber": 40, "yellow": 60, "green": 110, "blue": 215, "purple": 280, "pink": 325}
_RGB = re.compile(r"rgba?\(\s*(\d+)\s*,\s*(\d+)\s*,\s*(\d+)")
_CSS_NAMES = {
    "red": "FF0000", "orange": "FFA500", "gold": "FFD700", "yellow": "FFFF00", "lime": "00FF00",
    "green": "008000", "lightgreen": "90EE90", "limegreen": "32CD32", "blue": "0000FF", "lightblue": "ADD8E6",
    "purple": "800080", "pink": "FFC0CB", "grey": "808080", "gray": "808080", "black": "000000",
}  # fmt: skip
_WHITE_ABOVE, _BLACK_BELOW, _GREY_BELOW = 0.97, 0.08, 0.12


def fill_of(red: float, green: float, blue: float) -> Fill | None:
    """The fill for parts from 0 to 1; None for white, which is how a file says "no colour"."""
    hue, lightness, saturation = rgb_to_hls(red, green, blue)
    if lightness >= _WHITE_ABOVE:
        return None
    return Fill(hex="#" + _hex(red, green, blue), name=_name(hue * 360, lightness, saturation))


def fill_of_hex(code: str) -> Fill | None:
    """The fill for `RRGGBB`, with or without `#` or a leading alpha pair; None for white or "auto"."""
    digits = code.strip().lstrip("#")[-6:]
    try:
        red, green, blue = (int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4))
    except ValueError:
        return None
    return fill_of(red, green, blue)


def fill_of_css(written: str) -> Fill | None:
    """The fill for a colour as a web page writes it: `#abc`, `#aabbcc`, `rgb(1, 2, 3)` or a basic colour's
    name.
    """
    value = written.strip().lower().removesuffix("!important").strip()
    if parts := _RGB.match(value):
        return fill_of(*(min(int(part), 255) / 255 for part in parts.groups()))
    if re.fullmatch(r"#[0-9a-f]{3}", value):
        return fill_of_hex("".join(digit * 2 for digit in value[1:]))
    return fill_of_hex(_CSS_NAMES.get(value, value if re.fullmatch(r"#?[0-9a-f]{6}", value) else ""))


def tinted(code: str, tint: float) -> str:
    """`RRGGBB` made lighter (tint above 0) or darker (below 0), as Excel applies a theme tint (ECMA-376
    18.8.19).
    """
    hue, lightness, saturation = rgb_to_hls(*(int(code[at : at + 2], 16) / 255 for at in (0, 2, 4)))
    lightness = lightness * (1 + tint) if tint < 0 else lightness * (1 - tint) + tint
    return _hex(*hls_to_rgb(hue, lightness, saturation))


def _name(degrees: float, lightness: float, saturation: float) -> str:
    if lightness <= _BLACK_BELOW:
        return "black"
    if saturation < _GREY_BELOW:
        return "grey"
    return min(_HUES, key=lambda name: _apart(degrees, _HUES[name]))


def _apart(one: float, other: float) -> float:
    """Degrees between two hues, the short way round the wheel."""
    return min(abs(one - other), 360 - abs(one - other))


def _hex(red: float, green: float, blue: float) -> str:
    return "".join(f"{round(part * 255):02X}" for part in (red, green, blue))
