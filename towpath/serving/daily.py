"""The jobs of every day. Each may run as often as one likes: what was done is not done again."""

from towpath.accounts.tasks import forget_old_drafts
from towpath.plans.tasks import reckon_working_dates, remind_leads
from towpath.programmes.tasks import reckon_milestones
from towpath.records.tasks import forget_used_forms
from towpath.serving.tasks import count_rows_anew

DAILY = (reckon_working_dates, reckon_milestones, remind_leads, forget_old_drafts, forget_used_forms, count_rows_anew)


def ask_for_daily_jobs() -> None:
    """Put the daily jobs in the queue."""
    for job in DAILY:
        job.enqueue()
