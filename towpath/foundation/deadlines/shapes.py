"""The shapes that dates, spans and turns are written in. `tokens.py` says what each shape is.

They are tried in this order at each place in the words: the longer and more exact shapes come first.
"""

import re

from towpath.foundation.deadlines.vocabulary import AT_ONCE, MONTHS, NUMBERS, STATES, TURNS, UNITS


def _either(words: tuple[str, ...]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


_MONTH_NAMES = "|".join(f"{short}(?:{rest})?" if rest else short for short, rest in MONTHS.items())
_MONTH = rf"(?P<month>{_MONTH_NAMES})\.?(?![a-z])"
_YEAR = r"['’]?(?P<year>(?:19|20)\d\d|\d\d)(?!\d)"
_FULL_YEAR = r"(?P<year>(?:19|20)\d\d)(?!\d)"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEARS = r"(?:fy\s*)?(?P<first>(?:20)?\d\d)\s?[/-]\s?(?P<last>(?:20)?\d\d)(?!\d|/\d|\s?(?:day|week|month|year)s)"
_NUMBER = rf"\d{{1,3}}|{_either(tuple(NUMBERS))}"
_UNIT = rf"(?P<unit>{_either(tuple(UNITS))})s?"

_WRITTEN = {
    "iso_day": r"(?P<year>(?:19|20)\d\d)-(?P<month>\d\d)-(?P<day>\d\d)(?:[t ]00:00(?::00)?)?(?!\d)",
    "numeric_day": rf"(?P<day>\d{{1,2}})(?P<mark>[/.-])(?P<month>\d{{1,2}})(?P=mark){_YEAR}",
    "day_first": rf"{_DAY}[\s-]*(?:of\s+)?{_MONTH}[\s,/-]*{_YEAR}",
    "month_first": rf"{_MONTH}\s+{_DAY},?\s+{_FULL_YEAR}",
    "numeric_month": rf"(?P<month>0?[1-9]|1[0-2])[/.-]{_FULL_YEAR}",
    "months": rf"(?P<from_month>{_MONTH_NAMES})\s*(?:-|to|/)\s*{_MONTH}[\s,/-]*{_YEAR}",
    "named_month": rf"{_MONTH}(?P<mark>[\s,/-]*){_YEAR}",
    "yearly_day": rf"{_DAY}[\s-]*(?:of\s+)?{_MONTH}",
    "yearly_month": _MONTH,
    "quarter": rf"q(?:uarter)?\s*(?P<number>\d)(?!\d)\s*,?\s*(?:of\s+)?{_YEARS}",
    "quarter_last": rf"{_YEARS},?\s*q(?:uarter)?\s*(?P<number>\d)(?!\d)",
    "unclear_quarter": r"q(?:uarter)?\s*\d(?!\d)(?:\s*,?\s*(?:of\s+)?20\d\d)?(?!\d)",
    "season": r"(?P<season>spring|summer|autumn)[\s,]*(?P<year>20\d\d)(?!\d|\s?/)",
    "winter": r"winter[\s,]*(?P<first>(?:20)?\d\d)\s?[/-]\s?(?P<last>(?:20)?\d\d)(?!\d)",
    "unclear_season": r"(?:spring|summer|autumn|winter)(?:[\s,]*(?:20)?\d\d)?(?!\d)",
    "years": _YEARS,
    "year": _FULL_YEAR,
    "turn_of": rf"(?:once )?(?:every|each)\s+(?:(?P<count>{_NUMBER})\s+)?{_UNIT}(?![a-z])",
    "turn": rf"(?P<turn>{_either(tuple(TURNS))})(?![a-z])",
    "unclear_turn": r"bi-?monthly(?![a-z])",
    "length": rf"(?:(?:{_NUMBER})\s?(?:-|to|or)\s?)?(?P<count>{_NUMBER})[\s-]*{_UNIT}(?![a-z])",
    "at_once": rf"(?:{_either(AT_ONCE)})(?![a-z])",
    "state": rf"(?<![a-z]-)(?P<state>{_either(tuple(word for words in STATES.values() for word in words))})(?![a-z])",
    "start": r"(?:(?:to )?(?:start|begin|commence)s?|starting|beginning|commencing|from|since)(?![a-z])",
    "until": r"(?:until|till|up to|through to|through|to)(?![a-z])|-",
    "onwards": r"(?:onwards?|henceforth|thereafter|and beyond)(?![a-z])",
    "then": r"(?:and )?then(?![a-z])",
    "every": r"(?:every|each)(?![a-z])",
    "within": r"(?:within(?: the next)?|in the next|over the next)(?![a-z])",
    "by": r"(?:(?:by|at|before)? ?(?:the )?end of|no later than|not later than|(?:due )?by|end|due)(?![a-z])",
    "joined": r"and(?![a-z])|[;,+&/]",
    "filler": r"(?:of|in|the|at|on|a|for|during|date|deadline|target|financial|year)(?![a-z])|[().:]",
    "stray": r"[^\s;,()]+",
}

SHAPES = {name: re.compile(shape) for name, shape in _WRITTEN.items()}
