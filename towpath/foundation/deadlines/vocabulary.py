"""The words deadlines are written in: data, so that a new wording is a new line here."""

from towpath.foundation.deadlines.deadline import Meaning, Offset, Unit

MONTHS = {
    "jan": "uary", "feb": "ruary", "mar": "ch", "apr": "il", "may": "", "jun": "e",
    "jul": "y", "aug": "ust", "sep": "(?:t(?:ember)?)", "oct": "ober", "nov": "ember", "dec": "ember",
}  # fmt: skip

NUMBERS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "eighteen": 18, "an": 1, "a": 1,
}  # fmt: skip

UNITS = {
    "day": Unit.DAY, "working day": Unit.WORKING_DAY, "business day": Unit.WORKING_DAY,
    "week": Unit.WEEK, "month": Unit.MONTH, "year": Unit.YEAR,
}  # fmt: skip

# The last month of each season, as the Met Office counts them. Winter spans two years and needs both written.
SEASONS = {"spring": 5, "summer": 8, "autumn": 11}
# The first and the last month of each term of a school, roughly: schools set their own days.
TERMS = {"autumn": (9, 12), "spring": (1, 3), "summer": (4, 7)}
NTH = {
    "first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4, "final": 4, "last": 4,
}  # fmt: skip

A_QUARTER, HALF_A_YEAR, A_YEAR = Offset(3, Unit.MONTH), Offset(6, Unit.MONTH), Offset(1, Unit.YEAR)

TURNS = {
    **dict.fromkeys(("annually", "annual", "yearly", "per annum", "once a year"), A_YEAR),
    **dict.fromkeys(("bi-annually", "biannually", "bi-annual", "biannual", "half-yearly", "half yearly"), HALF_A_YEAR),
    **dict.fromkeys(("twice a year", "twice yearly"), HALF_A_YEAR),
    **dict.fromkeys(("quarterly", "every quarter", "each quarter"), A_QUARTER),
    "monthly": Offset(1, Unit.MONTH),
    "fortnightly": Offset(2, Unit.WEEK),
    "weekly": Offset(1, Unit.WEEK),
    "daily": Offset(1, Unit.DAY),
    "biennially": Offset(2, Unit.YEAR),
}

AT_ONCE = (
    "immediate", "immediately", "with immediate effect", "at once", "straight away", "straightaway", "asap",
    "as soon as possible", "urgent", "urgently",
)  # fmt: skip

STATES = {
    Meaning.ONGOING: (
        "ongoing", "on-going", "on going", "continuous", "continuously", "continuing", "rolling",
        "open-ended", "business as usual", "bau", "throughout", "throughout the life of the strategy",
        "throughout the life of the plan", "for the life of the strategy", "for the life of the plan",
        "throughout the strategy", "throughout the plan", "lifetime of the strategy", "lifetime of the plan",
        "life of strategy", "life of plan", "life of the strategy", "life of the plan", "duration of the strategy",
        "duration of the plan", "for the duration of the strategy", "for the duration of the plan",
    ),
    Meaning.DONE: ("completed", "complete", "done", "closed", "achieved", "finished", "implemented"),
    Meaning.TO_BE_CONFIRMED: (
        "tbc", "tba", "tbd", "to be confirmed", "to be agreed", "to be decided", "to be determined",
        "to be set", "date to be set", "date to be confirmed", "date to be agreed", "date tbc", "not yet set",
    ),
    Meaning.NOT_APPLICABLE: ("n/a", "na", "n.a.", "not applicable", "none"),
}  # fmt: skip

# Beside a turn, words that say on which of its days.
WHICH_DAY = frozenset({
    "first", "second", "third", "fourth", "last", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday",
    "sunday", "mondays", "tuesdays", "wednesdays", "thursdays", "fridays",
})  # fmt: skip

# What people put in a cell to say that it is empty.
BLANKS = frozenset({"", "-", "--", "?"})

