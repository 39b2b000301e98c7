"""The schemes met in the field, as data. A partnership may define its own: no code asks for these by name.

No official meaning of red, amber and green was found: these are usual readings, for a partnership to change.
"""

from towpath.foundation.deadlines import Standing
from towpath.foundation.ratings.scheme import Rating, Scheme

RED = Rating(
    "red", "Red", "red", "Overdue, or unlikely to be done in time without a change.",
    means_at_risk=True, words=("off track", "at risk"), suggested_when=(Standing.OVERDUE,),
)  # fmt: skip
AMBER = Rating(
    "amber", "Amber", "amber", "In progress, with a risk to the deadline or the result.",
    means_at_risk=True, words=("some risk", "minor delay"), suggested_when=(Standing.DUE_SOON,),
)  # fmt: skip
GREEN = Rating(
    "green", "Green", "green", "In progress and on track. Not the same as done.",
    words=("on track", "on target"), suggested_when=(Standing.ON_TIME,),
)  # fmt: skip
COMPLETE = Rating(
    "complete", "Complete", "blue", "Done, with evidence of what was delivered.",
    means_done=True, words=("completed", "done", "closed", "achieved"), suggested_when=(Standing.DONE,),
)  # fmt: skip
BLUE = Rating(
    "blue", "Blue", "blue", "Done, with evidence of what was delivered.",
    means_done=True, words=("complete", "completed", "done", "closed"), suggested_when=(Standing.DONE,),
)  # fmt: skip

RED_AMBER_GREEN = Scheme("red-amber-green", "Red, amber, green", (RED, AMBER, GREEN, COMPLETE))
BLUE_RED_AMBER_GREEN = Scheme("blue-red-amber-green", "Blue, red, amber, green", (RED, AMBER, GREEN, BLUE))

COMPLETED_OR_ONGOING = Scheme(
    "completed-ongoing",
    "Completed, ongoing or delayed",
    (
        Rating(
            "delayed", "Delayed", "", "Later than it was promised.",
            means_at_risk=True, words=("behind schedule", "slipped"), suggested_when=(Standing.OVERDUE,),
        ),
        Rating(
            "not-started", "Not started", "", "No work has begun.", words=("yet to start", "not begun"),
        ),
        Rating(
            "ongoing", "Ongoing", "", "Work has begun and is not finished.",
            words=("on-going", "in progress", "underway", "under way", "started", "no", "n"),
            suggested_when=(Standing.DUE_SOON, Standing.ON_TIME, Standing.NO_END),
        ),
        Rating(
            "completed", "Completed", "", "Done, with evidence of what was delivered.",
            means_done=True, words=("complete", "done", "closed", "achieved", "yes", "y"),
            suggested_when=(Standing.DONE,),
        ),
    ),
)  # fmt: skip

OVERSIGHT_STUDY = Scheme(
    "oversight-study",
    "Oversight of national recommendations",
    (
        Rating("missing", "Missing", "", "No answer, or no evidence, has been received.", means_at_risk=True),
        Rating("not-met", "Not met", "", "The answer shows that it was not carried out.", means_at_risk=True),
        Rating(
            "partly-met", "Partly met", "", "Some of it was carried out.",
            words=("partially met", "partly implemented", "partially implemented"),
        ),
        Rating(
            "already-happening", "Already happening", "", "It was in place before the recommendation.",
            means_done=True,
        ),
        Rating(
            "fully-implemented", "Fully implemented", "", "All of it was carried out, with evidence.",
            means_done=True, words=("implemented", "met", "fully met"), suggested_when=(Standing.DONE,),
        ),
    ),
)  # fmt: skip

SCHEMES = (RED_AMBER_GREEN, BLUE_RED_AMBER_GREEN, COMPLETED_OR_ONGOING, OVERSIGHT_STUDY)
