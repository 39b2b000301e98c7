"""The jobs of every day. Each may run as often as one likes: what was done is not done again."""

from towpath.accounts.tasks import forget_old_drafts
from towpath.plans.tasks import reckon_working_dates, remind_leads

DAILY = (reckon_working_dates, remind_leads, forget_old_drafts)


def ask_for_daily_jobs() -> None:
    """Put the daily jobs in the queue."""
    for job in DAILY:
        job.enqueue()
