"""The columns of a register, by the headings that people give them."""

from towpath.documents.attendance.moments import minutes_in
from towpath.documents.rows import CellError, FileColumn
from towpath.documents.rows.cells import yes_or_no
from towpath.foundation.sensitivity import Sensitivity

_CAME = frozenset({"attended", "present", "in person", "online", "joined"})
_STAYED_AWAY = frozenset({"absent", "did not attend", "dna", "not attended", "not present", "no show", "apologies",
                          "apologised", "sent apologies", "cancelled"})  # fmt: skip
_DAY = 24 * 60
NAME, FIRST_NAME, LAST_NAME, EMAIL = "name", "first name", "last name", "e-mail address"
STAFF_GROUP, PRACTICE_CODE, PRACTICE, ATTENDED, MINUTES = (
    "staff group", "practice code", "practice", "attended", "minutes"
)  # fmt: skip


def _minutes(written: str) -> int:
    minutes = minutes_in(written)
    if minutes is None or minutes > _DAY:
        raise CellError("write a number of minutes such as 90.")
    return minutes


COLUMNS = (
    FileColumn(
        NAME,
        "full name|attendee|attendee name|participant|participant name|staff|staff name|staff member|"
        "name of staff member|delegate|delegate name|learner|learner name|colleague",
        sensitivity=Sensitivity.PERSONAL,
    ),
    FileColumn(FIRST_NAME, "forename|given name|firstname", sensitivity=Sensitivity.PERSONAL),
    FileColumn(LAST_NAME, "surname|family name|lastname", sensitivity=Sensitivity.PERSONAL),
    FileColumn(
        EMAIL,
        "email|e mail|email address|work email|work email address|nhs email|contact email|nhs email address",
        sensitivity=Sensitivity.PERSONAL,
    ),
    FileColumn(
        STAFF_GROUP,
        "role|job role|job title|position|profession|occupation|post|staff type|staff role|role in practice|job|"
        "designation",
    ),
    FileColumn(PRACTICE_CODE, "ods code|ods|practice ods code|surgery code|organisation code|org code"),
    FileColumn(
        PRACTICE,
        "practice name|gp practice|gp practice name|surgery|surgery name|gp surgery|medical centre|health centre|"
        "organisation|organisation name|workplace|name of practice",
    ),
    FileColumn(
        ATTENDED,
        "attendance|attended yes no|attended y n|present|was present|did they attend|in attendance|attended session|"
        "attendance status|present yes no|present y n",
        parse=lambda said: yes_or_no(said, _CAME, _STAYED_AWAY),
        if_blank="It says nothing: write yes or no.",
    ),
    FileColumn(
        MINUTES,
        "mins|minutes attended|minutes present|duration|duration minutes|duration mins|time attended|"
        "length of attendance|attendance minutes|minutes in session",
        parse=_minutes,
    ),
)
