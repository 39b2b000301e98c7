"""The regular jobs. Each may run as often as one likes: what was done is not done again."""

from towpath.accounts.tasks import forget_expired_mail, forget_old_drafts
from towpath.plans.tasks import reckon_working_dates, remind_leads
from towpath.programmes.tasks import reckon_milestones
from towpath.records.tasks import forget_used_forms
from towpath.serving.tasks import clear_away, count_rows_anew

REGULAR = (
    reckon_working_dates,
    reckon_milestones,
    remind_leads,
    forget_old_drafts,
    forget_expired_mail,
    forget_used_forms,
    clear_away,
    count_rows_anew,
)