MOVED_ALONE = ("now", "revised date", "new date")  # those that say so though the day before is not there
# A date behind one of the first took the place of the one before it; one behind the second was given up.
MOVED_TO = (
    "→", "now", "now due", "now by", "revised date", "new date", "revised to", "extended to", "moved to", "changed to",
    "amended to", "put back to", "deferred to", "postponed to", "delayed to", "slipped to", "delayed until",
    "extended until", "postponed until",
)  # fmt: skip
MOVED_FROM = (
    "original date", "originally", "previously", "formerly", "was", "revised from", "extended from", "moved from",
    "changed from", "amended from", "put back from", "deferred from", "postponed from", "delayed from", "slipped from",
)  # fmt: skip

# What may follow "within 3 months": the words after it name the base date, which they seldom give.
ANCHORS = frozenset({"of", "from", "after", "following", "post", "upon", "since"})

# Beside a length of time, words that name no event to count it from.
BESIDE_A_LENGTH = frozenset({
    "action", "actions", "all", "be", "calendar", "coming", "done", "high", "immediate", "initial", "initially",
    "latest", "long", "long-term", "low", "maximum", "max", "medium", "medium-term", "next", "or", "period", "priority",
    "short", "short-term", "sooner", "term", "time", "timeframe", "timescale", "to", "urgent",
})  # fmt: skip

# What may stand beside a word of doing that is a state. Any other word leaves open what is done, and all of it or not.
BESIDE_DONE = (
    "action", "actions", "action plan", "task", "tasks", "work", "project", "recommendation", "recommendations",
    "milestone", "milestones", "item", "all", "everything", "this", "these", "it", "the", "status", "target",
    "is", "are", "was", "were", "been", "has", "have", "had", "now", "already", "also", "and",
    "fully", "successfully", "formally", "finally", "recently", "duly", "in full", "in its entirety",
    "100%", "100 %", "100 percent", "100 per cent", "on time", "on schedule", "as planned", "as agreed",
    "last month", "last quarter", "last year",
    "w/c", "week commencing", "signed off", "approved", "delivered", "published", "embedded", "no further action",
    "no further action required", "no further action needed", "no further action is required", "nothing outstanding",
    "nfa",
    "see notes", "see note", "see below", "see above", "see update", "see progress", "see comments", "see evidence",
    "evidence attached",
)  # fmt: skip
# These too where a date stands with them; "date completed" alone is a label.
BESIDE_DONE_WITH_A_DATE = (
    "as at", "as of", "in", "on", "at", "of", "a", "during", "from", "since", "date", "year", "financial year",
)  # fmt: skip
DOERS = frozenset({
    "police", "council", "board", "partnership", "csp", "agency", "agencies", "partner", "partners", "team", "lead",
    "leads", "officer", "officers", "provider", "us",
})  # fmt: skip

# What may follow "complete" as a state; before anything else it asks to complete that.
AFTER_COMPLETE = frozenset({"and", "as", "fully", "last", "nfa", "no", "nothing", "see", "signed", "since"})

# Beside a date these mean the time before it; beside a length they belong to an event.
BEFOREHAND = frozenset({"prior", "ahead", "advance"})

# Beside these a date is what it is: "completion date: March 2027".
NOUNS_OF_DOING = frozenset({"completion", "achievement", "implementation", "closure", "delivery"})

# Beside one of these a date means something else, so the date alone would be a wrong reading.
SENSE_CHANGERS = frozenset({
    "after", "following", "subject", "pending", "once", "when", "if", "unless", "dependent", "depends", "not",
    "no", "extended", "extension", "originally", "previously", "revised", "was", "moved", "delayed",
    "slipped", "paused", "hold", "deferred", "postponed", "suspended", "rolled", "carried", "cancelled",
    "before", "xmas", "twice", "times", "other", "alternate", "except", "approx", "around", "about", "circa",
    "early", "mid", "middle", "late", "spring", "summer", "autumn", "winter", "easter", "christmas",
})  # fmt: skip
LONGEST_WORDS = 2_000  # characters: what says more is an account, whatever dates stand in it
