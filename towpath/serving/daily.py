"""The regular jobs. Each may run as often as one likes: what was done is not done again."""

from django.core.management import call_command
from django.db import connection

from towpath.accounts import drafts, file_readings, outgoing
from towpath.audit.daily import verify_of_the_day
from towpath.foundation.clock import now, today
from towpath.jobs.kinds import regular
from towpath.jobs.services import clear_finished
from towpath.papers.services import redacting
from towpath.plans.services import reminders
from towpath.records import left_files, once, reckoning
from towpath.search.services import mend_index


def clear_away() -> None:
    """Remove jobs done long ago and sessions that ended."""
    clear_finished()
    call_command("clearsessions")


def count_rows_anew() -> None:
    """Let SQLite count its rows anew, so that it chooses the right index: a tenth of a second, whatever it holds.

    PostgreSQL does this by itself. `PRAGMA optimize` would count only what this connection has asked before. Without it
    the list of overdue actions among 20,000 took 15 ms instead of 0.2 ms.
    """
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA analysis_limit = 1000")  # rows of each index, as SQLite's documentation advises
            cursor.execute("ANALYZE")


REGULAR = (
    regular("records.reckon_working_dates", reckoning.reckon_all),
    regular("plans.remind_leads", lambda: reminders.send_reminders(today())),
    regular("accounts.forget_old_drafts", lambda: drafts.forget_old_drafts(before=now() - drafts.KEPT_FOR)),
    regular("accounts.forget_expired_mail", outgoing.forget_expired),
    regular("accounts.forget_old_readings", file_readings.forget_old_readings, every=file_readings.CLEARED_EVERY),
    regular("records.forget_used_forms", lambda: once.forget_used_forms(before=now() - once.KEPT_FOR)),
    regular("records.clear_left_files", left_files.clear_left_files),
    regular("papers.finish_withdrawing", redacting.finish_withdrawing),
    regular("search.mend_index", mend_index),
    regular("audit.verify_what_is_kept", verify_of_the_day),
    regular("serving.clear_away", clear_away),
    regular("serving.count_rows_anew", count_rows_anew),
)
