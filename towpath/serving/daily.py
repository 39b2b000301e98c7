"""The regular jobs. Each may run as often as one likes: what was done is not done again."""

from towpath.accounts.tasks import forget_expired_mail, forget_old_drafts
from towpath.plans.tasks import remind_leads
from towpath.records.tasks import forget_used_forms, reckon_working_dates
from towpath.search.tasks import mend_index
from towpath.serving.tasks import clear_away, count_rows_anew

REGULAR = (
    reckon_working_dates,
    remind_leads,
    forget_old_drafts,
    forget_expired_mail,
    forget_used_forms,
    mend_index,
    clear_away,
    count_rows_anew,
)
