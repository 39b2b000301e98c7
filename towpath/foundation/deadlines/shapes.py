"""The shapes that dates, spans and turns are written in. `tokens.py` says what each shape is.

They are tried in this order at each place in the words: the longer and more exact shapes come first.
"""

import re

from towpath.foundation.deadlines.vocabulary import (
    AT_ONCE,
    MONTHS,
    MOVED_FROM,
    MOVED_TO,
    NTH,
    NUMBERS,
    STATES,
    TURNS,
    UNITS,
)


def _either(words: tuple[str, ...]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


_MONTH_NAMES = "|".join(f"{short}(?:{rest})?" if rest else short for short, rest in MONTHS.items())
_MONTH = rf"(?P<month>{_MONTH_NAMES})\.?(?![a-z])"
_A_DAY_OF_A_MONTH = rf"(?:st|nd|rd|th)?[\s-]*(?:of\s+)?(?:{_MONTH_NAMES})(?![a-z])"
_YEAR = rf"['‘’`]?(?P<year>(?:19|20)\d\d|\d\d(?!{_A_DAY_OF_A_MONTH}))(?!\d)"
_FULL_YEAR = r"(?P<year>(?:19|20)\d\d)(?!\d)"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEARS = r"(?:fy\s*)?(?P<first>(?:20)?\d\d)\s?[/-]\s?(?P<last>(?:20)?\d\d)(?!\d|/\d|\s?(?:day|week|month|year)s)"
_BOTH_YEARS = r"(?P<first>(?:20)?\d\d)\s?(?:[/-]|to)\s?(?P<last>(?:20)?\d\d)(?!\d)"
_SEASON = r"(?P<season>spring|summer|autumn)"
_NTH = rf"(?P<nth>{_either(tuple(NTH))})"
_QUARTER_NAME = rf"(?:{_NTH}\s+quarter|q(?:uarter|tr)?\s*(?P<number>\d|one|two|three|four)(?![a-z\d]))"
_HALF = rf"(?:h(?P<number>[12])|(?:the\s+)?{_NTH}\s+half)(?![a-z])\s*,?\s*(?:of\s+)?"
_NUMBER = rf"\d{{1,3}}|{_either(tuple(NUMBERS))}"
_UP_TO = rf"(?:(?:{_NUMBER})\s?(?:-|to|or)\s?)?"  # of "2-3 months" the longer counts
_UNIT = rf"(?P<unit>{_either(tuple(UNITS))})s?"

_WRITTEN = {
    "serial_day": r"^\d{5}(?:\.0+)?$",
    "iso_day": r"(?P<year>(?:19|20)\d\d)-(?P<month>\d\d)-(?P<day>\d\d)(?:[t ]00:00(?::00)?)?(?!\d)",
    "numeric_day": rf"(?P<day>\d{{1,2}})(?P<mark>[/.-])(?P<month>\d{{1,2}})(?P=mark){_YEAR}",
    "day_first": rf"{_DAY}[\s-]*(?:of\s+)?{_MONTH}[\s,/-]*{_YEAR}",
    "month_first": rf"{_MONTH}\s+{_DAY},?\s+{_FULL_YEAR}",
    "listed_day": rf"{_DAY}(?=(?:\s*(?:,|and|&|to|-|/)\s*\d{{1,2}}(?:st|nd|rd|th)?){{1,9}}"
    rf"[\s-]*(?:of\s+)?(?:{_MONTH_NAMES})(?![a-z]))",
    "numeric_month": rf"(?P<month>0?[1-9]|1[0-2])[/.-]{_FULL_YEAR}",
    "months": rf"(?P<from_month>{_MONTH_NAMES})\s*(?:-|to)\s*{_MONTH}[\s,/-]*{_YEAR}",
    "named_month": rf"{_MONTH}(?P<mark>[\s,/-]*){_YEAR}",
    "yearly_day": rf"{_DAY}[\s-]*(?:of\s+)?{_MONTH}",
    "yearly_month": _MONTH,
    "quarters": r"q(?:uarters?)?\s*(?P<from_number>\d)\s*(?:-|to|/|&|and)\s*q?(?:uarter)?\s*(?P<number>\d)"
    rf"\s*,?\s*(?:of\s+)?{_YEARS}",
    "quarter": rf"{_QUARTER_NAME}\s*,?\s*(?:of\s+)?{_YEARS}",
    "quarter_last": rf"{_YEARS},?\s*{_QUARTER_NAME}",
    "unclear_quarter": rf"(?!last|final){_QUARTER_NAME}(?:\s*,?\s*(?:of\s+)?(?P<year>20\d\d)(?!\d|\s?[/-]\s?\d))?",
    "half_of_financial_year": rf"{_HALF}{_YEARS}",
    "half_of_year": rf"{_HALF}{_FULL_YEAR}",
    "term": rf"{_SEASON}\s+term[\s,]*(?:of\s+)?(?:{_BOTH_YEARS}|{_FULL_YEAR})",
    "seasons": rf"(?P<from_season>spring|summer|autumn)\s*(?:/|-|to)\s*{_SEASON}[\s,]*(?:of\s+)?{_FULL_YEAR}",
    "season": rf"{_SEASON}[\s,]*(?:of\s+)?(?:['‘’`]?(?P<year>(?:20)?\d\d))(?!\d|\s?/|\s?-\s?\d)",
    "winter": r"winter[\s,]*(?:of\s+)?(?P<first>(?:20)?\d\d)\s?[/-]\s?(?P<last>(?:20)?\d\d)(?!\d)",
    "unclear_season": r"(?:spring|summer|autumn|winter)(?:\s+term)?"
    r"(?:[\s,]*(?:of\s+)?['‘’`]?(?P<year>(?:20)?\d\d))?(?!\d)",
    "academic_year": rf"(?:(?:academic|school)\s+year|ay)\s*(?:of\s+)?\(?{_BOTH_YEARS}",
    "academic_year_last": rf"{_BOTH_YEARS}\s+(?:academic|school)\s+year",
    "unclear_year": r"(?:this\s+|next\s+|current\s+)?(?:academic|school)\s+year(?!s)",
    "year_of_plan": r"(?:years?|yrs?)\s*(?:\d|one|two|three|four|five)(?:\s*(?:-|to|and|&)\s*\d)?(?![\w/-])",
    "unclear_financial_year": r"(?:(?:fy|financial\s+year)(?:[\s-]*end(?:ing)?)?|year[\s-]*end(?:ing)?)"
    r"\s*(?:of\s+)?(?P<year>20\d\d)(?!\d|\s?[/-]\s?\d|\s+to\s)",
    "years_to": r"(?<!from )(?P<first>20\d\d)\s+to\s+(?P<last>(?:20)?\d\d)"
    r"(?!\d|[/-]|\s?(?:day|week|month|year)s)",
    "years": _YEARS,
    "year": _FULL_YEAR,
    "turn_of": rf"(?:once )?(?:every|each)\s+(?:{_UP_TO}(?P<count>{_NUMBER})\s+)?{_UNIT}(?![a-z])",
    "other_turn": rf"(?:once )?(?:every|each)\s+(?:other|second|alternate)\s+{_UNIT}(?![a-z])",
    "counted_turn": rf"{_UP_TO}(?P<count>{_NUMBER})[\s-]*(?P<unit>week|month|year)ly(?![a-z])",
    "turn": rf"(?P<turn>{_either(tuple(TURNS))})(?![a-z])",
    "unclear_turn": r"bi-?(?:month|week)ly(?![a-z])",
    "turn_of_school": r"(?:half[\s-]?)?termly(?![a-z])|"
    r"(?:every|each|per|once an?|twice a)\s+(?:half[\s-]?)?term(?![a-z])",
    "length": rf"{_UP_TO}(?P<count>{_NUMBER})[\s-]*{_UNIT}(?![a-z])",
    "at_once": rf"(?:{_either(AT_ONCE)})(?![a-z])",
    "state": rf"(?<![a-z]-)(?P<state>{_either(tuple(word for words in STATES.values() for word in words))})(?![a-z])",
    "start_of": r"(?:by |at )?(?:the )?(?:start|beginning) of(?: the)?(?![a-z])",
    "start": r"(?:(?:to )?(?:start|begin|commence)s?|starting|beginning|commencing|started|commenced|began|begun|"
    r"from|since)(?![a-z])",
    "between": r"between(?![a-z])",
    "before": r"before(?! ?(?:the )?end of)(?![a-z])",
    "week": r"(?:w/?[cb]|week\s+(?:commencing|beginning|starting|of))(?![a-z])\.?",
    "week_end": r"(?:w/?e|week\s+ending)(?![a-z])\.?",
    "moved_to": rf"(?:{_either(MOVED_TO)})(?![a-z])",
    "moved_from": rf"(?:{_either(MOVED_FROM)})(?![a-z])",
    "until": r"(?:until|till|up to|through to|through|to)(?![a-z])|-",
    "onwards": r"(?:onwards?|henceforth|thereafter|and beyond)(?![a-z])",
    "then": r"(?:and )?then(?![a-z])",
    "every": r"(?:every|each)(?![a-z])",
    "within": r"(?:within(?: the next)?|in the next|over the next)(?![a-z])",
    "by": r"(?:(?:by|at|before)? ?(?:the )?end of|(?:on|by) or before|no later than|not later than|(?:due )?by|end|due)"
    r"(?![a-z])",
    "joined": r"and(?![a-z])|[;,+&/]",
    "weekday": r"(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?(?![a-z])\.?"
    r"(?=,?\s*(?:the\s+)?\d)",
    "filler": r"(?:over the course of|of|in|the|at|on|a|for|during|date|deadline|target|financial|calendar|year|"
    r"latest)(?![a-z])|[().:]",
    "stray": r"[^\s;,()]+",
}

SHAPES = {name: re.compile(shape) for name, shape in _WRITTEN.items()}
