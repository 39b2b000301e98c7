"""The jobs of the plans room, done by the worker."""

from django_tasks import task

from towpath.foundation.clock import today
from towpath.plans.services import reminders


@task()
def remind_leads() -> int:
    """Remind leads of what is due soon or overdue; returns how many mails went out."""
    return reminders.send_reminders(today())
